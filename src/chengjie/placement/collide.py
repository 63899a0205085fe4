"""The smallest set of demands that cannot be met together (最小冲突集), found by leaving out what is not needed for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from chengjie.placement import highs
from chengjie.placement.model import Ints, Model

Demand = tuple[str, int]  # ("unit", its number) must be placed; ("row", its number) must be kept


def smallest(demands: Sequence[Demand], possible: Callable[[Sequence[Demand]], bool]) -> list[Demand]:
    """A set of demands none of which can be left out: together impossible, possible without any one (QuickXplain, Junker 2004).

    >>> smallest([("unit", n) for n in range(9)], lambda some: not {("unit", 2), ("unit", 7)} <= set(some))
    [('unit', 2), ('unit', 7)]
    """

    def among(given: list[Demand], added: bool, left: list[Demand]) -> list[Demand]:
        if added and not possible(given):
            return []
        if len(left) == 1:
            return left
        half = len(left) // 2
        one, other = left[:half], left[half:]
        second = among(given + one, bool(one), other)
        first = among(given + second, bool(second), one)
        return first + second

    return among([], False, list(demands)) if demands else []


def possible(model: Model, kept: Sequence[Demand], must: Ints, optional_rows: Ints) -> bool:
    """Whether the units among `kept` can all be placed while its rows hold. Undecided counts as possible."""
    units = {number for kind, number in kept if kind == "unit"}
    rows = {number for kind, number in kept if kind == "row"}
    freed = [number for number in must.tolist() if number not in units]
    capacity = model.capacity.copy()
    loose = [number for number in optional_rows.tolist() if number not in rows]
    capacity[loose] = np.inf
    cut = _without(replace(model, capacity=capacity, value=np.zeros(len(model.value))), np.array(freed, np.int64))
    ended = highs.exact(cut, most=3000)
    return ended.chosen is not None or not ended.finished


def _without(model: Model, units: Ints) -> Model:
    """The model without some units."""
    owner = np.repeat(np.arange(model.units), np.diff(model.first))
    keep = ~np.isin(owner, units)
    cut = model.take(keep)
    left = ~np.isin(np.arange(model.units), units)
    return replace(cut, first=np.concatenate([[0], np.cumsum(np.diff(cut.first)[left])]).astype(np.int64))
