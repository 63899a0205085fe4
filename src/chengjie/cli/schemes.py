"""`chengjie entitle` and `chengjie promises`: what claims under a scheme are due, and how promises to firms stand."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

import chengjie.settlement
import chengjie.settlement.ledger
import chengjie.system
from chengjie.cli import output
from chengjie.cli.words import Command, Say
from chengjie.package import Package
from chengjie.settlement import Scheme
from chengjie.settlement.tables import awards_table, promise_table
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language


def entitle_command(say: Say, language: Language) -> click.Command:
    """`chengjie entitle SCHEME --claims FILE`."""

    @click.command(
        cls=Command,
        say=say,
        name="entitle",
        help=say(
            "按奖补办法核定申领：够不够条件、缺什么、该付多少，算到分；同一事项不付第二次。不带参数列出全部办法。",
            "Decide claims under a scheme: whether the conditions hold, what is missing, what is due to the cent; nothing is paid "
            "twice. Without arguments lists the schemes.",
        ),
    )
    @click.argument("scheme", required=False)
    @click.option(
        "--claims", type=click.Path(path_type=Path), help=say("申领表（CSV、Excel）。", "The claims (CSV or Excel).")
    )
    @click.option(
        "--terms",
        type=click.Path(path_type=Path),
        help=say("参数（YAML）：值和来源。", "Parameters (YAML): value and source."),
    )
    @click.option(
        "--ledger",
        type=click.Path(path_type=Path, dir_okay=False),
        help=say(
            "账本文件；应付的记入，已付的不再付。",
            "The ledger's file: what is due is posted, what was paid is not paid again.",
        ),
    )
    @click.option(
        "--correct",
        is_flag=True,
        help=say("已付而有变的，冲销后重记。", "Reverse and post anew what was paid and has changed."),
    )
    @click.option("--template", is_flag=True, help=say("输出申领表的表头。", "Print the header of the claims table."))
    @output.zone_option(say)
    @output.out_option(say)
    @output.json_option(say)
    def entitle(
        scheme: str | None, claims: Path | None, terms: Path | None, ledger: Path | None, correct: bool, template: bool,
        zone: str, out: Path | None, as_json: bool,
    ) -> None:  # fmt: skip
        package = chengjie.system.open_zone(zone)
        if scheme is None:
            _listed(package, language, out, as_json)
            return
        known = chengjie.settlement.scheme(package, scheme)
        if template or claims is None:
            _show(chengjie.settlement.columns(known), language, out)
            return
        filled = chengjie.settlement.read_terms(terms, known) if terms else ()
        book = chengjie.settlement.ledger.read(ledger) if ledger else None
        answer = chengjie.settlement.entitle(
            known, chengjie.settlement.read_claims(claims, known), terms=filled, ledger=book
        )
        if book is not None and ledger is not None:
            day = date.today()  # noqa: DTZ011  # the day on the desk
            after = chengjie.settlement.post(book, answer.statement(correct=correct), day=day)
            chengjie.settlement.ledger.write(after, ledger)
        if as_json:
            output.write_json(answer.as_json())
        else:
            _show(awards_table(answer, language), language, out)

    return entitle


def promises_command(say: Say, language: Language) -> click.Command:
    """`chengjie promises FILE`."""

    @click.command(
        cls=Command,
        say=say,
        name="promises",
        help=say(
            "政策兑现台账：某一天各项承诺兑现了没有、逾期多少天、还欠多少。",
            "The register of promises: on a day, which are delivered, how many days late, and what is still owed.",
        ),
    )
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option(
        "--on", "day", type=click.DateTime(["%Y-%m-%d"]), help=say("哪一天，默认今天。", "The day; today by default.")
    )
    @click.option("--by-unit", is_flag=True, help=say("按承诺单位汇总。", "Sum up by the promising unit."))
    @output.out_option(say)
    @output.json_option(say)
    def promises(file: Path, day: datetime | None, by_unit: bool, out: Path | None, as_json: bool) -> None:
        on = day.date() if day else date.today()  # noqa: DTZ011  # the day on the desk
        found = chengjie.settlement.standing(chengjie.settlement.read_promises(file), on=on)
        if as_json:
            units = [
                {**row, "owed": str(row["owed"]), "kept": None if row["kept"] is None else str(row["kept"])}
                for row in chengjie.settlement.overview(found).records()
            ]
            output.write_json({"on": on.isoformat(), "promises": [each.as_json() for each in found], "units": units})
            return
        _show(chengjie.settlement.overview(found) if by_unit else promise_table(found, language), language, out)

    return promises


def _show(shown: Table, language: Language, out: Path | None) -> None:
    output.give(shown, out, language)


def _listed(package: Package, language: Language, out: Path | None, as_json: bool) -> None:
    known = chengjie.settlement.schemes(package)
    if as_json:
        output.write_json({"schemes": [_about(each) for each in known.values()]})
        return
    columns = (
        Column("id", Text("编号", "id")), Column("title", Text("办法", "scheme")), Column("source", Text("依据", "source")),
        Column("blanks", Text("等待填写的参数", "parameters to be filled")),
    )  # fmt: skip
    rows = tuple(
        (each.id, each.title.text.say(language), f"{each.source} {each.article}".strip(), "、".join(blank.title.text.say(language) for blank in each.blanks()))
        for each in known.values()
    )  # fmt: skip
    _show(Table(columns, rows, Text("奖补办法", "Schemes of support")), language, out)


def _about(each: Scheme) -> dict[str, Any]:
    return {
        "id": each.id, "title": each.title.text.as_json(), "method": each.method, "source": each.source, "article": each.article,
        "evidence": each.evidence, "missing": [{"name": blank.name, "title": blank.title.text.as_json(), "unit": blank.unit} for blank in each.blanks()],
    }  # fmt: skip
