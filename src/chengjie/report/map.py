"""A county map as an inline picture: drawn from shapes and values, every county a link with a name, no scripts (地图)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

Point = tuple[float, float]
Ring = Sequence[Point]


@dataclass(frozen=True, slots=True)
class Area:
    """A county on the map: its rings, what it is called, where it leads, and the class that colours it."""

    rings: Sequence[Ring]
    title: str
    href: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A label or dot at a point."""

    at: Point
    words: str
    tone: str = "label"


def draw(
    areas: Iterable[Area],
    *,
    outlines: Iterable[Ring] = (),
    routes: Iterable[Ring] = (),
    marks: Iterable[Mark] = (),
    label: str,
    width: int = 900,
) -> str:
    """The map as SVG. Coordinates are degrees east and north; the picture is scaled so that distances look right in its middle.

    >>> draw([Area([[(0, 0), (1, 0), (1, 1), (0, 0)]], "甲县", "/x")], label="图").count("<a ")
    1
    """
    drawn = list(areas)
    points = [point for area in drawn for ring in area.rings for point in ring]
    if not points:
        return ""
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = width / ((east - west) * squeeze or 1)
    height = (north - south) * scale

    def place(point: Point) -> str:
        return f"{(point[0] - west) * squeeze * scale:.1f},{(north - point[1]) * scale:.1f}"

    def path(rings: Iterable[Ring], *, closed: bool) -> str:
        return "".join("M" + "L".join(place(point) for point in ring) + ("Z" if closed else "") for ring in rings)

    body = [
        f'<a href="{escape(area.href)}"><path class="county {escape(area.tone)}" fill-rule="evenodd" d="{path(area.rings, closed=True)}">'
        f"<title>{escape(area.title)}</title></path></a>"
        for area in drawn
    ]
    body.append(f'<path class="border" d="{path(outlines, closed=False)}"/>')
    body += [f'<path class="route" d="{path([route], closed=False)}"/>' for route in routes]
    for mark in marks:
        x, y = place(mark.at).split(",")
        body.append(f'<text class="{escape(mark.tone)}" x="{x}" y="{y}">{escape(mark.words)}</text>')
    return (
        f'<svg class="map" viewBox="-4 -4 {width + 8} {height + 8:.0f}" role="group" aria-label="{escape(label)}" '
        f'xmlns="http://www.w3.org/2000/svg">{"".join(body)}</svg>'
    )
