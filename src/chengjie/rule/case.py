"""A case as people write it: inputs by name in a YAML file; checked against what the rule books ask (案件)."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import chengjie.expression
from chengjie.errors import Fault, Refusal, Where
from chengjie.expression.schema import Value
from chengjie.package import documents
from chengjie.rule.book import Input
from chengjie.rule.library import Books
from chengjie.values import Quantity, Text, reading

MOST = 1e12
LONGEST = 200
_KINDS = {
    "number": Text("数", "number"),
    "truth": Text("“是”或“否”", "yes or no"),
    "date": Text("日期", "date"),
    "text": Text("文字", "text"),
}


def read_case(source: Path | Mapping[str, Any], known: Books) -> dict[str, Value]:
    """The inputs of a case; an empty one is unknown. Refuses `case-…`, every fault at once.

    A number may bear a unit (`4 万吨标准煤`); it is converted to the unit of the rules, or refused where it measures something else.
    """
    file = source.name if isinstance(source, Path) else "case"
    data = documents.read_yaml(source, file=file) if isinstance(source, Path) else dict(source)
    faults: list[Fault] = []
    values: dict[str, Value] = {}
    for name, value in data.items():
        where = Where(file=file, column=str(name))
        asked = known.inputs.get(str(name))
        if asked is None:
            nearest = "、".join(difflib.get_close_matches(str(name), list(known.inputs), 3, 0.4)) or "—"
            faults.append(Fault("case-input-unknown", where, {"name": str(name), "nearest": nearest}))
        elif value is not None and value != "":
            try:
                values[asked.name] = _read(asked, value, where)
            except Refusal as refusal:
                faults += refusal.faults
    faults += _contradictions(values, known, file)
    if faults:
        raise Refusal(faults)
    return values


def _read(asked: Input, value: object, where: Where) -> Value:
    if asked.kind == "number":
        return _number(asked, value, where)
    if asked.kind == "truth":
        said = value if isinstance(value, bool) else reading.truth(value) if isinstance(value, str) else None
        return said if said is not None else _refuse("case-input-kind", asked, value, where)
    if asked.kind == "date":
        return _date(asked, value, where)
    return _text(asked, value, where)


def _refuse(code: str, asked: Input, value: object, where: Where, **more: str) -> Value:
    title, kind = asked.title, _KINDS[asked.kind]
    names = {"name": title.zh, "name_en": title.en, "kind": kind.zh, "kind_en": kind.en}
    raise Refusal([Fault(code, where, {**names, "value": str(value)[:40], "unit": asked.unit, **more})])


def _number(asked: Input, value: object, where: Where) -> Value:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return _refuse("case-input-kind", asked, value, where)
    number = _amount(asked, value, where) if isinstance(value, str) else float(value)
    if not math.isfinite(number) or number < 0:
        return _refuse("case-input-range", asked, value, where)
    most = asked.most if asked.most is not None else MOST
    if number > most:
        return _refuse("case-input-absurd", asked, value, where, most=f"{most:g} {asked.unit}".strip())
    return number


def _amount(asked: Input, value: str, where: Where) -> float:
    found = reading.amount(value)
    if found is None:
        return float(str(_refuse("case-input-kind", asked, value, where)))
    number, unit = found
    if not unit or unit == asked.unit:
        return float(number)
    try:
        return float(Quantity(number, unit).to(asked.unit).value)
    except Refusal:
        return float(str(_refuse("case-input-unit", asked, value, where)))


def _date(asked: Input, value: object, where: Where) -> Value:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    day = reading.day(str(value))
    return day if day is not None else _refuse("case-input-kind", asked, value, where)


def _text(asked: Input, value: object, where: Where) -> Value:
    if not isinstance(value, str) or len(value) > LONGEST:
        return _refuse("case-input-kind", asked, value, where)
    if asked.choices and value not in {each.value for each in asked.choices}:
        return _refuse(
            "case-input-choice", asked, value, where, choices="、".join(each.value for each in asked.choices)
        )
    return value


def _contradictions(values: Mapping[str, Value], known: Books, file: str) -> Iterator[Fault]:
    for book in known.books:
        for each in book.contradictions:
            if chengjie.expression.evaluate(known.parsed(each.when), values).value is True:
                yield Fault("case-contradiction", Where(file=file), {"what": each.title.zh, "what_en": each.title.en})


def example(known: Books) -> str:
    """Every input that any rule asks for, empty, with its meaning beside it."""
    lines = ["# 逐项填写，不知道的留空：留空就是未知，不会当作零或通过。 Fill in what is known; empty is unknown."]
    for each in known.inputs.values():
        unit = f"（{each.unit}）" if each.unit else ""
        choices = f"：{'、'.join(choice.value for choice in each.choices)}" if each.choices else ""
        lines.append(f"{each.name}:    # {each.title.zh}{unit}{choices} · {each.title.en} · {each.supplier.zh}")
    return "\n".join(lines) + "\n"
