"""The code that a cell names: a place, a carrier, an industry, by code, by code and name, or by name (单元格里的编码)."""

from __future__ import annotations

import difflib
import re

from chengjie.errors import Refusal
from chengjie.package import Package
from chengjie.register.carrier import Carrier
from chengjie.register.carriers import carriers
from chengjie.register.industries import industries
from chengjie.register.places import places
from chengjie.values import Place
from chengjie.values.reading import SHOWN, CellFault

_CODED = re.compile(r"([A-Za-z0-9-]+)(?:\s+.*)?", re.DOTALL)


def place(cell: str, package: Package) -> Place:
    """The place; raises `CellFault` with the nearest names."""
    code = _code(cell)
    found = places(package).by_code(code) if code else None
    if found is not None:
        return found
    try:
        return places(package).one(cell)
    except Refusal as error:
        nearest = "、".join(places(package).nearest(cell)) or "—"
        raise CellFault("sheet-cell-place", given=cell[:SHOWN], nearest=nearest) from error


def carrier(cell: str, package: Package) -> Carrier:
    """The carrier; raises `CellFault` with the nearest names."""
    code = _code(cell)
    if code in carriers(package).by_id:
        return carriers(package).by_id[code]
    found = carriers(package).find(cell)
    if len(found) != 1:
        near = "、".join(each.name for each in carriers(package).search(cell, 3)) or "—"
        raise CellFault("sheet-cell-carrier-unknown", given=cell[:SHOWN], nearest=near)
    return found[0]


def industry(cell: str, package: Package) -> str:
    """The code of the industry; raises `CellFault` with the nearest codes."""
    known, code = industries(package), _code(cell)
    if known.by_code(code) is None:
        near = "、".join(difflib.get_close_matches(cell, [each.code for each in known], 3, 0.5)) or "—"
        raise CellFault("sheet-cell-industry-unknown", given=cell[:SHOWN], nearest=near)
    return code


def _code(cell: str) -> str:
    found = _CODED.fullmatch(cell)
    return found[1] if found else ""
