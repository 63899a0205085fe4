"""The two passes over an index, compiled: the best so many firms of each industry, and of these the best so many of each asker."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

PLACE = 36  # bits of a place in the index; own points lie above, so that one comparison orders firms by points, then by place
LAST = (1 << PLACE) - 1
Whole = np.ndarray[Any, np.dtype[np.int64]]
Real = np.ndarray[Any, np.dtype[np.float64]]
Small = np.ndarray[Any, np.dtype[np.uint8]]


@njit(nogil=True, cache=True, boundscheck=False)
def best(
    values: Real, fails: Small, mask: int, most: Real, starts: Whole, ends: Whole, top: int, found: Whole, counts: Whole
) -> None:
    """Of each industry, rows from `starts` to `ends`, the best `top` as own points and place in one number, best first.

    A value is a share of `most`; what is not a number is unknown and counts half. A row that fails any condition of `mask` is passed
    over. `found` has `top` columns and a row an industry; `counts` says how many of each are filled.
    """
    halves = np.floor(most * 0.5 + 0.5)
    for group in range(starts.shape[0]):
        heap = found[group]
        size = 0
        least = -1
        for place in range(starts[group], ends[group]):
            if fails[place] & mask:
                continue
            own = 0.0
            for each in range(most.shape[0]):
                value = values[each, place]
                own += (
                    np.floor(most[each] * value + 0.5) if value == value else halves[each]
                )  # only what is no number differs from itself
            if size == top and own <= least:
                continue
            number = (np.int64(own) << PLACE) | (LAST - place)
            if size < top:
                _rise(heap, size, number)
                size += 1
            else:
                _sink(heap, size, number)
            if size == top:
                least = heap[0] >> PLACE
        heap[:size] = np.sort(heap[:size])[::-1]
        counts[group] = size


@njit(nogil=True, cache=True, boundscheck=False)
def _rise(heap: Whole, size: int, number: np.int64) -> None:
    """A number comes into a heap whose least is in front."""
    here = size
    while here > 0 and heap[(here - 1) // 2] > number:
        heap[here] = heap[(here - 1) // 2]
        here = (here - 1) // 2
    heap[here] = number


@njit(nogil=True, cache=True, boundscheck=False)
def _sink(heap: Whole, size: int, number: np.int64) -> None:
    """A number takes the place of the least."""
    here = 0
    while True:
        below = 2 * here + 1
        if below >= size:
            break
        if below + 1 < size and heap[below + 1] < heap[below]:
            below += 1
        if heap[below] >= number:
            break
        heap[here] = heap[below]
        here = below
    heap[here] = number


@njit(nogil=True, cache=True, boundscheck=False)
def chosen(found: Whole, counts: Whole, groups: Whole, points: Whole, top: int) -> tuple[Whole, Whole, Whole]:
    """All that can be among the best `top` of somebody who takes `groups` at `points`: group, number and score of each, ties included."""
    heap = np.empty(top, np.int64)
    size = 0
    for each in range(groups.shape[0]):
        for place in range(counts[groups[each]]):
            score = (found[groups[each], place] >> PLACE) + points[each]
            if size < top:
                _rise(heap, size, score)
                size += 1
            elif score > heap[0]:
                _sink(heap, size, score)
            else:
                break
    least = heap[0] if size == top else -1
    many = 0
    for each in range(groups.shape[0]):
        for place in range(counts[groups[each]]):
            if (found[groups[each], place] >> PLACE) + points[each] < least:
                break
            many += 1
    which, numbers, scores = np.empty(many, np.int64), np.empty(many, np.int64), np.empty(many, np.int64)
    at = 0
    for each in range(groups.shape[0]):
        for place in range(counts[groups[each]]):
            score = (found[groups[each], place] >> PLACE) + points[each]
            if score < least:
                break
            which[at], numbers[at], scores[at] = groups[each], found[groups[each], place], score
            at += 1
    return which, numbers, scores
