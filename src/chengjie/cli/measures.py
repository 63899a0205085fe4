"""`chengjie measure`: every indicator by place and period, with target, path and verdict."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

import chengjie.system
from chengjie.cli import output
from chengjie.cli.words import Command, Say
from chengjie.system import Measured
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language

VERDICTS = {"yes": Text("达到", "met"), "no": Text("未达到", "not met"), "unknown": Text("未知", "unknown")}


def measure_command(say: Say, language: Language) -> click.Command:
    """`chengjie measure`."""

    @click.command(
        cls=Command,
        say=say,
        name="measure",
        help=say(
            "列出每个指标在各地区、各时期的数值、目标、路径和是否达到；没有的数据明说没有。",
            "List every indicator by place and period with its value, target, path and verdict; what is not known is said.",
        ),
    )
    @click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        help=say("只列这一天之前已结束的时期。", "Only periods that had ended by this day."),
    )
    @click.option("--indicator", help=say("只列这个指标（编号）。", "Only this indicator (its id)."))
    @output.zone_option(say)
    @output.out_option(say)
    @output.json_option(say)
    def measure(as_of: datetime | None, indicator: str | None, zone: str, out: Path | None, as_json: bool) -> None:
        day = as_of.date() if as_of else None
        found = [
            each
            for each in chengjie.system.measure(chengjie.system.open_zone(zone), as_of=day)
            if indicator in {None, each.indicator.id}
        ]
        if as_json:
            said = [each.as_json() for each in found]
            output.write_json({"zone": zone, "as_of": day.isoformat() if day else None, "figures": said})
        elif out:
            output.write_file(_table(found, language), out, language)
        elif found:
            output.draw(_table(found, language), language)
        else:
            click.echo(_nothing(indicator, day is not None).say(language))

    return measure


def _nothing(indicator: str | None, dated: bool) -> Text:
    """What to do where there is no figure to list."""
    if indicator is not None or dated:
        return Text(
            "没有这样的指标或时期；不加 --indicator 和 --as-of 列出全部。",
            "There is no such indicator or period; leave out --indicator and --as-of to list all.",
        )
    return Text(
        "该区域还没有主要目标和观测值。用 chengjie zone export 取工作簿，填 indicators、headlines、observations 三页，再用 chengjie zone import --accept 读回。",
        "The zone has no headline targets and no observations. Take its workbook by chengjie zone export, fill the sheets indicators, headlines and observations, and read it back by chengjie zone import --accept.",
    )


def _table(found: list[Measured], language: Language) -> Table:
    columns = (
        Column("indicator", Text("指标", "indicator")),
        Column("place", Text("地区", "place")),
        Column("period", Text("时期", "period")),
        Column("value", Text("数值", "value"), numeric=True),
        Column("unit", Text("单位", "unit")),
        Column("target", Text("目标", "target"), numeric=True),
        Column("verdict", Text("结论", "verdict")),
        Column("trail", Text("追问用编号", "id for why")),
    )
    rows = tuple(
        (
            each.indicator.title.say(language),
            each.name.say(language),
            str(each.period),
            None if each.value is None else f"{each.value:f}{'*' if each.weak else ''}",
            each.unit,
            None if each.target is None else f"{each.comparator}{each.target:f}",
            VERDICTS[each.verdict].say(language) if each.target is not None else "",
            each.trail,
        )
        for each in found
    )
    return Table(columns, rows, Text("指标（* 来源等级低）", "Indicators (* weak source)"))
