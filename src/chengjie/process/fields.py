"""Fields of a case (办件数据): what is given fits its kind, and what is asked for is there."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from chengjie.errors import Fault, Where
from chengjie.process.definition import Definition
from chengjie.process.entry import Act, Datum
from chengjie.process.parts import FieldOf

LARGEST = Decimal("1e18")
LONGEST = 4000


def faults(
    definition: Definition,
    what: Act,
    asked: Iterable[str],
    known: Mapping[str, Datum],
    where: Where,
    *,
    roles: frozenset[str],
) -> Iterator[Fault]:
    """What is given fits its field and is set by those who may, and what is asked for is there."""
    given = dict(what.data)
    for name, value in given.items():
        field = definition.field_of.get(name)
        if field is None:
            nearest = "".join(difflib.get_close_matches(name, list(definition.field_of), 1, 0.4))
            yield Fault("process-field-unknown", where, {"name": name, "nearest": nearest or None})
        elif not fits(field, value):
            yield Fault("process-field-kind", where, {"name": name, "kind": field.kind, "value": str(value)[:40]})
        elif field.by and not roles & set(field.by):
            yield Fault("process-field-not-theirs", where, {"name": name, "roles": "、".join(field.by)})
    for name in asked:
        if name not in given and name not in known:
            field = definition.field_of.get(name)
            supplier = field.supplier.zh if field is not None and field.supplier is not None else "—"
            yield Fault("process-field-missing", where, {"name": name, "supplier": supplier})


def fits(field: FieldOf, value: Datum) -> bool:
    """Whether a value is of its field's kind."""
    if field.kind == "number":
        return isinstance(value, Decimal) and value.is_finite() and abs(value) < LARGEST
    if field.kind == "truth":
        return isinstance(value, bool)
    if field.kind == "places":
        return isinstance(value, tuple) and bool(value) and len(set(value)) == len(value)
    if field.kind == "date":
        return isinstance(value, str) and _is_date(value)
    return isinstance(value, str) and len(value) <= LONGEST


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
