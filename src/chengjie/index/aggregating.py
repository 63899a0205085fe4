"""From children to their parent: means and sums for one run or for thousands at once, gates and bonus points (合成)."""

from __future__ import annotations

from typing import Literal

import numpy as np

from chengjie.errors import Refusal
from chengjie.index import frontier, voting
from chengjie.index.definition import Group
from chengjie.index.sheet import Numbers
from chengjie.index.steps import Aggregation, Method

Missing = Literal["unknown", "known"]


def combine(values: Numbers, weights: Numbers, method: Method, how: Aggregation, *, name: str = "") -> Numbers:
    """Children into one. `values` (children, units), or (children, runs, units); `weights` (children, runs); gives (runs, units).

    An unknown child makes the parent unknown, or with `missing: known` leaves its weight to the others as far as `at_least`
    of the weight is known. Refuses `index-not-positive`, `index-voting-unknown`.
    """
    if method in {"copeland", "kemeny", "benefit-of-the-doubt"}:
        return _by_comparison(values, weights, method, how, name)
    known = ~np.isnan(values)
    if method in {"geometric", "harmonic"} and (values <= 0).any():
        raise Refusal.of("index-not-positive", name=name, method=method)
    if method == "minimum":
        return _minimum(values, known, weights.shape[1], how)
    if method == "shortfall":
        return _shortfall(values, weights.shape[1])
    if known.all():
        return _mean(values, weights, weights.sum(axis=0)[:, None], method)
    there = known.astype(float)
    counted = weighted(there, weights)
    whole = weights.sum(axis=0)[:, None]
    enough = counted > 0 if how.missing == "known" else np.isclose(counted, whole, rtol=1e-12)
    if how.missing == "known" and how.at_least:
        enough &= counted >= how.at_least * whole - 1e-12
    filled = np.where(known, values, 1.0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(enough, _mean(filled, weights, counted, method, there), np.nan)


def weighted(values: Numbers, weights: Numbers) -> Numbers:
    """The weighted sum over children: one product of matrices where all runs share the values."""
    if values.ndim == 2:
        return np.asarray(weights.T @ values)
    total = np.zeros(values.shape[1:])
    for child, weight in zip(values, weights, strict=True):
        total += weight[:, None] * child
    return total


def _mean(values: Numbers, weights: Numbers, total: Numbers, method: Method, there: Numbers | None = None) -> Numbers:
    shaped = {"geometric": np.log, "harmonic": np.reciprocal}.get(method, np.asarray)(values)
    added = weighted(shaped if there is None else shaped * there, weights)
    if method == "sum":
        return added
    if method == "geometric":
        return np.asarray(np.exp(added / total))
    return np.asarray(total / added if method == "harmonic" else added / total)


def _minimum(values: Numbers, known: Numbers, runs: int, how: Aggregation) -> Numbers:
    least = np.where(known, values, np.inf).min(axis=0)
    least = np.where(known.all(axis=0) if how.missing == "unknown" else np.isfinite(least), least, np.nan)
    return least if least.ndim == 2 else np.broadcast_to(least, (runs, len(least)))


def _shortfall(values: Numbers, runs: int) -> Numbers:
    """1 − first ÷ second: what the first lacks of the second; unknown where either is, or the second is not above zero."""
    reached, reference = values
    gap = np.where(reference > 0, 1 - reached / np.where(reference > 0, reference, 1.0), np.nan)
    return gap if gap.ndim == 2 else np.broadcast_to(gap, (runs, len(gap)))


def _by_comparison(values: Numbers, weights: Numbers, method: Method, how: Aggregation, name: str) -> Numbers:
    """Methods that look at all units together, run by run; a unit with an unknown child takes no part and stays unknown."""
    answer = np.full((weights.shape[1], values.shape[-1]), np.nan)
    for run in range(weights.shape[1]):
        own = values if values.ndim == 2 else values[:, run]
        whole = ~np.isnan(own).any(axis=0)
        if whole.sum() < 2:
            raise Refusal.of("index-data-one-unit", count=int(whole.sum()))
        if method == "benefit-of-the-doubt":
            answer[run, whole] = frontier.doubt(own[:, whole], shares=how.shares, name=name).scores
        elif method == "copeland":
            answer[run, whole] = voting.copeland(own[:, whole], weights[:, run])
        else:
            answer[run, whole] = voting.kemeny(own[:, whole], weights[:, run]).points
    return answer


def finish(
    score: Numbers, group: Group, counted: list[Numbers], bonuses: list[tuple[Numbers, float | None]]
) -> Numbers:
    """Bonus points on top of the mean, each up to its most, then the gate; unknown bonus points leave the score unknown."""
    for points, most in bonuses:
        score = score + (np.minimum(points, most) if most is not None else points)
    if group.gate is None or not counted:
        return score
    low = np.zeros(score.shape, dtype=bool)
    gap = np.zeros(score.shape, dtype=bool)
    for child in counted:
        low |= child < group.gate.below
        gap |= np.isnan(child)
    unclear = gap & ~low & (score > group.gate.most)
    return np.where(unclear, np.nan, np.where(low, np.minimum(score, group.gate.most), score))
