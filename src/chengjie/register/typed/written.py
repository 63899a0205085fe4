"""A cell as a value and a value as a cell: what is written is read back as the same value (单元格)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from chengjie.errors import Parameter, Refusal
from chengjie.package import Package
from chengjie.register.carriers import carriers
from chengjie.register.industries import industries
from chengjie.register.places import places
from chengjie.register.typed.credit_code import LENGTH, is_credit_code
from chengjie.register.typed.definition import Field
from chengjie.values.text import Language

Value = str | bool
"""What a record keeps of a field: a number and a day as exact text, a choice, place and carrier as its code."""
DIGITS = 15
"""Significant digits of a number: no spreadsheet keeps more."""
_NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?([eE][+-]?\d{1,2})?")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_CODED = re.compile(r"([A-Za-z0-9-]+)(?:\s+.*)?", re.DOTALL)
_TRUTHS = {"是": True, "有": True, "yes": True, "true": True, "1": True, "否": False, "无": False, "no": False, "false": False, "0": False}  # fmt: skip
_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_GUARDED = re.compile(r"'+(?=[=+\-@])")


class CellFault(Exception):  # noqa: N818  # caught where the place of the cell is known
    """What is wrong with a cell: a code and parameters; its place is added by who reads the table."""

    def __init__(self, code: str, **parameters: Parameter) -> None:
        super().__init__(code)
        self.code, self.parameters = code, parameters


def tidy(text: str) -> str:
    r"""A cell without marks that cannot be seen, and without the apostrophe that makes a formula inert on its way out.

    >>> tidy(" 甲\x00 "), tidy("'=1+1")
    ('甲', '=1+1')
    """
    plain = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return _GUARDED.sub("", plain, count=1) if plain.startswith("'") else plain


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
    plain = cell.replace("，", ",")
    if field.unit and plain.endswith(field.unit):
        plain = plain[: -len(field.unit)].strip()
    if not _NUMBER.fullmatch(plain):
        raise CellFault("sheet-cell-not-a-number", given=cell[:40], unit=field.unit or "—")
    try:
        amount = Decimal(plain.replace(",", "")).normalize()
    except InvalidOperation as error:
        raise CellFault("sheet-cell-not-a-number", given=cell[:40], unit=field.unit or "—") from error
    if len(amount.as_tuple().digits) > DIGITS:
        raise CellFault("register-cell-digits", given=cell[:40], most=DIGITS)
    if (field.least is not None and amount < field.least) or (field.most is not None and amount > field.most):
        bounds = f"{'' if field.least is None else field.least}–{'' if field.most is None else field.most} {field.unit}"
        raise CellFault("sheet-cell-out-of-bounds", given=cell[:40], bounds=bounds.strip())
    return format(amount + 0, "f")


def _truth(cell: str, field: Field, package: Package) -> Value:  # noqa: ARG001
    found = _TRUTHS.get(cell.casefold())
    if found is None:
        raise CellFault("sheet-cell-not-yes-or-no", given=cell[:40])
    return found


def _date(cell: str, field: Field, package: Package) -> Value:  # noqa: ARG001
    found = _DATE.fullmatch(cell)
    try:
        if found is not None:
            return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        pass
    raise CellFault("sheet-cell-not-a-date", given=cell[:40])


def _choice(cell: str, field: Field, package: Package) -> Value:  # noqa: ARG001
    wanted = cell.casefold()
    for each in field.choices:
        if wanted in {each.id, each.title.zh.casefold(), each.title.en.casefold()}:
            return each.id
    raise CellFault("sheet-cell-choice", given=cell[:40], choices="、".join(each.title.zh for each in field.choices))


def _place(cell: str, field: Field, package: Package) -> Value:  # noqa: ARG001
    code = _CODED.fullmatch(cell)
    found = places(package).by_code(code[1]) if code else None
    if found is not None:
        return found.code
    try:
        return places(package).one(cell).code
    except Refusal as error:
        nearest = "、".join(places(package).nearest(cell)) or "—"
        raise CellFault("sheet-cell-place", given=cell[:40], nearest=nearest) from error


def _carrier(cell: str, field: Field, package: Package) -> Value:  # noqa: ARG001
    code = _CODED.fullmatch(cell)
    if code and code[1] in carriers(package).by_id:
        return code[1]
    found = carriers(package).find(cell)
    if len(found) != 1:
        near = "、".join(each.name for each in carriers(package).search(cell, 3)) or "—"
        raise CellFault("sheet-cell-carrier-unknown", given=cell[:40], nearest=near)
    return found[0].id


def _industry(cell: str, field: Field, package: Package) -> Value:  # noqa: ARG001
    known = industries(package)
    code = _CODED.fullmatch(cell)
    if code is None or known.by_code(code[1]) is None:
        near = "、".join(difflib.get_close_matches(cell, [each.code for each in known], 3, 0.5)) or "—"
        raise CellFault("sheet-cell-industry-unknown", given=cell[:40], nearest=near)
    return code[1]


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
