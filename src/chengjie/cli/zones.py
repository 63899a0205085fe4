"""`chengjie zone` and `chengjie why`: the zone's own data, and what lies under a figure."""

from __future__ import annotations

from pathlib import Path

import click
from rich.markup import escape
from rich.tree import Tree

import chengjie.report.refusal
import chengjie.system
from chengjie.cli import founding, output
from chengjie.cli.words import Command, Group, Say
from chengjie.errors import Refusal
from chengjie.values import Column, Table, Text, Trail
from chengjie.values.text import Language


def zone_group(say: Say, language: Language) -> click.Group:
    """`chengjie zone …`."""

    @click.group(
        cls=Group,
        say=say,
        name="zone",
        help=say(
            "建立区域、检查数据、由规划重建断言、用工作簿填表。",
            "Make a zone, check its data, rebuild its claims, fill its tables in a workbook.",
        ),
    )
    def zone() -> None:
        pass

    zone.add_command(founding.new_command(say))
    zone.add_command(_check_command(say, language))
    zone.add_command(_build_command(say, language))
    zone.add_command(founding.export_command(say, language))
    zone.add_command(founding.import_command(say, language))
    return zone


def _check_command(say: Say, language: Language) -> click.Command:
    @click.command(
        cls=Command,
        say=say,
        name="check",
        help=say(
            "检查区域的全部数据，一次列出所有问题：文件、行、改法。",
            "Check all data of a zone; list every fault at once.",
        ),
    )
    @click.argument("zone", default="xiangnan-xiangxi")
    @output.json_option(say)
    def check(zone: str, as_json: bool) -> None:
        faults = chengjie.system.check_zone(zone)
        if faults:
            raise Refusal(faults)
        package = chengjie.system.open_zone(zone)
        counts = {name: len(package.rows(name)) for name in package.tables}
        if as_json:
            output.write_json({"zone": package.id, "faults": [], "tables": counts})
            return
        columns = (Column("table", Text("表", "table")), Column("rows", Text("行数", "rows"), numeric=True))
        output.draw(Table(columns, tuple(counts.items()), package.title), language)
        click.echo(say("没有发现问题。", "No faults."))

    return check


def _build_command(say: Say, language: Language) -> click.Command:
    @click.command(
        cls=Command,
        say=say,
        name="build",
        help=say(
            "由规划文本重建区域的断言，先列出差别；加 --accept 才写入。人工更正始终保留。",
            "Rebuild a zone's claims from its documents and show what differs; writes only with --accept. "
            "Corrections by people are kept.",
        ),
    )
    @click.argument("zone", default="xiangnan-xiangxi")
    @click.option(
        "--document",
        "documents",
        multiple=True,
        required=True,
        metavar="S1=FILE",
        help=say("规划简称与文件，可重复。", "A plan's short name and its file; may be repeated."),
    )
    @click.option("--accept", is_flag=True, help=say("接受差别并写入。", "Accept the differences and write them."))
    @output.json_option(say)
    def build(zone: str, documents: tuple[str, ...], accept: bool, as_json: bool) -> None:
        named = {name: Path(file) for name, _, file in (each.partition("=") for each in documents)}
        package = chengjie.system.open_zone(zone)
        difference = chengjie.system.build_claims(package, named)
        if accept:
            chengjie.system.accept(package, difference)
        if as_json:
            output.write_json(difference.as_json())
        else:
            output.draw(difference.as_table(), language, most=200)

    return build


def why_command(say: Say, language: Language) -> click.Command:
    """`chengjie why FIGURE_ID`."""

    @click.command(
        cls=Command,
        say=say,
        name="why",
        help=say(
            "展开一个数字的证据链，直到原文、数据或假设。",
            "Unfold a figure to the sentence, data or assumption under it.",
        ),
    )
    @click.argument("figure_id")
    @output.zone_option(say)
    @output.json_option(say)
    def why(figure_id: str, zone: str, as_json: bool) -> None:
        trail = chengjie.system.why(chengjie.system.open_zone(zone), figure_id)
        if as_json:
            output.write_json(trail.as_json())
        else:
            output.console().print(_branch(trail, language))

    return why


def _branch(trail: Trail, language: Language, under: Tree | None = None) -> Tree:
    value = say_unknown(language) if trail.value is None else f"{trail.value} {trail.unit}".strip()
    source = f"  [{trail.source.id} {trail.source.said.say(language)} · {trail.locator}]" if trail.source else ""
    how = "".join(f" · {words}" for words in (trail.how, trail.said.say(language)) if words)
    words = escape(f"{trail.label.say(language)}: {value}{how}{source}")
    node = Tree(words) if under is None else under.add(words)
    for part in trail.parts:
        _branch(part, language, node)
    return node


def say_unknown(language: Language) -> str:
    """The word for a value that nobody has given."""
    return "未知" if language == "zh" else "unknown"
