"""The methods by name, each for one set of weights with its split, or for many sets at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chengjie.matching.methods import promethee, topsis, vikor, weighted_sum
from chengjie.matching.methods.normalising import NORMALISATIONS
from chengjie.matching.methods.scored import Matrix, Scored, Vector
from chengjie.values import Text

__all__ = ["METHODS", "NORMALISATIONS", "Method", "scores", "solve"]


@dataclass(frozen=True, slots=True)
class Method:
    """A method: its name, the scores of many sets of weights, and the split for one. `relative`: others can move a rank."""

    title: Text
    many: Callable[[Matrix, Matrix], Matrix]
    one: Callable[[Matrix, Vector], Scored]
    relative: bool


def _least_regret(normalised: Matrix, weights: Matrix) -> Matrix:
    return 1 - vikor.compromise(normalised, weights)


def _flow(normalised: Matrix, weights: Matrix) -> Matrix:
    return (1 + promethee.net(normalised, weights)) / 2


METHODS: Mapping[str, Method] = {
    "weighted-sum": Method(Text("加权求和", "weighted sum"), weighted_sum.sums, weighted_sum.scored, relative=False),
    "topsis": Method(Text("TOPSIS（逼近理想解）", "TOPSIS"), topsis.closeness, topsis.scored, relative=True),
    "vikor": Method(Text("VIKOR（折衷排序）", "VIKOR"), _least_regret, vikor.scored, relative=True),
    "promethee": Method(Text("PROMETHEE II（优序法）", "PROMETHEE II"), _flow, promethee.scored, relative=True),
}


def scores(method: str, normalised: Matrix, weights: Matrix | Vector) -> Matrix:
    """The scores of a method, 0 to 1, for one set of weights or for many."""
    found = METHODS[method].many(normalised, np.atleast_2d(weights))
    return found[0] if weights.ndim == 1 else found


def solve(method: str, matrix: Matrix, weights: Vector, *, larger: NDArray[np.bool_], normalisation: str) -> Scored:
    """Normalise and score by the method of that name; the matrix is complete and the weights sum to one."""
    return METHODS[method].one(NORMALISATIONS[normalisation](matrix, larger), weights)
