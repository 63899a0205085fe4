"""Many cases at once: chosen in a list, one decision, what it asks for filled in once, tried on each, then taken in those that can
(批量办理)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from chengjie.errors import Refusal
from chengjie.web import cases, scope, taking, together
from chengjie.web.case_forms import read_fields
from chengjie.web.records.cases import Case

MOST_PROOFS = 20


@login_required
def act(request: HttpRequest) -> HttpResponse:
    """Which decision; sent to be tried, what it would do to each; sent to be taken, what it did."""
    who, asked = scope.of(request), request.POST if request.method == "POST" else request.GET
    rows = _chosen(request, asked)
    options = together.choices(rows, who)
    choice = next((each for each in options if each.key == asked.get("act")), None)
    context = {"rows": rows, "options": options, "asked": asked, "choice": choice}
    if choice is not None and (request.method == "POST" or not choice.asks):
        context |= _tried(request, rows, choice)
    return render(request, "chengjie/cases-together.html", context)


def _tried(request: HttpRequest, rows: list[Case], choice: together.Choice) -> dict[str, object]:
    """Each case with what it would be given or was given; taken only where that is asked for."""
    who, asked = scope.of(request), request.POST
    given = together.Given(
        read_fields(request, choice.fields), asked.get("note", "").strip()[:1000],
        tuple(line.strip()[:300] for line in asked.get("evidence", "").splitlines() if line.strip())[:MOST_PROOFS],
    )  # fmt: skip
    tried, mark = together.tried(rows, choice, who, given), ""
    if request.method == "POST" and asked.get("stage") == "take":
        seen = {each.number: number for each in rows if (number := taking.whole(asked.get(f"seen-{each.number}", ""))) is not None}  # fmt: skip
        mark, tried = together.take(tried, who, seen=seen)
    able = sum(each.act is not None for each in tried)
    filled = [(each, value) for each in choice.fields for value in asked.getlist(f"f-{each.name}") if value]
    shown = {each.name: value for each, value in filled}
    return {"mark": mark, "tried": tried, "able": able, "unable": len(tried) - able, "filled": filled, "given": shown}


def _chosen(request: HttpRequest, asked: QueryDict) -> list[Case]:
    """The cases that were ticked, of those that one may see. Refuses `case-together-many`."""
    numbers = list(dict.fromkeys(asked.getlist("case")))
    if len(numbers) > together.MOST:
        raise Refusal.of("case-together-many", found=len(numbers), most=together.MOST)
    return list(cases.visible(scope.of(request)).filter(number__in=numbers).prefetch_related("entries").order_by("-pk"))
