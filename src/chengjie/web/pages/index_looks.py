"""What a reader looks at on an index page: whose figures, which assumptions, which cells changed; all of it in the address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, QueryDict

import chengjie.index
import chengjie.index.observing
import chengjie.index.worked
from chengjie.errors import Fault, Refusal, Where
from chengjie.index import IndexDefinition, Scores, Sheet
from chengjie.values import Text, reading
from chengjie.web import index_sheets, zone

NORMALISATIONS = {
    "min-max": Text("最小最大", "min–max"), "z-score": Text("标准分", "z-score"), "rank": Text("名次", "rank"),
    "percentile-rank": Text("百分位名次", "percentile rank"), "as-is": Text("原值", "as given"),
}  # fmt: skip
MOST_CELLS = 50


@dataclass(frozen=True)
class Look:
    """An index over a sheet, as it is and as the reader would have it. `sheet` is None where there are no figures."""

    own: IndexDefinition
    definition: IndexDefinition
    original: Sheet | None
    sheet: Sheet | None
    origin: str
    key: str
    cells: Mapping[tuple[str, str], float] = field(default_factory=dict)
    parts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def changed(self) -> bool:
        """Whether anything differs from the index and the figures as they stand."""
        return bool(self.cells or self.parts)


@lru_cache(maxsize=1)
def all_indices() -> tuple[IndexDefinition, ...]:
    """The indices of the zone."""
    return chengjie.index.indices(zone.package())


def index_named(name: str) -> IndexDefinition:
    """One of them. Refuses `index-definition-unknown`."""
    found = next((each for each in all_indices() if each.id == name), None)
    return found or chengjie.index.index_of(zone.package(), name)


@lru_cache(maxsize=16)
def zone_sheet(name: str) -> Sheet | None:
    """What the zone itself knows for an index."""
    data = index_named(name).data
    return chengjie.index.observed(zone.package(), data) if data else None


def look(request: HttpRequest, name: str) -> Look:
    """What the address asks for. Refuses unknown sheets, and numbers that are none, all at once."""
    own = index_named(name)
    key = request.GET.get("sheet", "")
    original, origin = _sheet(request, own, key)
    faults: list[Fault] = []
    cells = _cells(request.GET, original, faults)
    parts = _parts(request.GET, own, faults)
    if faults:
        raise Refusal(faults)
    definition = chengjie.index.filled(own, parts) if parts else own
    return Look(
        own,
        definition,
        original,
        original.changed(cells) if original and cells else original,
        origin,
        key,
        cells,
        parts,
    )


def _sheet(request: HttpRequest, own: IndexDefinition, key: str) -> tuple[Sheet | None, str]:
    if key.startswith("case-") and key[5:].isdigit() and int(key[5:]) < len(own.cases):
        return chengjie.index.worked.sheet_of_case(own.cases[int(key[5:])]), "case"
    if key:
        return index_sheets.opened(request.user, own, key), "own"
    found = zone_sheet(own.id)
    return found, "zone" if found else "none"


def _cells(given: QueryDict, sheet: Sheet | None, faults: list[Fault]) -> dict[tuple[str, str], float]:
    """`unit`, `column` and `value` of the form, and `cell` for each change kept from before, as `unit|column|value`."""
    written = [tuple(each.split("|")) for each in given.getlist("cell")[:MOST_CELLS]]
    if given.get("value", "").strip():
        written.append((given.get("unit", ""), given.get("column", ""), str(given["value"]).strip()))
    found: dict[tuple[str, str], float] = {}
    for cell in written:
        if sheet is None or len(cell) != 3 or sheet.row(cell[0]) is None or cell[1] not in sheet.numbers:
            faults.append(Fault("index-cell-unknown", parameters={"cell": " · ".join(cell)}))
            continue
        value = _number(cell[2], cell[1], faults)
        if value is not None:
            found[cell[0], cell[1]] = value
    return found


def _parts(given: QueryDict, own: IndexDefinition, faults: list[Fault]) -> dict[str, Any]:
    """Weights `w-code` that differ from the stated ones, another normalisation, and what else is left to the reader (`settle`)."""
    parts: dict[str, Any] = {}
    weights = {}
    for name in given:
        node = own.node(name[2:]) if name.startswith("w-") else None
        written = str(given[name]).strip()
        if node is None or not written:
            continue
        value = _number(written, name[2:], faults)
        if value is not None and value <= 0:
            faults.append(
                Fault(
                    "index-weight-not-positive",
                    Where(column=name[2:]),
                    {"name": node.label.zh, "name_en": node.label.en},
                )
            )
        elif value is not None and value != node.weight:
            weights[name[2:]] = value
    if weights:
        parts |= {"weights": weights, "weights_total": None}
    if given.get("normalise") in NORMALISATIONS:
        parts["normalise"] = {"method": given["normalise"]}
    if given.get("weigh") == "equal":
        parts["weigh"] = {"method": "equal"}
    if given.get("settle"):
        parts["asks"] = []
    return parts


def _number(given: str, column: str, faults: list[Fault]) -> float | None:
    value = reading.number(given)
    if value is None:
        faults.append(Fault("index-data-not-number", Where(column=column), {"written": given[: reading.SHOWN]}))
        return None
    return float(value)


def scored(one: Look) -> tuple[Scores | None, Scores | None, tuple[Fault, ...]]:
    """The scores as the reader would have them, those as things stand where that differs, and what is in the way."""
    if one.sheet is None or one.original is None:
        return None, None, tuple(chengjie.index.missing(one.definition))
    try:
        scores = chengjie.index.compute(one.definition, one.sheet)
    except Refusal as refusal:
        return None, None, refusal.faults
    before = None
    if one.changed:
        try:
            before = chengjie.index.compute(one.own, one.original)
        except Refusal:
            before = None
    return scores, before, ()


def names(sheet: Sheet) -> dict[str, Text]:
    """What the units are called."""
    return chengjie.index.observing.names(zone.package(), sheet)
