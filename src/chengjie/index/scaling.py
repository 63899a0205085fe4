"""Putting indicators on one scale. A constant indicator tells units apart by nothing and is refused, not scored."""

from __future__ import annotations

import numpy as np

from chengjie.errors import Refusal
from chengjie.index.definition import Normalisation
from chengjie.index.sheet import Numbers


def scale(values: Numbers, direction: int, how: Normalisation, *, code: str = "") -> Numbers:
    """One indicator on the scale of the definition, more is better. Refuses `index-indicator-constant`.

    >>> import numpy as np
    >>> scale(np.array([1.0, 2.0, 5.0]), -1, Normalisation()).tolist()
    [100.0, 75.0, 0.0]
    """
    known = ~np.isnan(values)
    if not known.any() or (how.method != "goalposts" and np.ptp(values[known]) == 0):
        raise Refusal.of("index-indicator-constant", name=code)
    signed = values * direction
    low, high = float(np.nanmin(signed)), float(np.nanmax(signed))
    match how.method:
        case "min-max":
            return np.asarray((signed - low) / (high - low) * (how.high - how.low) + how.low)
        case "z-score":
            deviation = np.nanstd(signed, ddof=1)
            return np.asarray((signed - np.nanmean(signed)) / deviation * how.deviation + how.mean)
        case "rank":
            return _rank(signed)
        case "borda":
            return _rank(signed) - 1
        case "percentile-rank":
            return np.asarray((_rank(signed) - 1) / (known.sum() - 1))
        case "distance-to-maximum":
            return 1 - (high - signed) / (high - low)
        case "fraction-of-maximum":
            return signed / high if high != 0 else np.full_like(signed, np.nan)  # no fraction of nothing
        case "goalposts":
            return _between(values, how, code)


def _rank(values: Numbers) -> Numbers:
    """Ranks from 1 for the lowest; ties share the lowest rank of theirs; unknown stays unknown."""
    known = values[~np.isnan(values)]
    ranks = np.searchsorted(np.sort(known), values, side="left").astype(float) + 1
    ranks[np.isnan(values)] = np.nan
    return ranks


def _between(values: Numbers, how: Normalisation, code: str) -> Numbers:
    if code not in how.goalposts:
        raise Refusal.of("index-goalposts-unknown", name=code)
    worst, best = how.goalposts[code]
    if worst == best:
        raise Refusal.of("index-indicator-constant", name=code)
    return np.clip((values - worst) / (best - worst), 0, 1) * (how.high - how.low) + how.low
