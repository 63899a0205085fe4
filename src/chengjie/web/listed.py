"""Entries of catalogues and lists that the office brought in itself, and which of them may concern a project: people decide."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import chengjie.rule
from chengjie.process import Actor
from chengjie.values import Text
from chengjie.web import registers, zone

REGISTER = "list-entries"
MOST = 20
_BETWEEN = re.compile(r"[、，,；;\s]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry that may concern a project: its record, the list, the class, and by what it was found."""

    record: int
    list: str
    title: Text
    named: Text
    value: str
    words: str
    edition: str
    number: str
    source: str
    by: str


def entries(
    who: Iterable[Actor], *, code: str | None, words: str, places: tuple[str, ...], day: date
) -> tuple[Entry, ...]:  # fmt: skip
    """The entries in force on a day, of the places of a carrier (all where none is named), whose code or keyword meets the project."""
    known = registers.known().get(REGISTER)
    if known is None or not (code or words):
        return ()
    rows = registers.visible(known, who).filter(state="current").order_by("key")
    inputs = chengjie.rule.books(zone.package()).inputs
    field_of, found = known.field_of, []
    for row in rows.filter(place__in=places) if places else rows:
        data = {name: str(value or "") for name, value in row.data.items()}
        by = _meets(data, code, words)
        list_of, class_of = field_of["list"].choice_of[data["list"]], field_of["class"].choice_of[data["class"]]
        name, value = list_of.id.replace("-", "_"), class_of.title.zh
        holds = (data.get("since") or "0001") <= day.isoformat() <= (data.get("until") or "9999")
        if by and holds and name in inputs and value in {each.value for each in inputs[name].choices}:
            found.append(Entry(row.pk, name, list_of.title.text, class_of.title.text, value, data["words"], data["edition"], data["number"], data["source"], by))  # fmt: skip
    return tuple(found[:MOST])


def _meets(data: dict[str, str], code: str | None, words: str) -> str:
    """The code or keyword by which an entry meets a project; nothing where none does."""
    for each in _several(data.get("industries", "")):
        bare = each.lstrip("ABCDEFGHIJKLMNOPQRST") or each
        if code and (code.startswith(bare) or bare.startswith(code)):
            return each
    return next((each for each in _several(data.get("keywords", "")) if each in words), "")


def _several(cell: str) -> list[str]:
    """The parts of a cell that holds several."""
    return [each for each in _BETWEEN.split(cell) if each]
