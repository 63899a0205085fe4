"""What to court for a chain's gaps (招商靶单): products and industries, who stands ready beside the gap, which firms make it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import chengjie.register
from chengjie.network import relatedness
from chengjie.network.chains import Chain
from chengjie.network.firms import Firm
from chengjie.network.standing import Standing, labels, makes
from chengjie.package import Package
from chengjie.register import keeping

MOST = 10


@dataclass(frozen=True, slots=True)
class Host:
    """A county that could take a link: which links beside that one it sits on, and how much of what goes with it it has.

    `density` is None where nobody in the zone has the link's industries yet, so that nothing can be said.
    """

    place: str
    beside: tuple[str, ...]
    carriers: tuple[str, ...]
    density: float | None


@dataclass(frozen=True, slots=True)
class Target:
    """A gap with what to look for, where it would fit, and who makes it elsewhere (None without a register)."""

    standing: Standing
    hosts: tuple[Host, ...]
    firms: tuple[Firm, ...] | None


def targets(
    package: Package, chain: Chain, standings: Iterable[Standing], *, firms: Iterable[Firm] | None = None
) -> tuple[Target, ...]:
    """The target list of a chain: its weak and missing links, missing ones first, each with hosts and firms elsewhere."""
    found = {each.link.id: each for each in standings}
    inside = {county.code for county in chengjie.register.places(package).counties(chain.region)}
    outside = None if firms is None else [firm for firm in firms if firm.place not in inside]
    gaps = sorted((each for each in found.values() if each.state != "strong"), key=lambda each: each.state != "missing")
    return tuple(Target(each, _hosts(package, chain, each, found), _makers(each, outside)) for each in gaps)


def _hosts(package: Package, chain: Chain, gap: Standing, found: dict[str, Standing]) -> tuple[Host, ...]:
    beside: dict[str, list[str]] = defaultdict(list)
    carriers: dict[str, dict[str, None]] = defaultdict(dict)
    for link in chain.beside(gap.link.id):
        for seat in found[link.id].seats:
            if seat.exact and link.id not in beside[seat.place]:
                beside[seat.place].append(link.id)
            if seat.exact and seat.carrier:
                carriers[seat.place][seat.carrier] = None
    hosts = [
        Host(place, tuple(links), tuple(carriers[place]), near(package, place, gap.link.codes))
        for place, links in beside.items()
        if links
    ]
    return tuple(sorted(hosts, key=lambda each: (-len(each.beside), -(each.density or 0), each.place))[:MOST])


def _makers(gap: Standing, firms: list[Firm] | None) -> tuple[Firm, ...] | None:
    if firms is None:
        return None
    makers = [firm for firm in firms if makes(firm, gap.link)]
    return tuple(sorted(makers, key=lambda each: (each.output is None, -(each.output or 0), each.name))[:MOST])


def near(package: Package, place: str, codes: Iterable[str]) -> float | None:
    """The greatest density of a county around the divisions of some codes, in the labels of all plans and parks."""
    crowd = keeping.once(package, _crowd)
    divisions = {code[:2] for code in codes} & set(crowd.named)
    if place not in crowd.at or not divisions:
        return None
    return round(max(float(crowd.density[crowd.at[place], crowd.named[division]]) for division in divisions), 4)


def density_of(package: Package, place: str) -> list[tuple[str, float]]:
    """The divisions that a county does not have, with the density around each, greatest first."""
    crowd = keeping.once(package, _crowd)
    if place not in crowd.at:
        return []
    row = crowd.at[place]
    lacking = [
        (code, round(float(crowd.density[row, here]), 4))
        for code, here in crowd.named.items()
        if not crowd.has[row, here]
    ]
    return sorted((each for each in lacking if each[1] > 0), key=lambda each: (-each[1], each[0]))


@dataclass(frozen=True, slots=True)
class Close:
    """How near a division is to another (the lesser chance of having one given the other), and whether a county has it."""

    code: str
    proximity: float
    has: bool


def closeness(package: Package, place: str, division: str) -> tuple[float, tuple[Close, ...]] | None:
    """The density of a county around a division, with every division near to it, nearest first; None where nothing is known."""
    crowd = keeping.once(package, _crowd)
    if place not in crowd.at or division not in crowd.named:
        return None
    row, here = crowd.at[place], crowd.named[division]
    beside = [
        Close(code, round(float(crowd.proximity[here, there]), 4), bool(crowd.has[row, there]))
        for code, there in crowd.named.items()
        if there != here and crowd.proximity[here, there] > 0
    ]
    return round(float(crowd.density[row, here]), 4), tuple(
        sorted(beside, key=lambda each: (-each.proximity, each.code))
    )


@dataclass(frozen=True)
class _Crowd:
    """Counties and divisions by their place in the table, which has which, how near they are, the density of each around each."""

    at: dict[str, int]
    named: dict[str, int]
    has: NDArray[np.bool_]
    proximity: relatedness.Numbers
    density: relatedness.Numbers


def _crowd(package: Package) -> _Crowd:
    """A county has a division where a label says so."""
    pairs = {(each.place, each.code[:2]) for each in labels(package) if len(each.code) > 1}
    given = relatedness.portfolio(dict.fromkeys(pairs, 1.0))
    has = np.asarray(given.amounts > 0)
    proximity = relatedness.proximity(has)
    crowd = relatedness.density(has, proximity)
    places = {name: place for place, name in enumerate(given.places)}
    return _Crowd(places, {name: place for place, name in enumerate(given.industries)}, has, proximity, crowd)
