"""Maps of the zone for pages: every county a link, coloured by what the page speaks of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from django.urls import reverse
from django.utils.html import format_html, format_html_join

from chengjie.report import map as drawing
from chengjie.values import Text
from chengjie.values.text import Language
from chengjie.web import zone


def zone_map(
    language: Language,
    label: str,
    tone: Callable[[str], tuple[str, str]],
    *,
    routes: Iterable[Sequence[tuple[float, float]]] = (),
) -> str:
    """The map of the counties that the plans cover; `tone` gives the class and the words of a county, `routes` are lines.

    Without any shape the counties stand as a list of the same links.
    """
    geometry, places = zone.geometry(), zone.places()
    if not any(geometry.by_code(code) for code in zone.covered()):
        return _listed(language, tone)
    areas = []
    for code in zone.covered():
        shape, place = geometry.by_code(code), places.by_code(code)
        if shape is None or place is None:
            continue
        kind, words = tone(code)
        name = place.en if language == "en" and place.en else place.name
        areas.append(
            drawing.Area(
                shape.rings,
                f"{name}{'：' if language == 'zh' else ': '}{words}" if words else name,
                reverse("place", args=[code]),
                kind,
            )
        )
    return drawing.draw(areas, outlines=_outlines(), routes=routes, marks=_marks(language), label=label)


def _listed(language: Language, tone: Callable[[str], tuple[str, str]]) -> str:
    """What the map would show, in words."""
    lead = Text(
        "没有县区图形（counties.geojson），以名单代替地图。",
        "No shapes of counties (counties.geojson): a list stands for the map.",
    )
    found = [(place, tone(place.code)) for code in zone.covered() if (place := zone.places().by_code(code))]
    rows = format_html_join(
        "",
        '<li><a href="{}">{}</a> <span class="fine">{}</span></li>',
        (
            (reverse("place", args=[place.code]), place.en if language == "en" and place.en else place.name, words)
            for place, (_, words) in found
        ),
    )
    return format_html('<p class="hole">{}</p><ul class="counties">{}</ul>', lead.say(language), rows)


@lru_cache(maxsize=1)
def _outlines() -> tuple[tuple[tuple[float, float], ...], ...]:
    by_prefecture: dict[str | None, list[str]] = {}
    for code in zone.covered():
        place = zone.places().by_code(code)
        if place:
            by_prefecture.setdefault(place.parent, []).append(code)
    return tuple(ring for codes in by_prefecture.values() for ring in zone.geometry().outline(codes))


@lru_cache(maxsize=2)
def _marks(language: Language) -> tuple[drawing.Mark, ...]:
    marks = []
    by_prefecture: dict[str, list[tuple[float, float]]] = {}
    for code in zone.covered():
        place, shape = zone.places().by_code(code), zone.geometry().by_code(code)
        if place and shape and place.parent:
            by_prefecture.setdefault(place.parent, []).append(shape.centroid)
    for code, points in by_prefecture.items():
        prefecture = zone.places().by_code(code)
        if prefecture and len(points) > 2:
            middle = (sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points))
            english = prefecture.en.split(" ")[0] if prefecture.en else prefecture.name
            short = prefecture.name if len(prefecture.name) < 5 else prefecture.name[:2] + "州"
            marks.append(drawing.Mark(middle, english if language == "en" else short))
    return tuple(marks)
