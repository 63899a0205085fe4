"""Trails of distances: from a county to a port, an airport or a city, with the data set that it rests on."""

from __future__ import annotations

from chengjie.package import Package
from chengjie.values import Text, Trail

_MODES = {"road": Text("公路", "by road"), "rail": Text("铁路", "by rail"), "line": Text("直线", "straight line")}


def distance(package: Package, rest: str) -> Trail | None:
    """A row of the distance table by `<place>:<destination>:<mode>`; None where there is none."""
    for row in package.rows("distances"):
        if f"{row['place']}:{row['destination']}:{row['mode']}" != rest:
            continue
        return Trail(
            id=f"distance:{rest}",
            label=_label(package, row["place"], row["destination"]),
            value=float(row["km"]) if row["km"] else None,
            unit="公里",
            ground="data",
            said=_MODES.get(row["mode"], Text(row["mode"], row["mode"])),
            source=package.sources.get(row["source"]),
            locator=str(row.origin.where),
        )
    return None


def _label(package: Package, place: str, destination: str) -> Text:
    here = next(
        ((row["name"], row["en"] or row["name"]) for row in package.rows("places") if row["code"] == place),
        (place,) * 2,
    )
    there = next(
        ((row["zh"], row["en"]) for row in package.rows("destinations") if row["id"] == destination), (destination,) * 2
    )
    return Text(f"{here[0]}到{there[0]}", f"{here[1]} to {there[1]}")
