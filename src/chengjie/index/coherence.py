"""Whether the indicators belong together (一致性检验): correlations within groups and with parents, Cronbach's alpha, components.

Flags are questions to the author of the index, not verdicts: limits are arguments, with the handbook's usual values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from chengjie.index.compute import Scores
from chengjie.index.sheet import Numbers

Remark = Literal["collinear", "negative", "weak", ""]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two nodes, their correlation, the units that know both, its p-value, and what is remarkable."""

    one: str
    other: str
    correlation: float
    count: int
    p: float
    remark: Remark


@dataclass(frozen=True, slots=True)
class Consistency:
    """A group: Cronbach's alpha of its children, and the eigenvalues of their correlations, largest first."""

    group: str
    alpha: float
    eigenvalues: tuple[float, ...]

    @property
    def first_share(self) -> float:
        """What part of the variance the first component carries."""
        return self.eigenvalues[0] / sum(self.eigenvalues) if self.eigenvalues else float("nan")


@dataclass(frozen=True)
class Coherence:
    """Pairs of siblings, each child with its parent, and each group's consistency."""

    siblings: tuple[Pair, ...]
    parents: tuple[Pair, ...]
    groups: tuple[Consistency, ...]


def coherence(scores: Scores, *, collinear: float = 0.92, negative: float = -0.4, weak: float = 0.3) -> Coherence:
    """The audit of a computed index, on its normalised figures and scores."""
    columns = scores.steps["aggregated"]
    siblings: list[Pair] = []
    parents: list[Pair] = []
    groups: list[Consistency] = []
    for group in scores.definition.bottom_up():
        codes = [child.code for child in scores.definition.children(group.code) if not child.bonus]
        for place, one in enumerate(codes):
            siblings += [_pair(one, other, columns, collinear, negative, -2.0) for other in codes[place + 1 :]]
            parents.append(_pair(one, group.code, columns, 2.0, negative, weak))
        if len(codes) > 1:
            data = np.column_stack([columns[code] for code in codes])
            groups.append(Consistency(group.code, alpha(data), eigenvalues(data)))
    return Coherence(tuple(siblings), tuple(parents), tuple(groups))


def _pair(one: str, other: str, columns: object, collinear: float, negative: float, weak: float) -> Pair:
    both = np.array([columns[one], columns[other]])  # type: ignore[index]  # a mapping of columns
    value, count, p = correlation(both[0], both[1])
    remark: Remark = ""
    if value > collinear:
        remark = "collinear"
    elif value < negative:
        remark = "negative"
    elif value < weak:
        remark = "weak"
    return Pair(one, other, value, count, p, remark)


def correlation(one: Numbers, other: Numbers) -> tuple[float, int, float]:
    """Pearson's correlation over the units that know both, their number, and the chance of as much by accident.

    >>> import numpy as np
    >>> correlation(np.array([1.0, 2, 3, np.nan]), np.array([2.0, 4, 6, 1]))[:2]
    (1.0, 3)
    """
    from scipy.special import stdtr  # slow to start; only audits need it

    known = ~np.isnan(one) & ~np.isnan(other)
    count = int(known.sum())
    if count < 3 or np.ptp(one[known]) == 0 or np.ptp(other[known]) == 0:
        return float("nan"), count, float("nan")
    value = float(np.clip(np.corrcoef(one[known], other[known])[0, 1], -1, 1))
    value = round(value, 15)
    if abs(value) >= 1:
        return value, count, 0.0
    return value, count, float(2 * stdtr(count - 2, -abs(value) * np.sqrt((count - 2) / (1 - value**2))))


def alpha(data: Numbers) -> float:
    """Cronbach's alpha of the columns, over the rows that are whole; NaN where there is nothing to tell."""
    whole = data[~np.isnan(data).any(axis=1)]
    count = data.shape[1]
    if len(whole) < 3 or count < 2:
        return float("nan")
    total = whole.sum(axis=1).var(ddof=1)
    if total == 0:
        return float("nan")
    return float(count / (count - 1) * (1 - whole.var(axis=0, ddof=1).sum() / total))


def eigenvalues(data: Numbers) -> tuple[float, ...]:
    """Of the correlations of the columns, largest first; those above 1 are the components that carry more than one column."""
    whole = data[~np.isnan(data).any(axis=1)]
    if len(whole) < 3 or (np.ptp(whole, axis=0) == 0).any():
        return ()
    return tuple(float(value) for value in np.linalg.eigvalsh(np.corrcoef(whole.T))[::-1])
