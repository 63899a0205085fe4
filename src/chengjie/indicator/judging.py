"""Whether a target is met, and how fast things would have to go: yes, no or unknown, never a guess."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from chengjie.indicator.definitions import Break, Indicator
from chengjie.indicator.goals import Goal, Milestone
from chengjie.indicator.regional import Seen
from chengjie.values import Period

Verdict = Literal["yes", "no", "unknown"]
Because = Literal[
    "met",
    "missed",
    "not-observed",
    "target-blank",
    "definition-break",
    "direction-unstated",
    "bound-only",
    "unit-differs",
]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One target against what was seen. `gap` is seen minus target in the indicator's unit."""

    period: Period
    verdict: Verdict
    because: Because
    target: Decimal | None
    seen: Decimal | None
    gap: Decimal | None = None
    weak: bool = False


def judge(goal: Goal, target: Milestone, seen: Seen | None, breaks: tuple[Break, ...]) -> Judgement:
    """The verdict on one target. A break of definition between the plan's base and the figure makes it unknown."""
    if target.value is None:
        return Judgement(target.period, "unknown", "target-blank", None, seen.value if seen else None)
    if seen is None:
        return Judgement(target.period, "unknown", "not-observed", target.value, None)
    if target.unit != seen.unit:
        return Judgement(target.period, "unknown", "unit-differs", target.value, seen.value)
    gap = seen.value - target.value
    verdict, because = _compared(goal.indicator, target, seen, gap)
    if _broken(goal, seen, breaks):
        verdict, because = "unknown", "definition-break"
    return Judgement(target.period, verdict, because, target.value, seen.value, gap, seen.is_weak)


def _broken(goal: Goal, seen: Seen, breaks: tuple[Break, ...]) -> bool:
    base = goal.baseline
    own = [each for each in breaks if each.indicator == goal.indicator.id]
    return base is not None and any(each.parts(base.period, seen.period) for each in own)


def _compared(indicator: Indicator, target: Milestone, seen: Seen, gap: Decimal) -> tuple[Verdict, Because]:
    wanted = _wanted(indicator, target)
    if wanted == 0:
        return "unknown", "direction-unstated"
    if seen.qualifier and not _settled(seen.qualifier, wanted, gap):
        return "unknown", "bound-only"
    return ("yes", "met") if gap * wanted >= 0 else ("no", "missed")


def _wanted(indicator: Indicator, target: Milestone) -> int:
    """Upwards 1, downwards -1, 0 where neither the plan nor the indicator says."""
    if target.comparator in {">=", ">"}:
        return 1
    if target.comparator in {"<=", "<"}:
        return -1
    return {"higher": 1, "lower": -1, "neutral": 0}[indicator.direction]


def _settled(qualifier: str, wanted: int, gap: Decimal) -> bool:
    """Whether a bound already decides: `at least x` proves a floor that x reaches, and disproves nothing."""
    return (qualifier == ">=" and wanted > 0 and gap >= 0) or (qualifier == "<=" and wanted < 0 and gap <= 0)


def path(goal: Goal) -> tuple[tuple[int, Decimal], ...]:
    """The path that the plan needs, year by year between its figures: steady growth, or a straight line for a ratio.

    Steady growth needs positive figures; else the line is straight as well. Blank figures are skipped.
    """
    fixed = [each for each in (goal.baseline, *goal.targets) if each is not None and each.value is not None]
    points = [(each.period.first_year, each.value, each.unit) for each in fixed if each.value is not None]
    found: dict[int, Decimal] = {}
    for (start, low, unit), (end, high, other) in itertools.pairwise(points):
        if end > start and unit == other:
            found.update(_between(start, low, end, high, steady=goal.indicator.kind != "ratio"))
    return tuple(sorted(found.items()))


def _between(start: int, low: Decimal, end: int, high: Decimal, *, steady: bool) -> dict[int, Decimal]:
    years = end - start
    if steady and low > 0 and high > 0:
        yearly = (high / low) ** (Decimal(1) / years)
        values = {start + step: low * yearly**step for step in range(years)}
    else:
        values = {start + step: low + (high - low) * step / years for step in range(years)}
    return {year: value.quantize(Decimal("0.01")) for year, value in values.items()} | {end: high}


def growth_needed(start: Decimal, end: Decimal, years: int) -> Decimal | None:
    """The yearly growth in per cent from one figure to another; None where there is none.

    >>> growth_needed(Decimal(12500), Decimal(18000), 5)
    Decimal('7.57')
    """
    if years <= 0 or start <= 0 or end <= 0:
        return None
    return (((end / start) ** (Decimal(1) / years) - 1) * 100).quantize(Decimal("0.01"))
