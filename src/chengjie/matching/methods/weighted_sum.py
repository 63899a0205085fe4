"""The weighted sum (加权求和): each criterion gives its weight times how well it is met."""

from __future__ import annotations

from collections.abc import Sequence

from chengjie.matching.methods.normalising import NORMALISATIONS
from chengjie.matching.methods.product import product
from chengjie.matching.methods.scored import Matrix, Scored, Vector, checked


def sums(normalised: Matrix, weights: Matrix | Vector) -> Matrix:
    """The scores of alternatives (m × k) for one set of weights (k) or for many at once (n × k → n × m)."""
    return weights @ normalised.T if weights.ndim == 1 else product(weights, normalised.T)


def weighted_sum(
    matrix: object, weights: object, *, maximise: Sequence[bool] | None = None, normalisation: str = "min-max"
) -> Scored:
    """Checked: weights scaled to one; refuses what `checked` refuses.

    >>> weighted_sum([[1, 2], [3, 1]], [1, 1]).scores.tolist()
    [0.5, 0.5]
    """
    values, given, larger = checked(matrix, weights, maximise=maximise)
    return scored(NORMALISATIONS[normalisation](values, larger), given)


def scored(normalised: Matrix, weights: Vector) -> Scored:
    """The scores with what each criterion gave."""
    earned = normalised * weights
    most = earned * 0 + weights
    return Scored("weighted-sum", normalised, weights, sums(normalised, weights), earned, most)
