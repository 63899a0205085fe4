"""Index pages: what there is and what is missing; scores with rank ranges; what drives a unit; definition, trust, data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import numpy as np
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

import chengjie.index
import chengjie.index.coherence
import chengjie.index.influence
import chengjie.index.tables
import chengjie.index.worked
import chengjie.report.refusal
import chengjie.system
from chengjie.errors import Fault, Refusal
from chengjie.index import Scores, Sheet
from chengjie.index.steadiness import steadiness
from chengjie.index.varying import Failure
from chengjie.index.words import word
from chengjie.values import Text
from chengjie.web import index_sheets, zone
from chengjie.web.door import faults_shown, language_of
from chengjie.web.pages import downloads, index_looks, index_publication, index_rows
from chengjie.web.pages.index_looks import Look
from chengjie.web.pages.settlement import person

VIEWS = (
    ("scores", Text("得分", "Scores")), ("definition", Text("定义与出处", "Definition and sources")),
    ("trust", Text("可信度", "How far to trust it")), ("data", Text("数据", "Data")), ("publication", Text("公示与异议", "Publication")),
)  # fmt: skip
PER_PAGE = 120
DOUBT_CELLS = 400_000
"""Runs times units that a page spends on rank ranges."""


def indices(request: HttpRequest) -> HttpResponse:
    """Every index of the zone: whether it can score, and what it asks for."""
    found = [
        {"index": each, "missing": chengjie.index.missing(each), "source": zone.package().sources.get(each.source)}
        for each in index_looks.all_indices()
    ]
    found.sort(key=lambda each: bool(each["missing"]))
    if request.GET.get("format"):
        table = chengjie.index.tables.overview(index_looks.all_indices(), language=language_of(request))
        return downloads.table(table, "indices", request.GET["format"], language_of(request))
    return render(request, "chengjie/indices.html", {"found": found})


def index(request: HttpRequest, name: str) -> HttpResponse:
    """One index: scores, definition, trust or data, by `view`; with `format`, the scores or all steps as a file."""
    one = index_looks.look(request, name)
    scores, before, faults = index_looks.scored(one)
    if request.GET.get("format"):
        return _file(request, one, scores, faults)
    view = request.GET.get("view", "scores")
    context = _around(request, one, view if view in dict(VIEWS) else "scores", faults)
    if view == "definition":
        context |= index_rows.definition(one, scores, zone.package().sources)
    elif view == "data":
        context |= _data(request, one)
    elif view == "publication":
        context |= index_publication.about(request, name) | {"scores": scores}
    elif scores is not None and view == "trust":
        context |= _trust(one, scores)
    elif scores is not None:
        context |= _scores(request, one, scores, before)
    wrong = bool(faults) and one.sheet is not None and any(not each.code.endswith("-unknown") for each in faults)
    return render(request, "chengjie/index.html", context, status=400 if wrong else 200)


def _around(request: HttpRequest, one: Look, view: str, faults: tuple[Fault, ...]) -> dict[str, Any]:
    """What every view of an index shows around it."""
    asked = [each for each in faults if each.code in {"index-part-unknown", "index-weight-unknown"}]
    return {
        "look": one,
        "index": one.own,
        "view": view,
        "views": VIEWS,
        "asked": asked,
        "faults": faults_shown([each for each in faults if each not in asked]),
        "source": zone.package().sources.get(one.own.source),
        "sheets": index_sheets.kept(request.user, one.own.id),
        "cases": list(enumerate(one.own.cases)),
        "weights": [(node, request.GET.get(f"w-{node.code}", "")) for node in one.own.nodes if node.parent],
        "parts": [word(key) for key in one.parts],
        "kept": _changes(one),
        "normalisations": index_looks.NORMALISATIONS,
    }


def _changes(one: Look) -> list[tuple[str, Text, Text, float]]:
    """Each changed cell: as the form keeps it, whose, what, and what it becomes."""
    if one.sheet is None:
        return []
    called = index_looks.names(one.sheet)
    titles = {key: title for key, title, _ in index_rows.column_titles(one.own)}
    return [
        (f"{unit}|{column}|{value!r}", _named(one.sheet, unit, called), titles.get(column, Text(column, column)), value)
        for (unit, column), value in one.cells.items()
    ]


def _named(sheet: Sheet, key: str, called: Mapping[str, Text]) -> Text:
    """The name of a unit, in a panel with its period."""
    row = sheet.row(key)
    if row is None:
        return Text(key, key)
    name = called[sheet.units[row]]
    return Text(f"{name.zh} {sheet.periods[row]}", f"{name.en} {sheet.periods[row]}") if sheet.periods else name


def _scores(request: HttpRequest, one: Look, scores: Scores, before: Scores | None) -> dict[str, Any]:
    doubt = _doubt(one, scores)
    rows = index_rows.rows(scores, before, doubt, index_looks.names(scores.sheet))
    return {
        "scores": scores,
        "groups": [each for each in reversed(scores.definition.bottom_up()) if each.code != scores.definition.root][:8],
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "doubt": doubt,
        "failures": _failures(doubt),
        "moved": [each for each in rows if each.moved][:30],
        "columns": [each for each in index_rows.column_titles(one.own) if each[0] in scores.sheet.numbers],
        "screened": [
            (index_looks.names(one.sheet).get(who, Text(who, who)), why) for who, why in scores.screened_out.items()
        ]
        if one.sheet
        else [],
        "dropped": [(scores_label(one, code), share * 100) for code, share in scores.dropped.items()],
    }


def scores_label(one: Look, code: str) -> Text:
    """What a node is called, and who could supply it."""
    node = one.own.node(code)
    label = node.label if node else Text(code, code)
    if node and node.supplier:
        return Text(f"{label.zh}（可由{node.supplier.zh}提供）", f"{label.en} ({node.supplier.en} could supply it)")
    return label


def _doubt(one: Look, scores: Scores) -> chengjie.index.Uncertainty | None:
    if one.sheet is None or len(set(scores.units)) < 3:
        return None
    runs = max(200, min(one.definition.doubts.runs, DOUBT_CELLS // len(scores.units)))
    try:
        return chengjie.index.uncertainty(
            one.definition, one.sheet, doubts=one.definition.doubts.model_copy(update={"runs": runs})
        )
    except Refusal:
        return None


def _failures(doubt: chengjie.index.Uncertainty | None) -> list[tuple[Failure, list[dict[str, Any]]]]:
    """Each combination that could not be computed, with the first reason in words."""
    return [(each, faults_shown(each.faults[:1])) for each in doubt.failures] if doubt else []


def _steady(doubt: chengjie.index.Uncertainty | None, names: Mapping[str, Text]) -> dict[str, Any]:
    steady = steadiness(doubt) if doubt else None
    if steady is None:
        return {"steady": None}
    label = {
        unit: names.get(unit, Text(unit, unit)) for unit in (*steady.first, *(each.unit for each in steady.loosest))
    }
    return {
        "steady": steady,
        "first": [label[unit] for unit in steady.first],
        "loosest": [(label[each.unit], each) for each in steady.loosest],
    }


def _trust(one: Look, scores: Scores) -> dict[str, Any]:
    assert one.sheet is not None  # noqa: S101  # there are scores, so there is a sheet
    try:
        sensitivity, refused = chengjie.index.sensitivity(one.definition, one.sheet, rows=128), []
    except Refusal as refusal:
        sensitivity, refused = None, faults_shown(refusal.faults)
    coherence = chengjie.index.coherence.coherence(scores)
    label = {node.code: node.label for node in scores.definition.nodes}
    doubt = _doubt(one, scores)
    return {
        "doubt": doubt,
        "failures": _failures(doubt),
        "sensitivity": sensitivity,
        **_steady(doubt, index_looks.names(scores.sheet)),
        "leading": word(max(sensitivity.effects, key=lambda each: each.total).factor) if sensitivity and sensitivity.effects else None,
        "effects": [(each, word(each.factor)) for each in sensitivity.effects] if sensitivity else [],
        "sensitivity_refused": refused,
        "remarks": [(each, label[each.one], label[each.other]) for each in (*coherence.siblings, *coherence.parents) if each.remark],
        "consistency": [(each, label[each.group]) for each in coherence.groups],
        "removals": [(each, label[each.code]) for each in chengjie.index.influence.removals(one.definition, one.sheet, scores)][:30],
        "scores": scores,
    }  # fmt: skip


def _data(request: HttpRequest, one: Look) -> dict[str, Any]:
    table = chengjie.index.template(one.own, index_looks.zone_sheet(one.own.id))
    return {
        "wanted": [column for column in table.columns if column.key != "unit"],
        "labels": index_rows.column_titles(one.own),
    }


def _file(request: HttpRequest, one: Look, scores: Scores | None, faults: tuple[Fault, ...]) -> HttpResponse:
    ending, language = request.GET["format"], language_of(request)
    if request.GET.get("what") == "template":
        known = index_looks.zone_sheet(one.own.id)
        return downloads.table(chengjie.index.template(one.own, known), f"{one.own.id}-sheet", ending, language)
    if scores is None:
        raise Refusal(faults)
    if request.GET.get("what") == "steps":
        return downloads.table(
            chengjie.index.tables.steps(scores, language=language), f"{one.own.id}-steps", ending, language
        )
    table = chengjie.index.tables.results(
        scores, doubt=_doubt(one, scores), names=index_looks.names(scores.sheet), language=language
    )
    return downloads.table(table, one.own.id, ending, language)


def unit(request: HttpRequest, name: str, unit: str) -> HttpResponse:
    """What drives a unit's score, and the tree under it down to the cell."""
    one = index_looks.look(request, name)
    scores, _, faults = index_looks.scored(one)
    if scores is None:
        raise Refusal(faults)
    asked = request.GET.get("period", "")
    row = scores.sheet.row(f"{unit}@{asked}" if asked and scores.sheet.periods else unit)
    if row is None:
        raise Refusal.of("index-unit-unknown", name=unit)
    period = scores.sheet.periods[row] if scores.sheet.periods else ""
    explainer = chengjie.index.Explainer(scores, zone.package().sources, index_rows.ground)
    drivers = chengjie.index.influence.drivers(scores)
    points = [(node.label, node.code, float(drivers.points[node.code][row])) for node in scores.definition.indicators]
    most = max((abs(value) for _, _, value in points if not np.isnan(value)), default=0.0) or 1.0
    bars = [
        {"label": label, "code": code, "points": value, "width": abs(value) / most * 100, "up": value >= 0}
        for label, code, value in sorted(points, key=lambda each: -abs(each[2]) if not np.isnan(each[2]) else 0.0)
        if not np.isnan(value)
    ]
    doubt = _doubt(one, scores)
    context = {
        "range": next((each for each in doubt.ranges if (each.unit, each.period) == (unit, period)), None) if doubt else None,
        "look": one, "index": one.own, "unit": unit, "name": index_looks.names(scores.sheet)[unit], "rank": scores.ranks[row],
        "score": None if np.isnan(scores.score[row]) else float(scores.score[row]), "of": _field(scores, period), "period": period,
        "periods": sorted({when for who, when in index_rows.keys(scores) if who == unit and when}),
        "bars": bars, "middle": drivers.middle, "exact": drivers.exact, "trail": explainer.trail(unit, request.GET.get("node", ""), period=period),
        "grade": next((each.title for each in scores.definition.grades if each.id == scores.grades[row]), None),
    }  # fmt: skip
    return render(request, "chengjie/index-unit.html", context)


