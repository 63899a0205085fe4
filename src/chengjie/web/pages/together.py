"""Many cases at once: chosen in the list, one decision, tried on each, then taken in those that can (批量办理)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from chengjie.errors import Refusal
from chengjie.web import cases, scope, taking, together
from chengjie.web.records.cases import Case


@login_required
def act(request: HttpRequest) -> HttpResponse:
    """Which decision, then what it would do to each; sent, what it did."""
    who, asked = scope.of(request), request.POST if request.method == "POST" else request.GET
    rows = _chosen(request, asked)
    options = together.choices(rows, who) if request.method == "GET" else []
    step, _, outcome = asked.get("act", "").partition("/")
    context = {"rows": rows, "options": options, "asked": asked, "choice": next((each for each in options if each.key == asked.get("act")), None)}  # fmt: skip
    if step:
        tried = together.tried(rows, step, outcome, who)
        if request.method == "POST":
            seen = {each.number: number for each in rows if (number := taking.whole(asked.get(f"seen-{each.number}", ""))) is not None}  # fmt: skip
            context["mark"], tried = together.take(tried, who, note=asked.get("note", "").strip()[:1000], seen=seen)
        context |= {"tried": tried, "able": sum(each.act is not None for each in tried)}
    return render(request, "chengjie/cases-together.html", context)


def _chosen(request: HttpRequest, asked: QueryDict) -> list[Case]:
    """The cases that were ticked, of those that one may see. Refuses `case-together-many`."""
    numbers = list(dict.fromkeys(asked.getlist("case")))
    if len(numbers) > together.MOST:
        raise Refusal.of("case-together-many", found=len(numbers), most=together.MOST)
    return list(cases.visible(scope.of(request)).filter(number__in=numbers).prefetch_related("entries").order_by("-pk"))
