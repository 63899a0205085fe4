"""Many sets of weights at once, each ranking the same alternatives (批量排序): block by block, so that the work stays in the cache."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray

from chengjie.matching.methods.choosing import scores
from chengjie.matching.methods.ordering import order
from chengjie.matching.methods.scored import Matrix

_BLOCK = 128  # sets at a time; more where there are few alternatives
_PAIRS = 65_536


def rankings(method: str, normalised: Matrix, weights: Matrix, *, threads: int = 0) -> NDArray[np.int32]:
    """The places of the alternatives (m) for each set of weights (n × k → n × m), best first; equal scores by place.

    Time grows linearly in sets and, but for the sorting, in alternatives. `threads`: as many as processors unless said.

    >>> rankings("weighted-sum", np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[1.0, 0.0], [0.2, 0.8]])).tolist()
    [[0, 1], [1, 0]]
    """
    found = np.empty((len(weights), len(normalised)), dtype=np.int32)
    sets = max(_BLOCK, _PAIRS // max(len(normalised), 1))

    def rank(start: int) -> None:
        block = slice(start, start + sets)
        found[block] = order(scores(method, normalised, weights[block]))

    starts = range(0, len(weights), sets)
    with ThreadPoolExecutor(threads or os.cpu_count() or 1) as pool:
        list(pool.map(rank, starts))
    return found
