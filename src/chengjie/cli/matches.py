"""`chengjie match`: which carriers suit a project, and why."""

from __future__ import annotations

import importlib.resources
from pathlib import Path
from typing import Any

import click

import chengjie.matching
import chengjie.system
from chengjie.cli import output
from chengjie.cli.words import Command, Say
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language


def match_command(say: Say, language: Language) -> click.Command:
    """`chengjie match PROJECT.yaml`."""

    @click.command(
        cls=Command,
        say=say,
        name="match",
        help=say(
            "为项目排出合适的承载地，逐条说明理由、硬条件和缺少的资料。",
            "Rank the carriers for a project with reasons, hard conditions and what is missing.",
        ),
    )
    @click.argument("project", type=click.Path(path_type=Path), required=False)
    @click.option("--example", is_flag=True, help=say("输出一份项目样例（YAML）。", "Print an example project (YAML)."))
    @click.option("--top", default=10, show_default=True, help=say("列出前几名。", "How many to list."))
    @output.zone_option(say)
    @output.out_option(say)
    @output.json_option(say)
    def match(project: Path | None, example: bool, top: int, zone: str, out: Path | None, as_json: bool) -> None:
        if example or project is None:
            sample = importlib.resources.files("chengjie.cli").joinpath("example-project.yaml")
            click.echo(sample.read_text(encoding="utf-8"), nl=False)
            return
        wanted = chengjie.matching.read_project(project)
        answer = chengjie.matching.match(wanted, chengjie.system.open_zone(zone)).as_json()
        if as_json:
            output.write_json(answer)
            return
        table = _table(answer["ranking"], language)
        if out:
            output.write_file(table, out, language)
        else:
            output.draw(Table(table.columns, table.rows[:top], table.title), language)

    return match


def _table(ranking: list[dict[str, Any]], language: Language) -> Table:
    columns = (
        Column("rank", Text("名次", "rank"), numeric=True),
        Column("carrier", Text("承载地", "carrier")),
        Column("score", Text("得分", "score"), numeric=True),
        Column("verdict", Text("硬条件", "verdict")),
        Column("reasons", Text("理由", "reasons")),
        Column("missing", Text("缺少的资料", "missing")),
    )
    rows = tuple(
        (
            each["rank"],
            each.get("name", each["carrier"]),
            each["score"],
            each["verdict"],
            "\n".join(reason[language] for reason in each.get("reasons", ())),
            "\n".join(_missing(one, language) for one in each["missing"]),
        )
        for each in ranking
    )
    return Table(columns, rows, Text("承载地排序", "Carriers ranked"))


def _missing(one: dict[str, Any], language: Language) -> str:
    """What is missing and who could tell."""
    asked = one["supplier"][language] if one["supplier"] else ""
    return str(one["title"][language]) + (f"（问：{asked}）" if language == "zh" else f" (ask {asked})")
