"""`chengjie screen`: the best firms of a register for every carrier, with reasons."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click

import chengjie.system
from chengjie.cli import output
from chengjie.cli.words import Command, Say
from chengjie.errors import Refusal
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language

_MEMORY = re.compile(r"[1-9]\d{0,4}(?:MB|GB)")
_ASIDE = Text("未计入的行", "rows set aside")
STEPS = {
    "rows": Text("通读名录，核对各行", "reading the register and checking its rows"),
    "industries": Text("识别行业", "reading industries"),
    "firms": Text("排出各承载地的企业", "ranking firms for each carrier"),
}


def screen_command(say: Say, language: Language) -> click.Command:
    """`chengjie screen --enterprises FILE`."""

    @click.command(
        cls=Command,
        say=say,
        name="screen",
        help=say(
            "用企业名录为每个承载地排出最合适的若干家企业，逐条给出得分；不合理的行单独列出，不计入。",
            "Rank the best firms of a register for every carrier, with the points of each; rows that make no sense are set aside "
            "and listed.",
        ),
    )
    @click.option(
        "--enterprises",
        required=True,
        type=click.Path(path_type=Path),
        help=say("企业名录：.parquet、.csv 或 .xlsx。", "The register: .parquet, .csv or .xlsx."),
    )
    @click.option(
        "--top", default=100, show_default=True, help=say("每个承载地取前几家。", "How many for each carrier.")
    )
    @click.option("--memory", default="1GB", show_default=True, help=say("内存上限。", "The most memory to use."))
    @output.zone_option(say)
    @output.out_option(say)
    @output.json_option(say)
    def screen(enterprises: Path, top: int, memory: str, zone: str, out: Path | None, as_json: bool) -> None:
        from chengjie.matching import screening  # the engine is slow to start and no other command here needs it

        if not _MEMORY.fullmatch(memory):
            raise Refusal.of("screen-memory", memory=memory)
        diary = output.diary()
        answer = screening.screen(
            enterprises,
            chengjie.system.open_zone(zone),
            top=top,
            memory=memory,
            done=lambda step: diary.print(f"… {STEPS[step].say(language)}"),
        ).as_json()
        if as_json:
            output.write_json(answer)
            return
        for each in answer["set_aside"]:
            diary.print(
                f"{_ASIDE.say(language)} {each['rows']:,}  {each['code']}  {each['column']}  {each['examples'][:2]}"
            )
        table = _table(answer, language)
        if out:
            output.write_file(table, out, language)
        else:
            output.draw(table, language)

    return screen


def _table(answer: dict[str, Any], language: Language) -> Table:
    columns = (
        Column("carrier", Text("承载地", "carrier")),
        Column("rank", Text("名次", "rank"), numeric=True),
        Column("id", Text("代码", "id")),
        Column("name", Text("企业", "firm")),
        Column("industry", Text("行业", "industry")),
        Column("score", Text("得分", "score"), numeric=True),
        Column("reasons", Text("得分来由", "points")),
    )
    rows = tuple(
        (
            each["name"],
            one["rank"],
            one["id"],
            one["name"],
            one["industry"],
            one["score"],
            _reasons(one, answer, language),
        )
        for each in answer["carriers"]
        for one in each["top"]
    )
    return Table(columns, rows, Text("各承载地的企业名单", "Firms for each carrier"))


def _reasons(one: dict[str, Any], answer: dict[str, Any], language: Language) -> str:
    """The points of each criterion; a question mark where the register does not say and half is counted."""
    return "；".join(
        f"{answer['criteria'][each['criterion']][language]} {each['points']:g}/{each['most']:g}{'' if each['known'] else '?'}"
        for each in one["contributions"]
    )
