"""The search box on the site: everything that answers, by kind (检索)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from chengjie.web import scope
from chengjie.web.search import box

MOST, MOST_OF_ONE = 8, 100


def search(request: HttpRequest) -> HttpResponse:
    """What answers to the fragment; one kind alone where it is asked for; a part of the page for the box in the header."""
    typed, only = request.GET.get("q", "").strip()[:100], request.GET.get("kind", "")
    most = MOST_OF_ONE if only else 3 if request.headers.get("HX-Request") else MOST
    found = box.find(scope.of(request), typed, user=request.user, most=most, only=only)
    page = "chengjie/search-hits.html" if request.headers.get("HX-Request") else "chengjie/search.html"
    return render(request, page, {"typed": typed, "found": found, "only": only})
