"""The catalogue of a plan (引导目录): which county takes which industries on which carriers, as printed and as understood.

A row keeps its cells exactly as printed. What they are taken to mean stands beside them: the place by the name that it
had on the day of the plan, the codes of each industry label, the carriers of each name; what means nothing is named.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chengjie.package import Package, Row
from chengjie.register import keeping
from chengjie.register.carrier import Carrier
from chengjie.register.carriers import Carriers, carriers
from chengjie.register.catalogue_row import CarrierUse, CatalogueRow, LabelUse
from chengjie.register.industries import Industries, industries
from chengjie.register.places import Places, places
from chengjie.values import Place

_COUNTY = re.compile(r"县|区县|市区$")
_PREFECTURE = re.compile(r"^(市|市州|州市|地市|地区|市（州）)$")
_INDUSTRY = re.compile(r"产业|重点发展|主导")
_CARRIER = re.compile(r"承载|载体|园区|依托")
_NAME = re.compile(r"^名称$")
_AND = re.compile(r"[、，,；;]")


@dataclass(frozen=True, slots=True)
class _Registers:
    places: Places
    carriers: Carriers
    industries: Industries
    issued: Mapping[str, date]


def catalogue(package: Package) -> tuple[CatalogueRow, ...]:
    """Every row of the directories of a zone's plans that names a place and its industries, in the order of the plans."""
    return keeping.once(package, _rows)


def _rows(package: Package) -> tuple[CatalogueRow, ...]:
    known = _Registers(places(package), carriers(package), industries(package), _issued(package))
    rows: list[CatalogueRow] = []
    above: tuple[str, str, str, str] = ("", "", "", "")
    for entry in package.rows("claims/entries"):
        cells = _printed(entry)
        if not any(_INDUSTRY.search(header) for header in cells):
            continue
        above = _filled(entry, cells, above)
        row = _row(entry, cells, above, known)
        if any(_PREFECTURE.search(header) or _is_county(header) for header in cells) or row.place or _known(row):
            rows.append(row)
    return tuple(rows)


def _known(row: CatalogueRow) -> bool:
    return any(use.carrier is not None for use in row.carriers)


def _printed(entry: Row) -> dict[str, str]:
    return {header: str(cell) for header, cell in _object(entry["cells"]).items()}


def _object(written: str) -> dict[str, Any]:
    """A JSON object; an empty one where the cell is not written as it should be (the check of the zone names it)."""
    try:
        read = json.loads(written or "{}")
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def of_place(rows: Iterable[CatalogueRow], code: str) -> tuple[CatalogueRow, ...]:
    """The rows about a place itself, not those about the prefecture around it."""
    return tuple(row for row in rows if row.place is not None and row.place.code == code)


def _issued(package: Package) -> dict[str, date]:
    found = {}
    for row in package.rows("documents"):
        try:
            found[row["id"]] = date.fromisoformat(row["issued"])
        except ValueError:
            continue
    return found


def _filled(entry: Row, cells: Mapping[str, str], above: tuple[str, str, str, str]) -> tuple[str, str, str, str]:
    """Document, table, prefecture and county of a row; an empty cell is part of the merged one above it."""
    document, table = entry["document"], entry["table"]
    same = above[:2] == (document, table)
    prefecture = _cell(cells, _PREFECTURE.search)
    county = _cell(cells, _is_county) or _cell(cells, _NAME.search)
    if not prefecture and same:
        prefecture = above[2]
    if not county and same and prefecture == above[2]:
        county = above[3]
    return document, table, prefecture, county


def _is_county(header: str) -> bool:
    return bool(_COUNTY.search(header)) and not _PREFECTURE.search(header) and not _INDUSTRY.search(header)


def _cell(cells: Mapping[str, str], wanted: Callable[[str], object]) -> str:
    return next((cell.strip() for header, cell in cells.items() if wanted(header)), "")


def _row(entry: Row, cells: Mapping[str, str], named: tuple[str, str, str, str], known: _Registers) -> CatalogueRow:
    _, _, prefecture_name, county_name = named
    on = known.issued.get(entry["document"])
    prefecture = _place(prefecture_name, on, None, known.places)
    county = _place(county_name, on, prefecture, known.places)
    if county is not None and county.level != "county":
        prefecture, county = county, None
    return CatalogueRow(
        id=entry["id"],
        document=entry["document"],
        section=entry["section"],
        paragraph=entry["paragraph"],
        table=entry["table"],
        row=int(entry["row"]) if entry["row"].isdecimal() else 0,
        cells=cells,
        named=(prefecture_name, county_name),
        prefecture=prefecture,
        county=county,
        industries=_labels(cells, _object(entry["reading"]).get("industries"), known.industries),
        carriers=_carriers(cells, county, known.carriers),
    )


def _place(name: str, on: date | None, within: Place | None, known: Places) -> Place | None:
    """By the name of that day; a plan that prints a name already given up is still understood."""
    if not name:
        return None
    inside = within.code if within else None
    found = known.find(name, on=on, within=inside) or known.find(name, within=inside)
    return found[0] if len(found) == 1 else None


def _labels(cells: Mapping[str, str], reading: object, known: Industries) -> tuple[LabelUse, ...]:
    """The labels of each industry column; of a single column as the reading splits it, where there is one."""
    columns = [header for header in cells if _INDUSTRY.search(header) and not _CARRIER.search(header)]
    read = [str(label) for label in reading] if isinstance(reading, list) and len(columns) == 1 else []
    return tuple(
        LabelUse(header, label, known.label(label))
        for header in columns
        for label in (read or _split(cells[header], known))
    )


def _split(cell: str, known: Industries) -> list[str]:
    """The labels of a cell; a label that is mapped as a whole keeps its commas."""
    whole = cell.strip()
    return [whole] if known.label(whole) else [label.strip() for label in _AND.split(whole) if label.strip()]


def _carriers(cells: Mapping[str, str], county: Place | None, known: Carriers) -> tuple[CarrierUse, ...]:
    names = [name.strip() for header, cell in cells.items() if _CARRIER.search(header) for name in _AND.split(cell)]
    used = [CarrierUse(name, _carrier(name, county, known)) for name in names if name]
    own = _cell(cells, _NAME.search)
    return (*(CarrierUse(own, found) for found in (_carrier(own, county, known),) if found), *used)


def _carrier(name: str, county: Place | None, known: Carriers) -> Carrier | None:
    """The carrier of a name; of several, the one in the row's own county."""
    found = known.find(name)
    here = [each for each in found if county is not None and county.code in each.counties]
    return next(iter(here or (found if len(found) == 1 else ())), None)