def _field(scores: Scores, period: str) -> int:
    """How many are ranked, in a panel in the period."""
    ranked = zip(index_rows.keys(scores), scores.ranks, strict=True)
    return sum(rank is not None and when == period for (_, when), rank in ranked)


@login_required
@require_POST
def bring(request: HttpRequest, name: str) -> HttpResponse:
    """Keep a data sheet; a faulty one is refused with every fault at its cell, and nothing of it stays."""
    key = keep(name, request.FILES.get("sheet"), by=person(request))
    return redirect(f"{reverse('index', args=[name])}?sheet={key}")


def keep(name: str, brought: UploadedFile[bytes] | None, *, by: User) -> str:
    """Keep a sheet of one's own for an index; its key. Refuses one that is empty, too large, or faulty."""
    own = index_looks.index_named(name)
    if brought is None or not brought.size:
        raise Refusal.of("index-data-unreadable", file=(brought.name or "") if brought else "", detail="0")
    if brought.size > index_sheets.MOST_BYTES:
        raise Refusal.of(
            "index-data-unreadable", file=brought.name or "", detail=f"> {index_sheets.MOST_BYTES // 1024 // 1024} MB"
        )
    return index_sheets.keep(by, own, brought.read(), brought.name or "sheet.csv")


@login_required
@require_POST
def drop(request: HttpRequest, name: str, key: str) -> HttpResponse:
    """Take an own sheet away."""
    index_sheets.drop(request.user, index_looks.index_named(name).id, key)
    return redirect(f"{reverse('index', args=[name])}?view=data")


@lru_cache(maxsize=1)
def outcomes() -> dict[str, tuple[chengjie.index.worked.Outcome, ...]]:
    """Every worked case as it comes out."""
    return {each.id: chengjie.index.worked.run_all(each) for each in index_looks.all_indices()}
