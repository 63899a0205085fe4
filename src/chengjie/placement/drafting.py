"""A problem drafted from the zone's own matching, out of two tables: what each carrier has, and the projects that seek a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import chengjie.settlement.sheets
from chengjie.errors import Fault, Refusal, Where
from chengjie.placement.proposing import AMOUNTS, Doubt, propose
from chengjie.values import Column, Table, Text

if TYPE_CHECKING:
    from chengjie.package import Package

Source = tuple[str, bytes]
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
    for row, cells in _rows(rooms, ROOM, faults):
        try:
            one = known.one(cells.get("carrier", ""))
            found[one.id], names[one.id] = _amounts(cells, Where(file=_named(rooms), row=row), faults), one.name
        except Refusal as refusal:
            faults += [Fault(each.code, Where(file=_named(rooms), row=row), each.parameters) for each in refusal.faults]
    projects = []
    for row, cells in _rows(wanted, WANTED, faults):
        try:
            projects.append(chengjie.matching.read_project({key: given for key, given in cells.items() if given}))
        except Refusal as refusal:
            faults += [
                Fault(each.code, Where(file=_named(wanted), row=row), each.parameters) for each in refusal.faults
            ]
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


def _named(source: Source | Path) -> str:
    return source.name if isinstance(source, Path) else source[0]


def _rows(source: Source | Path, known: Mapping[str, Text], faults: list[Fault]) -> list[tuple[int, dict[str, str]]]:
    content = source if isinstance(source, Path) else source[1]
    file, rows = chengjie.settlement.sheets.rows(content, name=_named(source))
    titles = {
        word.lower(): key for key, text in known.items() for word in (key, text.zh, text.en, text.zh.split("（")[0])
    }
    head = [titles.get(cell.strip().lower(), "") for cell in rows[0]] if rows else []
    first = next(iter(known))
    if first not in head:
        faults.append(Fault("placement-column-missing", Where(file=file), {"column": known[first].zh}))
        return []
    strange = [cell.strip() for cell, key in zip(rows[0], head, strict=True) if cell.strip() and not key]
    faults += [Fault("placement-column-unknown", Where(file=file, column=each), {"column": each}) for each in strange]
    body = [(at, dict(zip(head, (cell.strip() for cell in row), strict=False))) for at, row in enumerate(rows[1:], 2)]
    filled = [(at, {key: cell for key, cell in cells.items() if key}) for at, cells in body if any(cells.values())]
    if not filled:
        faults.append(Fault("placement-table-empty", Where(file=file)))
    return filled


def _amounts(cells: Mapping[str, str], where: Where, faults: list[Fault]) -> dict[str, float]:
    """What a carrier has; an empty cell is not counted for this carrier and asked for by `propose` where others count it."""
    found: dict[str, float] = {}
    for key in AMOUNTS:
        given = cells.get(key, "").replace(",", "")
        if not given:
            continue
        try:
            found[key] = float(given)
        except ValueError:
            found[key] = -1.0
        if not 0 <= found[key] < float("inf"):
            faults.append(
                Fault(
                    "placement-cell", replace(where, column=AMOUNT[key].zh), {"given": given[:40], "wanted": "0, 120 …"}
                )
            )
    return found


def templates() -> dict[str, Table]:
    """The two tables, each with a row as an example (simulated figures)."""
    columns = {name: tuple(Column(key, text) for key, text in known.items()) for name, known in (("rooms", ROOM), ("wanted", WANTED))}  # fmt: skip
    return {
        "rooms": Table(columns["rooms"], (("蓝山经济开发区", 300, None, 9000, None, None, None),), Text("承载地容量（示例）", "What carriers have (example)")),
        "wanted": Table(columns["wanted"], (("服装厂（示例）", "服装", 1.2, "深圳市", 80, None, 600, None, None, None),), Text("待落项目（示例）", "Projects that seek a place (example)")),
    }  # fmt: skip
