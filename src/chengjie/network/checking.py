"""The check of a zone's networks: points on no graph or place, lines that lead nowhere, chains and ties that do not hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from chengjie.errors import Fault, Refusal
from chengjie.network.access import networks
from chengjie.network.chains import check as check_chains
from chengjie.network.ties import check as check_ties
from chengjie.package import Package, Row


def check(package: Package) -> Iterator[Fault]:
    """Every fault of meaning in access points, lines, chains and ties."""
    yield from _points(package)
    yield from _lines(package)
    yield from check_chains(package)
    yield from check_ties(package)


def _points(package: Package) -> Iterator[Fault]:
    """A point is a county or a destination; its node is on the graph."""
    known = {row["code"] for row in package.rows("places")} | {row["id"] for row in package.rows("destinations")}
    for row in package.rows("access_points"):
        if row["id"] not in known:
            yield Fault("access-point-unknown", row.origin.at("id"), {"point": row["id"]})
    try:
        networks(package)
    except Refusal as refusal:
        yield from refusal.faults


def _lines(package: Package) -> Iterator[Fault]:
    """A stop is a county or a place outside, not both; no stop twice; a line of two stops at least, or said why not."""
    stops: dict[str, list[Row]] = defaultdict(list)
    for row in package.rows("line_stops"):
        stops[row["line"]].append(row)
        if row["place"] and row["destination"]:
            yield Fault("line-stop-both", row.origin.at("destination"), {"stop": row["name"]})
    for rows in stops.values():
        seen: set[str] = set()
        for row in rows:
            point = row["place"] or row["destination"]
            if point and point in seen:
                yield Fault("line-stop-twice", row.origin.at("name"), {"stop": row["name"]})
            seen.add(point)
