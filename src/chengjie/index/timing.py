"""Scales over time (随时间的尺度): each figure beside what the same unit had before, or had over all periods."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from chengjie.errors import Refusal
from chengjie.index.imputing import Groups, grouped
from chengjie.index.sheet import Numbers

OVER_TIME = {"cyclical", "balance-of-opinions", "yearly-difference"}
"""Methods that look at one unit over its periods, and need several."""


def earlier(values: Numbers, units: Sequence[str], periods: Sequence[str]) -> Numbers:
    """What the same unit had in the period before; unknown in the first, and where its row is missing.

    >>> import numpy as np
    >>> earlier(np.array([1.0, 2.0, 4.0]), ["a", "a", "b"], ["2023", "2024", "2024"]).tolist()
    [nan, 1.0, nan]
    """
    number = {period: place for place, period in enumerate(sorted(set(periods)))}
    rows = {(unit, number[period]): row for row, (unit, period) in enumerate(zip(units, periods, strict=True))}
    found = [rows.get((unit, number[period] - 1)) for unit, period in zip(units, periods, strict=True)]
    return np.array([np.nan if row is None else values[row] for row in found])


def over_time(values: Numbers, method: str, units: Sequence[str], periods: Sequence[str]) -> Numbers:
    """One indicator as the OECD/JRC handbook (2008, table 3) has its methods 7 to 9; refuses `index-panel-one-period`.

    `cyclical`: the distance to the unit's own mean over time, by the mean of such distances, so that all indicators swing as
    widely; `balance-of-opinions`: 100 where an expert's figure rose, −100 where it fell, 0 where it stayed, whose mean over
    the experts of a group is the balance; `yearly-difference`: the change since the period before, per cent of the figure.

    >>> import numpy as np
    >>> over_time(np.array([1.0, 2.0, 6.0]), "cyclical", "aaa", ("2022", "2023", "2024")).tolist()
    [-1.0, -0.5, 1.5]
    """
    if len(set(periods)) < 2:
        raise Refusal.of("index-panel-one-period", count=len(set(periods)) or 1)
    if method == "cyclical":
        return _cyclical(values, units)
    change = values - earlier(values, units, periods)
    if method == "balance-of-opinions":
        return np.asarray(np.sign(change) * 100)
    return np.where(values == 0, np.nan, change / np.where(values == 0, 1.0, values) * 100)


def _cyclical(values: Numbers, units: Sequence[str]) -> Numbers:
    own = grouped(units)
    away = values - _means(values, own)[own]
    swing = _means(np.abs(away), own)[own]
    return np.where(swing > 0, away / np.where(swing > 0, swing, 1.0), np.nan)


def _means(values: Numbers, own: Groups) -> Numbers:
    known = ~np.isnan(values)
    size = int(own.max()) + 1
    counts = np.bincount(own[known], minlength=size)
    sums = np.bincount(own[known], values[known], minlength=size)
    return np.where(counts > 0, sums / np.maximum(counts, 1), np.nan)
