"""Every figure of a zone in one list: what was seen, what the plan wants, where the path runs, and the verdict (度量)."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import chengjie.indicator
import chengjie.register
from chengjie.indicator import Indicator, Observation, Progress
from chengjie.package import Package
from chengjie.values import Period, Text


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator of a place (or region) in a period. What nobody knows is None, with the reason in `because`."""

    indicator: Indicator
    place: str
    name: Text
    period: Period
    value: Decimal | None
    unit: str
    target: Decimal | None
    comparator: str
    path: Decimal | None
    verdict: str
    because: str
    weak: bool
    trail: str

    def as_json(self) -> dict[str, Any]:
        """Plain values (DESIGN §11)."""
        return {
            "indicator": self.indicator.id,
            "title": self.indicator.title.as_json(),
            "place": self.place,
            "name": self.name.as_json(),
            "period": str(self.period),
            "value": None if self.value is None else float(self.value),
            "unit": self.unit,
            "target": None if self.target is None else float(self.target),
            "comparator": self.comparator,
            "path": None if self.path is None else round(float(self.path), 4),
            "verdict": self.verdict,
            "because": self.because,
            "weak": self.weak,
            "trail": self.trail,
        }


def measure(package: Package, *, as_of: date | None = None) -> tuple[Measured, ...]:
    """Every headline target of every region, then every observation of a place; of periods that had ended on the day."""
    found = [*_regions(package), *_places(package)]
    return tuple(each for each in found if as_of is None or _last_day(each.period) <= as_of)


def _last_day(period: Period) -> date:
    return date(period.last_year, period.last_month, calendar.monthrange(period.last_year, period.last_month)[1])


def _regions(package: Package) -> Iterator[Measured]:
    titles = {each.id: each.title for each in chengjie.register.places(package).regions}
    for progress in chengjie.indicator.progress(package):
        yield from _of(progress, titles.get(progress.region, Text(progress.region, progress.region)))


def _of(progress: Progress, title: Text) -> Iterator[Measured]:
    """The periods of a target: its own, and those in which something was seen."""
    goals = {each.period: each for each in progress.targets}
    seen = {each.period: each for each in progress.seen}
    judged = {each.period: each for each in progress.judgements}
    path = dict(progress.path)
    for period in sorted({*goals, *seen}):
        goal, figure, verdict = goals.get(period), seen.get(period), judged.get(period)
        yield Measured(
            progress.indicator, progress.region, title, period,
            figure.value if figure else None, figure.unit if figure else goal.unit if goal else "",
            goal.value if goal else None, goal.comparator if goal else "",
            path.get(period.first_year) if _is_year(period) else None,
            verdict.verdict if verdict else "unknown", verdict.because if verdict else "no-target",
            figure.is_weak if figure else False,
            progress.id(period) if goal else f"observation:{progress.region}:{progress.indicator.id}:{period}",
        )  # fmt: skip


def _is_year(period: Period) -> bool:
    return period == Period.year(period.first_year)


def _places(package: Package) -> Iterator[Measured]:
    known = dict(chengjie.indicator.indicators(package))
    places = chengjie.register.places(package)
    for key, group in sorted(
        _by_key(chengjie.indicator.observations(package)), key=lambda pair: (pair[0][1], pair[0][0], pair[0][2])
    ):
        place = places.by_code(key[0])
        if place is None or key[1] not in known:
            continue
        best = chengjie.indicator.best(group)
        yield Measured(
            known[key[1]], place.code, Text(place.name, place.en or place.name), best.period, best.value, best.unit,
            None, "", None, "unknown", "no-target", best.is_weak, best.id,
        )  # fmt: skip


def _by_key(observations: Iterable[Observation]) -> Iterable[tuple[tuple[str, str, Period], tuple[Observation, ...]]]:
    return chengjie.indicator.by_key(tuple(observations)).items()
