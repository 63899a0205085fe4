"""A list of records narrowed by each field in the way of its type, and put in order (筛选): only by what everybody sees who sees the record."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from django.db.models import DecimalField, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from chengjie.register.typed import Field, Register
from chengjie.web import scope, taking
from chengjie.web.records.registers import Record

NONE = "-"
"""Asks for the records in which a field is not given."""
LEAST, MOST = "_least", "_most"
_BOUNDS = ((LEAST, "gte"), (MOST, "lte"))


def fields(wanted: Register) -> list[Field]:
    """The fields that a list may be narrowed by and put in order by."""
    return [each for each in wanted.fields if not each.personal and wanted.everybody_sees(each)]


def names(wanted: Register) -> tuple[str, ...]:
    """What a filter may be called in an address."""
    ends = {"number": (LEAST, MOST), "date": ("", LEAST, MOST)}
    return tuple(each.name + end for each in fields(wanted) for end in ends.get(each.kind, ("",)))


def narrowed(wanted: Register, rows: QuerySet[Record], given: Mapping[str, str]) -> QuerySet[Record]:
    """The records that answer to every filter; one that cannot be read as the type of its field narrows nothing."""
    for each in fields(wanted):
        said = given.get(each.name, "").strip()[:100]
        if said == NONE:
            rows = rows.filter(**{f"data__{each.name}__isnull": True})
        elif said and (asked := _one(each, said)) is not None:
            rows = rows.filter(asked)
        for end, sign in _BOUNDS if each.kind in {"number", "date"} else ():
            rows = _bounded(rows, each, given.get(each.name + end, "").strip(), sign)
    return rows


def _one(each: Field, said: str) -> Q | None:
    """What one word asks of a field."""
    at = f"data__{each.name}"
    if each.kind == "choice":
        return Q(**{at: said}) if said in each.choice_of else None
    if each.kind == "truth":
        return Q(**{at: said == "yes"}) if said in {"yes", "no"} else None
    if each.kind == "place":
        return Q(**{f"{at}__in": list(scope.below(said))})
    if each.kind in {"carrier", "credit-code"}:
        return Q(**{at: said})
    if each.kind in {"industry", "date"}:
        return Q(**{f"{at}__startswith": said})
    return Q(**{f"{at}__icontains": said}) if each.kind == "text" else None


def _bounded(rows: QuerySet[Record], each: Field, said: str, sign: str) -> QuerySet[Record]:
    """Records from an amount or a day on, or up to it."""
    if each.kind == "number" and (number := _number(said)) is not None:
        return rows.alias(**{f"n_{each.name}": _amount(each)}).filter(**{f"n_{each.name}__{sign}": number})
    if each.kind == "date" and (day := _day(said)):
        return rows.alias(**{f"d_{each.name}": KeyTextTransform(each.name, "data")}).filter(**{f"d_{each.name}__{sign}": day})  # fmt: skip
    return rows


def _amount(each: Field) -> Cast:
    return Cast(KeyTextTransform(each.name, "data"), DecimalField(max_digits=30, decimal_places=10))


def _number(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < Decimal(10) ** 15 else None


def _day(text: str) -> str:
    found = taking.day(text)
    return found.isoformat() if found else ""


def ordered(wanted: Register, rows: QuerySet[Record], asked: str) -> tuple[QuerySet[Record], bool]:
    """Rows in the order asked for (a field, or `-` and a field), and whether it was one; else the latest first."""
    found = next((each for each in fields(wanted) if each.name == asked.removeprefix("-")), None)
    if found is None:
        return rows.order_by("-pk"), False
    by = _amount(found) if found.kind == "number" else KeyTextTransform(found.name, "data")
    turned = by.desc(nulls_last=True) if asked.startswith("-") else by.asc(nulls_last=True)
    return rows.order_by(turned, "-pk"), True
