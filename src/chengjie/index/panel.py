"""Years side by side (面板): all periods on one scale, so that a score of one year may be held against that of another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from chengjie.errors import Refusal
from chengjie.index.compute import Scores


@dataclass(frozen=True, slots=True)
class Moved:
    """A unit in one period and the one before: scores, places, and the change; None where either is unknown."""

    unit: str
    period: str
    before: str
    score: float | None
    score_before: float | None
    rank: int | float | None
    rank_before: int | float | None

    @property
    def gain(self) -> float | None:
        """Points won since the period before."""
        return None if self.score is None or self.score_before is None else self.score - self.score_before

    @property
    def climb(self) -> float | None:
        """Places won since the period before; positive is up."""
        return None if self.rank is None or self.rank_before is None else self.rank_before - self.rank


def moves(scores: Scores) -> tuple[Moved, ...]:
    """Every unit from period to period. Refuses `index-panel-one-period` where the data have no periods.

    The scales are pooled: minimum, maximum, mean and deviation are those of all periods together, so a figure has one score
    whatever its year. Places are among the units of the period.
    """
    periods = scores.sheet.periods
    if len(set(periods)) < 2:
        raise Refusal.of("index-panel-one-period", count=len(set(periods)))
    order = sorted(set(periods))
    ranks = scores.ranks
    rows = {(unit, period): row for row, (unit, period) in enumerate(zip(scores.units, periods, strict=True))}
    found = []
    for before, period in pairwise(order):
        for unit in dict.fromkeys(scores.units):
            here, there = rows.get((unit, period)), rows.get((unit, before))
            if here is not None and there is not None:
                found.append(
                    Moved(unit, period, before, _known(scores, here), _known(scores, there), ranks[here], ranks[there])
                )
    return tuple(found)


def _known(scores: Scores, row: int) -> float | None:
    value = float(scores.score[row])
    return None if np.isnan(value) else value
