"""Carriers: parks and whatever else a plan names as the ground on which projects land (承载地)."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from chengjie.errors import Refusal
from chengjie.package import Package, Row, cells
from chengjie.register import keeping
from chengjie.register.carrier import Carrier, Grade, Location
from chengjie.register.dated import DatedName, plain
from chengjie.register.places import LONGEST, Places, places

KINDS = ("高新技术产业开发区", "经济技术开发区", "经济开发区")
"""Kinds of park as the names end that a park takes when it is raised to one."""

SHORT = (
    ("高新技术产业开发区", "高新区"),
    ("高新技术产业园区", "高新区"),
    ("经济技术开发区", "经开区"),
    ("经济开发区", "经开区"),
    ("综合保税区", "综保区"),
)


@dataclass(frozen=True)
class Carriers:
    """Every carrier of a zone, found by any of its names."""

    _by_id: Mapping[str, Carrier]
    _by_name: Mapping[str, tuple[DatedName, ...]]
    _by_place: Mapping[str, tuple[str, ...]]
    _provinces: tuple[str, ...]

    def __iter__(self) -> Iterator[Carrier]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    @property
    def by_id(self) -> Mapping[str, Carrier]:
        """Carriers by id (for parks of the catalogue, its code)."""
        return self._by_id

    def find(self, name: str, *, on: date | None = None) -> tuple[Carrier, ...]:
        """Carriers of that name: official, former, as a plan prints it, or shortened (高新区, 经开区); or an id."""
        if name in self._by_id:
            return (self._by_id[name],)
        for key in dict.fromkeys((plain(name), _key(name, self._provinces))):
            held = {each.of for each in self._by_name.get(key, ()) if each.holds(on)}
            if held:
                return tuple(self._by_id[each] for each in sorted(held))
        return ()

    def one(self, name: str, *, on: date | None = None) -> Carrier:
        """The one carrier of that name. Refuses `carrier-unknown` with the nearest names, `carrier-ambiguous`."""
        found = self.find(name, on=on)
        if len(found) == 1:
            return found[0]
        if found:
            raise Refusal.of("carrier-ambiguous", name=name, carriers="、".join(each.name for each in found))
        nearest = difflib.get_close_matches(plain(name)[:LONGEST], list(self._by_name), 3, 0.4)
        raise Refusal.of("carrier-unknown", name=name, nearest="、".join(nearest))

    def search(self, text: str, limit: int = 10) -> tuple[Carrier, ...]:
        """Carriers for what somebody has begun to write: part of a name."""
        keys = {plain(text), _key(text, self._provinces)} - {""}
        names = [name for name in self._by_name if any(key in name for key in keys)]
        found = dict.fromkeys(
            each.of for name in sorted(names, key=lambda name: (len(name), name)) for each in self._by_name[name]
        )
        return tuple(self._by_id[each] for each in list(found)[:limit])

    def in_county(self, code: str) -> tuple[Carrier, ...]:
        """The carriers that lie in a county, or directly under a prefecture."""
        return tuple(self._by_id[each] for each in self._by_place.get(code, ()))


def carriers(package: Package) -> Carriers:
    """The carriers of a package.

    >>> import chengjie.package
    >>> found = carriers(chengjie.package.open_package("xiangnan-xiangxi"))
    >>> park = found.one("邵阳经开区")
    >>> park.name, park.grade, park.area_ha, park.approved
    ('湖南邵阳经济开发区', '国家级', Decimal('1611.29'), '1996-08')
    """
    return keeping.once(package, _made)


def _made(package: Package) -> Carriers:
    known = places(package)
    names, grades, locations = _names(package), _grades(package), _locations(package)
    provinces = tuple(
        each.name
        for place in known
        if place.level == "province"
        for each in known.names(place.code)
        if each.kind == "short"
    )
    made = [
        _carrier(row, names[row["id"]], grades[row["id"]], locations[row["id"]], known)
        for row in package.rows("carriers")
    ]
    by_name: dict[str, dict[DatedName, None]] = defaultdict(dict)
    by_place: dict[str, dict[str, None]] = defaultdict(dict)
    for carrier in made:
        for alias in carrier.aliases:
            for key in (plain(alias.name), _key(alias.name, provinces)):
                by_name[key][alias] = None
        for location in carrier.locations:
            by_place[location.place][carrier.id] = None
    return Carriers(
        {each.id: each for each in made},
        {key: tuple(found) for key, found in by_name.items()},
        {code: tuple(found) for code, found in by_place.items()},
        provinces,
    )


def _key(name: str, provinces: tuple[str, ...]) -> str:
    """A name as it is shortened: without the province before it, its kind abbreviated."""
    key = plain(name)
    for province in provinces:
        if key.startswith(province) and len(key) > len(province) + 3:
            key = key.removeprefix(province)
    for long, short in SHORT:
        key = key.replace(long, short)
    return key


def _names(package: Package) -> Mapping[str, list[DatedName]]:
    found: dict[str, list[DatedName]] = defaultdict(list)
    for row in package.rows("carrier_names"):
        name = DatedName(
            row["carrier"], row["name"], "alias", row["from"], row["until"], row["source"], "", row["note"]
        )
        found[row["carrier"]].append(name)
    return found


def _grades(package: Package) -> Mapping[str, list[Grade]]:
    found: dict[str, list[Grade]] = defaultdict(list)
    for row in package.rows("carrier_grades"):
        found[row["carrier"]].append(Grade(row["grade"], row["from"], row["source"], row["note"]))
    return found


def _locations(package: Package) -> Mapping[str, list[Location]]:
    found: dict[str, list[Location]] = defaultdict(list)
    for row in package.rows("carrier_places"):
        found[row["carrier"]].append(Location(row["place"], row["basis"] == "listed", row["source"]))
    return found


def _carrier(row: Row, named: list[DatedName], raised: list[Grade], located: list[Location], known: Places) -> Carrier:
    own = DatedName(row["id"], row["name"], "official", "", "", row["source"])
    renamed = [each for each in named if each.start and not each.end]
    name = max(renamed, key=lambda each: each.start).name if renamed else row["name"]
    aliases = tuple(named) if any(each.name == row["name"] for each in named) else (own, *named)
    first = [Grade(row["grade"], "", row["source"], "")] if row["grade"] else []
    grades = tuple(first + sorted(raised, key=lambda each: each.start))
    counties = _counties(located, known)
    return Carrier(
        id=row["id"],
        name=name,
        kind=kind_of(name, row["kind"]) if renamed else row["kind"],
        grade=grades[-1].grade if grades else "",
        approved=row["approved"],
        area_ha=cells.number(row["area_ha"]),
        leading_industries=tuple(filter(None, row["leading_industries"].split(";"))),
        code_2018=row["code_2018"],
        aliases=aliases,
        grades=grades,
        locations=tuple(located),
        counties=counties,
        regions=_regions(located, known),
        sources=_sources(row, named, raised, located),
        note=row["note"],
        en=row["en"],
    )


def kind_of(name: str, before: str = "") -> str:
    """The kind of a park by how its name ends; `before` where the ending does not tell.

    >>> kind_of("白石经济开发区")
    '经济开发区'
    """
    short = dict(SHORT)
    return next((kind for kind in KINDS if name.endswith((kind, short[kind]))), before)


def _sources(row: Row, named: list[DatedName], raised: list[Grade], located: list[Location]) -> tuple[str, ...]:
    others = [*(each.source for each in named), *(each.source for each in raised), *(each.source for each in located)]
    return tuple(dict.fromkeys([row["source"], *others]))


def _counties(located: list[Location], known: Places) -> tuple[str, ...]:
    """Counties that a document lists, in its order, before those that only the name suggests."""
    ordered = sorted(located, key=lambda each: not each.listed)
    found = [place for each in ordered if (place := known.by_code(each.place)) is not None]
    return tuple(dict.fromkeys(place.code for place in found if place.level == "county"))


def _regions(located: list[Location], known: Places) -> tuple[str, ...]:
    return tuple(
        region.id
        for region in known.regions
        if any(_overlap(each.place, member, known) for each in located for member in region.members)
    )


def _overlap(one: str, other: str, known: Places) -> bool:
    return known.lies_in(one, other) or known.lies_in(other, one)
