"""What a zone itself knows for an index: its places, their observations, ways and carriers; holes stay holes."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

import chengjie.indicator
import chengjie.register
from chengjie.index.definition import Column, Data
from chengjie.index.sheet import Sheet
from chengjie.indicator import Observation
from chengjie.package import Package
from chengjie.values import Place, Text

Cell = tuple[float, str | None]
HOLE: Cell = (float("nan"), None)


def places(package: Package, kind: str) -> tuple[Place, ...]:
    """The counties of a zone's regions, or the prefectures above them; all counties of the zone where it has no regions."""
    known = chengjie.register.places(package)
    found = {place.code: place for region in known.regions for place in known.counties(region.id)}
    found = found or {place.code: place for place in known if place.level == "county"}
    if kind == "counties":
        return tuple(sorted(found.values(), key=lambda place: place.code))
    above = {place.parent for place in found.values() if place.parent}
    return tuple(place for code in sorted(above) if (place := known.by_code(code)))


def names(package: Package, sheet: Sheet) -> dict[str, Text]:
    """The names of a sheet's units where they are codes of places; others are called as they are written."""
    known = chengjie.register.places(package)
    found = {unit: known.by_code(unit) for unit in sheet.units}
    return {
        unit: Text(place.name, place.en or place.name) if place else Text(unit, unit) for unit, place in found.items()
    }


def observed(package: Package, data: Data) -> Sheet:
    """The sheet of an index out of the zone's own figures, each cell with the id of the figure that it shows."""
    units = tuple(place.code for place in places(package, data.units))
    seen: dict[tuple[str, str, str], list[Observation]] = defaultdict(list)
    for each in chengjie.indicator.observations(package):
        seen[each.place, each.indicator, str(each.period)].append(each)
    numbers, figures = {}, {}
    for name, column in data.columns.items():
        cells = [_cell(package, column, unit, seen) for unit in units]
        numbers[name] = np.array([cell[0] for cell in cells])
        figures[name] = tuple(cell[1] for cell in cells)
    return Sheet(units, numbers, {}, file=package.id, figures=figures)


def _cell(package: Package, column: Column, unit: str, seen: dict[tuple[str, str, str], list[Observation]]) -> Cell:
    if column.indicator:
        found = seen.get((unit, column.indicator, column.period))
        if not found:
            return HOLE
        best = chengjie.indicator.best(found)
        return float(best.value), best.id
    if column.distance:
        kind, _, mode = column.distance.partition("/")
        way = chengjie.register.distances(package).nearest(unit, kind, mode or None)
        return (float(way.km), f"distance:{unit}:{way.destination.id}:{way.mode}") if way else HOLE
    return _carriers(package, column, unit)


def _carriers(package: Package, column: Column, unit: str) -> Cell:
    own = [each for each in chengjie.register.carriers(package).in_county(unit) if each.code_2018]
    if column.carriers == "count":
        return float(len(own)), "+".join(f"carrier:{each.id}:name" for each in own) or None
    if any(each.area_ha is None for each in own):
        return HOLE
    total = float(sum(each.area_ha or 0 for each in own))
    return total, "+".join(f"carrier:{each.id}:area_ha" for each in own) or None
