"""Figures of a region: what somebody stated, or the sum of all its parts; otherwise the names of what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from chengjie.indicator.definitions import Indicator
from chengjie.indicator.observing import Key, Observation, Qualifier
from chengjie.package import Package
from chengjie.values import Period, Source, Text


@dataclass(frozen=True, slots=True)
class Part:
    """A place that a region's figure is made of."""

    code: str
    title: Text


@dataclass(frozen=True, slots=True)
class Seen:
    """A region's figure that we truly have. `derived` means the sum of `parts`, one a place; else `parts` are its sources."""

    period: Period
    value: Decimal
    unit: str
    derived: bool
    parts: tuple[Observation, ...]
    qualifier: Qualifier = ""

    @property
    def is_weak(self) -> bool:
        """Whether a part of it rests on a weak source (for a stated figure: whether its best source is weak)."""
        return any(each.is_weak for each in self.parts) if self.derived else self.parts[0].is_weak

    @property
    def sources(self) -> tuple[Source, ...]:
        """What it rests on, each source once."""
        return tuple({each.source.id: each.source for each in self.parts}.values())

    @property
    def status(self) -> str:
        """The least firm status of its parts."""
        shown = self.parts if self.derived else self.parts[:1]
        found = {each.status for each in shown}
        return next(status for status in ("preliminary", "revised", "final") if status in found)


def parts(package: Package, region: str) -> tuple[Part, ...]:
    """The prefectures of a region, or its counties where it has no whole prefecture."""
    places = {row["code"]: row for row in package.rows("places")}
    members = [row["code"] for row in package.rows("region_members") if row["region"] == region]
    known = [places[code] for code in members if code in places]
    prefectures = [row for row in known if row["level"] == "prefecture"]
    return tuple(Part(row["code"], Text(row["name"], row["en"] or row["name"])) for row in (prefectures or known))


def seen(
    region: str, indicator: Indicator, members: tuple[Part, ...], figures: Mapping[Key, tuple[Observation, ...]]
) -> tuple[Seen, ...]:
    """Every figure of the region that is stated, or that is the sum of figures of all its parts, by period."""
    periods = sorted({key[2] for key in figures if key[1] == indicator.id})
    found = (_one(region, indicator, period, members, figures) for period in periods)
    return tuple(each for each in found if each is not None)


def _one(
    region: str,
    indicator: Indicator,
    period: Period,
    members: tuple[Part, ...],
    figures: Mapping[Key, tuple[Observation, ...]],
) -> Seen | None:
    if stated := figures.get((region, indicator.id, period)):
        first = stated[0]
        return Seen(period, first.in_unit(indicator.unit), indicator.unit, False, stated, first.qualifier)
    if not indicator.adds_up or not members or missing(indicator, period, members, figures):
        return None
    chosen = tuple(figures[(part.code, indicator.id, period)][0] for part in members)
    if any(each.qualifier for each in chosen):
        return None
    total = sum((each.in_unit(indicator.unit) for each in chosen), Decimal(0))
    return Seen(period, total, indicator.unit, True, chosen)


def missing(
    indicator: Indicator,
    period: Period,
    members: tuple[Part, ...],
    figures: Mapping[Key, tuple[Observation, ...]],
) -> tuple[Part, ...]:
    """The parts of a region without a figure for the period."""
    return tuple(part for part in members if (part.code, indicator.id, period) not in figures)
