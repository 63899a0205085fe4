"""`chengjie match`: which carriers suit a project, and why; demand and supply of every other kind."""

from __future__ import annotations

import importlib.resources
from pathlib import Path
from typing import Any

import click

import chengjie.matching
import chengjie.matching.board
import chengjie.system
from chengjie.cli import output
from chengjie.cli.words import Command, Say
from chengjie.errors import Refusal
from chengjie.package import Package
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language

DEFAULT = "project-carrier"


def match_command(say: Say, language: Language) -> click.Command:
    """`chengjie match PROJECT.yaml`, `chengjie match --kind KIND --demand FILE --supply FILE`."""

    @click.command(
        cls=Command,
        say=say,
        name="match",
        help=say(
            "为项目排出合适的承载地，逐条说明理由、硬条件和缺少的资料；或用 --kind 做供需对接（人才、技术、资金、产能、物流等）。",
            "Rank the carriers for a project with reasons, hard conditions and what is missing; or bring demand and supply of another "
            "kind together (--kind: people, technology, capital, capacity, loads and more).",
        ),
    )
    @click.argument("project", type=click.Path(path_type=Path), required=False)
    @click.option("--example", is_flag=True, help=say("输出一份项目样例（YAML）。", "Print an example project (YAML)."))
    @click.option("--kinds", is_flag=True, help=say("列出匹配种类。", "List the kinds of match."))
    @click.option("--kind", default=DEFAULT, show_default=True, help=say("匹配种类。", "The kind of match."))
    @click.option(
        "--demand",
        type=click.Path(path_type=Path),
        help=say("需求表（.xlsx、.csv、.parquet）。", "The table of demands (.xlsx, .csv, .parquet)."),
    )
    @click.option("--supply", type=click.Path(path_type=Path), help=say("供给表。", "The table of supplies."))
    @click.option(
        "--method",
        help=say(
            "方法：weighted-sum、topsis、vikor、promethee。", "The method: weighted-sum, topsis, vikor, promethee."
        ),
    )
    @click.option("--assign", help=say("配对方式：stable 或 best-total。", "How to assign: stable or best-total."))
    @click.option(
        "--robust",
        is_flag=True,
        help=say("加上稳健性：权重抖动、逐条去掉准则、名次逆转。", "Add how far the ranks can be trusted."),
    )
    @click.option("--top", default=10, show_default=True, help=say("列出前几名。", "How many to list."))
    @output.zone_option(say)
    @output.out_option(say)
    @output.json_option(say)
    def match(
        project: Path | None, example: bool, kinds: bool, kind: str, demand: Path | None, supply: Path | None, method: str | None,
        assign: str | None, robust: bool, top: int, zone: str, out: Path | None, as_json: bool,
    ) -> None:  # fmt: skip
        package = chengjie.system.open_zone(zone)
        if kinds:
            _show(
                _kinds(package),
                {"kinds": [each.id for each in chengjie.matching.kinds(package)]},
                language,
                out,
                as_json,
                top=None,
            )
            return
        if demand or supply:
            if assign not in {None, "stable", "best-total"}:
                raise Refusal.of("match-choice-unknown", what="assign", name=str(assign), known="stable、best-total")
            made = chengjie.matching.board.board(kind, package, demand=demand, supply=supply, method=method)
            answer = made.as_json(top=top, how=assign, robust=robust)
            _show(_board_table(answer, language), answer, language, out, as_json, top=None)
            return
        if example or project is None:
            sample = importlib.resources.files("chengjie.cli").joinpath("example-project.yaml")
            click.echo(sample.read_text(encoding="utf-8"), nl=False)
            return
        found = chengjie.matching.match(chengjie.matching.read_project(project), package, kind=kind, method=method)
        answer = found.as_json()
        if robust:
            answer["robustness"] = found.robustness().as_json()
        if found.admission and as_json:
            answer["rules"] = found.admission.as_json()
        _show(_table(answer["ranking"], language), answer, language, out, as_json, top=top)

    return match


def _show(table: Table, answer: dict[str, Any], language: Language, out: Path | None, as_json: bool, *, top: int | None) -> None:  # fmt: skip
    if as_json:
        output.write_json(answer)
    elif out:
        output.write_file(table, out, language)
    else:
        output.draw(Table(table.columns, table.rows[:top], table.title), language)


def _kinds(package: Package) -> Table:
    columns = (
        Column("kind", Text("种类", "kind")),
        Column("title", Text("名称", "title")),
        Column("sides", Text("要带的表", "tables to bring")),
    )
    rows = tuple(
        (each.id, each.title.zh, "、".join(side for side in ("demand", "supply") if getattr(each, side).source == "table") or "PROJECT.yaml")
        for each in chengjie.matching.kinds(package)
    )  # fmt: skip
    return Table(columns, rows, Text("匹配种类", "Kinds of match"))


def _table(ranking: list[dict[str, Any]], language: Language) -> Table:
    columns = (
        Column("rank", Text("名次", "rank"), numeric=True),
        Column("carrier", Text("承载地", "carrier")),
        Column("score", Text("得分", "score"), numeric=True),
        Column("verdict", Text("硬条件", "verdict")),
        Column("reasons", Text("理由", "reasons")),
        Column("missing", Text("缺少的资料", "missing")),
    )
    return Table(columns, tuple(_row(each, language) for each in ranking), Text("承载地排序", "Carriers ranked"))


def _row(each: dict[str, Any], language: Language) -> tuple[str | int | float, ...]:
    return (
        each["rank"],
        each["name"],
        each["score"],
        each["verdict"],
        "\n".join(reason[language] for reason in each["reasons"]),
        "\n".join(_missing(one, language) for one in each["missing"]),
    )


def _board_table(answer: dict[str, Any], language: Language) -> Table:
    """Every demand with its offers; those assigned are marked."""
    columns = (
        Column("demand", Text("需求", "demand")),
        Column("assigned", Text("配对", "assigned")),
        Column("rank", Text("名次", "rank"), numeric=True),
        Column("supply", Text("供给", "supply")),
        Column("score", Text("得分", "score"), numeric=True),
        Column("verdict", Text("硬条件", "verdict")),
        Column("reasons", Text("理由", "reasons")),
        Column("missing", Text("缺少的资料", "missing")),
    )
    assigned = answer["assignment"] or {"pairs": []}
    amounts = {(each["demand"], each["supply"]): each["amount"] for each in assigned["pairs"]}
    rows = tuple(
        (demand["project"], f"{amount:g}" if (amount := amounts.get((demand["id"], each["carrier"]))) else "", *_row(each, language))
        for demand in answer["demands"]
        for each in demand["ranking"]
    )  # fmt: skip
    return Table(columns, rows, Text("供需对接", "Demand and supply"))


def _missing(one: dict[str, Any], language: Language) -> str:
    """What is missing and who could tell."""
    asked = one["supplier"][language] if one["supplier"] else ""
    return str(one["title"][language]) + (f"（问：{asked}）" if language == "zh" else f" (ask {asked})")
