"""What would have to change for a refused case: one input at a time, and by how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

import chengjie.expression
from chengjie.expression import Expression
from chengjie.expression.schema import Value
from chengjie.rule.book import Books
from chengjie.values import Text

_STEPS = 64
_FARTHEST = 1e15
_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Change:
    """An input with what it is and what it would have to be; a number is the bound that must be reached."""

    name: str
    title: Text
    now: Value
    wanted: Value
    unit: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "name": self.name, "title": self.title.as_json(), "now": self.now, "wanted": self.wanted, "unit": self.unit,
        }  # fmt: skip


def changes(condition: Expression, values: Mapping[str, Value], known: Books) -> tuple[Change, ...]:
    """Every single input whose change alone would make the condition hold, the smallest change of it."""
    found: list[Change] = []
    for name in condition.names:
        declared = known.inputs.get(name)
        if declared is None or values.get(name) is None:
            continue
        for wanted in _candidates(condition, name, values):
            found.append(Change(name, declared.title.text, values[name], wanted, declared.unit))
            break
    return tuple(found)


def _candidates(condition: Expression, name: str, values: Mapping[str, Value]) -> Iterator[Value]:
    now = values[name]
    if isinstance(now, bool):
        yield from (each for each in (not now,) if _holds(condition, name, each, values))
    elif isinstance(now, str):
        said = dict.fromkeys(each.this for each in condition.tree.find_all(exp.Literal) if each.is_string)
        yield from (each for each in said if each != now and _holds(condition, name, each, values))
    elif now is not None:
        reached = [
            each
            for each in (_reached(condition, name, values, up=True), _reached(condition, name, values, up=False))
            if each is not None
        ]
        yield from sorted(reached, key=lambda each: abs(each - now))


def _holds(condition: Expression, name: str, value: Value, values: Mapping[str, Value]) -> bool:
    return chengjie.expression.evaluate(condition, {**values, name: value}).value is True


def _reached(condition: Expression, name: str, values: Mapping[str, Value], *, up: bool) -> float | None:
    """The nearest number upwards (or down to nothing) from which the condition holds."""
    near = float(values[name] or 0)
    step = max(abs(near), 1.0) * 1e-6
    far = near
    while not _holds(condition, name, far, values):
        far = near + step if up else max(near - step, 0.0)
        step *= 2
        if far > _FARTHEST or (not up and far == 0.0 and not _holds(condition, name, 0.0, values)):
            return None
    for _ in range(_STEPS):
        middle = (near + far) / 2
        near, far = (near, middle) if _holds(condition, name, middle, values) else (middle, far)
    exact = float(f"{far:.{_DIGITS}g}")
    return exact if _holds(condition, name, exact, values) else far
