"""What networks say of one county: the links that it sits on, and the industries that lie nearest to what it has."""

from __future__ import annotations

from dataclasses import dataclass

import chengjie.register
from chengjie.network.chains import Chain, chains
from chengjie.network.standing import Standing, standings
from chengjie.network.targets import density_of
from chengjie.package import Package
from chengjie.register import Industry


@dataclass(frozen=True, slots=True)
class Held:
    """A link that a county sits on, plainly or by a broad label."""

    chain: Chain
    standing: Standing
    exact: bool


@dataclass(frozen=True, slots=True)
class Near:
    """A division of GB/T 4754 that no label gives a county yet, and how much of what goes with it the county has."""

    industry: Industry
    density: float


def links_of(package: Package, place: str) -> tuple[Held, ...]:
    """The links that a county sits on, plain ones first.

    >>> import chengjie.package
    >>> [each.standing.link.title.zh for each in links_of(chengjie.package.open_package("xiangnan-xiangxi"), "431127")][:2]
    ['皮革与辅料', '鞋帽']
    """
    found = []
    for chain in chains(package).values():
        for standing in standings(package, chain):
            seats = [seat for seat in standing.seats if seat.place == place]
            if seats:
                found.append(Held(chain, standing, any(seat.exact for seat in seats)))
    return tuple(sorted(found, key=lambda each: not each.exact))


def next_industries(package: Package, place: str, *, limit: int = 6) -> tuple[Near, ...]:
    """The divisions nearest to what a county has and that it does not have, nearest first; empty where it has none."""
    known = chengjie.register.industries(package)
    return tuple(
        Near(industry, density)
        for code, density in density_of(package, place)[:limit]
        if (industry := known.by_code(code)) is not None
    )
