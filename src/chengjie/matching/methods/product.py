"""The product of many sets of weights with a matrix, in tiles."""

from __future__ import annotations

import numpy as np

from chengjie.matching.methods.scored import Matrix

_ROWS = 64
_LARGEST = 250_000  # multiplications; from a little more on the library splits a product over threads


def product(weights: Matrix, matrix: Matrix) -> Matrix:
    """`weights @ matrix` (n × k by k × m). Small tiles keep the linear-algebra library in this thread.

    Its own threads wait for one another: on a busy machine that takes ten times as long as the product itself.

    >>> product(np.ones((2, 3)), np.ones((3, 2))).tolist()
    [[3.0, 3.0], [3.0, 3.0]]
    """
    found = np.empty((len(weights), matrix.shape[1]))
    width = max(_LARGEST // (_ROWS * max(matrix.shape[0], 1)) // 16 * 16, 16)
    tiles = [slice(start, start + width) for start in range(0, matrix.shape[1], width)]
    parts = [np.ascontiguousarray(matrix[:, tile]) for tile in tiles]
    for start in range(0, len(weights), _ROWS):
        rows = slice(start, start + _ROWS)
        for tile, part in zip(tiles, parts, strict=True):
            np.matmul(weights[rows], part, out=found[rows, tile])
    return found
