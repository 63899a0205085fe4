"""A cell of a user's table as a value, or what is wrong with it (单元格)."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import InvalidOperation

from chengjie.errors import Refusal
from chengjie.expression.schema import Value
from chengjie.matching.sides import Column
from chengjie.package import Package
from chengjie.register import coded
from chengjie.values import Quantity, reading
from chengjie.values.reading import CellFault

LONGEST = 500
_PARTS = re.compile(r"[、，,;；/|\n]+|\s{1,}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value for expressions, and as it is said to people."""

    value: Value
    words: str


def read(written: str, column: Column, package: Package) -> Cell:
    """The cell as the column has it; raises `CellFault`. An empty cell is not asked for here: it is unknown."""
    if len(written) > LONGEST:
        raise CellFault("sheet-cell-too-long", limit=LONGEST)
    return _READERS[column.kind](written, column, package)


def _text(written: str, column: Column, package: Package) -> Cell:  # noqa: ARG001  # one shape for all readers
    return Cell(written, written)


def _number(written: str, column: Column, package: Package) -> Cell:  # noqa: ARG001
    found = reading.amount(written)
    if found is None:
        raise CellFault("sheet-cell-not-a-number", given=written[:40], unit=column.unit or "—")
    said, unit = found[0], found[1] or column.unit
    try:
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
    found = reading.truth(written)
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
    found = coded.place(written, package)
    return Cell(found.code, found.name)


def _industry(written: str, column: Column, package: Package) -> Cell:  # noqa: ARG001
    if written.isascii() and written.isalnum():
        coded.industry(written, package)
    return Cell(written, written)


def _carrier(written: str, column: Column, package: Package) -> Cell:  # noqa: ARG001
    found = coded.carrier(written, package)
    return Cell(found.id, found.name)


def _date(written: str, column: Column, package: Package) -> Cell:  # noqa: ARG001
    day = reading.day(written)
    if day is None:
        raise CellFault("sheet-cell-not-a-date", given=written[:40])
    return Cell(day, day.isoformat())


_READERS: Mapping[str, Callable[[str, Column, Package], Cell]] = {
    "text": _text, "number": _number, "whole": _whole, "truth": _truth, "choice": _choice, "words": _words,
    "place": _place, "industry": _industry, "carrier": _carrier, "date": _date,
}  # fmt: skip
