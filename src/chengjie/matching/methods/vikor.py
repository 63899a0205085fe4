"""VIKOR (折衷排序): the least regret of the group weighed against the largest single regret."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from chengjie.matching.methods.normalising import NORMALISATIONS
from chengjie.matching.methods.product import product
from chengjie.matching.methods.scored import Matrix, Scored, Vector, checked

GROUP = 0.5  # the weight of the group's regret against the single one


def regrets(normalised: Matrix) -> Matrix:
    """How far each value falls short of the best of its criterion, 0 to 1; a criterion that all meet alike is not regretted."""
    low, high = normalised.min(axis=0), normalised.max(axis=0)
    short: Matrix = (high - normalised) / np.where(high > low, high - low, 1.0)
    return short


def compromise(normalised: Matrix, weights: Matrix | Vector, *, group: float = GROUP) -> Matrix:
    """Q, less is better, for one set of weights (k → m) or many (n × k → n × m)."""
    short = regrets(normalised)
    if weights.ndim == 1:
        return _mixed(short @ weights, (short * weights).max(axis=1), group)
    total = product(weights, short.T)
    single = np.empty_like(total)
    for place, each in enumerate(weights):
        np.max(short * each, axis=1, out=single[place])
    return _mixed(total, single, group)


def _mixed(total: Matrix, single: Matrix, group: float) -> Matrix:
    return group * _spread(total) + (1 - group) * _spread(single)


def _spread(values: Matrix) -> Matrix:
    low, high = values.min(axis=-1, keepdims=True), values.max(axis=-1, keepdims=True)
    spread: Matrix = (values - low) / np.where(high > low, high - low, 1.0)
    return spread


def vikor(
    matrix: object, weights: object, *, maximise: Sequence[bool] | None = None, normalisation: str = "min-max"
) -> Scored:
    """Checked: the score is 1 − Q; refuses what `checked` refuses.

    >>> vikor([[1, 2], [2, 4]], [1, 1]).scores.tolist()
    [0.0, 1.0]
    """
    values, given, larger = checked(matrix, weights, maximise=maximise)
    return scored(NORMALISATIONS[normalisation](values, larger), given)


def scored(normalised: Matrix, weights: Vector, *, group: float = GROUP) -> Scored:
    """1 − Q and its split: the group's regret by its parts, the single regret to the criterion that causes it.

    What a criterion costs may exceed its weight; then it earns less than nothing.
    """
    short = regrets(normalised) * weights
    total, single = short.sum(axis=1), short.max(axis=1)
    parts = short / np.where(total > 0, total, 1.0)[:, None]
    lost = group * _spread(total)[:, None] * parts
    lost[np.arange(len(short)), short.argmax(axis=1)] += (1 - group) * _spread(single)
    most = short * 0 + weights
    steps = (("regrets", short), ("group", total), ("single", single))
    return Scored("vikor", normalised, weights, 1 - lost.sum(axis=1), most - lost, most, steps)
