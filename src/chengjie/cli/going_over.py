"""`chengjie process migrate`: running cases go over to the latest version of their process; what cannot is listed with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

import chengjie.report.refusal
from chengjie.cli import output, serving
from chengjie.cli.words import Command, Say
from chengjie.errors import Refusal
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language

if TYPE_CHECKING:
    from chengjie.web.versions import Over

COLUMNS = (
    Column("case", Text("案件", "case")),
    Column("from", Text("现版本", "from version")),
    Column("to", Text("转到版本", "to version")),
    Column("why", Text("不能转的原因", "why it cannot")),
)
EVERY = 500


def migrate_command(say: Say, language: Language) -> click.Command:
    """`chengjie process migrate PROCESS`."""

    @click.command(
        cls=Command,
        say=say,
        name="migrate",
        help=say(
            "在办案件转到流程的最新版。不加 --enter 只试算；不能转的逐件列出原因，留在原版本。",
            "Take running cases over to the latest version of a process. Without --enter it is only tried; what cannot is listed and stays.",
        ),
    )
    @click.argument("process", metavar="PROCESS")
    @click.option(
        "--by", "person", required=True, help=say("以谁的权限办：用户名。", "Whose rights it is done by: a user name.")
    )
    @click.option("--enter", is_flag=True, help=say("写入，不只是试算。", "Write it, instead of trying."))
    @click.option("--note", default="", help=say("写入每件记录的理由。", "Words that stand in each diary."))
    @output.zone_option(say)
    @output.data_option(say)
    @output.out_option(say)
    @output.json_option(say)
    def migrate(
        process: str,
        person: str,
        enter: bool,
        note: str,
        zone: str,
        data_folder: Path | None,
        out: Path | None,
        as_json: bool,
    ) -> None:
        serving.ready(zone, data_folder)
        from django.contrib.auth.models import User  # Django is an extra, and slow to import

        from chengjie.web import scope, versions

        user = User.objects.filter(username=person, is_active=True).first()
        if user is None:
            raise Refusal.of("people-unknown", name=person)
        who = scope.actors(user)
        gone = versions.taken(who, process, note=note) if enter else versions.tried(who, process)
        able, stuck = _sorted(_told(gone, versions.behind(who, process).count(), say))
        if as_json:
            output.write_json({
                "entered": enter, "able": able,
                "stuck": [{"case": each.number, "from": each.version, "to": each.to, "codes": [fault.code for fault in each.against]} for each in stuck],
            })  # fmt: skip
            return
        done = say("已转", "gone over") if enter else say("可以转", "can go over")
        click.echo(f"{done}: {able}; {say('不能转', 'cannot')}: {len(stuck)}")
        table = refused(stuck, language)
        if out:
            output.write_file(table, out, language)
        elif stuck:
            output.draw(table, language, most=200)

    return migrate


def _told(gone: Iterable[Over], count: int, say: Say) -> Iterator[Over]:
    for number, each in enumerate(gone, start=1):
        yield each
        if number % EVERY == 0:
            click.echo(say(f"已看 {number} / {count} 件", f"{number} of {count} cases"), err=True)


def _sorted(gone: Iterable[Over]) -> tuple[int, list[Over]]:
    """How many can, and those that cannot."""
    able, stuck = 0, []
    for each in gone:
        if each.against:
            stuck.append(each)
        else:
            able += 1
    return able, stuck


def refused(stuck: Iterable[Over], language: Language) -> Table:
    """The list of what cannot, a case a row, with every reason."""
    rows = tuple(
        (each.number, each.version, each.to, "；".join(chengjie.report.refusal.sentence(fault).say(language) for fault in each.against))
        for each in stuck
    )  # fmt: skip
    return Table(COLUMNS, rows, Text("不能转到新版的案件", "Cases that cannot go over"))
