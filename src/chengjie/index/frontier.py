"""Benefit of the doubt (数据包络): each unit is scored by the weights that suit it best, under which nobody passes 1."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chengjie.errors import Refusal
from chengjie.index.sheet import Numbers


@dataclass(frozen=True, slots=True)
class Doubt:
    """Scores between 0 and 1, and the weights that each unit was given, (units, indicators)."""

    scores: Numbers
    weights: Numbers


def doubt(values: Numbers, *, shares: tuple[float, float] = (0.0, 1.0), name: str = "") -> Doubt:
    """One linear programme a unit. `values` (indicators, units), not negative; `shares` bound what part of a unit's score any one
    indicator may make up. Refuses `index-not-positive` for negative values, `index-doubt-shares` where the bounds leave no answer.

    >>> import numpy as np
    >>> doubt(np.array([[1.0, 2.0, 1.0], [2.0, 1.0, 1.0]])).scores.round(4).tolist()
    [1.0, 1.0, 0.6667]
    """
    from scipy.optimize import linprog  # slow to start; only this method needs it

    if (values < 0).any() or not (values > 0).any(axis=0).all():
        raise Refusal.of("index-not-positive", name=name, method="benefit-of-the-doubt")
    count, units = values.shape
    scores, weights = np.empty(units), np.empty((units, count))
    for unit in range(units):
        own = values[:, unit]
        rows, limits = [values.T], [np.ones(units)]
        if shares != (0.0, 1.0):
            part = np.diag(own)
            rows += [shares[0] * own[None, :] - part, part - shares[1] * own[None, :]]
            limits += [np.zeros(count), np.zeros(count)]
        answer = linprog(-own, A_ub=np.vstack(rows), b_ub=np.concatenate(limits), method="highs")
        if answer.x is None or -answer.fun <= 0:
            raise Refusal.of("index-doubt-shares", name=name, low=shares[0], high=shares[1])
        scores[unit], weights[unit] = -answer.fun, answer.x
    return Doubt(scores, weights)
