"""A problem drafted from the zone's own matching, out of two tables: what each carrier has, and the projects that seek a place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chengjie.errors import Fault, Refusal, Where
from chengjie.placement import sheets
from chengjie.placement.proposing import AMOUNTS, Doubt, propose
from chengjie.placement.sheets import Source
from chengjie.values import Column, Table, Text

if TYPE_CHECKING:
    from chengjie.package import Package

AMOUNT = {
    "land": Text("用地（亩）", "land (mu)"), "plant_area": Text("厂房（平方米）", "plant area (m²)"), "power": Text("用电（万千瓦时）", "power (10⁴ kWh)"),
    "water": Text("用水（万立方米）", "water (10⁴ m³)"), "energy": Text("能耗（吨标准煤）", "energy (tce)"), "jobs": Text("用工（人）", "jobs"),
}  # fmt: skip
ROOM = {"carrier": Text("承载地", "carrier"), **AMOUNT}
WANTED = {"name": Text("项目", "project"), "industry": Text("行业", "industry"), "investment": Text("投资（亿元）", "investment (10⁸ yuan)"), "origin": Text("来源地", "origin"), **AMOUNT}  # fmt: skip


def draft(
    package: Package, rooms: Source | Path, wanted: Source | Path, *, with_doubts: bool = False
) -> tuple[dict[str, Any], tuple[Doubt, ...]]:
    """The problem as values that `read_problem` takes, and the pairs that are not known. Values are scores of matching; a carrier
    that the rules refuse is no option. Refuses every fault of the tables at once, then what `propose` refuses.
    """
    import chengjie.matching
    from chengjie.register import carriers  # matching and the register are slow to start

    faults: list[Fault] = []
    known, names, found = carriers(package), {}, {}
    there, asked = _sheet(rooms, ROOM, faults), _sheet(wanted, WANTED, faults)
    for row, cells in there.rows:
        try:
            one = known.one(cells.get("carrier", ""))
            found[one.id], names[one.id] = _amounts(there, row, cells), one.name
        except Refusal as refusal:
            faults += [Fault(each.code, Where(file=there.file, row=row), each.parameters) for each in refusal.faults]
    projects = []
    for row, cells in asked.rows:
        try:
            projects.append(chengjie.matching.read_project({key: given for key, given in cells.items() if given}))
        except Refusal as refusal:
            faults += [Fault(each.code, Where(file=asked.file, row=row), each.parameters) for each in refusal.faults]
    if faults:
        raise Refusal(faults)
    made = propose(package, projects, found, with_doubts=with_doubts)
    problem = made.problem
    form = {
        "carriers": [
            {"id": names[each.id], "capacities": dict(each.capacities), "county": each.county, "prefecture": each.prefecture}
            for each in problem.carriers
        ],
        "projects": [
            {
                "id": each.id, "industry": each.industry, "demands": dict(each.demands),
                "options": {names[option]: {"value": one.value} for option, one in each.options.items()},
            }
            for each in problem.projects
        ],
    }  # fmt: skip
    return form, tuple(Doubt(each.project, names[each.carrier], each.missing) for each in made.doubts)


def _sheet(source: Source | Path, known: Mapping[str, Text], faults: list[Fault]) -> sheets.Sheet:
    found = sheets.read_sheet(source, known, faults)
    strange = [title for title in found.head if title and title not in known]
    faults += [Fault("placement-column-unknown", Where(file=found.file, column=each), {"column": each}) for each in strange]  # fmt: skip
    return found


def _amounts(sheet: sheets.Sheet, row: int, cells: Mapping[str, str]) -> dict[str, float]:
    """What a carrier has; an empty cell is not counted for this carrier and asked for by `propose` where others count it."""
    return {key: sheet.number(row, AMOUNT[key].zh, cells[key]) for key in AMOUNTS if cells.get(key)}


def templates() -> dict[str, Table]:
    """The two tables, each with a row as an example (simulated figures)."""
    columns = {name: tuple(Column(key, text) for key, text in known.items()) for name, known in (("rooms", ROOM), ("wanted", WANTED))}  # fmt: skip
    return {
        "rooms": Table(columns["rooms"], (("蓝山经济开发区", 300, None, 9000, None, None, None),), Text("承载地容量（示例）", "What carriers have (example)")),
        "wanted": Table(columns["wanted"], (("服装厂（示例）", "服装", 1.2, "深圳市", 80, None, 600, None, None, None),), Text("待落项目（示例）", "Projects that seek a place (example)")),
    }  # fmt: skip
