"""The compiled passes over long columns: moments, outermost values, filling by groups, stretching. Each lets other threads run.

NumPy makes a pass over memory for each operation; here one pass does all that belongs together. Sums may be added up in
another order than NumPy's, so answers agree to about 1e-15 of themselves.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit

A = Any  # arrays of float64, without NaN where the function says known
_IN_ANY_ORDER = {"reassoc", "contract", "nsz"}


@njit(cache=True, nogil=True, fastmath=_IN_ANY_ORDER)
def moments(known: A) -> tuple[float, float, float]:
    """The sums of the second, third and fourth powers of the distances to the mean."""
    total = 0.0
    for row in range(len(known)):
        total += known[row]
    mean = total / len(known)
    second, third, fourth = 0.0, 0.0, 0.0
    for row in range(len(known)):
        away = known[row] - mean
        square = away * away
        second += square
        third += square * away
        fourth += square * square
    return second, third, fourth


@njit(cache=True, nogil=True)
def outermost(known: A, count: int, sign: float) -> A:
    """Up to `count` different values from the largest inward; of `sign` -1 from the smallest."""
    found, size = np.full(count, -math.inf), 0
    last = -math.inf  # what a value must pass to be among them
    for row in range(len(known)):
        value = sign * known[row]
        if value > last or size < count:
            place = 0
            while place < size and found[place] > value:
                place += 1
            if place < size and found[place] == value:
                continue
            size = min(size + 1, count)
            for below in range(size - 1, place, -1):
                found[below] = found[below - 1]
            found[place] = value
            if size == count:
                last = found[size - 1]
    return sign * found[:size]


@njit(cache=True, nogil=True)
def fill(values: A, places: A, count: int, filled: A) -> None:
    """Gaps by the mean of what is known in the same one of `count` groups; NaN where nothing is known there."""
    sums, known = np.zeros(count), np.zeros(count, np.int64)
    for row in range(len(values)):
        if not math.isnan(values[row]):
            sums[places[row]] += values[row]
            known[places[row]] += 1
    for row in range(len(values)):
        value, group = values[row], places[row]
        if math.isnan(value) and known[group] > 0:
            value = sums[group] / known[group]
        filled[row] = value


@njit(cache=True, nogil=True)
def stretch(values: A, direction: float, low: float, factor: float, base: float, stretched: A) -> None:
    """(direction × value − low) × factor + base, in one pass."""
    for row in range(len(values)):
        stretched[row] = (direction * values[row] - low) * factor + base
