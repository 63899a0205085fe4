"""What rank ranges say in a planner's words (名次稳不稳): who stays first, who stays at the top, whose place is least certain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chengjie.index.uncertainty import Range, Uncertainty

TOP = 10
NINE_OF_TEN = 0.9
NAMED = 5


@dataclass(frozen=True)
class Steadiness:
    """Facts of one period, without a verdict: `width` is the middle unit's 5–95 % range in places; `first` are those in first
    place, first in the share `stays` of the runs; `kept` of the first `top` are among them in nine runs of ten; `loosest` have
    the widest ranges."""

    period: str
    units: int
    width: float
    first: tuple[str, ...]
    stays: float
    top: int
    kept: int
    loosest: tuple[Range, ...]


def steadiness(found: Uncertainty, *, period: str = "") -> Steadiness | None:
    """How steady the places of a period are, of a panel the last; None where fewer than two units have a place in some run."""
    period = period or max((each.period for each in found.ranges), default="")
    own = [
        (number, each)
        for number, each in enumerate(found.ranges)
        if each.period == period and each.rank is not None and not np.isnan(each.median)
    ]
    if len(own) < 2:
        return None
    ranges = [each for _, each in own]
    places = found.places[:, [number for number, _ in own]]
    computed = places[~np.isnan(places).any(axis=1)]
    ranks = np.array([each.rank for each in ranges], dtype=float)
    top = min(TOP, max(1, len(own) // 3))
    within = (computed <= top).mean(axis=0) >= NINE_OF_TEN
    first = np.flatnonzero(ranks == ranks.min())
    return Steadiness(
        period,
        len(own),
        float(np.median([each.high - each.low for each in ranges])),
        tuple(ranges[row].unit for row in first),
        float((computed[:, first] == 1).any(axis=1).mean()),
        top,
        int((within & (ranks <= top)).sum()),
        tuple(sorted(ranges, key=lambda each: each.low - each.high)[:NAMED]),
    )
