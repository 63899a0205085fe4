"""Places: provinces, prefectures, counties, the names that they had and have, and the regions of plans."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar, cast

from chengjie.errors import Refusal
from chengjie.package import Package
from chengjie.register import keeping
from chengjie.register.dated import DatedName, plain
from chengjie.values import Place, Text
from chengjie.values.place import Level

LONGEST = 60
"""Characters. No name of a place with those of its parents before it is longer."""


@dataclass(frozen=True, slots=True)
class Region:
    """A named set of places that a plan or a statistic speaks of (区域); `members` are codes of any level."""

    id: str
    title: Text
    members: tuple[str, ...]
    notes: Mapping[str, str]
    as_of: str
    source: str


@dataclass(frozen=True)
class Places:
    """Every place of a zone and the layers under it, found by code or by any name that it ever had."""

    _places: Mapping[str, Place]
    _former_codes: Mapping[str, str]
    _names: Mapping[str, tuple[DatedName, ...]]
    _histories: Mapping[str, tuple[DatedName, ...]]
    _children: Mapping[str, tuple[Place, ...]]
    _regions: Mapping[str, Region]

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places.values())

    def by_code(self, code: str) -> Place | None:
        """The place under a code of today, or under a code that it had before."""
        return self._places.get(self._former_codes.get(code, code))

    def find(self, name: str, *, on: date | None = None, within: str | None = None) -> tuple[Place, ...]:
        """Every place of that name, by code: full, short, former; with the names of its parents before it, or a code.

        Without a day, names of all times count. Several places may share a name (衡阳: the city and the county).
        """
        wanted = plain(name)
        if len(wanted) > LONGEST:
            return ()
        by_code = self.by_code(wanted)
        found = (by_code,) if by_code else self._named(wanted, on) or self._under_a_parent(wanted, on)
        return tuple(place for place in found if within is None or self.lies_in(place.code, within))

    def _named(self, wanted: str, on: date | None) -> tuple[Place, ...]:
        codes = sorted({each.of for each in self._names.get(wanted, ()) if each.holds(on)})
        return tuple(self._places[code] for code in codes)

    def _under_a_parent(self, wanted: str, on: date | None) -> tuple[Place, ...]:
        found: dict[str, Place] = {}
        for cut in range(len(wanted) - 1, 1, -1):
            for parent in self._named(wanted[:cut], on):
                if parent.level != "county":
                    found |= {place.code: place for place in self.find(wanted[cut:], on=on, within=parent.code)}
        return tuple(found[code] for code in sorted(found))

    def one(self, name: str, *, on: date | None = None, within: str | None = None) -> Place:
        """The one place of that name. Refuses `place-name-unknown` with the nearest name, `place-ambiguous` with all."""
        found = self.find(name, on=on, within=within)
        exact = [place for place in found if plain(name) in (place.name, place.code)]
        if len(found) == 1 or len(exact) == 1:
            return (exact or list(found))[0]
        if found:
            raise Refusal.of(
                "place-ambiguous", name=name, places="、".join(f"{each.name} {each.code}" for each in found)
            )
        raise Refusal.of("place-name-unknown", name=name, nearest="、".join(self.nearest(name)))

    def nearest(self, name: str, limit: int = 3) -> tuple[str, ...]:
        """Known names that look most like one that is not known."""
        return tuple(difflib.get_close_matches(plain(name)[:LONGEST], list(self._names), limit, 0.4))

    def search(self, text: str, limit: int = 10) -> tuple[Place, ...]:
        """Places for what somebody has begun to write: a name or part of one, the beginning of a code."""
        wanted = plain(text)
        codes = [each.code for each in self if wanted and each.code.startswith(wanted)]
        names = sorted(
            (name for name in self._names if wanted and wanted in name),
            key=lambda name: (name.find(wanted), len(name), name),
        )
        found = dict.fromkeys([*codes, *(each.of for name in names for each in self._names[name])])
        return tuple(self._places[code] for code in list(found)[:limit])

    def lies_in(self, code: str, other: str) -> bool:
        """Whether a place is, or lies in, another."""
        here: str | None = code
        while here is not None and here != other:
            place = self._places.get(here)
            here = place.parent if place else None
        return here == other

    def children(self, code: str, *, statistical: bool = False) -> tuple[Place, ...]:
        """The places directly below; units that only statistics know come with `statistical`."""
        return tuple(each for each in self._children.get(code, ()) if statistical or not each.statistical_only)

    def counties(self, code_or_region: str) -> tuple[Place, ...]:
        """The counties of a place or region by code; a statistical unit only where the region names it itself."""
        region = self._regions.get(code_or_region)
        found: dict[str, Place] = {}
        for code in region.members if region else (code_or_region,):
            place = self.by_code(code)
            if place is None:
                raise Refusal.of("place-name-unknown", name=code, nearest="、".join(self.nearest(code)))
            below = (place,) if place.level == "county" else self._counties_below(place.code)
            found |= {each.code: each for each in below}
        return tuple(found[code] for code in sorted(found))

    def _counties_below(self, code: str) -> tuple[Place, ...]:
        below = self.children(code)
        deeper = (found for each in below for found in self._counties_below(each.code))
        return (*(each for each in below if each.level == "county"), *deeper)

    def names(self, code: str) -> tuple[DatedName, ...]:
        """Every name that a place has or had, official ones first."""
        return self._histories.get(code, ())

    @property
    def regions(self) -> tuple[Region, ...]:
        """Every region, in the order of the table."""
        return tuple(self._regions.values())

    def region(self, region: str) -> Region:
        """A region by its id. Refuses `region-unknown` with the nearest id."""
        if region in self._regions:
            return self._regions[region]
        nearest = difflib.get_close_matches(region, list(self._regions), 1, 0.0)
        raise Refusal.of("region-unknown", region=region, nearest="".join(nearest))


def places(package: Package) -> Places:
    """The places of a package.

    >>> import chengjie.package
    >>> found = places(chengjie.package.open_package("hunan"))
    >>> [place.name for place in found.find("衡阳")]
    ['衡阳市', '衡阳县']
    >>> found.one("蓝山").code, found.one("邵东县").name
    ('431127', '邵东市')
    """
    return keeping.once(package, _places)


def _places(package: Package) -> Places:
    known = {row["code"]: _place(row.values) for row in package.rows("places")}
    names = [_name(row.values) for row in package.rows("place_names")]
    dated = {each.of for each in names if each.kind == "official"}
    names += [
        DatedName(code, row["name"], "official", "", "", row["source"])
        for row in package.rows("places")
        if (code := row["code"]) not in dated
    ]
    return Places(
        known,
        {each.former_code: each.of for each in names if each.former_code},
        _grouped((plain(each.name), each) for each in names),
        _grouped((each.of, each) for each in sorted(names, key=lambda each: _ORDER.index(each.kind))),
        _grouped((place.parent, place) for place in sorted(known.values(), key=lambda each: each.code) if place.parent),
        _regions(package),
    )


_ORDER = ("official", "former", "short")


def _place(row: Mapping[str, str]) -> Place:
    level = cast(Level, row["level"])
    return Place(row["code"], row["name"], level, row["parent"] or None, row["en"], row["statistical_only"] == "true")


def _name(row: Mapping[str, str]) -> DatedName:
    return DatedName(
        row["code"], row["name"], row["kind"], row["from"], row["until"], row["source"], row["former_code"]
    )


K = TypeVar("K")
V = TypeVar("V")


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def _regions(package: Package) -> dict[str, Region]:
    members: dict[str, dict[str, str]] = defaultdict(dict)
    for row in package.rows("region_members"):
        members[row["region"]][row["code"]] = row["note"]
    return {
        row["region"]: Region(
            row["region"],
            Text(row["title_zh"], row["title_en"]),
            tuple(members[row["region"]]),
            members[row["region"]],
            row["as_of"],
            row["source"],
        )
        for row in package.rows("regions")
    }
