"""From raw figures to clean ones: division, growth, outliers. Columns are units down."""

from __future__ import annotations

import numpy as np

from chengjie.errors import Refusal
from chengjie.index.sheet import Numbers
from chengjie.index.steps import Treatment


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
    deviations = known - known.mean() if n else known
    squares = deviations * deviations
    spread = float(squares.mean()) if n else 0.0
    if n < 3 or spread == 0.0:
        return float("nan"), float("nan")
    skew = _product(squares, deviations) / n / spread**1.5 * float(np.sqrt(n * (n - 1))) / (n - 2)
    if n < 4:
        return skew, float("nan")
    plain = _product(squares, squares) / n / spread**2 - 3
    return skew, float(((n + 1) * plain + 6) * (n - 1) / ((n - 2) * (n - 3)))


def _product(one: Numbers, other: Numbers) -> float:
    """The sum of products, in one pass by one thread: a BLAS with threads of its own is slower on columns of this length."""
    return float(np.einsum("i,i->", one, other))


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


def tame(values: Numbers, how: Treatment, *, code: str = "") -> tuple[Numbers, str]:
    """Outliers drawn in one at a time; the fall-back where that does not suffice. Gives the values and what was done.

    >>> import numpy as np
    >>> tame(np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 1000]), Treatment(method="winsorise"))[1]
    'winsorised 1'
    """
    if how.method == "none":
        return values, ""
    there = ~np.isnan(values)
    known = values[there]
    shape = _shape_of(known)
    if not len(known) or (not how.always and _calm(shape, how)):
        return values, ""
    if how.method != "winsorise":
        return _bent(values, how.method, how, code)
    count, calm = 0, False
    while count < how.most and not calm:
        _draw_in(known, upper=shape[0] > 0)
        shape = _shape_of(known)
        count, calm = count + 1, _calm(shape, how)
    if not calm and how.then != "none":
        return _bent(values, how.then, how, code)
    if not how.most:
        return values, "still skewed"
    tamed = values.copy()
    tamed[there] = known
    return tamed, f"winsorised {count}" if calm else f"winsorised {how.most}, still skewed"


def _draw_in(known: Numbers, *, upper: bool) -> None:
    """The outermost value, wherever it stands, becomes the next one inward."""
    outermost = np.flatnonzero(known == (known.max() if upper else known.min()))
    if len(outermost) < len(known):
        known[outermost] = -np.inf if upper else np.inf
        known[outermost] = known.max() if upper else known.min()


def _bent(values: Numbers, by: str, how: Treatment, code: str) -> tuple[Numbers, str]:
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    if low == high:
        raise Refusal.of("index-indicator-constant", name=code)
    bent = transform(values, by, power=how.power)
    said = "logged" if by.startswith("log") else "box-cox"
    return bent, said if is_calm(bent, how) else f"{said}, still skewed"


def transform(values: Numbers, by: str, *, power: float = 0.0) -> Numbers:
    """A bent scale that keeps the order: `log` of the distance to the minimum plus a hundredth of the range; `log-shifted` of
    the distance plus one; `log-gii` after stretching to 1…maximum, mirrored where skewed to the left; `box-cox` of a power."""
    low, high = float(np.nanmin(values)), float(np.nanmax(values))
    match by:
        case "log":
            return np.asarray(np.log(values - low + 0.01 * (high - low)))
        case "log-shifted":
            return np.asarray(np.log(values - low + 1))
        case "log-gii":
            top = max(high, 1.0)
            if _shape(values)[0] < 0:
                return np.asarray(-np.log((top - 1) * (high - values) / (high - low) + 1))
            return np.asarray(np.log((top - 1) * (values - low) / (high - low) + 1))
    shifted = values if low > 0 else values - low + 0.01 * (high - low)
    return np.asarray(np.log(shifted) if power == 0 else (shifted**power - 1) / power)
