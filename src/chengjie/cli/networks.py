"""`chengjie access`: how far counties are from a destination, and what planned lines change."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import click

import chengjie.network
import chengjie.package
import chengjie.register
from chengjie.cli import output
from chengjie.cli.words import Command, Say
from chengjie.network import Assumptions, Change, Corridor, Line
from chengjie.package import Package
from chengjie.values import Column, Table, Text
from chengjie.values.table import Cell
from chengjie.values.text import Language


def access_command(say: Say, language: Language) -> click.Command:
    """`chengjie access DESTINATION`."""

    @click.command(
        cls=Command,
        say=say,
        name="access",
        help=say(
            "各县区到港口、口岸、机场、城市或另一县区的里程（路网最短路径）；可把规划线路当作已开通，看谁近了多少。",
            "How far each county is from a port, border, airport, city or other county, by shortest path; planned lines can "
            "be taken as open to see who gains how much.",
        ),
    )
    @click.argument("destination", required=False)
    @click.option("--mode", type=click.Choice(["road", "rail"]), default="road", show_default=True,
                  help=say("公路或铁路。", "By road or by rail."))  # fmt: skip
    @click.option(
        "--line",
        "ids",
        multiple=True,
        help=say("当作已开通的规划线路（可多次）。", "A planned line taken as open (repeatable)."),
    )
    @click.option("--scenario", type=click.Path(path_type=Path, dir_okay=False),
                  help=say("自拟线路（YAML）。", "Lines of your own (YAML)."))  # fmt: skip
    @click.option("--set", "given", multiple=True, metavar="NAME=VALUE",
                  help=say("填一个参数，如 rail-cost=0.15。", "Fill in a parameter, as rail-cost=0.15."))  # fmt: skip
    @click.option(
        "--capacity", type=float, help=say("线路能力，万吨/年。", "Capacity of the lines, 10,000 tonnes a year.")
    )
    @click.option("--freight", type=click.Path(path_type=Path, dir_okay=False),
                  help=say("各县区货运量（CSV：place、tonnes，万吨/年）。", "Freight of counties (CSV: place, tonnes; 10,000 a year)."))  # fmt: skip
    @click.option("--lines", "list_lines", is_flag=True, help=say("列出规划里的线路。", "List the lines of the plans."))
    @output.zone_option(say)
    @output.out_option(say)
    @output.json_option(say)
    def access(
        destination: str | None, mode: str, ids: tuple[str, ...], scenario: Path | None, given: tuple[str, ...],
        capacity: float | None, freight: Path | None,
        list_lines: bool, zone: str, out: Path | None, as_json: bool,
    ) -> None:  # fmt: skip
        package = chengjie.package.open_package(zone)
        if list_lines or destination is None:
            table = lines_table(package) if list_lines else destinations_table(package)
            answer: dict[str, Any] = {"lines" if list_lines else "destinations": list(table.records())}
        else:
            open_ = (*chengjie.network.chosen(package, ids), *_own(scenario, package))
            known = chengjie.network.assumptions(package).given(_filled(given))
            table = access_table(package, destination, mode, lines=open_, known=known)
            answer = {"destination": destination, "mode": mode, "lines": [line.id for line in open_],
                      "access": _plain(table)}  # fmt: skip
            if capacity is not None or freight is not None:
                gains = chengjie.network.changes(package, destination, mode, lines=open_, known=known)
                taken = _corridor(gains, capacity, chengjie.network.read_freight(freight, package) if freight else {})
                table = corridor_table(package, taken)
                answer |= {
                    "corridor": _plain(table),
                    "left": float(taken.left) if taken.known else None,
                    "asked": list(taken.asked),
                }
        if as_json:
            output.write_json(answer)
        else:
            output.give(table, out, language)

    return access


def _corridor(gains: tuple[Change, ...], capacity: float | None, freight: dict[str, Decimal]) -> Corridor:
    return chengjie.network.corridor(gains, freight, capacity=None if capacity is None else Decimal(str(capacity)))


def corridor_table(package: Package, taken: Corridor) -> Table:
    """A row a county whose freight was given: what there is, what the lines take, what it saves."""
    places = chengjie.register.places(package)
    columns = (
        Column("place", Text("代码", "code")), Column("name", Text("县区", "county")), Column("tonnes", Text("货运量", "freight"), "万吨", numeric=True),
        Column("taken", Text("走新线", "taken"), "万吨", numeric=True), Column("saved", Text("省下", "saved"), "万吨公里", numeric=True),
    )  # fmt: skip
    rows = tuple(
        (each.place, place.name if (place := places.by_code(each.place)) else "", each.tonnes, each.taken, each.saved)
        for each in taken.loads
    )
    title = (
        Text(f"通道能力（装不下 {taken.left} 万吨）", f"Capacity (does not fit: {taken.left})")
        if taken.known
        else Text("通道能力未填，不能说谁能通过", "Without a capacity nobody can be said to get through")
    )
    return Table(columns, rows, title)


def _plain(table: Table) -> list[dict[str, Cell]]:
    return [{key: None if cell is None else _number(cell) for key, cell in row.items()} for row in table.records()]


def _number(cell: Cell) -> Cell:
    return cell if isinstance(cell, str) else float(cell)  # type: ignore[arg-type]  # all other cells are numbers


def _own(path: Path | None, package: Package) -> tuple[Line, ...]:
    return chengjie.network.read_lines(path, package) if path else ()


def _filled(given: tuple[str, ...]) -> dict[str, str]:
    return {name: value for name, _, value in (each.partition("=") for each in given)}


def destinations_table(package: Package) -> Table:
    """What can be a destination."""
    columns = (
        Column("id", Text("编号", "id")),
        Column("zh", Text("名称", "name")),
        Column("en", Text("英文名", "English name")),
    )
    rows = tuple((name, title.zh, title.en) for name, title in chengjie.network.destinations(package).items())
    return Table(columns, rows, Text("目的地（县区写代码）", "Destinations (a county by its code)"))


def lines_table(package: Package) -> Table:
    """The lines that the plans name, with what can be computed of them."""
    columns = (
        Column("id", Text("编号", "id")), Column("line", Text("线路", "line")), Column("mode", Text("方式", "mode")),
        Column("stops", Text("车站", "stops")), Column("km", Text("长度", "length"), "公里", numeric=True),
        Column("document", Text("规划", "plan")), Column("note", Text("说明", "note")),
    )  # fmt: skip
    rows = []
    for line in chengjie.network.lines(package).values():
        stretches = chengjie.network.stretches(package, [line])
        km = float(sum(each.km for each in stretches)) if stretches else None
        stops = "—".join(stop.name if stop.point else f"{stop.name}（?）" for stop in line.stops)
        rows.append((line.id, line.title.zh, line.mode, stops, km, line.document, line.note))
    return Table(
        columns, tuple(rows), Text("规划线路（未给长度的按直线）", "Planned lines (straight where no length is given)")
    )


def access_table(
    package: Package, destination: str, mode: str, *, lines: tuple[Line, ...], known: Assumptions
) -> Table:
    """A row a county: kilometres, cost and hours before, and with the lines open."""
    places = chengjie.register.places(package)
    before = chengjie.network.access(package, destination, mode)
    after = chengjie.network.access(package, destination, mode, lines=lines, known=known) if lines else before
    columns = [
        Column("place", Text("代码", "code")), Column("name", Text("县区", "county")),
        Column("km", Text("里程", "distance"), "公里", numeric=True), Column("cost", Text("运费", "freight cost"), "元/吨", numeric=True),
        Column("hours", Text("时间", "time"), "小时", numeric=True),
    ]  # fmt: skip
    if lines:
        columns += [
            Column("after", Text("开通后", "when open"), "公里", numeric=True),
            Column("saved", Text("缩短", "saved"), "公里", numeric=True),
        ]
    rows = []
    for one, other in zip(before, after, strict=True):
        place = places.by_code(one.place)
        row: tuple[Cell, ...] = (one.place, place.name if place else "", one.km, one.cost(known), one.hours(known))
        saved = None if one.km is None or other.km is None else one.km - other.km
        rows.append((*row, other.km, saved) if lines else row)
    title = chengjie.network.destinations(package).get(destination, Text(destination, destination))
    return Table(tuple(columns), tuple(rows), Text(f"到{title.zh}", f"To {title.en}"))
