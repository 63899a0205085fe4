"""What a method answers with, and the check of what it is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chengjie.errors import Fault, Refusal, Where

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Scored:
    """Alternatives scored by a method, more is better, between 0 and 1.

    Row sums of `earned` are the scores; row sums of `most` are 1. `steps` keeps the intermediates by name.
    """

    method: str
    normalised: Matrix
    weights: Vector
    scores: Vector
    earned: Matrix
    most: Matrix
    steps: tuple[tuple[str, Matrix], ...] = ()

    def step(self, name: str) -> Matrix:
        """An intermediate by its name."""
        return dict(self.steps)[name]


def checked(
    matrix: object, weights: object, *, maximise: Sequence[bool] | None = None
) -> tuple[Matrix, Vector, NDArray[np.bool_]]:
    """The matrix, the weights scaled to one, and which criteria are better when larger.

    Refuses `match-matrix-shape`, `match-value-not-a-number`, `match-weight-out-of-range`, `match-weights-zero`: all at once.

    >>> checked([[1, 2], [3, 4]], [1, 3])[1].tolist()
    [0.25, 0.75]
    """
    values = np.array(matrix, dtype=np.float64, ndmin=2)
    given = np.array(weights, dtype=np.float64, ndmin=1)
    larger = np.ones(values.shape[1], dtype=bool) if maximise is None else np.array(maximise, dtype=bool)
    faults: list[Fault] = []
    if values.ndim > 2 or not values.size or not values.shape[1] == given.size == larger.size:
        wanted = {"rows": values.shape[0], "columns": values.shape[-1], "weights": given.size}
        raise Refusal.of("match-matrix-shape", **wanted)
    faults += [
        Fault("match-value-not-a-number", Where(row=int(row) + 1, column=str(int(column) + 1)))
        for row, column in np.argwhere(~np.isfinite(values))
    ]
    faults += [
        Fault("match-weight-out-of-range", parameters={"name": str(place + 1)})
        for place, weight in enumerate(given)
        if not (np.isfinite(weight) and weight >= 0)
    ]
    if not faults and not given.sum() > 0:
        faults.append(Fault("match-weights-zero", parameters={"name": "weights"}))
    if faults:
        raise Refusal(faults)
    return values, given / given.sum(), larger
