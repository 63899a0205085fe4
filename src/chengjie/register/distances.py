"""How far a county is from ports, cities and airports (距离): by road and rail on the network, to airports in a line."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from chengjie.errors import Refusal
from chengjie.package import Package, cells
from chengjie.register import keeping
from chengjie.values import Text


@dataclass(frozen=True, slots=True)
class Destination:
    """A port, city or airport."""

    id: str
    title: Text
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class Distance:
    """From a county to a destination in km, by `road`, `rail` or, to airports, `line` (straight)."""

    place: str
    destination: Destination
    mode: str
    km: Decimal
    source: str


@dataclass(frozen=True)
class Distances:
    """Every distance that a package knows; what is not there is unknown, never far or near."""

    destinations: Mapping[str, Destination]
    _by_place: Mapping[str, tuple[Distance, ...]]

    def of(self, place: str) -> tuple[Distance, ...]:
        """All distances of a county, nearest first."""
        return self._by_place.get(place, ())

    def between(self, place: str, destination: str, mode: str = "road") -> Distance | None:
        """One distance, or None where it is unknown. Refuses `destination-unknown` with the nearest id."""
        if destination not in self.destinations:
            nearest = difflib.get_close_matches(destination, list(self.destinations), 1, 0.0)
            raise Refusal.of("destination-unknown", destination=destination, nearest="".join(nearest))
        found = (each for each in self.of(place) if each.destination.id == destination and each.mode == mode)
        return next(found, None)

    def nearest(self, place: str, kind: str, mode: str | None = None) -> Distance | None:
        """The nearest destination of a kind (`port`, `river port`, `city`, `capital`, `airport`)."""
        found = (each for each in self.of(place) if each.destination.kind == kind and mode in (None, each.mode))
        return next(found, None)


def distances(package: Package) -> Distances:
    """The distances of a package.

    >>> import chengjie.package
    >>> known = distances(chengjie.package.open_package("hunan"))
    >>> port = known.nearest("431127", "port", "road")
    >>> port.destination.title.zh, port.km
    ('盐田港', Decimal('429.7'))
    """
    return keeping.once(package, _made)


def _made(package: Package) -> Distances:
    destinations = {
        row["id"]: Destination(row["id"], Text(row["zh"], row["en"]), row["kind"], row["source"])
        for row in package.rows("destinations")
    }
    found: dict[str, list[Distance]] = defaultdict(list)
    for row in package.rows("distances"):
        km, there = cells.number(row["km"]), destinations.get(row["destination"])
        if there is not None and km is not None:
            found[row["place"]].append(Distance(row["place"], there, row["mode"], km, row["source"]))
    return Distances(destinations, {place: tuple(sorted(all_, key=_near)) for place, all_ in found.items()})


def _near(distance: Distance) -> tuple[Decimal, str]:
    return distance.km, distance.destination.id
