"""From scores to ranks: the best first, equal scores by place, many rankings at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from chengjie.matching.methods.scored import Matrix, Vector

Places = NDArray[np.int64]


def ranks(scores: Vector) -> Places:
    """The rank of each, 1 for the best; equal scores share the better rank.

    >>> ranks(np.array([0.5, 0.9, 0.5])).tolist()
    [2, 1, 2]
    """
    ordered = np.sort(-scores)
    return np.searchsorted(ordered, -scores, side="left").astype(np.int64) + 1


def order(scores: Matrix) -> Places:
    """The places of each row, best first, for scores between 0 and 1.

    The place is written into the last digits of the score and one plain sort does the rest: scores that differ by less
    than those digits (10⁻¹² for up to 4,096 alternatives) count as equal and stand by place, on every machine alike.

    >>> order(np.array([0.5, 0.9, 0.5])).tolist()
    [1, 0, 2]
    """
    count = scores.shape[-1]
    mask = (1 << max(count - 1, 1).bit_length()) - 1
    keys = (2.0 - scores).view(np.int64)
    keys &= ~mask
    keys |= np.arange(count)
    keys.sort(axis=-1)
    keys &= mask
    return keys


def best(scores: Matrix, count: int) -> Places:
    """The first `count` places of each row."""
    return order(scores)[..., :count]
