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
        "choices": _choices(own),
        "chosen": {
            name: request.GET.get(name, "")
            for name in ("q", "place", "industry", "section", "role", "period", "type", "grade")
        },
        "has_text": bool(sentences),
        "documents": zone.documents(),
    }
    return render(request, "chengjie/reader.html", context)


_OWN = ("role", "type", "grade")
_LISTED = ("place", "industry")


def _wanted(row: Row, request: HttpRequest) -> bool:
    words = request.GET.get("q", "").strip()
    if words and not any(words in str(value) for value in row.values.values() if value):
        return False
    if any(request.GET.get(name) and row.get(name) != request.GET[name] for name in _OWN):
        return False
    listed = _facets(row)
    if any(request.GET.get(name) and request.GET[name] not in listed[name] for name in _LISTED):
        return False
    section = request.GET.get("section", "")
    period = request.GET.get("period", "")
    return (not section or row["section"] == section or row["section"].startswith(section + ".")) and (
        not period or period in (row.get("period") or row.get("deadline") or "")
    )


def _facets(row: Row) -> dict[str, tuple[str, ...]]:
    """The places and industries that a claim speaks of: its own column, a list of places, or the reading of a directory's row."""
    read = json.loads(row.get("reading") or "{}")
    places = (
        row.get("place") or "",
        *(row.get("places") or "").split(";"),
        *read.get("prefecture", ()),
        *read.get("county", ()),
    )
    return {
        "place": tuple(dict.fromkeys(each for each in places if each)),
        "industry": tuple(dict.fromkeys(read.get("industries", ()))),
    }


def _choices(rows: list[Row]) -> list[tuple[str, Text, list[tuple[str, int]]]]:
    titles = {
        "role": Text("性质", "Role"), "type": Text("类型", "Type"), "place": Text("地区", "Place"),
        "industry": Text("产业", "Industry"), "period": Text("时期", "Period"), "section": Text("章节", "Section"),
        "grade": Text("把握", "Certainty"),
    }  # fmt: skip
    found = []
    for name, title in titles.items():
        if name in _LISTED:
            counts = Counter(value for row in rows for value in _facets(row)[name])
        elif name == "period":
            counts = Counter(row.get("period") or row.get("deadline") or "" for row in rows)
        else:
            counts = Counter(row.get(name) or "" for row in rows)
        found.append((name, title, sorted((value, count) for value, count in counts.items() if value)))
    return [each for each in found if len(each[2]) > 1]


def _shown(row: Row, kind: str, sentences: dict[str, str]) -> dict[str, Any]:
    start, *mark = (int(row[name]) for name in ("start", "mark_start", "mark_end"))
    sentence = texts.parts(sentences.get(row["digest"], ""), start, (mark[0], mark[1]))
    shown: dict[str, Any] = {"row": row, "sentence": sentence, "figure": f"claim:{row['id']}"}
    shown |= {name: "、".join((row.get(name) or "").split(";")) for name in ("places", "aliases")}
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
