"""How far along a region is: each headline target with its base, its path, what was truly seen, and the holes (进展)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from chengjie.indicator import goals, judging, observing, regional
from chengjie.indicator.definitions import Break, Indicator, breaks, indicators
from chengjie.indicator.goals import Goal, Milestone
from chengjie.indicator.judging import Judgement, Verdict
from chengjie.indicator.observing import Key, Observation
from chengjie.indicator.regional import Part, Seen
from chengjie.package import Package
from chengjie.values import Period, Text


@dataclass(frozen=True, slots=True)
class Hole:
    """What we do not have for a period: the names of the places without a figure, or why nothing can be said."""

    period: Period
    because: str
    titles: tuple[Text, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The places without a figure, as they are called in Chinese."""
        return tuple(each.zh for each in self.titles)


@dataclass(frozen=True, slots=True)
class Progress:
    """One headline target of one plan for one region. Its figures are asked `why` by `id(period)`."""

    region: str
    goal: Goal
    path: tuple[tuple[int, Decimal], ...]
    seen: tuple[Seen, ...]
    judgements: tuple[Judgement, ...]
    holes: tuple[Hole, ...]
    breaks: tuple[Break, ...]
    growth_needed: Decimal | None = None
    """Yearly growth in per cent that the plan itself needs from its base to its last target."""

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.goal.indicator

    @property
    def document(self) -> str:
        """The plan."""
        return self.goal.document

    @property
    def baseline(self) -> Milestone | None:
        """The figure that the plan starts from."""
        return self.goal.baseline

    @property
    def targets(self) -> tuple[Milestone, ...]:
        """The figures that the plan sets, by period."""
        return self.goal.targets

    @property
    def verdict(self) -> Verdict:
        """The verdict on the latest target that could be judged; unknown where none could."""
        judged = [each.verdict for each in self.judgements if each.verdict != "unknown"]
        return judged[-1] if judged else "unknown"

    def id(self, period: Period) -> str:
        """The id of the figure for a period."""
        return f"progress:{self.region}:{self.indicator.id}:{period}"


def progress(package: Package, *, region: str | None = None) -> tuple[Progress, ...]:
    """Every headline target of a region, or of all regions, in the order of headlines.csv.

    >>> import chengjie.package
    >>> all(each.region == "xiangxi" for each in progress(chengjie.package.open_package("china"), region="xiangxi"))
    True
    """
    known = dict(indicators(package))
    figures = observing.by_key(observing.observations(package))
    changes = breaks(package)
    return tuple(_progress(package, goal, figures, changes) for goal in goals.goals(package, known, region=region))


def _progress(
    package: Package, goal: Goal, figures: Mapping[Key, tuple[Observation, ...]], changes: tuple[Break, ...]
) -> Progress:
    members = regional.parts(package, goal.region)
    seen = regional.seen(goal.region, goal.indicator, members, figures)
    by_period = {each.period: each for each in seen}
    judgements = tuple(judging.judge(goal, each, by_period.get(each.period), changes) for each in goal.targets)
    own = tuple(each for each in changes if each.indicator == goal.indicator.id)
    holes = _holes(goal, judgements, members, figures)
    return Progress(goal.region, goal, judging.path(goal), seen, judgements, holes, own, _needed(goal))


def _needed(goal: Goal) -> Decimal | None:
    base, last = goal.baseline, goal.targets[-1] if goal.targets else None
    if base is None or last is None or base.value is None or last.value is None or goal.indicator.kind == "ratio":
        return None
    return judging.growth_needed(base.value, last.value, last.period.first_year - base.period.first_year)


def _holes(
    goal: Goal,
    judgements: tuple[Judgement, ...],
    members: tuple[Part, ...],
    figures: Mapping[Key, tuple[Observation, ...]],
) -> tuple[Hole, ...]:
    found: list[Hole] = []
    if goal.baseline is not None and goal.baseline.value is None:
        found.append(Hole(goal.baseline.period, "baseline-blank"))
    for each in judgements:
        if each.because == "not-observed":
            lacking = regional.missing(goal.indicator, each.period, members, figures)
            titles = tuple(part.title for part in lacking) if goal.indicator.adds_up else ()
            found.append(Hole(each.period, "not-observed" if goal.indicator.adds_up else "not-stated", titles))
        elif each.verdict == "unknown":
            found.append(Hole(each.period, each.because))
    return tuple(found)
