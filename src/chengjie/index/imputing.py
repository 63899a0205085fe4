"""Filling gaps (缺失值填补): only as the definition says, and what nothing can tell stays unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from chengjie.errors import Refusal
from chengjie.index import treating
from chengjie.index.sheet import Numbers
from chengjie.index.steps import Imputation

Groups = NDArray[np.int64]
ROUNDS = 500
ENOUGH = 1e-10


def grouped(labels: Sequence[str | None]) -> Groups:
    """One number a unit, the same for those with the same word."""
    number = {label: place for place, label in enumerate(dict.fromkeys(labels))}
    return np.fromiter(map(number.__getitem__, labels), dtype=np.int64, count=len(labels))


def fill(values: Numbers, how: Imputation, groups: Groups | None = None, *, out: Numbers | None = None) -> Numbers:
    """Gaps of one column by the mean or median of all units, or of the unit's group; long columns into `out`, where it is given.

    >>> import numpy as np
    >>> fill(np.array([1.0, 3.0, np.nan]), Imputation(method="mean")).tolist()
    [1.0, 3.0, 2.0]
    """
    gaps = np.isnan(values)
    if how.method not in {"mean", "median"} or not gaps.any():
        return values
    places = groups if how.group and groups is not None else np.zeros(len(values), dtype=np.int64)
    if how.method == "mean" and len(values) >= treating.LONG:
        from chengjie.index import kernels  # numba is slow to start, and few columns are long

        filled = np.empty_like(values) if out is None else out
        kernels.fill(values, places, int(places.max()) + 1, filled)
        return filled
    filled = values.copy()
    middles = np.full(int(places.max()) + 1, np.nan)
    if how.method == "mean":
        filled[gaps] = 0.0
        counts = np.bincount(places) - np.bincount(places[gaps], minlength=len(middles))
        np.divide(np.bincount(places, filled), counts, out=middles, where=counts > 0)
    else:
        known = places[~gaps]
        for group in np.unique(known):
            middles[group] = np.median(values[~gaps][known == group])
    filled[gaps] = middles[places[gaps]]
    return filled


def carry(values: Numbers, units: Sequence[str], periods: Sequence[str], years: int) -> Numbers:
    """The unit's last known figure, up to so many periods old; what came before the first figure stays unknown."""
    filled = values.copy()
    number = {period: place for place, period in enumerate(sorted(set(periods)))}
    rows: dict[str, list[int]] = {}
    for row, unit in enumerate(units):
        rows.setdefault(unit, []).append(row)
    for own in rows.values():
        own.sort(key=lambda row: periods[row])
        last: tuple[int, float] | None = None
        for row in own:
            if not np.isnan(values[row]):
                last = (number[periods[row]], float(values[row]))
            elif last and number[periods[row]] - last[0] <= years:
                filled[row] = last[1]
    return filled


def regress(columns: Mapping[str, Numbers], wanted: Sequence[str]) -> dict[str, Numbers]:
    """Gaps by least squares on the columns that have none. Refuses `index-impute-too-few` where units do not outnumber them."""
    complete = [code for code, values in columns.items() if not np.isnan(values).any()]
    filled: dict[str, Numbers] = {}
    for code in wanted:
        values = columns[code]
        gaps = np.isnan(values)
        if not gaps.any():
            continue
        known = int((~gaps).sum())
        if not complete or known <= len(complete) + 1:
            raise Refusal.of("index-impute-too-few", name=code, count=known, needed=len(complete) + 2)
        design = np.column_stack([np.ones(len(values)), *(columns[each] for each in complete)])
        answer = np.linalg.lstsq(design[~gaps], values[~gaps], rcond=None)[0]
        filled[code] = np.where(gaps, design @ answer, values)
    return filled


def expect(columns: Mapping[str, Numbers], wanted: Sequence[str]) -> dict[str, Numbers]:
    """Gaps by expectation-maximisation of a joint normal over all columns: each gap the conditional mean of what is known.

    Refuses `index-impute-too-few` where units do not outnumber the columns, since a joint normal cannot then be told.
    """
    codes = list(columns)
    data = np.column_stack([columns[code] for code in codes])
    if len(data) <= len(codes) + 1 or np.isnan(data).all(axis=0).any():
        raise Refusal.of("index-impute-too-few", name="、".join(wanted), count=len(data), needed=len(codes) + 2)
    centre, spread = np.nanmean(data, axis=0), np.nanstd(data, axis=0)
    scaled = (data - centre) / np.where(spread > 0, spread, 1.0)
    filled = _maximise(scaled) * np.where(spread > 0, spread, 1.0) + centre
    return {
        code: np.where(np.isnan(data[:, n]), filled[:, n], data[:, n]) for n, code in enumerate(codes) if code in wanted
    }


def _maximise(data: Numbers) -> Numbers:
    gaps = np.isnan(data)
    filled = np.where(gaps, 0.0, data)
    patterns = np.unique(gaps[gaps.any(axis=1)], axis=0)
    mean, spread = filled.mean(axis=0), np.cov(filled.T, bias=True)
    for _ in range(ROUNDS):
        extra = np.zeros_like(spread)
        before = filled.copy()
        for pattern in patterns:
            rows = (gaps == pattern).all(axis=1)
            known = ~pattern
            if not known.any():
                filled[rows] = mean
                extra += spread * rows.sum()
                continue
            slope = np.linalg.lstsq(spread[np.ix_(known, known)], spread[np.ix_(known, pattern)], rcond=None)[0]
            filled[np.ix_(rows, pattern)] = mean[pattern] + (filled[np.ix_(rows, known)] - mean[known]) @ slope
            left = spread[np.ix_(pattern, pattern)] - spread[np.ix_(pattern, known)] @ slope
            extra[np.ix_(pattern, pattern)] += left * rows.sum()
        mean = filled.mean(axis=0)
        spread = (filled - mean).T @ (filled - mean) / len(data) + extra / len(data)
        if np.abs(filled - before).max(initial=0.0) < ENOUGH:
            break
    return np.asarray(filled)
