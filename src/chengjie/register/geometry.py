"""County shapes for maps (县界): rings of longitude and latitude, and a point in the middle.

The packaged shapes come from an open package; their coordinates may be GCJ-02, shifted by some hundred metres, and they
have no review number (审图号). Whoever publishes a map of them says so: `NOTICE`.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chengjie.errors import Refusal
from chengjie.package import Package
from chengjie.register import keeping
from chengjie.values import Text

FILE = "counties.geojson"
LARGEST = 20_000_000

NOTICE = Text(
    "示意图：县界取自开放数据并经简化，坐标可能为GCJ-02，无审图号，不作为划界依据；公开发布前须按规定送审。",
    "Sketch map: county borders from open data, simplified, possibly in GCJ-02, without a map review number; "
    "not evidence of any border; a published map of China needs official review.",
)

Point = tuple[float, float]
Ring = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """The rings of a county, closed, outer ones and holes alike (fill by even-odd), and a point in its middle."""

    code: str
    rings: tuple[Ring, ...]
    centroid: Point


@dataclass(frozen=True)
class Geometry:
    """Every shape that a package has, by the code of its county."""

    shapes: Mapping[str, Shape]
    notice: Text = NOTICE

    def __iter__(self) -> Iterator[Shape]:
        return iter(self.shapes.values())

    def __len__(self) -> int:
        return len(self.shapes)

    def by_code(self, code: str) -> Shape | None:
        """The shape of a county; None for a unit without one, such as 洪江管理区."""
        return self.shapes.get(code)

    def of(self, codes: Iterable[str]) -> tuple[Shape, ...]:
        """The shapes of those of the counties that have one."""
        return tuple(shape for code in codes if (shape := self.shapes.get(code)) is not None)

    def bounds(self, codes: Iterable[str]) -> tuple[float, float, float, float] | None:
        """West, south, east, north of the counties together; None where none has a shape."""
        points = [point for shape in self.of(codes) for ring in shape.rings for point in ring]
        if not points:
            return None
        longitudes, latitudes = zip(*points, strict=True)
        return min(longitudes), min(latitudes), max(longitudes), max(latitudes)

    def outline(self, codes: Iterable[str]) -> tuple[Ring, ...]:
        """The border around counties together, such as a prefecture's: lines that no two of them share."""
        seen: Counter[tuple[Point, Point]] = Counter()
        for ring in (ring for shape in self.of(codes) for ring in shape.rings):
            seen.update((min(edge), max(edge)) for edge in itertools.pairwise(ring))
        return _joined([edge for edge, count in seen.items() if count == 1])


def _joined(edges: list[tuple[Point, Point]]) -> tuple[Ring, ...]:
    """Edges walked one after another into lines; a line ends where it began, or where there is no way on."""
    ways: dict[Point, list[Point]] = defaultdict(list)
    for here, there in edges:
        ways[here].append(there)
        ways[there].append(here)
    lines = []
    for start in list(ways):
        while ways[start]:
            line = [start]
            while ways[line[-1]]:
                here, there = line[-1], ways[line[-1]].pop()
                ways[there].remove(here)
                line.append(there)
            lines.append(tuple(line))
    return tuple(lines)


def geometry(package: Package) -> Geometry:
    """The shapes of a package, from the nearest `counties.geojson`; none where there is no such file.

    >>> import chengjie.package
    >>> shapes = geometry(chengjie.package.open_package("hunan"))
    >>> len(shapes), shapes.by_code("431127").centroid
    (122, (112.235, 25.311))
    """
    return keeping.once(package, _made)


def _made(package: Package) -> Geometry:
    path = package.path(FILE)
    return Geometry(_read(path)) if path else Geometry({})


def _read(path: Path) -> dict[str, Shape]:
    """Refuses `geometry-malformed` for what is no collection of polygons with codes."""
    try:
        if path.stat().st_size > LARGEST:
            raise Refusal.of("geometry-malformed", file=FILE, detail="too large")
        features = json.loads(path.read_text(encoding="utf-8"))["features"]
        made = [_shape(feature) for feature in features]
    except (OSError, ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise Refusal.of("geometry-malformed", file=FILE, detail=type(error).__name__) from error
    return {shape.code: shape for shape in made}


def _shape(feature: Mapping[str, Any]) -> Shape:
    given, drawn = feature["properties"], feature["geometry"]
    polygons = drawn["coordinates"] if drawn["type"] == "MultiPolygon" else [drawn["coordinates"]]
    rings = tuple(tuple((float(x), float(y)) for x, y in ring) for polygon in polygons for ring in polygon)
    middle = (float(given["lon"]), float(given["lat"])) if "lon" in given and "lat" in given else _middle(rings)
    return Shape(str(given["code"]), rings, middle)


def _middle(rings: tuple[Ring, ...]) -> Point:
    """The middle of the box around the longest ring."""
    longest = max(rings, key=len)
    longitudes, latitudes = zip(*longest, strict=True)
    return round((min(longitudes) + max(longitudes)) / 2, 3), round((min(latitudes) + max(latitudes)) / 2, 3)
