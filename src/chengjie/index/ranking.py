"""Places by score, and classes (等级) out of scores and places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from chengjie.index.definition import Grade
from chengjie.index.sheet import Numbers
from chengjie.index.steps import Ranking

Place = int | float | None


def places(scores: Numbers, how: Ranking) -> tuple[Place, ...]:
    """1 for the best; None where the score is unknown.

    >>> import numpy as np
    >>> places(np.array([5.0, 7.0, 5.0, np.nan]), Ranking()), places(np.array([5.0, 7.0, 5.0]), Ranking(ties="middle"))
    ((2, 1, 2, None), (2.5, 1, 2.5))
    """
    shown = scores if how.decimals is None else np.round(scores, how.decimals)
    known = np.sort(-shown[~np.isnan(shown)])
    first = np.searchsorted(np.unique(known) if how.ties == "dense" else known, -shown, side="left")
    found = (first + 1).tolist()
    if how.ties == "middle":
        last = np.searchsorted(known, -shown, side="right")
        found = [int(place) if place == int(place) else place for place in ((first + last + 1) / 2).tolist()]
    for row in np.flatnonzero(np.isnan(shown)):
        found[row] = None
    return tuple(found)


def by_period(scores: Numbers, periods: Sequence[str], how: Ranking) -> tuple[Place, ...]:
    """Places among the units of the same period; of all units where there are no periods."""
    if not periods:
        return places(scores, how)
    number = {period: place for place, period in enumerate(dict.fromkeys(periods))}
    field = np.fromiter(map(number.__getitem__, periods), dtype=np.int64, count=len(periods))
    found = np.empty(len(periods), dtype=object)
    for period in range(len(number)):
        own = np.flatnonzero(field == period)
        found[own] = places(scores[own], how)
    return tuple(found.tolist())


def classes(
    scores: Numbers, ranks: Sequence[Place], grades: Sequence[Grade], *, periods: Sequence[str] = ()
) -> tuple[str | None, ...]:
    """The first class whose conditions a unit meets; None where its score is unknown or no class takes it.

    A class that takes the first share of the ranked, in a panel of those of the period, takes whole places only: who ties with
    its last is in.
    """
    fields = periods or ("",) * len(ranks)
    ranked = Counter(period for period, rank in zip(fields, ranks, strict=True) if rank is not None)
    found: list[str | None] = []
    for score, rank, period in zip(scores, ranks, fields, strict=True):
        found.append(None if rank is None else _class(float(score), rank, ranked[period], grades))
    return tuple(found)


def _class(score: float, rank: int | float, ranked: int, grades: Sequence[Grade]) -> str | None:
    fitting = (
        grade.id
        for grade in grades
        if (grade.at_least is None or score >= grade.at_least)
        and (grade.top is None or rank <= max(np.floor(grade.top * ranked + 1e-9), 1))
    )
    return next(fitting, None)
