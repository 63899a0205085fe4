"""The catalogue: which county takes which industry where; counties and carriers in full."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe

import chengjie.network
from chengjie.register import CatalogueRow
from chengjie.values import Column, Table, Text
from chengjie.web import cases, ledger_tables, occupancy, scope, zone
from chengjie.web.door import language_of
from chengjie.web.pages import downloads, maps
from chengjie.web.records.cases import Case
from chengjie.web.records.ledger import Line

MOST_PROJECTS = 40


def catalogue(request: HttpRequest) -> HttpResponse:
    """Map and table, filtered by industry, place and words."""
    language = language_of(request)
    industry, prefecture, words = (request.GET.get(name, "").strip() for name in ("industry", "prefecture", "q"))
    rows = [row for row in zone.catalogue() if _wanted(row, industry, prefecture, words)]
    if request.GET.get("format"):
        return downloads.table(_table(rows), "catalogue", request.GET["format"], language)
    hits = Counter(row.county.code for row in rows if row.county)

    def tone(code: str) -> tuple[str, str]:
        count = hits[code]
        return f"hits-{min(count, 3)}", (f"{count} 行" if language == "zh" else f"{count} rows") if count else ""

    divisions = sorted(
        {code[:2] for row in zone.catalogue() for use in row.industries for code in use.codes if code[:2].isdigit()}
    )
    context = {
        "rows": rows,
        "map": mark_safe(maps.zone_map(language, "承接目录地图" if language == "zh" else "Map of the catalogue", tone)),  # noqa: S308  # drawn by us
        "notice": zone.geometry().notice,
        "industry": industry,
        "prefecture": prefecture,
        "q": words,
        "divisions": [found for code in divisions if (found := zone.industries().by_code(code))],
        "prefectures": sorted(
            {row.prefecture for row in zone.catalogue() if row.prefecture}, key=lambda place: place.code
        ),
        "found": len(rows),
        "all": len(zone.catalogue()),
    }
    return render(request, "chengjie/catalogue.html", context)


def _wanted(row: CatalogueRow, industry: str, prefecture: str, words: str) -> bool:
    if prefecture and (row.prefecture is None or row.prefecture.code != prefecture):
        return False
    if industry and not any(code.startswith(industry) for use in row.industries for code in use.codes):
        return False
    return not words or any(words in cell for cell in row.cells.values()) or bool(row.place and words in row.place.name)


def _table(rows: list[CatalogueRow]) -> Table:
    columns = (
        Column("document", Text("规划", "plan")), Column("where", Text("位置", "where")), Column("prefecture", Text("市州", "prefecture")),
        Column("county", Text("县市区", "county")), Column("labels", Text("产业标签", "industry labels")), Column("codes", Text("行业代码", "codes")),
        Column("carriers", Text("承载地", "carriers")),
    )  # fmt: skip
    body = tuple(
        (
            row.document, f"{row.section} {row.paragraph}", row.prefecture.name if row.prefecture else None, row.county.name if row.county else None,
            "、".join(use.label for use in row.industries), "、".join(dict.fromkeys(code for use in row.industries for code in use.codes)),
            "、".join(use.name for use in row.carriers),
        )
        for row in rows
    )  # fmt: skip
    return Table(columns, body, Text("承接目录", "Catalogue"))


def place(request: HttpRequest, code: str) -> HttpResponse:
    """One county or prefecture: catalogue rows, directions, carriers, distances, figures, names."""
    found = zone.places().by_code(code)
    if found is None:
        raise Http404
    above = zone.places().by_code(found.parent) if found.parent else None
    rows = [
        row
        for row in zone.catalogue()
        if row.county == found or (found.level == "prefecture" and row.prefecture == found)
    ]
    directions = [row for row in zone.catalogue() if row.county is None and row.prefecture in (found, above)]
    context: dict[str, Any] = {
        "place": found,
        "above": above,
        "rows": [row for row in rows if row.county],
        "directions": directions,
        "carriers": zone.carriers().in_county(code) if found.level == "county" else (),
        "children": zone.places().children(code, statistical=True),
        "distances": zone.distances().of(code)[:14],
        "names": zone.places().names(code),
        "observations": _observed(code),
        "sources": zone.package().sources,
        "regions": [region for region in zone.places().regions if found.code in region.members],
        "networks": _networks(code) if found.level == "county" else None,
    }
    return render(request, "chengjie/place.html", context)


def _networks(code: str) -> dict[str, Any]:
    """The links of chains that a county sits on, the industries nearest to what it has, its ties."""
    package = zone.package()
    held = chengjie.network.links_of(package, code)
    plain = [each for each in held if each.exact]
    return {
        "links": plain,
        "broad": len(held) - len(plain),
        "near": chengjie.network.next_industries(package, code),
        "ties": len(chengjie.network.tied(package, place=code)),
    }


def _observed(code: str) -> list[Any]:
    known = {row["id"]: row for row in zone.package().rows("indicators")}
    each_year = sorted(zone.observations_by_place().get(code, []), key=lambda each: (each.indicator, str(each.period)))
    return [
        {
            "title": Text(known[each.indicator]["zh"], known[each.indicator]["en"])
            if each.indicator in known
            else Text(each.indicator, each.indicator),
            "seen": each,
        }
        for each in each_year
    ]


def carrier(request: HttpRequest, identity: str) -> HttpResponse:
    """One carrier: names, grade, area, leading industries, counties, catalogue rows, sources."""
    found = zone.carriers().by_id.get(identity)
    if found is None:
        raise Http404
    rows = [row for row in zone.catalogue() if any(use.carrier == found for use in row.carriers)]
    context = {
        "carrier": found,
        "rows": rows,
        "counties": [place for code in found.counties if (place := zone.places().by_code(code))],
        "labels": [(label, zone.industries().label(label)) for label in found.leading_industries],
        "sources": [zone.package().sources[name] for name in found.sources if name in zone.package().sources],
        "distances": [each for code in found.counties[:1] for each in zone.distances().of(code)[:10]],
        "stock": occupancy.stock(identity, scope.of(request)),
        "projects": _projects(request, identity),
    }
    return render(request, "chengjie/carrier.html", context)


def _projects(request: HttpRequest, carrier: str) -> list[tuple[Case, Text]]:
    """The projects under way at a carrier, of those that somebody may see, with the stage of each; real ones first."""
    found = Line.objects.filter(case__in=cases.visible(scope.of(request)).filter(carrier=carrier, ended=""))
    rows = found.select_related("case").order_by("simulated", "-case_id")[:MOST_PROJECTS]
    return [(each.case, ledger_tables.stage(each.stage)) for each in rows]
