"""Orders out of orders: each indicator votes for who comes before whom, and good results do not buy bad ones off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from chengjie.index.sheet import Numbers

EXACT = 14
"""The most units for which every order is weighed; the table of subsets doubles with each."""


@dataclass(frozen=True, slots=True)
class Order:
    """An order of units, best first: agreeing weight of pairs, the most that any order could reach, and whether it is proven best."""

    order: tuple[int, ...]
    agreement: float
    bound: float
    status: Literal["optimal", "heuristic"]

    @property
    def points(self) -> Numbers:
        """Units counted from the last, 0, to the first."""
        points = np.empty(len(self.order))
        points[list(self.order)] = np.arange(len(self.order) - 1, -1, -1)
        return points


def outranking(values: Numbers, weights: Numbers) -> Numbers:
    """The share of weight that puts the unit of the row before the unit of the column; a tie is half for each."""
    before = np.zeros((values.shape[1], values.shape[1]))
    for row, weight in zip(values, weights, strict=True):
        before += weight * ((row[:, None] > row[None, :]) + 0.5 * (row[:, None] == row[None, :]))
    return np.asarray(before / weights.sum())


def copeland(values: Numbers, weights: Numbers) -> Numbers:
    """Duels won less duels lost, a duel being the majority of weight (孔多塞对决).

    >>> import numpy as np
    >>> copeland(np.array([[3.0, 2, 1], [3, 1, 2], [1, 3, 2]]), np.ones(3)).tolist()
    [2.0, 0.0, -2.0]
    """
    before = outranking(values, weights)
    return np.asarray((before > 0.5 + 1e-12).sum(axis=1) - (before < 0.5 - 1e-12).sum(axis=1), dtype=float)


def kemeny(values: Numbers, weights: Numbers) -> Order:
    """The order that agrees with the most weight of pairs. Up to 14 units it is proven; beyond, Copeland's order improved by
    moving single units until none helps, with the bound beside it, and called optimal only where it meets the bound."""
    before = outranking(values, weights)
    bound = float(np.maximum(before, before.T)[np.triu_indices(len(before), 1)].sum())
    if len(before) <= EXACT:
        order = _exact(before)
        status: Literal["optimal", "heuristic"] = "optimal"
    else:
        start = np.argsort(-copeland(values, weights), kind="stable")
        order = _improve(before, [int(unit) for unit in start])
        status = "optimal" if agreement(before, order) >= bound - 1e-9 else "heuristic"
    return Order(tuple(order), agreement(before, order), bound, status)


def agreement(before: Numbers, order: list[int]) -> float:
    """The weight of pairs that an order agrees with."""
    return float(np.triu(before[np.ix_(order, order)], 1).sum())


def _exact(before: Numbers) -> list[int]:
    """Held and Karp's table over subsets: the best order of a subset ends in some unit after the best order of the others."""
    size = len(before)
    best = np.full(1 << size, -np.inf)
    last = np.zeros(1 << size, dtype=np.int64)
    best[0] = 0.0
    members = ((np.arange(1 << size)[:, None] >> np.arange(size)) & 1).astype(bool)
    gain = members @ before
    for count in range(1, size + 1):
        subsets = np.flatnonzero(members.sum(axis=1) == count)
        for unit in range(size):
            own = subsets[members[subsets, unit]]
            rest = own ^ (1 << unit)
            value = best[rest] + gain[rest, unit]
            better = value > best[own] + 1e-12
            best[own[better]], last[own[better]] = value[better], unit
    order: list[int] = []
    subset = (1 << size) - 1
    while subset:
        order.append(int(last[subset]))
        subset ^= 1 << order[-1]
    return order[::-1]


def _improve(before: Numbers, order: list[int]) -> list[int]:
    net = before - before.T
    moved = True
    while moved:
        moved = False
        for unit in order:
            place = order.index(unit)
            rest = order[:place] + order[place + 1 :]
            # Standing at place p, the unit is behind the first p of the others and before the rest.
            gains = np.concatenate([[0.0], np.cumsum([net[other, unit] for other in rest])])
            best = int(np.argmax(gains))
            if gains[best] > gains[place] + 1e-12:
                order = [*rest[:best], unit, *rest[best:]]
                moved = True
    return order
