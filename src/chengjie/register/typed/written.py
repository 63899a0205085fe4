"""A cell as a value and a value as a cell: what is written is read back as the same value (单元格)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from chengjie.package import Package
from chengjie.register import coded
from chengjie.register.carriers import carriers
from chengjie.register.industries import industries
from chengjie.register.places import places
from chengjie.register.typed.credit_code import LENGTH, is_credit_code
from chengjie.register.typed.definition import Field
from chengjie.values import reading
from chengjie.values.reading import CellFault
from chengjie.values.text import Language

Value = str | bool
"""What a record keeps of a field: a number and a day as exact text, a choice, place and carrier as its code."""
DIGITS = 15
"""Significant digits of a number: no spreadsheet keeps more."""
_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_GUARDED = re.compile(r"\A'+(?=[=+\-@])")


def tidy(text: str) -> str:
    r"""A cell without marks that cannot be seen, and without the apostrophe that makes a formula inert on its way out.

    >>> tidy(" 甲\x00 "), tidy("'=1+1")
    ('甲', '=1+1')
    """
    plain = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return _GUARDED.sub("", plain)


def value(cell: str, field: Field, package: Package) -> Value:
    """The value of a cell that is not empty; raises `CellFault`."""
    if len(cell) > field.longest:
        raise CellFault("sheet-cell-too-long", limit=field.longest)
    return _READERS[field.kind](cell, field, package)


def written(kept: Value | None, field: Field, package: Package, *, language: Language = "zh") -> str:
    """A value as people read it: a choice by its title, a code with its name behind it; empty where it is unknown."""
    if kept is None:
        return ""
    if isinstance(kept, bool):
        return ("yes" if kept else "no") if language == "en" else ("是" if kept else "否")
    if field.kind == "choice":
        found = field.choice_of.get(kept)
        return found.title.text.say(language) if found else kept
    name = _NAMES[field.kind](kept, package) if field.kind in _NAMES else ""
    return f"{kept} {name}" if name else kept


def _text(cell: str, field: Field, package: Package) -> Value:  # noqa: ARG001  # one shape for all readers
    return cell


def _number(cell: str, field: Field, package: Package) -> Value:  # noqa: ARG001
    amount = reading.number(cell.removesuffix(field.unit))
    if amount is None:
        raise CellFault("sheet-cell-not-a-number", given=cell[:40], unit=field.unit or "—")
    amount = amount.normalize()
    if len(amount.as_tuple().digits) > DIGITS:
        raise CellFault("register-cell-digits", given=cell[:40], most=DIGITS)
    if (field.least is not None and amount < field.least) or (field.most is not None and amount > field.most):
        bounds = f"{'' if field.least is None else field.least}–{'' if field.most is None else field.most} {field.unit}"
        raise CellFault("sheet-cell-out-of-bounds", given=cell[:40], bounds=bounds.strip())
    return format(amount + 0, "f")


def _truth(cell: str, field: Field, package: Package) -> Value:  # noqa: ARG001
    found = reading.truth(cell)
    if found is None:
        raise CellFault("sheet-cell-not-yes-or-no", given=cell[:40])
    return found


def _date(cell: str, field: Field, package: Package) -> Value:  # noqa: ARG001
    found = reading.day(cell)
    if found is None:
        raise CellFault("sheet-cell-not-a-date", given=cell[:40])
    return found.isoformat()


def _choice(cell: str, field: Field, package: Package) -> Value:  # noqa: ARG001
    wanted = cell.casefold()
    for each in field.choices:
        if wanted in {each.id, each.title.zh.casefold(), each.title.en.casefold()}:
            return each.id
    raise CellFault("sheet-cell-choice", given=cell[:40], choices="、".join(each.title.zh for each in field.choices))


def _place(cell: str, field: Field, package: Package) -> Value:  # noqa: ARG001
    return coded.place(cell, package).code


def _carrier(cell: str, field: Field, package: Package) -> Value:  # noqa: ARG001
    return coded.carrier(cell, package).id


def _industry(cell: str, field: Field, package: Package) -> Value:  # noqa: ARG001
    return coded.industry(cell, package)


def _credit_code(cell: str, field: Field, package: Package) -> Value:  # noqa: ARG001
    code = cell.replace(" ", "").upper()
    if not is_credit_code(code):
        raise CellFault("sheet-cell-credit-code", given=cell[:40], length=LENGTH)
    return code


_READERS: Mapping[str, Callable[[str, Field, Package], Value]] = {
    "text": _text, "number": _number, "truth": _truth, "date": _date, "choice": _choice, "place": _place,
    "carrier": _carrier, "industry": _industry, "credit-code": _credit_code,
}  # fmt: skip
_NAMES: Mapping[str, Callable[[str, Package], str]] = {
    "place": lambda code, package: getattr(places(package).by_code(code), "name", ""),
    "carrier": lambda code, package: getattr(carriers(package).by_id.get(code), "name", ""),
    "industry": lambda code, package: getattr(industries(package).by_code(code), "name", ""),
}
