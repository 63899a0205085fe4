"""A cell of a user's table as a value, or what is wrong with it (单元格)."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from chengjie.errors import Parameter, Refusal
from chengjie.expression.schema import Value
from chengjie.matching.sides import Column
from chengjie.package import Package
from chengjie.register import carriers, industries, places
from chengjie.values import Quantity

LONGEST = 500
_AMOUNT = re.compile(r"([+-]?[\d,]+(?:\.\d+)?(?:[eE][+-]?\d+)?)\s*([^\d\s].*)?")
_PARTS = re.compile(r"[、，,;；/|\n]+|\s{1,}")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_TRUTHS = {"是": True, "有": True, "yes": True, "true": True, "1": True, "y": True, "否": False, "无": False, "no": False, "false": False, "0": False, "n": False}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """A value for expressions, and as it is said to people."""

    value: Value
    words: str


class CellFault(Exception):  # noqa: N818  # caught where the place of the cell is known
    """What is wrong with a cell: a code and parameters; its place is added by who reads the table."""

    def __init__(self, code: str, **parameters: Parameter) -> None:
        super().__init__(code)
        self.code, self.parameters = code, parameters


def read(written: str, column: Column, package: Package) -> Cell:
    """The cell as the column has it; raises `CellFault`. An empty cell is not asked for here: it is unknown."""
    if len(written) > LONGEST:
        raise CellFault("sheet-cell-too-long", limit=LONGEST)
    return _READERS[column.kind](written, column, package)


def _text(written: str, column: Column, package: Package) -> Cell:  # noqa: ARG001  # one shape for all readers
    return Cell(written, written)


def _number(written: str, column: Column, package: Package) -> Cell:  # noqa: ARG001
    found = _AMOUNT.fullmatch(written.replace("，", ",").strip())
    unit = (found[2] or column.unit).strip() if found else ""
    if not found:
        raise CellFault("sheet-cell-not-a-number", given=written[:40], unit=column.unit or "—")
    try:
        said = Decimal(found[1].replace(",", ""))
        amount = Quantity(said, unit).to(column.unit).value if unit != column.unit else said
    except InvalidOperation as error:
        raise CellFault("sheet-cell-not-a-number", given=written[:40], unit=column.unit or "—") from error
    except Refusal as error:
        raise CellFault("sheet-cell-unit", given=written[:40], unit=column.unit or "—") from error
    value = float(amount)
    most = math.inf if column.most is None else column.most
    if not (math.isfinite(value) and column.least <= value <= most):
        bounds = f"{column.least:g}–{'∞' if column.most is None else f'{column.most:g}'} {column.unit}".strip()
        raise CellFault("sheet-cell-out-of-bounds", given=written[:40], bounds=bounds)
    return Cell(value, f"{value:,.10g}")


def _whole(written: str, column: Column, package: Package) -> Cell:
    found = _number(written, column, package)
    if not float(str(found.value)).is_integer():
        raise CellFault("sheet-cell-not-whole", given=written[:40])
    return found


def _truth(written: str, column: Column, package: Package) -> Cell:  # noqa: ARG001
    found = _TRUTHS.get(written.casefold())
    if found is None:
        raise CellFault("sheet-cell-not-yes-or-no", given=written[:40])
    return Cell(found, "是" if found else "否")


def _choice(written: str, column: Column, package: Package) -> Cell:  # noqa: ARG001
    for each in column.choices:
        if written.casefold() in {each.zh.casefold(), each.en.casefold()}:
            return Cell(each.zh, each.zh)
    raise CellFault("sheet-cell-choice", given=written[:40], choices="、".join(each.zh for each in column.choices))


def _words(written: str, column: Column, package: Package) -> Cell:  # noqa: ARG001
    found = dict.fromkeys(part for part in parts(written) if part)
    return Cell("、".join(found), "、".join(found))


def parts(written: str) -> tuple[str, ...]:
    """The single words of a cell that lists several.

    >>> parts("数控、焊接, PLC")
    ('数控', '焊接', 'PLC')
    """
    return tuple(part.strip() for part in _PARTS.split(written) if part.strip())


def _place(written: str, column: Column, package: Package) -> Cell:  # noqa: ARG001
    try:
        found = places(package).one(written)
    except Refusal as error:
        known = places(package).nearest(written)
        raise CellFault("sheet-cell-place", given=written[:40], nearest="、".join(known) or "—") from error
    return Cell(found.code, found.name)


def _industry(written: str, column: Column, package: Package) -> Cell:  # noqa: ARG001
    known = industries(package)
    if written.isascii() and written.isalnum() and known.by_code(written) is None:
        nearest = "、".join(difflib.get_close_matches(written, [each.code for each in known], 3, 0.5)) or "—"
        raise CellFault("sheet-cell-industry-unknown", given=written[:40], nearest=nearest)
    return Cell(written, written)


def _carrier(written: str, column: Column, package: Package) -> Cell:  # noqa: ARG001
    found = carriers(package).find(written)
    if len(found) != 1:
        near = "、".join(each.name for each in carriers(package).search(written, 3)) or "—"
        raise CellFault("sheet-cell-carrier-unknown", given=written[:40], nearest=near)
    return Cell(found[0].id, found[0].name)


def _date(written: str, column: Column, package: Package) -> Cell:  # noqa: ARG001
    found = _DATE.fullmatch(written)
    if found is None:
        raise CellFault("sheet-cell-not-a-date", given=written[:40])
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError as error:
        raise CellFault("sheet-cell-not-a-date", given=written[:40]) from error
    return Cell(day, day.isoformat())


_READERS: Mapping[str, Callable[[str, Column, Package], Cell]] = {
    "text": _text, "number": _number, "whole": _whole, "truth": _truth, "choice": _choice, "words": _words,
    "place": _place, "industry": _industry, "carrier": _carrier, "date": _date,
}  # fmt: skip
