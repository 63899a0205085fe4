"""Criteria of different scales made comparable (归一化): after it, more is better in every column."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from chengjie.errors import Fault, Refusal, Where
from chengjie.matching.methods.scored import Matrix


def given(matrix: Matrix, larger: NDArray[np.bool_]) -> Matrix:
    """Values that are shares already: kept, and turned round where less is better."""
    return np.where(larger, matrix, 1 - matrix)


def min_max(matrix: Matrix, larger: NDArray[np.bool_]) -> Matrix:
    """From the worst, 0, to the best, 1; a criterion that all meet alike is 1 for all."""
    low, high = matrix.min(axis=0), matrix.max(axis=0)
    span = np.where(high > low, high - low, 1.0)
    scaled = np.where(larger, matrix - low, high - matrix) / span
    return np.where(high > low, scaled, 1.0)


def vector(matrix: Matrix, larger: NDArray[np.bool_]) -> Matrix:
    """Divided by the length of the column; one less that where less is better."""
    length = np.sqrt((matrix * matrix).sum(axis=0))
    scaled = matrix / np.where(length > 0, length, 1.0)
    return np.where(larger, scaled, 1 - scaled)


def total(matrix: Matrix, larger: NDArray[np.bool_]) -> Matrix:
    """Shares of the column's sum; of the sum of reciprocals where less is better. Needs values above zero."""
    _above(matrix, zero_too=False)
    turned = np.where(larger, matrix, 1 / matrix)
    shares: Matrix = turned / turned.sum(axis=0)
    return shares


def largest(matrix: Matrix, larger: NDArray[np.bool_]) -> Matrix:
    """Divided by the largest of the column; one less that where less is better. Needs values of zero or more."""
    _above(matrix, zero_too=True)
    high = matrix.max(axis=0)
    scaled = matrix / np.where(high > 0, high, 1.0)
    return np.where(larger, scaled, 1 - scaled)


def _above(matrix: Matrix, *, zero_too: bool) -> None:
    bad = matrix < 0 if zero_too else matrix <= 0
    if bad.any():
        raise Refusal(
            Fault("match-value-negative", Where(row=int(row) + 1, column=str(int(column) + 1)), {"value": float(matrix[row, column])})
            for row, column in np.argwhere(bad)
        )  # fmt: skip


NORMALISATIONS: Mapping[str, Callable[[Matrix, NDArray[np.bool_]], Matrix]] = {
    "given": given,
    "min-max": min_max,
    "vector": vector,
    "sum": total,
    "max": largest,
}
