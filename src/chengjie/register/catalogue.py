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

from chengjie.package import Package, Row
from chengjie.register import keeping
from chengjie.register.carrier import Carrier
from chengjie.register.carriers import Carriers, carriers
from chengjie.register.industries import Industries, industries
from chengjie.register.industry import LabelMapping
from chengjie.register.places import Places, places
from chengjie.values import Place

_COUNTY = re.compile(r"县|区县|市区$")
_PREFECTURE = re.compile(r"^(市|市州|州市|地市|地区|市（州）)$")
_INDUSTRY = re.compile(r"产业")
_CARRIER = re.compile(r"承载|载体|园区")
_AND = re.compile(r"[、，,；;]")


@dataclass(frozen=True, slots=True)
class LabelUse:
    """An industry label of a cell with the codes that it is mapped to; none where nobody has mapped it."""

    column: str
    label: str
    mappings: tuple[LabelMapping, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, surest first."""
        return tuple(each.code for each in self.mappings if each.code)


@dataclass(frozen=True, slots=True)
class CarrierUse:
    """A carrier's name as printed with the carrier that it means; None where the register does not know it."""

    name: str
    carrier: Carrier | None


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """A row of a directory. `county` is None for a row about a whole prefecture."""

    id: str
    document: str
    section: str
    paragraph: str
    table: str
    row: int
    cells: Mapping[str, str]
    prefecture: Place | None
    county: Place | None
    industries: tuple[LabelUse, ...]
    carriers: tuple[CarrierUse, ...]

    @property
    def place(self) -> Place | None:
        """The county, or the prefecture where the row is about the whole of it."""
        return self.county or self.prefecture

    @property
    def unresolved(self) -> tuple[str, ...]:
        """Printed names that the registers do not know."""
        labels = (each.label for each in self.industries if not each.mappings)
        return (*labels, *(each.name for each in self.carriers if each.carrier is None))


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
        cells = {header: str(cell) for header, cell in json.loads(entry["cells"]).items()}
        if not any(_INDUSTRY.search(header) for header in cells):
            continue
        above = _filled(entry, cells, above)
        rows.append(_row(entry, cells, above, known))
    return tuple(rows)


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
    county = _cell(cells, _is_county)
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
    return CatalogueRow(
        id=entry["id"],
        document=entry["document"],
        section=entry["section"],
        paragraph=entry["paragraph"],
        table=entry["table"],
        row=int(entry["row"]),
        cells=cells,
        prefecture=prefecture,
        county=county,
        industries=_labels(cells, known.industries),
        carriers=_carriers(cells, county, known.carriers),
    )


def _place(name: str, on: date | None, within: Place | None, known: Places) -> Place | None:
    """By the name of that day; a plan that prints a name already given up is still understood."""
    if not name:
        return None
    inside = within.code if within else None
    found = known.find(name, on=on, within=inside) or known.find(name, within=inside)
    return found[0] if len(found) == 1 else None


def _labels(cells: Mapping[str, str], known: Industries) -> tuple[LabelUse, ...]:
    used = []
    for header, cell in cells.items():
        if not _INDUSTRY.search(header) or _CARRIER.search(header) or not cell.strip():
            continue
        whole = known.label(cell)
        labels = [cell.strip()] if whole else [label.strip() for label in _AND.split(cell) if label.strip()]
        used += [LabelUse(header, label, known.label(label)) for label in labels]
    return tuple(used)


def _carriers(cells: Mapping[str, str], county: Place | None, known: Carriers) -> tuple[CarrierUse, ...]:
    names = [name.strip() for header, cell in cells.items() if _CARRIER.search(header) for name in _AND.split(cell)]
    return tuple(CarrierUse(name, _carrier(name, county, known)) for name in names if name)


def _carrier(name: str, county: Place | None, known: Carriers) -> Carrier | None:
    """The carrier of a name; of several, the one in the row's own county."""
    found = known.find(name)
    here = [each for each in found if county is not None and county.code in each.counties]
    return next(iter(here or (found if len(found) == 1 else ())), None)
