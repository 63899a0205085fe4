"""The first page: the zone on a map, what its plans promise, what was truly seen, what is missing."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

import chengjie.indicator
from chengjie.indicator import Progress
from chengjie.report import charts
from chengjie.values import Text
from chengjie.values.quantity import unit_title
from chengjie.values.text import Language
from chengjie.web import zone
from chengjie.web.door import language_of
from chengjie.web.pages import maps


def cockpit(request: HttpRequest) -> HttpResponse:
    """Map, headline targets of every plan, counts of what the zone holds."""
    language = language_of(request)
    listed = Counter(row.county.code for row in zone.catalogue() if row.county)
    label = "区域地图" if language == "zh" else "Map of the zone"

    def tone(code: str) -> tuple[str, str]:
        count = listed[code]
        both = sum(
            code in {place.code for place in zone.places().counties(row["region"])} for row in zone.documents().values()
        )
        words = f"{count} 行承接目录，{both} 份规划" if language == "zh" else f"{count} catalogue rows, {both} plans"
        return f"plans-{min(both, 2)}", words

    plans = [
        {
            "id": name,
            "row": row,
            "goals": [_goal(each) for each in zone.progress() if each.goal.document == name],
            "region": zone.places().region(row["region"]),
        }
        for name, row in zone.documents().items()
    ]
    context = {
        "map": mark_safe(maps.zone_map(language, label, tone)),  # noqa: S308  # drawn by us, every word escaped there
        "notice": zone.geometry().notice,
        "has_shapes": len(zone.geometry()) > 0,
        "plans": plans,
        "counts": _counts(),
    }
    return render(request, "chengjie/cockpit.html", context)


def _counts() -> list[tuple[str, Text, int]]:
    return [
        ("reader-first", Text("条指标断言", "quantitative claims"), len(zone.claims("targets"))),
        ("catalogue", Text("行承接目录", "catalogue rows"), len(zone.catalogue())),
        ("catalogue", Text("个承载地", "carriers"), len(zone.carriers())),
        ("sources", Text("条观测值", "observations"), sum(len(each) for each in zone.observations_by_place().values())),
        ("sources", Text("个来源", "sources"), len(zone.package().sources)),
    ]


def _goal(each: Progress) -> dict[str, Any]:
    last = each.seen[-1] if each.seen else None
    return {
        "progress": each,
        "indicator": each.goal.indicator,
        "baseline": each.goal.baseline,
        "targets": each.goal.targets,
        "seen": last,
        "verdicts": [(judgement, chengjie.indicator.because(judgement.because)) for judgement in each.judgements],
        "holes": [(hole, chengjie.indicator.because(hole.because)) for hole in each.holes],
    }


def goal(request: HttpRequest, region: str, indicator: str) -> HttpResponse:
    """One headline target: path, observations with their parts and sources, holes by name, breaks of definition."""
    found = next(
        (each for each in zone.progress() if each.goal.region == region and each.goal.indicator.id == indicator), None
    )
    if found is None:
        raise Http404
    language = language_of(request)
    context = {
        **_goal(found),
        "chart": _chart(found, language),
        "region": zone.places().region(region),
        "names": {place.code for place in zone.places()},
    }
    return render(request, "chengjie/goal.html", context)


_drawn = lru_cache(maxsize=256)(charts.progress)


def _chart(found: Progress, language: Language) -> str:
    dots = [charts.Dot(year, float(value), "path") for year, value in found.path]
    baseline = found.goal.baseline
    if baseline and baseline.value is not None:
        dots.append(charts.Dot(baseline.period.last_year, float(baseline.value), "baseline"))
    dots += [
        charts.Dot(each.period.last_year, float(each.value), "target")
        for each in found.goal.targets
        if each.value is not None
    ]
    dots += [charts.Dot(each.period.last_year, float(each.value), "seen") for each in found.seen]
    if len({dot.year for dot in dots}) < 2:
        return ""
    names = (("path", "所需路径"), ("target", "目标"), ("baseline", "基数"), ("seen", "观测值"))
    english = (("path", "path needed"), ("target", "target"), ("baseline", "baseline"), ("seen", "observed"))
    unit = unit_title(found.goal.indicator.unit).say(language)
    drawn = _drawn(tuple(dots), english if language == "en" else names, unit)
    return mark_safe(drawn)  # noqa: S308  # drawn by Vega from numbers
