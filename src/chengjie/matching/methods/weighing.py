"""Where the weights come from (赋权): given, equal, or from how much a criterion tells apart (熵权)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from chengjie.errors import Fault, Refusal, Where
from chengjie.matching.methods.scored import Matrix, Vector


def entropy(matrix: Matrix) -> Vector:
    """Weights by Shannon's entropy: a criterion that all meet alike gets none. Needs values of zero or more.

    >>> entropy(np.array([[1.0, 1.0], [1.0, 3.0]])).tolist()
    [0.0, 1.0]
    """
    if (matrix < 0).any():
        raise Refusal(
            Fault("match-value-negative", Where(row=int(row) + 1, column=str(int(column) + 1)), {"value": float(matrix[row, column])})
            for row, column in np.argwhere(matrix < 0)
        )  # fmt: skip
    sums = matrix.sum(axis=0)
    shares = matrix / np.where(sums > 0, sums, 1.0)
    logs = np.log(np.where(shares > 0, shares, 1.0))
    told = 1 + (shares * logs).sum(axis=0) / np.log(max(len(matrix), 2))
    told = np.where(sums > 0, np.where(told > 1e-15, told, 0.0), 0.0)
    return told / told.sum() if told.sum() > 0 else equal(matrix)


def equal(matrix: Matrix) -> Vector:
    """The same weight for every criterion."""
    return np.full(matrix.shape[1], 1 / matrix.shape[1])


WEIGHINGS: Mapping[str, Callable[[Matrix], Vector] | None] = {"given": None, "equal": equal, "entropy": entropy}


def weigh(how: str, matrix: Matrix, weights: Vector) -> Vector:
    """Weights that sum to one: those given, equal ones, or by entropy over the criteria with a weight above zero."""
    found = WEIGHINGS[how]
    told = weights if found is None else np.where(weights > 0, found(matrix), 0.0)
    scaled: Vector = told / told.sum() if told.sum() > 0 else weights / weights.sum()
    return scaled
