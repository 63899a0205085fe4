"""How far the ranks can be trusted (不确定性分析): thousands of runs over the choices that could have been made otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from chengjie.index import varying
from chengjie.index.compute import Scores, compute, plain
from chengjie.index.definition import IndexDefinition
from chengjie.index.sheet import Numbers, Sheet
from chengjie.index.steps import Doubts
from chengjie.index.varying import Alternatives, Draw, Failure

SHARES = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Range:
    """The places of a unit, in a panel of one period, over all runs that were computed: 5 %, median and 95 %, the best and the
    worst, and the mean."""

    unit: str
    period: str
    rank: int | float | None
    low: float
    median: float
    high: float
    best: float
    worst: float
    mean: float


@dataclass(frozen=True)
class Uncertainty:
    """Rank ranges of every unit, the places of each run (runs, units), and the runs that could not be computed, with reasons."""

    scores: Scores
    ranges: tuple[Range, ...]
    places: Numbers
    runs: int
    seed: int
    failures: tuple[Failure, ...]

    @property
    def computed(self) -> int:
        """How many runs were computed."""
        return self.runs - sum(each.runs for each in self.failures)

    def as_json(self) -> dict[str, Any]:
        """For a script or a page."""
        return {
            "runs": self.runs,
            "computed": self.computed,
            "seed": self.seed,
            "failures": [each.as_json() for each in self.failures],
            "ranges": [
                {"unit": each.unit, "rank": each.rank}
                | ({"period": each.period} if each.period else {})
                | {name: plain(getattr(each, name)) for name in ("low", "median", "high", "best", "worst", "mean")}
                for each in self.ranges
            ],
        }  # fmt: skip


def uncertainty(definition: IndexDefinition, sheet: Sheet, *, doubts: Doubts | None = None) -> Uncertainty:
    """Rank ranges by Monte Carlo; the same seed gives the same answer on any machine. In a panel every run puts all periods on
    one scale, as the index itself does, and ranks within each period. Refuses what `compute` refuses."""
    doubts = doubts or definition.doubts
    scores = compute(definition, sheet)
    generator = np.random.default_rng(doubts.seed)
    draw = drawn(scores.definition, doubts, generator.random((doubts.runs, len(FACTORS))), generator)
    varied = varying.vary(definition, sheet, doubts, draw)
    places = varied.ranks(~np.isnan(scores.score))
    return Uncertainty(scores, _ranges(scores, places), places, doubts.runs, doubts.seed, varied.failures)


FACTORS = ("impute", "treat", "normalise", "weigh", "aggregate", "leave-out", "weights")


def drawn(definition: IndexDefinition, doubts: Doubts, chances: Numbers, generator: np.random.Generator) -> Draw:
    """Choices out of numbers between 0 and 1, one column a factor; weights are one set out of as many as there are runs."""
    choices = Alternatives.of(definition, doubts)
    steps = (choices.impute, choices.treat, choices.normalise, choices.weigh, choices.aggregate)
    impute, treat, normalise, weigh, aggregate = (_picked(chances[:, n], len(each)) for n, each in enumerate(steps))
    count = len(definition.indicators) + 1
    varies = doubts.leave_out and count >= 3
    left = _picked(chances[:, FACTORS.index("leave-out")], count if varies else 1) - 1
    bank = 1 + doubts.weights * generator.uniform(-1, 1, (len(chances), len(definition.nodes)))
    weights = bank[_picked(chances[:, FACTORS.index("weights")], len(bank))]
    return Draw(impute, treat, normalise, weigh, aggregate, left, weights)


def _picked(chances: Numbers, size: int) -> varying.Whole:
    return np.minimum((chances * size).astype(np.int64), size - 1)


def _ranges(scores: Scores, places: Numbers) -> tuple[Range, ...]:
    computed = places[~np.isnan(places).all(axis=1)]
    found = np.full((6, places.shape[1]), np.nan)
    if len(computed):
        _describe(found, computed)
    periods = scores.sheet.periods or ("",) * len(scores.units)
    return tuple(
        Range(unit, period, rank, *(float(value) for value in found[:, column]))
        for column, (unit, period, rank) in enumerate(zip(scores.units, periods, scores.ranks, strict=True))
    )


def _describe(found: Numbers, computed: Numbers) -> None:
    """Quantiles, extremes and mean of each column that has a place in some run."""
    known = ~np.isnan(computed).all(axis=0)
    own = computed[:, known]
    found[:3, known] = np.nanquantile(own, SHARES, axis=0) if np.isnan(own).any() else np.quantile(own, SHARES, axis=0)
    found[3:, known] = np.nanmin(own, axis=0), np.nanmax(own, axis=0), np.nanmean(own, axis=0)
