"""How gates and conditional branches are answered for a case: by an expression over it, or by rules of the zone (关口)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import chengjie.expression
from chengjie.expression import Expression, Name, Schema
from chengjie.expression.schema import Kind, Value
from chengjie.process.definition import Definition
from chengjie.process.entry import Datum
from chengjie.process.law import Judged, Law
from chengjie.process.state import Paper
from chengjie.values import Text

_KINDS: dict[str, Kind] = {"number": "number", "truth": "truth"}


def schema(definition: Definition) -> Schema:
    """The names that gates may use: fields, and `has_…` for each document."""
    names = [
        Name(
            each.name,
            _KINDS.get(each.kind, "text"),
            each.title.text,
            each.unit,
            each.supplier.text if each.supplier else None,
        )
        for each in definition.fields
    ]
    papers = [
        Name(f"has_{each.id.replace('-', '_')}", "truth", Text(f"已有{each.title.zh}", f"{each.title.en} is there"))
        for each in definition.documents
    ]
    return Schema((*names, *papers))


def parsed(definition: Definition, text: str) -> Expression:
    """A checked condition of a definition, parsed once. Refuses `expression-…`."""
    kept = definition.conditions
    if text not in kept:
        kept[text] = chengjie.expression.parse(text, schema(definition), file=f"processes/{definition.id}.yaml")
    return kept[text]


def values_of(definition: Definition, data: Mapping[str, Datum], papers: Mapping[str, Paper]) -> dict[str, Value]:
    """The case as expressions see it."""
    values: dict[str, Value] = {
        name: float(each) if isinstance(each, Decimal) else "、".join(each) if isinstance(each, tuple) else each
        for name, each in data.items()
    }
    for each in definition.documents:
        paper = papers.get(each.id)
        values[f"has_{each.id.replace('-', '_')}"] = paper is not None and paper.is_there
    return values


def judged(
    definition: Definition, node: str, data: Mapping[str, Datum], papers: Mapping[str, Paper], *, law: Law, day: date
) -> Judged:
    """The answer of a gate, or of a branch written `fork/number`; with the names that are missing where it is unknown."""
    values = values_of(definition, data, papers)
    gate = definition.graph.gates.get(node)
    if gate is not None and gate.rules:
        return law.judge(gate.rules, values, day)
    if gate is not None:
        condition = gate.holds or ""
    else:
        fork, _, number = node.rpartition("/")
        condition = definition.graph.forks[fork].branches[int(number)].when or ""
    found = chengjie.expression.evaluate(parsed(definition, condition), values)
    if found.value is None:
        return Judged("unknown", found.unknown_names())
    return Judged("yes" if found.value is True else "no")
