"""Trails of distances on the graphs: the way with its two straight legs, planned lines, and what they are assumed to be."""

from __future__ import annotations

from decimal import Decimal

import chengjie.network
import chengjie.register
from chengjie.errors import Refusal
from chengjie.network import Line
from chengjie.package import Package
from chengjie.values import Text, Trail

ODBL = "osm-network"


def access(package: Package, rest: str) -> Trail | None:
    """A way by `<place>:<destination>:<mode>` or `…:<line>+<line>` with planned lines open; None where there is none.

    A destination that stands for the nearest of a kind is written with a full stop, `nearest.port`.
    """
    place, destination, mode, *more = [*rest.split(":"), "", ""][:4]
    destination = destination.replace("nearest.", "nearest:")
    try:
        lines = chengjie.network.chosen(package, filter(None, more[0].split("+")))
        found = chengjie.network.access(package, destination, mode, lines=lines)
    except Refusal:
        return None
    reach = next((each for each in found if each.place == place), None)
    if reach is None:
        return None
    if reach.km is None:
        missing = Text("路网上没有通路，或起讫点不在路网上", "no way on the graph, or an end that is not on it")
        return Trail(f"access:{rest}", _label(package, place, destination, mode), None, ground="unknown",
                     parts=(Trail(f"access:{rest}:way", missing, None, ground="unknown"),))  # fmt: skip
    stations = {stop.point for line in lines if line.mode == mode for stop in line.stops}
    legs = [
        _part(
            package,
            f"access:{rest}:first",
            Text("县城到路网（直线）", "county seat to the graph, in a line"),
            reach.first_leg,
        ),
        _part(
            package,
            f"access:{rest}:last",
            Text("路网到目的地（直线）", "graph to the destination, in a line"),
            reach.last_leg,
        ),
    ]
    parts = [leg for leg, end in zip(legs, (place, reach.end), strict=True) if end not in stations]
    parts += [_line(package, each) for each in lines if each.mode == mode]
    how = "路网最短路径，含两端直线 shortest path on the graph with both straight legs"
    return Trail(
        f"access:{rest}", _label(package, place, reach.end or destination, mode), reach.km, "公里", "data", how,
        package.sources.get(ODBL), f"hunan/networks/{mode}-edges.csv.gz", tuple(parts),
    )  # fmt: skip


def _part(package: Package, identity: str, label: Text, km: Decimal | None) -> Trail:
    return Trail(
        identity, label, km, "公里", "data", source=package.sources.get(ODBL), locator="hunan/access_points.csv"
    )


def _line(package: Package, line: Line) -> Trail:
    """A planned line with the claim that names it and the length of each stretch."""
    parts = tuple(
        Trail(
            f"line:{line.id}:{each.one}:{each.other}", Text(f"{_name(package, each.one).zh}—{_name(package, each.other).zh}", f"{_name(package, each.one).en} – {_name(package, each.other).en}"),
            each.km, "公里", "assumption" if each.assumed else "data",
            "直线 × 假设的倍数 straight line × assumed factor" if each.assumed else "", package.sources.get("chengjie" if each.assumed else line.source),
            "network_assumptions.csv · line-detour" if each.assumed else "line_stops.csv",
        )
        for each in chengjie.network.stretches(package, [line])
    )  # fmt: skip
    total = sum((Decimal(str(part.value)) for part in parts), Decimal(0))
    label = Text(f"规划线路：{line.title.zh}", f"planned line: {line.title.en}")
    return Trail(
        f"line:{line.id}",
        label,
        total,
        "公里",
        "formula",
        line.note,
        package.sources.get(line.source),
        line.claim,
        parts,
    )


def _name(package: Package, point: str) -> Text:
    place = chengjie.register.places(package).by_code(point)
    if place is not None:
        return Text(place.name, place.en or place.name)
    return chengjie.network.destinations(package).get(point, Text(point, point))


def _label(package: Package, place: str, destination: str, mode: str) -> Text:
    by = {"road": Text("公路", "by road"), "rail": Text("铁路", "by rail")}[mode]
    here, there = _name(package, place), _name(package, destination)
    return Text(f"{here.zh}到{there.zh}（{by.zh}）", f"{here.en} to {there.en} ({by.en})")
