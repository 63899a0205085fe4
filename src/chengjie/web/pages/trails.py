"""Why: what lies under a figure, unfolded; where everything comes from; the words of the trade."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

import chengjie.report.glossary
import chengjie.system
from chengjie.web import zone


def why(request: HttpRequest, figure: str) -> HttpResponse:
    """The trail of a figure as a tree."""
    trail = chengjie.system.why(zone.package(), figure)
    return render(request, "chengjie/why.html", {"trail": trail, "figure": figure})


def sources(request: HttpRequest) -> HttpResponse:
    """Every source with its grade and licence."""
    ordered = sorted(zone.package().sources.values(), key=lambda source: (source.grade or "Z", source.id))
    words = request.GET.get("q", "").strip()
    found = [
        source
        for source in ordered
        if not words
        or words.lower() in source.title_en.lower()
        or words in source.title
        or words in source.issuer
        or words in source.id
    ]
    return render(
        request,
        "chengjie/sources.html",
        {"sources": found, "q": words, "all": len(ordered), "notice": zone.geometry().notice},
    )


def glossary(request: HttpRequest) -> HttpResponse:
    """The trade's words."""
    return render(request, "chengjie/glossary.html", {"terms": chengjie.report.glossary.terms()})


def health(request: HttpRequest) -> HttpResponse:
    """Whether the site stands: its zone and its records answer."""
    return JsonResponse({"status": "ok", "zone": zone.package().id})
