"""The register of promises to firms: how each stands on a day, by unit, with every entry; entries are only added."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

import chengjie.settlement
from chengjie.errors import Refusal
from chengjie.settlement.promises import COLUMNS, STATES, entries_of
from chengjie.settlement.tables import promise_table
from chengjie.values import Column, Table
from chengjie.web import cases, promised, scope, taking
from chengjie.web import promises as register
from chengjie.web.door import language_of
from chengjie.web.pages import downloads
from chengjie.web.pages.settlement import person
from chengjie.web.records.cases import Case
from chengjie.web.records.settlement import PromiseCase
from chengjie.web.seats import Seat, seats

PER_PAGE = 50
MOST_BYTES = 16 * 1024 * 1024
FORM = ("promise", "event", "day", "by", "to", "what", "amount", "due", "source", "place", "carrier", "enterprise")
EVENT_WORDS = ("承诺", "兑现", "退回", "展期", "撤回", "争议", "消除争议")


@login_required
def promises(request: HttpRequest) -> HttpResponse:
    """The register on a day, filtered by state and words."""
    given = request.GET
    on = taking.day(given.get("on", "")) or timezone.localdate()
    found = register.standing(scope.of(request), on=on)
    words, state = given.get("q", "").strip(), given.get("state", "")
    shown = tuple(
        each for each in found
        if (not state or each.state == state) and (not words or any(words in said for said in (each.id, each.by, each.to, each.what)))
    )  # fmt: skip
    language = language_of(request)
    if ending := given.get("format"):
        return downloads.table(promise_table(shown, language), "promises", ending, language)
    if ending := given.get("template"):
        header = Table(tuple(Column(key, title) for key, title in COLUMNS.items()), ())
        return downloads.table(header, "promises-template", ending, language)
    page = Paginator(shown, PER_PAGE).get_page(given.get("page"))
    context = {
        "cases": _cases(request, [each.id for each in page]), "seats": _seats(request), "on": on, "q": words, "state": state, "states": STATES.items(), "page": page,
        "overview": chengjie.settlement.overview(found), "all": len(found), "words": STATES, "enters": bool(_seats(request)), "events": EVENT_WORDS, "fields": [(key, COLUMNS[key]) for key in FORM],
    }  # fmt: skip
    return render(request, "chengjie/promises.html", context)


def _seats(request: HttpRequest) -> list[Seat]:
    """The places from which one may open a case; a firm does so on the pages of cases."""
    return [each for each in seats(request, promised.PROCESS) if each.place and not each.enterprise]


def _cases(request: HttpRequest, ids: list[str]) -> dict[str, str]:
    """The case of each promise, where one may see it; an empty word where there is one that one may not see."""
    linked = dict(PromiseCase.objects.filter(promise__in=ids).values_list("promise", "case__number"))
    seen = cases.visible(scope.of(request)).filter(number__in=linked.values()).values_list("number", flat=True)
    return {promise: number if number in set(seen) else "" for promise, number in linked.items()}


@login_required
@require_POST
def open_case(request: HttpRequest) -> HttpResponse:
    """Open a case for a promise of the register."""
    return redirect("case", see_kept(request, request.POST.get("promise", ""), request.POST.get("seat", "")).number)


def see_kept(request: HttpRequest, named: str, place: str) -> Case:
    """A case for a promise, from one's own place or carrier. Refuses a promise that is not there or has a case."""
    found = register.one(scope.of(request), named, on=timezone.localdate())
    if found is None:
        raise Refusal.of("promise-not-on-record", promise=named[:100])
    if PromiseCase.objects.filter(promise=named).exists():
        raise Refusal.of("promise-has-case", promise=named)
    seat = next((each for each in _seats(request) if each.key == place), None)
    if seat is None:
        raise Refusal.of("process-not-entitled", person=request.user.get_username(), kind="open", roles="—")
    with transaction.atomic():
        what = promised.opening(found, place=seat.place)
        case = cases.open_case(scope.of(request), promised.PROCESS, what, by=person(request))
        PromiseCase.objects.create(promise=named, case=case)
    return case


@login_required
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Add entries from the form or a sheet: all of them, or none with every fault named. Only offices enter promises."""
    who = scope.of(request)
    brought, earlier = request.FILES.get("file"), register.kept(who)
    if brought is not None:
        taking.bounded(brought, MOST_BYTES)
        name = taking.named(brought, "promises.csv")[:200]
        fresh = chengjie.settlement.read_promises(brought.read(), name=name, earlier=earlier)
    else:
        fresh = entries_of([FORM, [request.POST.get(key, "") for key in FORM]], file="promises", earlier=earlier)
    register.enter(fresh, who, by=person(request))
    return redirect("promises")
