"""Whether a cell is what its column says: type and constraints of a Data Package table schema."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from chengjie.errors import Fault
from chengjie.package.descriptor import FieldSpec
from chengjie.package.rows import Row

_BOOLEANS = {"true", "True", "TRUE", "1", "false", "False", "FALSE", "0"}
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff\ufffd]")
GROUNDS = ("source", "document", "by")
"""The columns by which a row says what it rests on: a source, a plan, or a person."""


def number(text: str) -> Decimal | None:
    """The exact number that is written, or None.

    >>> number("1e3"), number("nan"), number("12,5")
    (Decimal('1E+3'), None, None)
    """
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _is_number(text: str) -> bool:
    return text.isascii() and "_" not in text and number(text) is not None


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return False


_TYPES: dict[str, Callable[[str], bool]] = {
    "integer": lambda text: re.fullmatch(r"[+-]?[0-9]{1,30}", text) is not None,
    "number": _is_number,
    "boolean": lambda text: text in _BOOLEANS,
    "date": _is_date,
    "year": lambda text: re.fullmatch(r"[0-9]{4}", text) is not None,
    "object": _is_object,
}


def faults(row: Row, field: FieldSpec) -> Iterator[Fault]:
    """Everything that is wrong with one cell."""
    text = row.values.get(field.name, "")
    where = row.origin.at(field.name)
    if not text:
        if field.constraints.required:
            code = "source-missing" if field.name == "source" else "cell-missing"
            yield Fault(code, where, {"column": field.name})
        return
    if text != text.strip():
        yield Fault("cell-edge-space", where, {"value": text})
    if _CONTROL.search(text):
        yield Fault("cell-control-character", where, {"value": text[:60]})
    if field.type in _TYPES and not _TYPES[field.type](text):
        yield Fault("cell-type", where, {"value": text[:60], "type": field.type})
        return
    yield from _constraints(text, field, row)


def _constraints(text: str, field: FieldSpec, row: Row) -> Iterator[Fault]:
    where, says = row.origin.at(field.name), field.constraints
    if says.enum is not None and text not in says.enum:
        yield Fault("cell-not-listed", where, {"value": text[:60], "allowed": "、".join(says.enum)})
    if says.pattern is not None and not _pattern(says.pattern).fullmatch(text):
        yield Fault("cell-shape", where, {"value": text[:60], "pattern": says.pattern})
    if says.max_length is not None and len(text) > says.max_length:
        yield Fault("cell-too-long", where, {"length": len(text), "most": says.max_length})
    value = number(text) if field.type in {"integer", "number"} else None
    if value is not None and says.minimum is not None and value < Decimal(str(says.minimum)):
        yield Fault("cell-too-small", where, {"value": text, "least": says.minimum})
    if value is not None and says.maximum is not None and value > Decimal(str(says.maximum)):
        yield Fault("cell-too-large", where, {"value": text, "most": says.maximum})


@functools.lru_cache(maxsize=256)
def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(written)
