"""The plan reader: what a plan says, claim by claim, with the sentence where the reader has the document."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from chengjie.package import Row
from chengjie.values import Column, Table, Text
from chengjie.web import zone
from chengjie.web.door import language_of
from chengjie.web.pages import downloads, texts

KINDS = ("targets", "entries", "measures", "things", "systems")
TITLES = {
    "targets": Text("指标与数字", "Figures"),
    "entries": Text("目录条目", "Catalogue"),
    "measures": Text("任务", "Measures"),
    "things": Text("名称", "Named things"),
    "systems": Text("机制", "Systems"),
}
PER_PAGE = 50


def first(request: HttpRequest) -> HttpResponse:
    """To the first plan of the zone."""
    return redirect("reader", next(iter(zone.documents())))


def reader(request: HttpRequest, document: str) -> HttpResponse:
    """Claims of one plan and kind, filtered by place, section, role, period and words; a page at a time."""
    if document not in zone.documents():
        raise Http404
    kind = request.GET.get("kind", "targets")
    kind = kind if kind in KINDS else "targets"
    own = [row for row in zone.claims(kind) if row["document"] == document]
    rows = [row for row in own if _wanted(row, request)]
    if request.GET.get("format"):
        return downloads.table(_table(rows, kind), f"{document}-{kind}", request.GET["format"], language_of(request))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    sentences = texts.sentences(request.user, document)
    context = {
        "document": document,
        "about": zone.documents()[document],
        "kind": kind,
        "kinds": [
            (name, TITLES[name], sum(row["document"] == document for row in zone.claims(name))) for name in KINDS
        ],
        "page": page,
        "claims": [_shown(row, kind, sentences) for row in page],
        "choices": _choices(own, kind),
        "chosen": {
            name: request.GET.get(name, "") for name in ("q", "place", "section", "role", "period", "type", "grade")
        },
        "has_text": bool(sentences),
        "documents": zone.documents(),
    }
    return render(request, "chengjie/reader.html", context)


def _wanted(row: Row, request: HttpRequest) -> bool:
    words = request.GET.get("q", "").strip()
    if words and not any(words in str(value) for value in row.values.values() if value):
        return False
    exact = all(
        not request.GET.get(name) or row.get(name) == request.GET[name] for name in ("place", "role", "type", "grade")
    )
    section = request.GET.get("section", "")
    period = request.GET.get("period", "")
    return (
        exact
        and (not section or row["section"] == section or row["section"].startswith(section + "."))
        and (not period or period in (row.get("period") or ""))
    )


def _choices(rows: list[Row], kind: str) -> list[tuple[str, Text, list[tuple[str, int]]]]:
    wanted = {
        "targets": (
            ("role", Text("性质", "Role")),
            ("place", Text("地区", "Place")),
            ("period", Text("时期", "Period")),
        ),
        "things": (("type", Text("类型", "Type")), ("place", Text("地区", "Place"))),
    }.get(kind, ())
    extra = (("section", Text("章节", "Section")), ("grade", Text("把握", "Certainty")))
    found = []
    for name, title in (*wanted, *extra):
        counts = Counter(row.get(name) or "" for row in rows)
        found.append((name, title, sorted((value, count) for value, count in counts.items() if value)))
    return [each for each in found if len(each[2]) > 1]


def _shown(row: Row, kind: str, sentences: dict[str, str]) -> dict[str, Any]:
    shown: dict[str, Any] = {"row": row, "sentence": sentences.get(row["digest"], ""), "figure": f"claim:{row['id']}"}
    if kind == "entries":
        shown["cells"] = json.loads(row["cells"] or "{}").items()
    return shown


def _table(rows: list[Row], kind: str) -> Table:
    keys = list(rows[0].values if rows else {"id": ""})
    return Table(
        tuple(Column(key, Text(key, key)) for key in keys),
        tuple(tuple(row.get(key) for key in keys) for row in rows),
        TITLES[kind],
    )


def findings(request: HttpRequest, document: str) -> HttpResponse:
    """What the check of a plan found, where the reader has its text."""
    if document not in zone.documents():
        raise Http404
    found = texts.findings(request.user, document)
    context = {
        "document": document,
        "about": zone.documents()[document],
        "findings": found,
        "documents": zone.documents(),
        "counts": sorted(Counter(each["severity"] for each in found or []).items()),
    }
    return render(request, "chengjie/findings.html", context)
