"""What everybody may ask: the zone with its plans and places, matching, admission, rules, indices, and why."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone

import chengjie.index
import chengjie.matching
import chengjie.rule
import chengjie.system
from chengjie.errors import Refusal
from chengjie.web import zone
from chengjie.web.api.answers.open import (
    AdmittedOut,
    CatalogueOut,
    ClaimedsOut,
    ComputedOut,
    IndicesOut,
    MatchingOut,
    ProgressOut,
    RulesOut,
    WhyOut,
    ZoneOut,
)
from chengjie.web.api.shape import MOST, Field, Line, Number, Query, Router, Schema, told
from chengjie.web.pages import admission, index_looks

router = Router(tags=["open"])
Kind = Literal["targets", "entries", "measures", "things", "systems"]


class Page(Schema):
    """Where a long list is cut; `next` of an answer is the offset of the page after it."""

    offset: Number = 0
    limit: int = Field(default=100, ge=1, le=MOST)


@router.get("/zone", response=ZoneOut, **told("区域和它的规划", "the zone and its plans"))
def about(request: HttpRequest) -> dict[str, Any]:
    """The zone, its plans and the size of its tables."""
    package = zone.package()
    return {
        "id": package.id,
        "title": package.title.as_json(),
        "documents": [dict(row.values) for row in zone.documents().values()],
        "tables": {name: len(package.rows(name)) for name in package.tables},
    }


@router.get("/claims/{kind}", response=ClaimedsOut, **told("规划里的断言", "claims of the plans"))
def claims(
    request: HttpRequest, kind: Kind, page: Query[Page], document: Line = "", place: Line = "", q: Line = ""
) -> dict[str, Any]:
    """Claims of one kind: targets, entries, measures, things or systems."""
    rows = [
        row
        for row in zone.claims(kind)
        if (not document or row["document"] == document)
        and (not place or row.get("place") == place)
        and (not q or q in json.dumps(dict(row.values), ensure_ascii=False))
    ]
    return {
        "count": len(rows),
        "next": _next(rows, page),
        "claims": [{**row.values, "why": f"/api/why/claim:{row['id']}"} for row in _cut(rows, page)],
    }


def _cut(rows: list[Any], page: Page) -> list[Any]:
    return rows[page.offset : page.offset + page.limit]


def _next(rows: list[Any], page: Page) -> int | None:
    end = page.offset + page.limit
    return end if end < len(rows) else None


@router.get("/catalogue", response=CatalogueOut, **told("承接目录", "the catalogue"))
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
    return {"count": len(rows), "next": _next(rows, page), "rows": _cut(rows, page)}


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


@router.post("/match", response=MatchingOut, **told("为项目排承载地", "rank carriers for a project"))
def match(request: HttpRequest, project: ProjectIn) -> dict[str, Any]:
    """The carriers ranked for a project."""
    given = {key: value for key, value in project.dict().items() if value is not None}
    return chengjie.matching.match(chengjie.matching.read_project(given), zone.package()).as_json()


class CaseIn(Schema):
    """A case: inputs by their names, at a carrier (id or name), on a day."""

    given: dict[str, Any] = Field(default_factory=dict)
    industry: str | None = None
    carrier: str | None = None
    on: date | None = None


@router.post("/admit", response=AdmittedOut, **told("准入核对", "hold a case against the rules"))
def admit(request: HttpRequest, case: CaseIn) -> dict[str, Any]:
    """The verdicts on a case, as `chengjie admit --json` gives them, with what the site knows of its place."""
    carrier = zone.carriers().one(case.carrier) if case.carrier else None
    industry = {"industry": case.industry} if case.industry else {}
    return admission.hold({**industry, **case.given}, carrier, case.on or timezone.localdate())[0].as_json()


@router.get("/rules", response=RulesOut, **told("某日有效的规则", "rules in force on a day"))
def rules(request: HttpRequest, on: date | None = None) -> dict[str, Any]:
    """The rules in force on a day with their sources, and the parameters that the books leave open."""
    known = chengjie.rule.books(zone.package())
    day = on or timezone.localdate()
    found = [{"book": each.book, **each.rule.model_dump(mode="json", by_alias=True)} for each in known.on(day)]
    return {
        "on": day.isoformat(),
        "rules": found,
        "unfilled": [name for name, each in known.parameters.items() if each.value is None],
    }


@router.get("/progress", response=ProgressOut, **told("主要指标的进度", "progress of the headline targets"))
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


class IndexIn(Schema):
    """Rows of a data sheet, each with `unit` and the columns of the index; null is unknown. `runs` asks for rank ranges."""

    rows: list[dict[str, float | str | None]] = Field(max_length=5000)
    fill: dict[str, Any] | None = None
    runs: int = Field(default=0, ge=0, le=10_000)
    seed: int = Field(default=0, ge=0)


@router.get("/indices", response=IndicesOut, **told("综合指数", "indices"))
def indices(request: HttpRequest) -> dict[str, Any]:
    """Every index of the zone, with what nobody has stated yet."""
    return {"indices": [chengjie.index.described(each) for each in index_looks.all_indices()]}


@router.get("/indices/{name}", response=ComputedOut, **told("区域自己的指数", "an index of the zone"))
def index_of_zone(request: HttpRequest, name: str) -> dict[str, Any]:
    """An index over the zone's own figures, every step."""
    sheet = index_looks.zone_sheet(name)
    if sheet is None:
        raise Refusal.of("index-data-wanted", name=name)
    return chengjie.index.compute(index_looks.index_named(name), sheet).as_json()


@router.post("/indices/{name}", response=ComputedOut, **told("按自己的数据算指数", "an index over rows given"))
def index(request: HttpRequest, name: str, given: IndexIn) -> dict[str, Any]:
    """An index over the rows given; `fill` are the caller's own assumptions, as in a worked case."""
    definition = index_looks.index_named(name)
    if given.fill:
        definition = chengjie.index.filled(definition, given.fill)
    sheet = chengjie.index.sheet_of_rows(given.rows)
    answer = chengjie.index.compute(definition, sheet).as_json()
    if given.runs:
        doubts = definition.doubts.model_copy(update={"runs": given.runs, "seed": given.seed})
        answer["uncertainty"] = chengjie.index.uncertainty(definition, sheet, doubts=doubts).as_json()
    return answer


@router.get("/why/{path:figure}", response=WhyOut, **told("一个数的来龙去脉", "what lies under a figure"))
def why(request: HttpRequest, figure: str) -> dict[str, Any]:
    """What lies under a figure."""
    return chengjie.system.why(zone.package(), figure).as_json()
