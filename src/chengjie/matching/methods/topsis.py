"""TOPSIS (逼近理想解): how near an alternative is to the best of everything, and how far from the worst."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from chengjie.matching.methods.normalising import NORMALISATIONS
from chengjie.matching.methods.product import product
from chengjie.matching.methods.scored import Matrix, Scored, Vector, checked

_BLOCK = 256  # sets of weights at a time: what is in work stays in the cache


def closeness(normalised: Matrix, weights: Matrix | Vector) -> Matrix:
    """d⁻ / (d⁺ + d⁻) for one set of weights (k → m) or many at once (n × k → n × m).

    d² = Σ w²·(x − ideal)², so all sets of weights are two matrix products. Nothing to tell apart gives one half.
    """
    to_best = ((normalised - normalised.max(axis=0)) ** 2).T.copy()
    to_worst = ((normalised - normalised.min(axis=0)) ** 2).T.copy()
    if weights.ndim == 1:
        alone: Vector = _near(weights[None, :] ** 2, to_best, to_worst)[0]
        return alone
    found = np.empty((len(weights), normalised.shape[0]))
    for start in range(0, len(weights), _BLOCK):
        part = weights[start : start + _BLOCK]
        _near(part * part, to_best, to_worst, out=found[start : start + _BLOCK])
    return found


def _near(squared: Matrix, to_best: Matrix, to_worst: Matrix, out: Matrix | None = None) -> Matrix:
    far, near = product(squared, to_best), product(squared, to_worst)
    np.sqrt(far, out=far)
    np.sqrt(near, out=near)
    far += near
    if not far.all():
        near[far == 0], far[far == 0] = 0.5, 1.0
    return np.divide(near, far, out=out)


def topsis(
    matrix: object, weights: object, *, maximise: Sequence[bool] | None = None, normalisation: str = "vector"
) -> Scored:
    """Checked: weights scaled to one; refuses what `checked` refuses.

    >>> topsis([[1, 2], [2, 4]], [1, 1]).scores.tolist()
    [0.0, 1.0]
    """
    values, given, larger = checked(matrix, weights, maximise=maximise)
    return scored(NORMALISATIONS[normalisation](values, larger), given)


def scored(normalised: Matrix, weights: Vector) -> Scored:
    """The closeness, and its split: what a criterion earns is its share of d⁻², what it loses its share of d⁺²."""
    weighted = normalised * weights
    ideal, worst = weighted.max(axis=0, keepdims=True), weighted.min(axis=0, keepdims=True)
    far, near = (weighted - ideal) ** 2, (weighted - worst) ** 2
    scores = closeness(normalised, weights)
    earned = scores[:, None] * _shares(near)
    lost = (1 - scores[:, None]) * _shares(far)
    steps = (("weighted", weighted), ("ideal", ideal), ("worst", worst), ("to_ideal", np.sqrt(far.sum(axis=1))), ("to_worst", np.sqrt(near.sum(axis=1))))  # fmt: skip
    return Scored("topsis", normalised, weights, scores, earned, earned + lost, steps)


def _shares(parts: Matrix) -> Matrix:
    """Each part of its row; equal ones where the row is nothing."""
    sums = parts.sum(axis=1, keepdims=True)
    return np.where(sums > 0, parts / np.where(sums > 0, sums, 1.0), 1 / parts.shape[1])
