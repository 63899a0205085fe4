"""What one demand makes of every supply (评分矩阵): the criteria filled in, and the scores by any set of weights."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from chengjie.matching import methods
from chengjie.matching.definition import Criterion, Definition
from chengjie.matching.methods import Matrix, Scored, Vector

HALF = 0.5


@dataclass(frozen=True)
class Grid:
    """Alternatives by criteria. `known` marks what is known; what is not counts as the middle between nothing and all."""

    criteria: tuple[Criterion, ...]
    values: Matrix
    known: NDArray[np.bool_]
    method: str
    normalisation: str
    weighing: str

    @classmethod
    def of(cls, wanted: Definition, criteria: tuple[Criterion, ...], values: Matrix) -> Grid:
        """The grid of a definition's criteria from values in which the unknown is not a number."""
        return cls(criteria, values, np.isfinite(values), wanted.method, wanted.normalisation, wanted.weights)

    @cached_property
    def larger(self) -> NDArray[np.bool_]:
        """Which criteria are better when larger."""
        return np.array([each.goal == "more" for each in self.criteria])

    @cached_property
    def bounds(self) -> tuple[Vector, Vector]:
        """Nothing and all of each criterion: 0 and 1, or the least and the most that is known."""
        if self.normalisation == "given":
            return np.zeros(len(self.criteria)), np.ones(len(self.criteria))
        low = np.where(self.known, self.values, np.inf).min(axis=0)
        high = np.where(self.known, self.values, -np.inf).max(axis=0)
        some = self.known.any(axis=0)
        return np.where(some, low, HALF), np.where(some, high, HALF)

    @cached_property
    def filled(self) -> Matrix:
        """The values with the unknown in the middle; under `given` they are kept between 0 and 1."""
        low, high = self.bounds
        values = np.clip(self.values, 0, 1) if self.normalisation == "given" else self.values
        return np.where(self.known, values, (low + high) / 2)

    @cached_property
    def weights(self) -> Vector:
        """The weights, summing to one."""
        given = np.array([each.weight for each in self.criteria], dtype=np.float64)
        return methods.weigh(self.weighing, self.filled, given)

    @cached_property
    def normalised(self) -> Matrix:
        """More is better in every column."""
        return methods.NORMALISATIONS[self.normalisation](self.filled, self.larger)

    @cached_property
    def scored(self) -> Scored:
        """The scores with what each criterion gave."""
        return methods.METHODS[self.method].one(self.normalised, self.weights)

    @property
    def is_relative(self) -> bool:
        """Whether the score of one depends on which others are there: then taking one away may turn the ranks of others."""
        return methods.METHODS[self.method].relative or self.normalisation != "given" or self.weighing == "entropy"

    def by(self, weights: Matrix) -> Matrix:
        """The scores by other weights, each set summing to one."""
        return methods.scores(self.method, self.normalised, weights)

    def only(self, kept: NDArray[np.intp]) -> Grid:
        """The same with some of the alternatives."""
        return replace(self, values=self.values[kept], known=self.known[kept])

    def without(self, criterion: int) -> Grid:
        """The same without one criterion."""
        left = np.arange(len(self.criteria)) != criterion
        criteria = tuple(each for each, stays in zip(self.criteria, left, strict=True) if stays)
        return replace(self, criteria=criteria, values=self.values[:, left], known=self.known[:, left])

    @cached_property
    def intervals(self) -> tuple[Vector, Vector]:
        """The least and the most that each may score, whatever its own unknowns turn out to be."""
        if not self.is_relative:
            missing = (~self.known * self.weights).sum(axis=1) / 2
            return self.scored.scores - missing, self.scored.scores + missing
        low, high = self.scored.scores.copy(), self.scored.scores.copy()
        worst, best = (np.where(self.larger, one, other) for one, other in (self.bounds, self.bounds[::-1]))
        for place in np.flatnonzero(~self.known.all(axis=1)):
            low[place], high[place] = (self._if(int(place), end) for end in (worst, best))
        return np.minimum(low, high), np.maximum(low, high)

    def _if(self, place: int, end: Vector) -> float:
        """The score of one if its unknowns were at one end."""
        filled = self.filled.copy()
        filled[place] = np.where(self.known[place], filled[place], end)
        normalised = methods.NORMALISATIONS[self.normalisation](filled, self.larger)
        return float(methods.scores(self.method, normalised, self.weights)[place])
