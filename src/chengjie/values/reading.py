"""What people write in a cell, as a value: a number, an amount with its unit, a share, a day, yes or no (单元格).

Each reader answers None for what it cannot read: the room that asked says with its own code what is wrong, and where.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from chengjie.errors import Parameter

MOST = Decimal(10) ** 18
"""No amount of a programme is larger; what is, was written in another unit or slipped."""
DIGITS = 60
"""Of an exact number at most, as many as money is reckoned with."""
SHOWN = 40
"""Characters of a cell that a refusal repeats."""
_NUMBER = re.compile(r"[+-]?(?=[\d.])(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?([eE][+-]?\d{1,4})?")
_AMOUNT = re.compile(r"([+-]?[\d.,]+(?:[eE][+-]?\d{1,4}(?![^\W\d]))?)\s*([^\d\s].*)?", re.DOTALL)
_DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))")
_TRUTHS: Mapping[str, bool] = {
    **dict.fromkeys(("是", "有", "yes", "y", "true", "1"), True), **dict.fromkeys(("否", "无", "no", "n", "false", "0"), False),
}  # fmt: skip


class CellFault(Exception):  # noqa: N818  # caught where the place of the cell is known
    """What is wrong with a cell: a code and parameters; its place is added by who reads the table."""

    def __init__(self, code: str, **parameters: Parameter) -> None:
        super().__init__(code)
        self.code, self.parameters = code, parameters


def number(written: str) -> Decimal | None:
    """An exact number; commas (either width) only between thousands, so that `12,5` is never 125.

    >>> number("1,200.50"), number("1，200"), number("-3e2")
    (Decimal('1200.50'), Decimal('1200'), Decimal('-3E+2'))
    >>> number("12,5"), number("NaN"), number("1_000"), number("1e19"), number("")
    (None, None, None, None, None)
    """
    found = _exact(written)
    return found if found is not None and abs(found) <= MOST else None


def _exact(written: str) -> Decimal | None:
    plain = written.strip().replace("，", ",")
    if len(plain) > DIGITS or not _NUMBER.fullmatch(plain) or not any(each.isdigit() for each in plain):
        return None
    return Decimal(plain.replace(",", ""))


def amount(written: str) -> tuple[Decimal, str] | None:
    """A number and the unit behind it, empty where none is written; how large it may be depends on the unit.

    >>> amount("9,000 元"), amount("0.4万吨标准煤"), amount("12"), amount("about 3")
    ((Decimal('9000'), '元'), (Decimal('0.4'), '万吨标准煤'), (Decimal('12'), ''), None)
    """
    found = _AMOUNT.fullmatch(written.strip().replace("，", ","))
    said = _exact(found[1]) if found else None
    return (said, (found[2] or "").strip()) if found and said is not None else None


def share(written: str) -> Decimal | None:
    """A part of a whole, as a fraction or in per cent; whether it may be negative or above one is for the asking room.

    >>> share("60%"), share("0.6"), share("12.5 ％"), share("half")
    (Decimal('0.6'), Decimal('0.6'), Decimal('0.125'), None)
    """
    plain = written.strip().replace("％", "%")
    found = number(plain.removesuffix("%"))
    return found if found is None or not plain.endswith("%") else (found / 100).normalize()


def day(written: str) -> date | None:
    """A day by the calendar, in the forms that offices use.

    >>> day("2026-01-02"), day("2026年1月2日") == day("2026/1/2") == day("2026.1.2") == day("20260102")
    (datetime.date(2026, 1, 2), True)
    >>> day("2026-02-30"), day("02.01.2026"), day("2026")
    (None, None, None)
    """
    found = _DAY.fullmatch(written.strip())
    try:
        return date(int(found[1]), int(found[2] or found[4]), int(found[3] or found[5])) if found else None
    except ValueError:
        return None


def truth(written: str) -> bool | None:
    """Yes or no; an empty cell is neither: the asking room knows whether it means no or unknown.

    >>> truth("是"), truth("No"), truth("1"), truth("maybe"), truth("")
    (True, False, True, None, None)
    """
    return _TRUTHS.get(written.strip().casefold())
