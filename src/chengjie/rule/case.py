"""A case as people write it: inputs by name in a YAML file; checked against what the rule books ask (案件)."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from chengjie.errors import Fault, Refusal, Where
from chengjie.expression.schema import Value
from chengjie.package import documents
from chengjie.rule.book import Books, Input

_LIKE = {"number": (int, float), "text": (str,), "truth": (bool,)}


def read_case(source: Path | Mapping[str, Any], known: Books) -> dict[str, Value]:
    """The inputs of a case; an empty one is unknown. Refuses `case-…`, every fault at once."""
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
            found = list(_faults(asked, value, where))
            faults += found
            if not found:
                values[asked.name] = float(value) if asked.kind == "number" else value
    if faults:
        raise Refusal(faults)
    return values


def _faults(asked: Input, value: object, where: Where) -> Iterator[Fault]:
    fits = isinstance(value, _LIKE[asked.kind]) and (asked.kind == "truth" or not isinstance(value, bool))
    if not fits:
        yield Fault("case-input-kind", where, {"name": asked.name, "kind": asked.kind, "value": str(value)[:40]})
    elif isinstance(value, int | float) and (not math.isfinite(value) or value < 0):
        yield Fault("case-input-range", where, {"name": asked.name, "value": str(value)})


def example(known: Books) -> str:
    """Every input that any rule asks for, empty, with its meaning beside it."""
    lines = ["# 逐项填写，不知道的留空：留空就是未知，不会当作零或通过。 Fill in what is known; empty is unknown."]
    for each in known.inputs.values():
        unit = f"（{each.unit}）" if each.unit else ""
        lines.append(f"{each.name}:    # {each.title.zh}{unit} · {each.title.en} · {each.supplier.zh}")
    return "\n".join(lines) + "\n"
