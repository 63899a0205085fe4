"""From raw figures to clean ones: division, growth, outliers. Columns are units down."""

from __future__ import annotations

import numpy as np

from chengjie.errors import Refusal
from chengjie.index.sheet import Numbers
from chengjie.index.steps import Treatment

LONG = 4096
"""Rows from which on compiled passes are worth their start."""


def skewness(values: Numbers) -> float:
    """The sample skewness G1, corrected for bias, of the known values; NaN for fewer than three or no spread."""
    return _shape(values)[0]


def kurtosis(values: Numbers) -> float:
    """The sample excess kurtosis G2, corrected for bias, of the known values; NaN for fewer than four or no spread."""
    return _shape(values)[1]


def _shape(values: Numbers) -> tuple[float, float]:
    gaps = np.isnan(values)
    return _shape_of(values[~gaps] if gaps.any() else values)


def _shape_of(known: Numbers) -> tuple[float, float]:
    n = len(known)
    second, third, fourth = _moments(known)
    spread = second / n if n else 0.0
    if n < 3 or spread == 0.0:
        return float("nan"), float("nan")
    skew = third / n / spread**1.5 * float(np.sqrt(n * (n - 1))) / (n - 2)
    if n < 4:
        return skew, float("nan")
    plain = fourth / n / spread**2 - 3
    return skew, float(((n + 1) * plain + 6) * (n - 1) / ((n - 2) * (n - 3)))


def _moments(known: Numbers) -> tuple[float, float, float]:
    if len(known) >= LONG:
        from chengjie.index import kernels  # numba is slow to start, and few columns are long

        return kernels.moments(known)
    away = known - known.mean() if len(known) else known
    squares = away * away
    return float(squares.sum()), float((squares * away).sum()), float((squares * squares).sum())


def extent(values: Numbers) -> tuple[float, float]:
    """The smallest and the largest of what is known; NaN where nothing is."""
    if not len(values):
        return float("nan"), float("nan")
    low, high = float(values.min()), float(values.max())
    return (float(np.fmin.reduce(values)), float(np.fmax.reduce(values))) if np.isnan(low) else (low, high)


def divide(values: Numbers, denominator: Numbers) -> Numbers:
    """Figures per unit of something; unknown where either is unknown or the denominator is zero."""
    out = np.full_like(values, np.nan)
    np.divide(values, denominator, out=out, where=(denominator != 0) & ~np.isnan(denominator))
    return out


def grow(values: Numbers, before: Numbers) -> Numbers:
    """Growth on the earlier figure, in per cent; unknown where the earlier figure is unknown or not above zero.

    >>> import numpy as np
    >>> grow(np.array([110.0, 5.0]), np.array([100.0, 0.0])).round(6).tolist()
    [10.0, nan]
    """
    return np.where(before > 0, divide(values, before) - 1, np.nan) * 100


def is_calm(values: Numbers, how: Treatment) -> bool:
    """Whether the distribution needs no treatment: one of skewness and kurtosis stays within its limit."""
    return _calm(_shape(values), how)


def _calm(shape: tuple[float, float], how: Treatment) -> bool:
    return not (abs(shape[0]) > how.skewness and shape[1] > how.kurtosis)


def tame(values: Numbers, how: Treatment, *, code: str = "", out: Numbers | None = None) -> tuple[Numbers, str]:
    """Outliers drawn in one at a time; the fall-back where that does not suffice. Gives the values, in `out` where it is given, and what
    was done.

    >>> import numpy as np
    >>> tame(np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 1000]), Treatment(method="winsorise"))[1]
    'winsorised 1'
    """
    if how.method == "none":
        return values, ""
    gaps = np.isnan(values)
    known = values[~gaps] if gaps.any() else values
    shape = _shape_of(known)
    if not len(known) or (not how.always and _calm(shape, how)):
        return values, ""
    if how.method != "winsorise":
        return _bent(values, how.method, how, code, out)
    bounds, count, calm = _drawn_in(known, shape, how)
    if not calm and how.then != "none":
        return _bent(values, how.then, how, code, out)
    if not how.most:
        return values, "still skewed"
    return values.clip(*bounds, out=out), f"winsorised {count}" if calm else f"winsorised {how.most}, still skewed"


def _drawn_in(known: Numbers, shape: tuple[float, float], how: Treatment) -> tuple[tuple[float, float], int, bool]:
    """The bounds after the outermost value, wherever it stands, became the next one inward, time and again; how often; if calm."""
    lower, upper = _ends(known, how.most + 1)
    down, up = 0, 0
    for count in range(1, how.most + 1):
        down, up = (down, up + 1) if shape[0] > 0 else (down + 1, up)
        down, up = min(down, len(lower) - 1), min(up, len(upper) - 1)
        shape = _shape_of(known.clip(lower[down], upper[up]))
        if _calm(shape, how):
            return (lower[down], upper[up]), count, True
    return (lower[down], upper[up]), how.most, False


def _ends(known: Numbers, count: int) -> tuple[Numbers, Numbers]:
    """The smallest different values upward, and the largest downward."""
    if len(known) >= LONG:
        from chengjie.index import kernels  # numba is slow to start, and few columns are long

        return kernels.outermost(known, count, -1.0), kernels.outermost(known, count, 1.0)
    different = np.unique(known)
    return different[:count], different[::-1][:count]


def _bent(values: Numbers, by: str, how: Treatment, code: str, out: Numbers | None) -> tuple[Numbers, str]:
    low, high = extent(values)
    if low == high:
        raise Refusal.of("index-indicator-constant", name=code)
    bent = transform(values, by, power=how.power, out=out)
    said = "logged" if by.startswith("log") else "box-cox"
    return bent, said if is_calm(bent, how) else f"{said}, still skewed"


def transform(values: Numbers, by: str, *, power: float = 0.0, out: Numbers | None = None) -> Numbers:
    """A bent scale that keeps the order: `log` of the distance to the minimum plus a hundredth of the range; `log-shifted` of
    the distance plus one; `log-gii` after stretching to 1…maximum, mirrored where skewed to the left; `box-cox` of a power. `log` stands in `out` where it is given."""
    low, high = extent(values)
    match by:
        case "log":
            away = np.subtract(values, low, out=out)
            away += 0.01 * (high - low)
            return np.log(away, out=away)
        case "log-shifted":
            return np.asarray(np.log(values - low + 1))
        case "log-gii":
            top = max(high, 1.0)
            if _shape(values)[0] < 0:
                return np.asarray(-np.log((top - 1) * (high - values) / (high - low) + 1))
            return np.asarray(np.log((top - 1) * (values - low) / (high - low) + 1))
    shifted = values if low > 0 else values - low + 0.01 * (high - low)
    return np.asarray(np.log(shifted) if power == 0 else (shifted**power - 1) / power)
