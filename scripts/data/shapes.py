"""County shapes: zones/hunan/counties.geojson, small enough for pages.

    python scripts/data/shapes.py ../shared/data

Borders are simplified arc by arc (Douglas–Peucker, 0.006°, three decimals), so that neighbours keep one common border.
"""

from __future__ import annotations

import collections
import json
import math
from typing import Any

import writing

Point = tuple[float, float]
TOLERANCE = 0.006


def simplified(ring: list[Point], owners: dict[Point, frozenset[str]]) -> list[Point]:
    """The closed ring with each arc between junctions simplified; a junction is where the set of counties changes."""
    points = ring[:-1]
    breaks = [
        here
        for here, point in enumerate(points)
        if len(owners[point]) > 2
        or not owners[point] == owners[points[here - 1]] == owners[points[(here + 1) % len(points)]]
    ]
    start = breaks[0] if breaks else points.index(min(points))
    points = points[start:] + points[:start] + [points[start]]
    cuts = [here - start for here in breaks] or [0, len(points) // 2]
    kept: list[Point] = []
    for first, last in zip(cuts, [*cuts[1:], len(points) - 1], strict=True):
        kept += _arc(points[first : last + 1])[:-1]
    return [*kept, kept[0]]


def _arc(points: list[Point]) -> list[Point]:
    """The same points whichever way it is walked."""
    return _line(points) if points[0] <= points[-1] else _line(points[::-1])[::-1]


def _line(points: list[Point]) -> list[Point]:
    if len(points) < 3:
        return points
    away, far = max((_distance(point, points[0], points[-1]), here) for here, point in enumerate(points[1:-1], 1))
    if away < TOLERANCE:
        return [points[0], points[-1]]
    return _line(points[: far + 1])[:-1] + _line(points[far:])


def _distance(point: Point, first: Point, last: Point) -> float:
    length = math.dist(first, last)
    if length == 0:
        return math.dist(point, first)
    (x, y), (a, b), (c, d) = point, first, last
    return abs((c - a) * (b - y) - (a - x) * (d - b)) / length


def _feature(given: dict[str, Any], polygons: list[list[list[Point]]], owners: dict[Point, frozenset[str]]) -> str:
    rings = [[simplified(ring, owners) for ring in polygon] for polygon in polygons]
    kept = [[[[round(x, 3), round(y, 3)] for x, y in ring] for ring in polygon if len(ring) > 3] for polygon in rings]
    shape = {
        "type": "Feature",
        "properties": {"code": given["code"], "lon": round(given["lon"], 3), "lat": round(given["lat"], 3)},
        "geometry": {"type": "MultiPolygon", "coordinates": [polygon for polygon in kept if polygon]},
    }
    return json.dumps(shape, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    raw = json.loads((writing.raw_data() / "boundaries/hunan_counties_cnmaps_simplified.geojson").read_text("utf-8"))
    shapes = {
        feature["properties"]["code"]: [
            [[(x, y) for x, y in ring] for ring in polygon] for polygon in feature["geometry"]["coordinates"]
        ]
        for feature in raw["features"]
    }
    found: dict[Point, set[str]] = collections.defaultdict(set)
    for code, polygons in shapes.items():
        for point in (point for polygon in polygons for ring in polygon for point in ring):
            found[point].add(code)
    owners = {point: frozenset(codes) for point, codes in found.items()}
    lines = [_feature(each["properties"], shapes[each["properties"]["code"]], owners) for each in raw["features"]]
    text = '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"
    (writing.ZONES / "hunan/counties.geojson").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
