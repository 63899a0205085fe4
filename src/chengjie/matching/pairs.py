"""Every demand against every supply: what each criterion is worth, and what the hard conditions say (两两对照)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

import chengjie.expression
from chengjie.expression import Expression
from chengjie.expression.schema import Value
from chengjie.matching.answer import Offer
from chengjie.matching.definition import Definition
from chengjie.register import Suggestion

HOLDS, FAILS, OPEN, NOT_ASKED = 1, 0, -1, 2
_REMEMBERED = 20_000


@dataclass(frozen=True)
class Case:
    """One pair: the inputs, the words that sentences are filled with, the figures under each criterion."""

    values: Mapping[str, Value]
    words: Mapping[str, str]
    figures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Pairs:
    """All pairs. `criteria` (n × m × k) has no number where it is unknown; `conditions` (n × m × c) holds, fails, is open or not asked.

    `asked` (n × k) says which criteria are asked of a demand, `unasked` which inputs it would have to state for the others.
    """

    wanted: Definition
    demand: tuple[Offer, ...]
    supply: tuple[Offer, ...]
    criteria: NDArray[np.float64]
    conditions: NDArray[np.int8]
    good: NDArray[np.bool_]
    asked: NDArray[np.bool_]
    unasked: tuple[tuple[str, ...], ...]
    read: tuple[tuple[Suggestion, ...], ...]
    case: Callable[[int, int], Case]
    reasons: Callable[[int, int, int], tuple[str, str] | None] | None = None
    """Sentences that are made otherwise than from the definition's words: demand, supply and criterion to zh, en."""

    @cached_property
    def ruled_out(self) -> NDArray[np.bool_]:
        """The pairs (n × m) that some condition rules out."""
        found: NDArray[np.bool_] = (self.conditions == FAILS).any(axis=2)
        return found

    @cached_property
    def doubtful(self) -> NDArray[np.bool_]:
        """The pairs (n × m) of which some condition cannot be said."""
        found: NDArray[np.bool_] = (self.conditions == OPEN).any(axis=2)
        return found

    def turned(self) -> Pairs:
        """The same asked from the other side: demand and supply change places."""
        asked = self.asked.any(axis=0, keepdims=True).repeat(len(self.supply), axis=0)
        return Pairs(
            self.wanted, self.supply, self.demand, self.criteria.transpose(1, 0, 2), self.conditions.transpose(1, 0, 2), self.good.T,
            asked, ((),) * len(self.supply), ((),) * len(self.supply), lambda i, j: self.case(j, i), self.reasons,
        )  # fmt: skip


class Remembering:
    """An expression that remembers what it gave: many carriers share the few values that it looks at."""

    def __init__(self, expression: Expression) -> None:
        self.expression, self.names = expression, expression.names
        self._memory: dict[tuple[Value, ...], Value] = {}

    def __call__(self, values: Mapping[str, Value]) -> Value:
        """Its value over one case."""
        key = tuple([values.get(name) for name in self.names])
        if key not in self._memory:
            if len(self._memory) >= _REMEMBERED:
                self._memory.clear()
            self._memory[key] = chengjie.expression.evaluate(self.expression, values).value
        return self._memory[key]


@dataclass(frozen=True)
class Judged:
    """The expressions of a definition, ready to be asked of one case after another."""

    criteria: tuple[Remembering, ...]
    conditions: tuple[tuple[Remembering | None, Remembering], ...]
    good: Remembering | None

    @classmethod
    def of(cls, wanted: Definition) -> Judged:
        """Parsed and checked."""

        def ready(text: str) -> Remembering:
            return Remembering(wanted.parsed(text))

        return cls(
            tuple(ready(each.value) for each in wanted.criteria),
            tuple((ready(each.when) if each.when else None, ready(each.holds)) for each in wanted.conditions),
            ready(wanted.good) if wanted.good else None,
        )

    def judge(self, values: Mapping[str, Value]) -> tuple[list[float], list[int], bool]:
        """The worth of each criterion, the answer of each condition, and whether the pair is a good one."""
        worth = [number(each(values)) for each in self.criteria]
        said = [
            NOT_ASKED if when is not None and when(values) is not True else answer(holds(values))
            for when, holds in self.conditions
        ]
        return worth, said, self.good is None or self.good(values) is True


def number(value: Value) -> float:
    """A value as a number; the unknown is not one."""
    return float(value) if isinstance(value, int | float) else float("nan")


def answer(value: Value) -> int:
    """A truth as the answer of a condition."""
    return OPEN if value is None else HOLDS if value else FAILS


def gathered(judged: Judged, rows: Sequence[Sequence[Mapping[str, Value]]]) -> tuple[NDArray[np.float64], NDArray[np.int8], NDArray[np.bool_]]:  # fmt: skip
    """The arrays of all pairs from the inputs of each."""
    shape = len(rows), len(rows[0]) if rows else 0
    worth = np.empty((*shape, len(judged.criteria)))
    said = np.empty((*shape, len(judged.conditions)), dtype=np.int8)
    good = np.empty(shape, dtype=bool)
    for i, row in enumerate(rows):
        for j, values in enumerate(row):
            worth[i, j], said[i, j], good[i, j] = judged.judge(values)
    return worth, said, good
