"""The HTTP API: the same shapes as the command line, with an OpenAPI description at /api/openapi.json."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI, Query, Schema
from ninja.errors import HttpError

import chengjie
import chengjie.matching
import chengjie.system
from chengjie.web import zone

api = NinjaAPI(title="承接 Chengjie", version=chengjie.__version__, docs_url=None, urls_namespace="api")
MOST = 500


class Page(Schema):
    """Where a long list is cut."""

    offset: int = 0
    limit: int = 100


@api.get("/zone")
def about(request: HttpRequest) -> dict[str, Any]:
    """The zone, its plans and the size of its tables."""
    package = zone.package()
    return {
        "id": package.id,
        "title": package.title.as_json(),
        "documents": [dict(row.values) for row in zone.documents().values()],
        "tables": {name: len(package.rows(name)) for name in package.tables},
    }


@api.get("/claims/{kind}")
def claims(
    request: HttpRequest, kind: str, page: Query[Page], document: str = "", place: str = "", q: str = ""
) -> dict[str, Any]:
    """Claims of one kind: targets, entries, measures, things or systems."""
    if kind not in {"targets", "entries", "measures", "things", "systems"}:
        raise HttpError(404, "targets, entries, measures, things, systems")
    rows = [
        row
        for row in zone.claims(kind)
        if (not document or row["document"] == document)
        and (not place or row.get("place") == place)
        and (not q or q in json.dumps(dict(row.values), ensure_ascii=False))
    ]
    return {"count": len(rows), "claims": [dict(row.values) for row in _cut(rows, page)]}


def _cut(rows: list[Any], page: Page) -> list[Any]:
    start = max(0, page.offset)
    return rows[start : start + max(1, min(page.limit, MOST))]


@api.get("/catalogue")
def catalogue(request: HttpRequest, page: Query[Page]) -> dict[str, Any]:
    """Catalogue rows: printed cells beside the places, codes and carriers they mean."""
    rows = [
        {
            "id": row.id, "document": row.document, "section": row.section, "paragraph": row.paragraph, "cells": dict(row.cells),
            "prefecture": row.prefecture.code if row.prefecture else None, "county": row.county.code if row.county else None,
            "industries": [{"label": use.label, "codes": list(use.codes)} for use in row.industries],
            "carriers": [{"name": use.name, "id": use.carrier.id if use.carrier else None} for use in row.carriers],
        }
        for row in zone.catalogue()
    ]  # fmt: skip
    return {"count": len(rows), "rows": _cut(rows, page)}


class ProjectIn(Schema):
    """A project; amounts are a number with a unit, such as `80 亩`."""

    name: str
    industry: str
    investment: str | None = None
    land: str | None = None
    plant_area: str | None = None
    power: str | None = None
    water: str | None = None
    energy: str | None = None
    jobs: str | None = None
    origin: str | None = None
    wishes: dict[str, Any] | None = None


@api.post("/match")
def match(request: HttpRequest, project: ProjectIn) -> dict[str, Any]:
    """The carriers ranked for a project."""
    given = {key: value for key, value in project.dict().items() if value is not None}
    return chengjie.matching.match(chengjie.matching.read_project(given), zone.package()).as_json()


@api.get("/progress")
def progress(request: HttpRequest) -> dict[str, Any]:
    """Headline targets with what was seen and what is missing."""
    return {
        "targets": [
            {
                "region": each.region, "document": each.goal.document, "indicator": each.goal.indicator.id, "unit": each.goal.indicator.unit,
                "baseline": _milestone(each.goal.baseline), "targets": [_milestone(target) for target in each.goal.targets],
                "observed": [{"period": str(seen.period), "value": float(seen.value), "derived": seen.derived, "weak": seen.is_weak} for seen in each.seen],
                "verdicts": [{"period": str(judged.period), "verdict": judged.verdict, "because": judged.because} for judged in each.judgements],
                "missing": [{"period": str(hole.period), "because": hole.because, "names": list(hole.names)} for hole in each.holes],
            }
            for each in zone.progress()
        ]
    }  # fmt: skip


def _milestone(found: Any) -> dict[str, Any] | None:  # noqa: ANN401  # a milestone or none
    if found is None:
        return None
    return {
        "period": str(found.period),
        "value": float(found.value) if found.value is not None else None,
        "comparator": found.comparator,
        "unit": found.unit,
        "claims": list(found.claims),
    }


@api.get("/why/{path:figure}")
def why(request: HttpRequest, figure: str) -> dict[str, Any]:
    """What lies under a figure."""
    return chengjie.system.why(zone.package(), figure).as_json()
