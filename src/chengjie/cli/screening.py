"""`chengjie screen`: the best firms of a register for every carrier, with reasons."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import chengjie.system
from chengjie.cli import output
from chengjie.cli.words import Command, Say
from chengjie.errors import Refusal
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language

if TYPE_CHECKING:
    from chengjie.matching.screening import Engine, Step

_MEMORY = re.compile(r"[1-9]\d{0,4}(?:MB|GB)")
_ASIDE = Text("未计入的行", "rows set aside")
_CHANGED = Text("与上次不同，从头开始", "changed since the last run, so it begins anew")
STEPS = {
    "bring": Text("打开名录", "opening the register"),
    "rows": Text("通读名录，核对各行", "reading the register and checking its rows"),
    "resumed": Text("上次已读完，不再重读", "read in an earlier run, not read again"),
    "rank": Text("排出各承载地的企业", "ranking firms"),
    "aside": Text("列出未计入的行", "listing rows set aside"),
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
    @click.option(
        "--engine",
        type=click.Choice(["duckdb", "spark", "indexed"]),
        default="duckdb",
        show_default=True,
        help=say("在哪里算；名次都一样。", "Where it is computed; the ranking is the same."),
    )
    @click.option("--memory", default="1GB", show_default=True, help=say("内存上限。", "The most memory to use."))
    @click.option(
        "--gaps",
        is_flag=True,
        help=say(
            "也为产业链的弱环、缺环排企业。", "Also rank firms for the weak and missing links of industry chains."
        ),
    )
    @click.option(
        "--resume",
        type=click.Path(path_type=Path, file_okay=False),
        help=say(
            "在这个文件夹里工作；中断后再运行即接着做。", "Work in this folder; a run that was broken off goes on."
        ),
    )
    @click.option(
        "--rejects",
        type=click.Path(path_type=Path, dir_okay=False),
        help=say("未计入的行逐条写到这里（.csv 或 .parquet）。", "Write every row set aside here (.csv or .parquet)."),
    )
    @click.option(
        "--why",
        nargs=2,
        metavar="FIRM CARRIER",
        help=say(
            "只说一家企业在一个承载地为什么排在那里；代码或全名都行。",
            "Only say why one firm stands where it stands with one carrier; ids or whole names.",
        ),
    )
    @output.zone_option(say)
    @output.out_option(say)
    @output.json_option(say)
    def screen(
        enterprises: Path, top: int, engine: Engine, memory: str, gaps: bool, resume: Path | None, rejects: Path | None,
        why: tuple[str, str] | None, zone: str, out: Path | None, as_json: bool,
    ) -> None:  # fmt: skip
        from chengjie.matching import screening  # the engine is slow to start and no other command here needs it

        if not _MEMORY.fullmatch(memory):
            raise Refusal.of("screen-memory", memory=memory)
        package = chengjie.system.open_zone(zone)
        askers = screening.by_carriers(package) + (screening.by_gaps(package) if gaps or why else ())
        if why:
            reasons = screening.why(enterprises, package, why[0], why[1], askers=askers, memory=memory).as_json()
            output.write_json(reasons) if as_json else output.draw(_why_table(reasons, language), language)
            return
        diary = output.diary()
        answer = screening.screen(
            enterprises, package, top=top, engine=engine, askers=askers, memory=memory, resume=resume, rejects=rejects,
            done=lambda step: diary.print(_step(step, language)),
        ).as_json()  # fmt: skip
        if answer["changed"]:
            diary.print(f"{_CHANGED.say(language)}: {', '.join(answer['changed'])}")
        if as_json:
            output.write_json(answer)
            return
        for each in answer["set_aside"]:
            diary.print(
                f"{_ASIDE.say(language)} {each['rows']:,}  {each['code']}  {each['column']}  {each['examples'][:2]}"
            )
        table = _table(answer, language)
        output.give(table, out, language)

    return screen


def _step(step: Step, language: Language) -> str:
    part = f" {step.done}/{step.of}" if step.of > 1 else ""
    return f"… {STEPS[step.name].say(language)}{part}"


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
    named = [(each["name"], each["top"]) for each in answer["carriers"]]
    named += [(each["title"][language], each["top"]) for each in answer["gaps"]]
    rows = tuple(
        (name, one["rank"], one["id"], one["name"], one["industry"], one["score"], _reasons(one, answer, language))
        for name, top in named
        for one in top
    )
    return Table(columns, rows, Text("各承载地的企业名单", "Firms for each carrier"))


def _reasons(one: dict[str, Any], answer: dict[str, Any], language: Language) -> str:
    """The points of each criterion; a question mark where the register does not say and half is counted."""
    return "；".join(
        f"{answer['criteria'][each['criterion']][language]} {each['points']:g}/{each['most']:g}{'' if each['known'] else '?'}"
        for each in one["contributions"]
    )


def _why_table(reasons: dict[str, Any], language: Language) -> Table:
    """One firm before one asker, a reason a line."""
    columns = (
        Column("what", Text("事项", "what")),
        Column("value", Text("取值", "value")),
        Column("points", Text("得分", "points")),
    )
    yes = {True: Text("是", "yes"), False: Text("否", "no"), None: Text("未知", "unknown")}
    rows = [
        (f"{_ASIDE.say(language)}: {aside['code']}", f"{aside['column']} = {aside['value']}", "")
        for aside in reasons["set_aside"]
    ]
    if fit := reasons["fit"]:
        industry, wanted = reasons["industry"], fit["wanted"]
        met = f"{wanted['words']} {wanted['code']} ({wanted['source']})"
        rows.append((f"{industry['code']} {industry['name']}", met, f"{fit['value']:g}"))
    rows += [
        (each["title"][language], each["trail"]["words"], yes[each["holds"]].say(language))
        for each in reasons["conditions"]
    ]
    for each in reasons["criteria"]:
        value = each["trail"]["value"]
        said = yes[None].say(language) if value is None else f"{value:g}"
        rows.append((each["title"][language], said, f"{each['points']:g}/{each['most']:g}"))
    place = f"{reasons['rank'] or '—'} / {reasons['of']:,}"
    title = f"{reasons['firm']['name']} → {reasons['title'][language]} · {place}"
    return Table(columns, tuple(rows), Text(title, title))
