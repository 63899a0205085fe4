"""What a zone knows beside a plan, for the linter: divisions, dated names, official figures (核对所用的事实)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import chengjie.indicator
import chengjie.package
import chengjie.register
from chengjie.indicator.observing import Observation
from chengjie.package import Package
from chengjie.plan.claims import Reading
from chengjie.plan.lint import Facts
from chengjie.plan.lint.facts import Renamed
from chengjie.register.places import Places
from chengjie.values import Place

BUILT_IN = "xiangnan-xiangxi"
FEWEST_PREFECTURES = 3
_SHORTEST = 3  # characters; a shorter former name (北区) is also a piece of other words


def facts_of(zone: Package) -> Facts:
    """The facts of a zone.

    >>> found = facts_of(chengjie.package.open_package("hunan"))
    >>> len(found.counties["怀化市"]), found.statistical["怀化市"], found.renamed[0].after
    (12, ('洪江管理区',), '望城区')
    """
    places = chengjie.register.places(zone)
    counties, statistical = {}, {}
    for prefecture in _prefectures(places):
        below = places.children(prefecture.code)
        beside = tuple(each for each in places.children(prefecture.code, statistical=True) if each.statistical_only)
        for name in _called(places, prefecture):
            counties[name] = tuple(each.name for each in below)
            statistical[name] = tuple(
                each.name.removeprefix(prefecture.name) for each in beside if each.name.endswith("管理区")
            )
    return Facts(counties, statistical, tuple(_renamed(places)), _published(zone, places))


def facts_for(readings: Sequence[Reading], zone: str | Path | None = None) -> Facts | None:
    """The facts of the zone named, or of the built-in one where the plans speak of its places; None where they do not."""
    package = chengjie.package.open_package(zone or BUILT_IN)
    places = chengjie.register.places(package)
    return facts_of(package) if zone or any(speaks_of(reading, places) for reading in readings) else None


def speaks_of(reading: Reading, places: Places) -> bool:
    """Whether a plan is about places of a zone: its title or issuer names one, or its text names several prefectures."""
    document = reading.document
    prefectures = tuple(_prefectures(places))
    provinces = {places.by_code(each.parent) for each in prefectures if each.parent}
    head = document.title + (document.issuer or "")
    names = {name for each in (*provinces, *prefectures) if each for name in _called(places, each)}
    if any(name in head for name in names if len(name) > 2) or any(
        each.name.removesuffix("省") in head for each in provinces if each
    ):
        return True
    text = "".join(paragraph.text for paragraph in document.paragraphs)
    return sum(each.name in text for each in prefectures) >= FEWEST_PREFECTURES


def _prefectures(places: Places) -> Iterator[Place]:
    return (each for each in places if each.level == "prefecture" and places.children(each.code))


def _called(places: Places, place: Place) -> tuple[str, ...]:
    """The names that a place has: its own and its short ones; a prefecture of peoples also without them (湘西州)."""
    names = [place.name, *(each.name for each in places.names(place.code) if each.kind in {"official", "short"})]
    short = [f"{name}州" for name in names if place.name.endswith("自治州") and not name.endswith("州")]
    return tuple(dict.fromkeys([*names, *short]))


def _renamed(places: Places) -> Iterator[Renamed]:
    """Counties whose former name is known with the year or day of its end."""
    for place in places:
        for each in places.names(place.code):
            if each.kind == "former" and each.end and len(each.name) >= _SHORTEST and each.name != place.name:
                yield Renamed(each.name, place.name, _last_day(each.end), each.end)


def _last_day(said: str) -> date:
    """The last day that a year, month or day can mean.

    >>> _last_day("2019"), _last_day("2019-07-30")
    (datetime.date(2019, 12, 31), datetime.date(2019, 7, 30))
    """
    parts = [int(part) for part in said.split("-")]
    if len(parts) == 3:
        return date(parts[0], parts[1], parts[2])
    month = parts[1] if len(parts) == 2 else 12
    first_after = date(parts[0] + month // 12, month % 12 + 1, 1)
    return date.fromordinal(first_after.toordinal() - 1)


def _published(zone: Package, places: Places) -> dict[tuple[str, str, int, str], Decimal]:
    """Official final figures of whole years, under the indicator's and the place's name."""
    titles = {row["id"]: row["zh"] for row in zone.rows("indicators")}
    found: dict[tuple[str, str, int, str], Decimal] = {}
    for several in chengjie.indicator.by_key(_official(chengjie.indicator.observations(zone))).values():
        each = several[0]
        place = places.by_code(each.place)
        if place and each.indicator in titles and len(str(each.period)) == 4:
            found[titles[each.indicator], place.name, int(str(each.period)), each.unit] = each.value
    return found


def _official(found: Iterable[Observation]) -> Iterator[Observation]:
    return (each for each in found if not each.is_weak and not each.qualifier)
