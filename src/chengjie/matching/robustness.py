"""How far a ranking can be trusted (稳健性): weights shaken, criteria dropped, alternatives taken away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chengjie.matching import methods
from chengjie.matching.grid import Grid
from chengjie.matching.methods import Matrix
from chengjie.values import Text

LOOKED_AT = 20  # alternatives from the top that are taken away one at a time


@dataclass(frozen=True, slots=True)
class Standing:
    """How an offer fares while the weights are shaken: its best, middle and worst rank, and the share of first places."""

    offer: str
    best: int
    middle: float
    worst: int
    first: float


@dataclass(frozen=True, slots=True)
class Dropped:
    """What happens without one criterion: who is first, and where the first of all criteria then stands."""

    criterion: str
    title: Text
    first: str
    rank: int


@dataclass(frozen=True, slots=True)
class Reversal:
    """A rank reversal (名次逆转): with `removed` out of the list, `ahead` stands before `behind`, before it was the other way."""

    removed: str
    ahead: str
    behind: str


@dataclass(frozen=True, slots=True)
class Robustness:
    """All three together. `relative` says whether taking one away can turn others at all."""

    seed: int
    draws: int
    spread: float
    relative: bool
    standings: tuple[Standing, ...]
    dropped: tuple[Dropped, ...]
    reversals: tuple[Reversal, ...]

    def standing(self, offer: str) -> Standing | None:
        """How one offer fares."""
        return next((each for each in self.standings if each.offer == offer), None)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "seed": self.seed, "draws": self.draws, "spread": self.spread, "relative": self.relative,
            "standings": [{"carrier": each.offer, "best": each.best, "middle": each.middle, "worst": each.worst, "first": round(each.first, 4)} for each in self.standings],
            "dropped": [{"criterion": each.criterion, "title": each.title.as_json(), "first": each.first, "rank_of_first": each.rank} for each in self.dropped],
            "reversals": [{"removed": each.removed, "ahead": each.ahead, "behind": each.behind} for each in self.reversals],
        }  # fmt: skip


def robustness(
    grid: Grid, places: Sequence[int], offers: Sequence[str], *, seed: int, draws: int, spread: float
) -> Robustness:
    """Of the offers at these places of a grid, in their order. The same seed gives the same answer on every machine.

    Each weight is multiplied by a number between 1 − spread and 1 + spread, drawn anew; then they are scaled to one.
    """
    if not places:
        return Robustness(seed, draws, spread, grid.is_relative, (), (), ())
    kept = np.array(places, dtype=np.intp)
    standings = _standings(grid, kept, offers, shaken(grid, seed, draws, spread))
    return Robustness(
        seed, draws, spread, grid.is_relative, standings, tuple(_dropped(grid, kept, offers)), _reversals(grid, kept, offers)
    )  # fmt: skip


def shaken(grid: Grid, seed: int, draws: int, spread: float) -> Matrix:
    """Sets of weights around those of the grid, each summing to one."""
    drawn = grid.weights * np.random.default_rng(seed).uniform(1 - spread, 1 + spread, (draws, len(grid.criteria)))
    found: Matrix = drawn / drawn.sum(axis=1, keepdims=True)
    return found


def _standings(grid: Grid, kept: NDArray[np.intp], offers: Sequence[str], weights: Matrix) -> tuple[Standing, ...]:
    order = methods.order(np.ascontiguousarray(grid.by(weights)[:, kept]))
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, len(kept) + 1)[None, :].repeat(len(order), axis=0), axis=1)
    low, high, middle = ranks.min(axis=0), ranks.max(axis=0), np.median(ranks, axis=0)
    first = (ranks == 1).mean(axis=0)
    return tuple(
        Standing(offer, int(low[k]), float(middle[k]), int(high[k]), float(first[k])) for k, offer in enumerate(offers)
    )


def _dropped(grid: Grid, kept: NDArray[np.intp], offers: Sequence[str]) -> list[Dropped]:
    found = []
    for place, criterion in enumerate(grid.criteria):
        left = grid.without(place)
        if not sum(each.weight for each in left.criteria):
            continue
        order = methods.order(left.scored.scores[kept])
        rank = int(np.flatnonzero(order == 0)[0]) + 1
        found.append(Dropped(criterion.id, criterion.title.text, offers[int(order[0])], rank))
    return found


def _reversals(grid: Grid, kept: NDArray[np.intp], offers: Sequence[str]) -> tuple[Reversal, ...]:
    """Of each alternative near the top that is taken away, the first two neighbours that change places."""
    if not grid.is_relative:
        return ()
    found = []
    for gone in range(min(len(kept), LOOKED_AT)):
        left = np.delete(kept, gone)
        names = [*offers[:gone], *offers[gone + 1 :]]
        scores = grid.only(np.delete(np.arange(len(grid.values)), kept[gone])).scored.scores
        now = np.round(scores[left - (left > kept[gone])][:LOOKED_AT], 9)
        turned = np.flatnonzero(now[1:] > now[:-1])
        if turned.size:
            place = int(turned[0])
            found.append(Reversal(offers[gone], names[place + 1], names[place]))
    return tuple(found)
