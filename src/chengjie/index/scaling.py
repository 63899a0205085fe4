"""Putting indicators on one scale. A constant indicator tells units apart by nothing and is refused, not scored."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from chengjie.errors import Refusal
from chengjie.index import treating
from chengjie.index.sheet import Numbers
from chengjie.index.steps import Normalisation

ALONE = {"goalposts", "ratio", "piecewise", "bands", "steps", "as-is"}
"""Methods that look at one unit at a time and need no spread between units."""


def scale(
    values: Numbers,
    direction: int,
    how: Normalisation,
    *,
    code: str = "",
    units: Sequence[str] = (),
    before: Numbers | None = None,
    out: Numbers | None = None,
) -> Numbers:
    """One indicator on the scale of the definition, more is better.

    `before` is what `steps` compare with; a long min–max stands in `out` where it is given. Refuses `index-indicator-constant`, `index-indicator-empty`, `index-not-loggable`,
    `index-goalposts-unknown`, `index-benchmark-unknown`, `index-target-unknown`, `index-target-useless`, `index-reference-unknown`.

    >>> import numpy as np
    >>> scale(np.array([1.0, 2.0, 5.0]), -1, Normalisation()).tolist()
    [100.0, 75.0, 0.0]
    """
    low, high = treating.extent(values)
    if np.isnan(low):
        raise Refusal.of("index-indicator-empty", name=code)
    if how.log and low <= 0:
        raise Refusal.of("index-not-loggable", name=code)
    if how.method in ALONE:
        return _alone(values, direction, how, code, before)
    shown = np.log(values) if how.log else values
    low, high = treating.extent(shown) if how.log else (low, high)
    if low == high:
        raise Refusal.of("index-indicator-constant", name=code)
    low, high = (low, high) if direction > 0 else (-high, -low)
    if how.method == "min-max":
        return stretch(shown, direction, low, (how.high - how.low) / (high - low), how.low, out=out)
    return _among(shown * direction, direction, how, code, units)


def stretch(
    values: Numbers, direction: int, low: float, factor: float, base: float, *, out: Numbers | None = None
) -> Numbers:
    """(direction × value − low) × factor + base."""
    if len(values) >= treating.LONG:
        from chengjie.index import kernels  # numba is slow to start, and few columns are long

        stretched = np.empty_like(values) if out is None else out
        kernels.stretch(values, float(direction), low, factor, base, stretched)
        return stretched
    return (values * direction - low) * factor + base


def _among(signed: Numbers, direction: int, how: Normalisation, code: str, units: Sequence[str]) -> Numbers:
    low, high = treating.extent(signed)
    match how.method:
        case "z-score":
            deviation = np.nanstd(signed, ddof=1)
            return np.asarray((signed - np.nanmean(signed)) / deviation * how.deviation + how.mean)
        case "rank":
            return _rank(signed)
        case "borda":
            return _rank(signed) - 1
        case "percentile-rank":
            return np.asarray((_rank(signed) - 1) / ((~np.isnan(signed)).sum() - 1))
        case "distance-to-maximum":
            return 1 - (high - signed) / (high - low)
        case "distance-to-target":
            return _towards(signed, low, _stated(how.targets, code, "index-target-unknown") * direction, how, code)
        case "distance-to-reference":
            return _towards(signed, low, _reference(signed, how, units), how, code)
        case "fraction-of-maximum":
            return signed / high if high != 0 else np.full_like(signed, np.nan)  # no fraction of nothing
        case "above-mean":
            middle = float(np.nanmean(signed))
            return np.sign(np.where(np.abs(signed - middle) <= how.margin * abs(middle), 0.0, signed - middle)) + 0 * signed  # fmt: skip
        case "quantile-bands":
            return _bands(signed, how, edges=np.nanquantile(signed, [band[0] for band in how.bands]))
    raise AssertionError(how.method)


def _towards(signed: Numbers, low: float, goal: float, how: Normalisation, code: str) -> Numbers:
    """How much of the way from the worst to a goal is gone; the goal is 1, past it more unless capped."""
    if goal <= low:
        raise Refusal.of("index-target-useless", name=code)
    gone = (signed - low) / (goal - low)
    return np.minimum(gone, how.cap) if how.cap is not None else gone


def _reference(signed: Numbers, how: Normalisation, units: Sequence[str]) -> float:
    found = signed[list(units).index(how.reference)] if how.reference and how.reference in units else float("nan")
    if np.isnan(found):
        raise Refusal.of("index-reference-unknown", name=how.reference or "—")
    return float(found)


def _stated(table: dict[str, float], code: str, otherwise: str) -> float:
    if code not in table:
        raise Refusal.of(otherwise, name=code)
    return table[code]


def _rank(values: Numbers) -> Numbers:
    """Ranks from 1 for the lowest; ties share the lowest rank of theirs; unknown stays unknown."""
    known = values[~np.isnan(values)]
    ranks = np.searchsorted(np.sort(known), values, side="left").astype(float) + 1
    ranks[np.isnan(values)] = np.nan
    return ranks


def _alone(values: Numbers, direction: int, how: Normalisation, code: str, before: Numbers | None) -> Numbers:
    shown = np.log(values) if how.log else values
    match how.method:
        case "goalposts":
            return _between(shown, how, code)
        case "ratio":
            return _ratio(values, direction, how, code)
        case "piecewise":
            return (
                np.interp(
                    shown, [knot[0] for knot in how.knots], [knot[1] for knot in how.knots], left=None, right=None
                )
                + shown * 0
            )
        case "bands":
            return _bands(shown, how)
        case "steps":
            return _steps(values, direction, how, code, before)
    return values


def _between(shown: Numbers, how: Normalisation, code: str) -> Numbers:
    if code not in how.goalposts:
        raise Refusal.of("index-goalposts-unknown", name=code)
    worst, best = how.goalposts[code]
    if how.log:
        if min(worst, best) <= 0:
            raise Refusal.of("index-not-loggable", name=code)
        worst, best = float(np.log(worst)), float(np.log(best))
    if worst == best:
        raise Refusal.of("index-indicator-constant", name=code)
    portion = (shown - worst) / (best - worst)
    return np.asarray((np.clip(portion, 0, 1) if how.clip else portion) * (how.high - how.low) + how.low)


def _ratio(values: Numbers, direction: int, how: Normalisation, code: str) -> Numbers:
    """The figure as a share of its benchmark (基准值), or the benchmark as a share of the figure where less is better."""
    benchmark = _stated(how.benchmarks, code, "index-benchmark-unknown")
    with np.errstate(divide="ignore"):
        share = values / benchmark if direction > 0 else np.where(values == 0, np.nan, benchmark / values)
    points = share * how.high
    return np.minimum(points, how.cap) if how.cap is not None else points


def _bands(shown: Numbers, how: Normalisation, *, edges: Numbers | None = None) -> Numbers:
    """The score of the last band that the figure reaches; below the first it is `low`."""
    edges = np.array([band[0] for band in how.bands]) if edges is None else edges
    scores = np.array([how.low, *(band[1] for band in how.bands)])
    found = scores[np.searchsorted(edges, shown, side="right")]
    return np.where(np.isnan(shown), np.nan, found)


def _steps(values: Numbers, direction: int, how: Normalisation, code: str, before: Numbers | None) -> Numbers:
    if before is None:
        raise Refusal.of("index-base-unknown", name=code)
    rule = how.steps
    change = direction * np.where(before > 0, values / np.where(before > 0, before, np.nan) - 1, np.nan)
    whole = np.trunc(change / rule.step + np.sign(change) * 1e-9)
    return np.asarray(np.clip(rule.holding * 100 + whole * rule.each, rule.floor, rule.cap))
