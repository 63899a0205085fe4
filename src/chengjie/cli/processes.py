"""`chengjie process check|show|replay|migrate`: definitions, worked cases, cases replayed up to a day or taken to another version."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

import chengjie.system
from chengjie.cli import going_over, output
from chengjie.cli.words import Command, Group, Say
from chengjie.errors import Refusal
from chengjie.process import Entry, State, auditing, figures, library, replay, sheets, worked
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language


def process_group(say: Say, language: Language) -> click.Group:
    """`chengjie process …`."""

    @click.group(
        cls=Group,
        say=say,
        name="process",
        help=say("流程：核查定义、查看步骤、回放案件。", "Processes: check definitions, show steps, replay cases."),
    )
    def process() -> None:
        pass

    process.add_command(_check_command(say, language))
    process.add_command(_show_command(say, language))
    process.add_command(_replay_command(say, language))
    process.add_command(going_over.migrate_command(say, language))
    return process


def _check_command(say: Say, language: Language) -> click.Command:
    @click.command(
        cls=Command,
        say=say,
        name="check",
        help=say(
            "核查全部流程定义（一次列出所有问题），并演练全部样例。",
            "Check every definition (all faults at once) and play every worked case.",
        ),
    )
    @output.zone_option(say)
    @output.out_option(say)
    @output.json_option(say)
    def check(zone: str, out: Path | None, as_json: bool) -> None:
        package = chengjie.system.open_zone(zone)
        known = figures.rates(package)
        ran = worked.run_all(package)
        if as_json:
            output.write_json(
                {"cases": [{"process": each.process, "systems": list(each.systems), "name": each.name, "passed": each.passed,
                            "detail": each.detail} for each in ran],
                 "rates": [each.id for each in known]}
            )  # fmt: skip
        else:
            output.give(_ran(ran), out, language, most=200)
        failed = [each for each in ran if not each.passed]
        if failed:
            raise Refusal.of("process-sample-failed", count=len(failed), first=f"{failed[0].name}: {failed[0].detail}")

    return check


def _ran(ran: tuple[worked.Ran, ...]) -> Table:
    columns = (
        Column("process", Text("流程", "process")),
        Column("name", Text("样例", "worked case")),
        Column("passed", Text("通过", "passed")),
        Column("detail", Text("不符之处", "what differs")),
    )
    return Table(
        columns,
        tuple((each.process, each.name, each.passed, each.detail) for each in ran),
        Text("样例", "Worked cases"),
    )


def _show_command(say: Say, language: Language) -> click.Command:
    @click.command(
        cls=Command,
        say=say,
        name="show",
        help=say(
            "列出流程；给出名称则列出它的步骤、办理人、去向和时限。",
            "List the processes; with a name its steps, who acts, where each outcome leads, and its limits.",
        ),
    )
    @click.argument("name", required=False)
    @click.option("--version", "number", type=int, help=say("版本，默认最新。", "The version; the latest by default."))
    @output.zone_option(say)
    @output.out_option(say)
    @output.json_option(say)
    def show(name: str | None, number: int | None, zone: str, out: Path | None, as_json: bool) -> None:
        known = library.processes(chengjie.system.open_zone(zone))
        if name is None:
            table = sheets.listing(known, language=language)
        else:
            definition = known.get(name, number)
            if as_json:
                output.write_json(definition.model_dump(mode="json", by_alias=True))
                return
            table = sheets.steps(definition, law=known.law, language=language)
        if as_json:
            output.write_json({"processes": list(table.records())})
        else:
            output.give(table, out, language, most=200)

    return show


def _replay_command(say: Say, language: Language) -> click.Command:
    @click.command(
        cls=Command,
        say=say,
        name="replay",
        help=say(
            "由记录文件回放案件，给出某一天的状态、时限和逾期。",
            "Replay the cases of a record file: where they stood on a day, their clocks, and what was late.",
        ),
    )
    @click.argument("record", type=click.Path(path_type=Path, exists=True, dir_okay=False))
    @click.option(
        "--until", type=click.DateTime(["%Y-%m-%d"]), help=say("哪一天，默认今天。", "The day; today by default.")
    )
    @click.option("--case", "wanted", help=say("只看这个案件。", "Only this case."))
    @output.zone_option(say)
    @output.out_option(say)
    @output.json_option(say)
    def replay_(
        record: Path, until: datetime | None, wanted: str | None, zone: str, out: Path | None, as_json: bool
    ) -> None:
        known = library.processes(chengjie.system.open_zone(zone))
        day = until.date() if until else date.today()  # noqa: DTZ011  # the day on the desk
        table = sheets.standing(_states(record, known, day, wanted), known, day=day, language=language)
        if as_json:
            output.write_json({"day": day.isoformat(), "cases": [_plain(each) for each in table.records()]})
        else:
            output.give(table, out, language, most=200)

    return replay_


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in record.items()}


def _states(record: Path, known: library.Library, day: date, wanted: str | None) -> list[State]:
    """The cases of a record that had begun by a day; a broken record is refused first."""
    with record.open("rb") as lines:
        proof = auditing.verify_lines(lines, file=record.name)
    if proof.broken is not None:
        raise Refusal([proof.broken])
    entries: dict[str, list[Entry]] = defaultdict(list)
    for entry in auditing.read(record):
        if wanted in {None, entry.case}:
            entries[entry.case].append(entry)
    return [replay(each, known.definitions, until=day) for each in entries.values() if each[0].day <= day]
