"""From raw figures to clean ones: division, filling of gaps, outliers. Columns are units down, indicators across."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from chengjie.index.definition import Imputation, Treatment
from chengjie.index.sheet import Numbers


def skewness(values: Numbers) -> float:
    """The sample skewness G1, corrected for bias, of the known values; NaN for fewer than three or no spread."""
    known = values[~np.isnan(values)]
    n = len(known)
    deviations = known - known.mean() if n else known
    spread = float(np.mean(deviations**2)) if n else 0.0
    if n < 3 or spread == 0.0:
        return float("nan")
    return float(np.mean(deviations**3) / spread**1.5 * np.sqrt(n * (n - 1)) / (n - 2))


def kurtosis(values: Numbers) -> float:
    """The sample excess kurtosis G2, corrected for bias, of the known values; NaN for fewer than four or no spread."""
    known = values[~np.isnan(values)]
    n = len(known)
    deviations = known - known.mean() if n else known
    spread = float(np.mean(deviations**2)) if n else 0.0
    if n < 4 or spread == 0.0:
        return float("nan")
    plain = np.mean(deviations**4) / spread**2 - 3
    return float(((n + 1) * plain + 6) * (n - 1) / ((n - 2) * (n - 3)))


def divide(values: Numbers, denominator: Numbers) -> Numbers:
    """Figures per unit of something; unknown where either is unknown or the denominator is zero."""
    out = np.full_like(values, np.nan)
    np.divide(values, denominator, out=out, where=(denominator != 0) & ~np.isnan(denominator))
    return out


def fill(values: Numbers, how: Imputation, labels: Sequence[str | None]) -> Numbers:
    """Gaps filled as the definition says; what no other unit can tell stays unknown."""
    if how.method == "none" or not np.isnan(values).any():
        return values
    middle = np.mean if how.method == "mean" else np.median
    filled = values.copy()
    groups = np.array([label or "" for label in labels]) if how.group else np.zeros(len(values))
    for group in np.unique(groups[np.isnan(values)]):
        peers = values[(groups == group) & ~np.isnan(values)]
        if len(peers):
            filled[(groups == group) & np.isnan(values)] = middle(peers)
    return filled


def is_calm(values: Numbers, how: Treatment) -> bool:
    """Whether the distribution needs no treatment: one of skewness and kurtosis stays within its limit."""
    return not (abs(skewness(values)) > how.skewness and kurtosis(values) > how.kurtosis)


def tame(values: Numbers, how: Treatment) -> tuple[Numbers, str]:
    """Outliers drawn in one at a time; logged where that does not suffice. Gives the values and what was done.

    >>> import numpy as np
    >>> tame(np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 1000]), Treatment(method="winsorise"))[1]
    'winsorised 1'
    """
    if how.method == "none" or is_calm(values, how):
        return values, ""
    tamed = values.copy()
    for count in range(1, how.most + 1):
        edge, draw = (np.nanmax, np.nanmax) if skewness(tamed) > 0 else (np.nanmin, np.nanmin)
        outermost = tamed == edge(tamed)
        tamed[outermost] = draw(tamed[~outermost])
        if is_calm(tamed, how):
            return tamed, f"winsorised {count}"
    if not how.then_log:
        return tamed, f"winsorised {how.most}, still skewed"
    shifted = np.log(values - np.nanmin(values) + 0.01 * (np.nanmax(values) - np.nanmin(values)))
    return shifted, "logged" if is_calm(shifted, how) else "logged, still skewed"
