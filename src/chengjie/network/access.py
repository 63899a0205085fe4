"""How far a county is from ports, borders, airports, cities and other counties, and what a planned line changes (通达)."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

import chengjie.register
from chengjie.errors import Refusal
from chengjie.network import graphs
from chengjie.network.assumptions import Assumptions, assumptions
from chengjie.network.graphs import Edge, Graph, Tie
from chengjie.network.lines import Line
from chengjie.package import Package
from chengjie.register import keeping
from chengjie.values import Text

METRES = Decimal(1000)
NEAREST = {
    "nearest:port": Text("最近海港（沿海）", "nearest sea port (the coast)"),
    "nearest:border crossing": Text("最近边境口岸", "nearest border crossing"),
    "nearest:airport": Text("最近机场", "nearest airport"),
}
"""Destinations that stand for the nearest of a kind."""


@dataclass(frozen=True, slots=True)
class Reach:
    """From a county to a destination by one mode. `km` is None where no way is known: not near, not far, unknown.

    `first_leg` and `last_leg` are straight lines from the county seat to the graph and from the graph to the destination.
    """

    place: str
    destination: str
    mode: str
    km: Decimal | None
    first_leg: Decimal | None
    last_leg: Decimal | None
    end: str = ""
    """The destination that was nearest, where the nearest of a kind was asked for."""

    def cost(self, known: Assumptions) -> Decimal | None:
        """Yuan for a tonne; None where the way or the cost of a tonne-kilometre is unknown."""
        rate = known.value(f"{self.mode}-cost")
        return None if self.km is None or rate is None else round(self.km * rate, 2)

    def hours(self, known: Assumptions) -> Decimal | None:
        """Hours under way; None where the way or the speed is unknown."""
        speed = known.value(f"{self.mode}-speed")
        return None if self.km is None or speed is None else round(self.km / speed, 2)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a planned line between two stops, with its length in km and whether that is only the straight line."""

    line: str
    one: str
    other: str
    km: Decimal
    assumed: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What a scenario changes for a county on its way to a destination."""

    place: str
    destination: str
    mode: str
    before: Decimal | None
    after: Decimal | None

    @property
    def saved(self) -> Decimal | None:
        """Kilometres that the way gets shorter; None where either end is unknown."""
        return None if self.before is None or self.after is None else self.before - self.after


def networks(package: Package) -> Mapping[str, Graph]:
    """The graphs of a zone by mode; none where the zone has no graph files. Refuses `network-malformed`."""
    return keeping.once(package, _networks)


def _networks(package: Package) -> Mapping[str, Graph]:
    rows = package.rows("access_points")
    found = {}
    for mode in graphs.MODES:
        nodes, edges = (package.path(f"networks/{mode}-{part}.csv.gz") for part in ("nodes", "edges"))
        ties = [
            Tie(row["id"], int(row["node"]), round(Decimal(row["leg_km"]) * METRES), row["basis"])
            for row in rows
            if row["mode"] == mode
        ]
        if nodes and edges:
            found[mode] = graphs.read(nodes, edges, mode=mode, ties=ties)
    return found


def graph(package: Package, mode: str) -> Graph:
    """The graph of a mode. Refuses `access-mode-unknown`."""
    found = networks(package)
    if mode not in found:
        raise Refusal.of("access-mode-unknown", mode=mode[:20], known="、".join(found) or "—")
    return found[mode]


def destinations(package: Package) -> Mapping[str, Text]:
    """Everything that can be a destination but counties: named ones, then the nearest of a kind."""
    named = {each.id: each.title for each in chengjie.register.distances(package).destinations.values()}
    return NEAREST | named


def access(
    package: Package,
    destination: str,
    mode: str = "road",
    *,
    lines: tuple[Line, ...] = (),
    known: Assumptions | None = None,
) -> tuple[Reach, ...]:
    """From every county of the graph to a destination, in the order of codes; with planned lines as if they were open.

    `known` are assumptions other than the zone's own, such as how much longer a line is than the straight line.

    >>> import chengjie.package
    >>> far = {each.place: each for each in access(chengjie.package.open_package("hunan"), "yantian-port")}
    >>> far["431127"].km
    Decimal('429.7')
    """
    net, ends = graph(package, mode), _ends(package, destination)
    extra = edges(package, mode, lines, known=known)
    lengths = {end: net.lengths(end, extra) for end in ends}
    return tuple(_reach(net, code, destination, lengths) for code in keeping.once(package, _counties))


def _counties(package: Package) -> tuple[str, ...]:
    """The counties that lie on a graph, by code."""
    tied = _tied(package)
    known = (place.code for place in chengjie.register.places(package) if place.level == "county")
    return tuple(code for code in sorted(known) if code in tied)


def _tied(package: Package) -> frozenset[str]:
    return frozenset(point for net in networks(package).values() for point in net.ties)


def _ends(package: Package, destination: str) -> tuple[str, ...]:
    """The destination, a county, or every destination of a kind. Refuses `destination-unknown` with the nearest."""
    known = chengjie.register.distances(package).destinations
    if destination in NEAREST:
        return tuple(each.id for each in known.values() if each.kind == destination.partition(":")[2])
    if destination not in known and destination not in _tied(package):
        nearest = difflib.get_close_matches(destination, [*known, *NEAREST], 1, 0.0)
        raise Refusal.of("destination-unknown", destination=destination[:60], nearest="".join(nearest))
    return (destination,)


def _reach(net: Graph, place: str, destination: str, lengths: Mapping[str, Mapping[str, int]]) -> Reach:
    found = [(metres[place], end) for end, metres in lengths.items() if place in metres]
    metres, end = min(found, default=(None, ""))
    first, last = net.ties.get(place), net.ties.get(end)
    return Reach(
        place, destination, net.mode, None if metres is None else _km(metres),
        _km(first.leg) if first else None, _km(last.leg) if last else None,
        end,
    )  # fmt: skip


def _km(metres: int) -> Decimal:
    return (Decimal(metres) / METRES).quantize(Decimal("0.1"))


def stretches(package: Package, lines: Iterable[Line], *, known: Assumptions | None = None) -> tuple[Stretch, ...]:
    """The stretches of planned lines with their lengths: as given, else the straight line times the assumption on it."""
    detour = (known or assumptions(package)).value("line-detour")
    found = []
    for line in lines:
        for one, other in line.stretches:
            km = other.km if other.km is not None else _straight(package, line.mode, str(one.point), str(other.point))
            if km is not None and other.km is None:
                km = None if detour is None else round(km * detour, 1)
            if km is not None:
                found.append(Stretch(line.id, str(one.point), str(other.point), km, other.km is None))
    return tuple(found)


def _straight(package: Package, mode: str, one: str, other: str) -> Decimal | None:
    here, there = position(package, one, mode), position(package, other, mode)
    return None if here is None or there is None else round(Decimal(graphs.straight(here, there)), 1)


def position(package: Package, point: str, mode: str = "road") -> tuple[float, float] | None:
    """Where a point is taken to lie: at its node of the road graph (a county seat is at most some km off), else of the other."""
    found = networks(package)
    ordered = [found[each] for each in ("road", mode) if each in found]
    return next((at for net in ordered if (at := net.at(point)) is not None), None)


def edges(
    package: Package, mode: str, lines: tuple[Line, ...], *, known: Assumptions | None = None
) -> tuple[Edge, ...]:
    """What planned lines of a mode add to its graph: their stretches, and a nearer way in for counties around their stops.

    A county joins a graph at its nearest node; a stop that is nearer, in a line, than that node becomes its way in.
    """
    net = graph(package, mode)
    found = stretches(package, (line for line in lines if line.mode == mode), known=known)
    new = [(each.one, each.other, int(each.km * METRES)) for each in found if {each.one, each.other} <= set(net.ties)]
    stops = {point: at for one, other, _ in new for point in (one, other) if (at := position(package, point))}
    for code in filter(str.isdigit, net.ties if stops else ()):
        here = position(package, code)
        if here is not None:
            new += [(code, stop, metres) for stop, metres in _nearer(net, code, here, stops)]
    return tuple(new)


def _nearer(
    net: Graph, code: str, here: tuple[float, float], stops: Mapping[str, tuple[float, float]]
) -> Iterable[tuple[str, int]]:
    for stop, there in stops.items():
        metres = round(graphs.straight(here, there) * 1000)
        if stop != code and metres < net.ties[code].leg:
            yield stop, metres


def changes(
    package: Package, destination: str, mode: str = "rail", *, lines: tuple[Line, ...], known: Assumptions | None = None
) -> tuple[Change, ...]:
    """Every county whose way to a destination gets shorter when the lines open, most first.

    >>> import chengjie.network, chengjie.package
    >>> zone = chengjie.package.open_package("xiangnan-xiangxi")
    >>> found = changes(zone, "guilin", lines=chengjie.network.chosen(zone, ["shao-yong"]))
    >>> found[0].place, found[0].saved
    ('430502', Decimal('19.3'))
    """
    before = {each.place: each for each in access(package, destination, mode)}
    found = [
        Change(each.place, destination, mode, before[each.place].km, each.km)
        for each in access(package, destination, mode, lines=lines, known=known)
        if each.km != before[each.place].km
    ]
    return tuple(sorted(found, key=lambda each: (each.saved is None, -(each.saved or 0), each.place)))
