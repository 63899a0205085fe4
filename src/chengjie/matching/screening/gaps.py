"""Who could close the gaps of industry chains (补链): each weak or missing link wants firms of its industries."""

from __future__ import annotations

import chengjie.network
from chengjie.matching.screening.wanted import Want, Wanted
from chengjie.package import Package
from chengjie.values import Text


def by_gaps(package: Package) -> tuple[Wanted, ...]:
    """A row for each weak or missing link of every chain of the zone, as plans and parks show it.

    >>> import chengjie.package
    >>> found = by_gaps(chengjie.package.open_package("xiangnan-xiangxi"))
    >>> all(each.kind == "gap" and each.wants for each in found)
    True
    """
    found = []
    for chain in chengjie.network.chains(package).values():
        for each in chengjie.network.standings(package, chain):
            title = each.link.title.text
            codes = sorted(each.link.codes)
            if each.state == "strong" or not codes:
                continue
            named = Text(f"{chain.title.zh} · {title.zh}", f"{chain.title.en} · {title.en}")
            where = f"{chain.document} {chain.section}"
            found.append(
                Wanted(
                    f"{chain.id}/{each.link.id}",
                    named,
                    "gap",
                    tuple(Want(code, 1.0, title.zh, where) for code in codes),
                )
            )
    return tuple(found)
