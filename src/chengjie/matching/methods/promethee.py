"""PROMETHEE II (优序法): an alternative wins a criterion against each other one that it exceeds; wins less losses."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from chengjie.matching.methods.normalising import NORMALISATIONS
from chengjie.matching.methods.product import product
from chengjie.matching.methods.scored import Matrix, Scored, Vector, checked


def flows(normalised: Matrix) -> Matrix:
    """The net flow of each value in its criterion, −1 to 1: the share of others that it exceeds less that which exceed it."""
    others = max(len(normalised) - 1, 1)
    found = np.empty_like(normalised)
    for place, column in enumerate(normalised.T):
        ordered = np.sort(column)
        below = np.searchsorted(ordered, column, side="left")
        above = len(column) - np.searchsorted(ordered, column, side="right")
        found[:, place] = (below - above) / others
    return found


def net(normalised: Matrix, weights: Matrix | Vector) -> Matrix:
    """The net flow over all criteria for one set of weights (k → m) or many (n × k → n × m)."""
    each = flows(normalised).T
    return weights @ each if weights.ndim == 1 else product(weights, each)


def promethee(
    matrix: object, weights: object, *, maximise: Sequence[bool] | None = None, normalisation: str = "min-max"
) -> Scored:
    """Checked: the score is (1 + net flow) / 2; refuses what `checked` refuses.

    >>> promethee([[1, 2], [2, 4]], [1, 1]).scores.tolist()
    [0.0, 1.0]
    """
    values, given, larger = checked(matrix, weights, maximise=maximise)
    return scored(NORMALISATIONS[normalisation](values, larger), given)


def scored(normalised: Matrix, weights: Vector) -> Scored:
    """The scores with what each criterion gave."""
    each = flows(normalised)
    earned = weights * (1 + each) / 2
    most = earned * 0 + weights
    return Scored("promethee", normalised, weights, earned.sum(axis=1), earned, most, (("flows", each),))
