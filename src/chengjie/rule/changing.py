"""What would have to change for a refused case: one input at a time, and by how much."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlglot import exp

import chengjie.expression
from chengjie.expression import Expression
from chengjie.expression.evaluate import ready
from chengjie.expression.schema import Value
from chengjie.rule.library import Books
from chengjie.values import Text

Way = Literal["to", "at least", "at most", "above", "below"]
WAYS: Mapping[Way, Text] = {
    "to": Text("改为", "to"), "at least": Text("不低于", "at least"), "at most": Text("不高于", "at most"),
    "above": Text("高于", "above"), "below": Text("低于", "below"),
}  # fmt: skip
_FARTHEST = 1e15
_DIGITS = 12
_HAIR = 1e-9
_SECANTS = 24


@dataclass(frozen=True, slots=True)
class Change:
    """An input, what it is, and what would be enough; for a number also the bound, and on which side of it to come."""

    name: str
    title: Text
    now: Value
    wanted: Value
    unit: str = ""
    way: Way = "to"
    bound: Value = None
    labels: tuple[tuple[str, str], ...] = ()
    """What the words that it may take are called in English."""

    @property
    def by(self) -> float | None:
        """By how much a number would have to change."""
        if isinstance(self.bound, int | float) and isinstance(self.now, int | float):
            return float(f"{self.bound - self.now:.{_DIGITS}g}")
        return None

    @property
    def said(self) -> Text:
        """In words: what it is, and what it would have to be."""
        goal = self.wanted if self.bound is None else self.bound
        return Text(
            f"{self.title.zh}：{spoken(self.now).zh} → {WAYS[self.way].zh} {spoken(goal).zh} {self.unit}".strip(),
            f"{self.title.en}: {self._english(self.now)} → {WAYS[self.way].en} {self._english(goal)} {self.unit}".strip(),
        )

    def _english(self, value: Value) -> str:
        return dict(self.labels).get(str(value)) or spoken(value).en

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "name": self.name, "title": self.title.as_json(), "now": plain(self.now), "wanted": plain(self.wanted),
            "unit": self.unit, "way": self.way, "bound": plain(self.bound), "by": self.by, "said": self.said.as_json(),
        }  # fmt: skip


def spoken(value: Value) -> Text:
    """A value as people say it.

    >>> spoken(True).zh, spoken(1234.5).zh, spoken(None).en
    ('是', '1,234.5', 'unknown')
    """
    if value is None:
        return Text("未知", "unknown")
    if isinstance(value, bool):
        return Text("是", "yes") if value else Text("否", "no")
    said = f"{value:,.12g}" if isinstance(value, int | float) else str(value)
    return Text(said, said)


def plain(value: Value) -> float | str | bool | None:
    """A value as a script takes it."""
    return value.isoformat() if isinstance(value, date) else value


def changes(condition: Expression, values: Mapping[str, Value], known: Books) -> tuple[Change, ...]:
    """Every single input whose change alone would make the condition hold, the smallest change of it."""
    found: list[Change] = []
    for name in condition.names:
        declared = known.inputs.get(name)
        now = values.get(name)
        if declared is None or now is None:
            continue
        choices = tuple(each.value for each in declared.choices)
        labels = tuple((each.value, each.en) for each in declared.choices)
        for wanted, bound in _enough(condition, name, values, choices):
            way = _way(now, wanted, bound)
            found.append(Change(name, declared.title.text, now, wanted, declared.unit, way, bound, labels))
            break
    return tuple(found)


def _way(now: Value, wanted: Value, bound: Value) -> Way:
    if bound is None or isinstance(now, str | bool | date) or now is None:
        return "to"
    if wanted == bound:
        return "at least" if float(str(wanted)) > now else "at most"
    return "above" if float(str(wanted)) > now else "below"


def _enough(
    condition: Expression, name: str, values: Mapping[str, Value], choices: tuple[str, ...]
) -> Iterator[tuple[Value, Value]]:
    """Values that would do, the nearest first, each with the bound it comes from; of words only those that may be chosen."""
    now = values[name]
    if isinstance(now, bool):
        yield from ((each, None) for each in (not now,) if _holds(condition, name, each, values))
    elif isinstance(now, str):
        yield from ((each, None) for each in choices if each != now and _holds(condition, name, each, values))
    elif isinstance(now, int | float):
        yield from sorted(_numbers(condition, name, values), key=lambda pair: abs(float(str(pair[0])) - now))


def _holds(condition: Expression, name: str, value: Value, values: Mapping[str, Value]) -> bool:
    return chengjie.expression.evaluate(condition, {**values, name: value}).value is True


def _numbers(condition: Expression, name: str, values: Mapping[str, Value]) -> list[tuple[Value, Value]]:
    """Where a comparison in which the number stands turns: a condition changes nowhere else."""
    found: list[tuple[Value, Value]] = []
    for bound in dict.fromkeys(_turns(condition, name, values)):
        hair = max(abs(bound), 1.0) * _HAIR
        wanted = next(
            (each for each in (bound, bound + hair, bound - hair) if _fine(condition, name, each, values)), None
        )
        if wanted is not None:
            found.append((wanted, bound))
    return found


def _fine(condition: Expression, name: str, value: float, values: Mapping[str, Value]) -> bool:
    return 0 <= value <= _FARTHEST and _holds(condition, name, value, values)


def _turns(condition: Expression, name: str, values: Mapping[str, Value]) -> Iterator[float]:
    """The value at which the sides of a comparison meet, taking them to change evenly."""
    for node in condition.tree.find_all(exp.LT, exp.LTE, exp.GT, exp.GTE, exp.EQ, exp.Between):
        if any(column.name == name for column in node.find_all(exp.Column)):
            others = [node.args["low"], node.args["high"]] if isinstance(node, exp.Between) else [node.expression]
            for other in others:
                turn = _meeting(node.this, other, name, values)
                if turn is not None:
                    yield turn


def _meeting(left: exp.Expr, right: exp.Expr, name: str, values: Mapping[str, Value]) -> float | None:
    """Found by the secant: at once where the sides change evenly, in a few steps where the number divides."""
    here = float(str(values[name]))
    there = here * 1.5 + 1
    one, other = (_gap(left, right, {**values, name: each}) for each in (here, there))
    for _ in range(_SECANTS):
        if one is None or other is None or one == other:
            return None
        here, there = there, here - one * (there - here) / (other - one)
        one, other = other, _gap(left, right, {**values, name: there})
        if (
            other is not None
            and abs(other) <= _HAIR * max(1.0, abs(one))
            and abs(there - here) <= _HAIR * max(1.0, abs(there))
        ):
            break
    rounded = float(f"{there:.{_DIGITS}g}")
    return rounded if math.isfinite(rounded) else None


def _gap(left: exp.Expr, right: exp.Expr, values: Mapping[str, Value]) -> float | None:
    one, other = ready(left)(values).value, ready(right)(values).value
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one - other
    return None
