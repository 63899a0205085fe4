"""Dispatch on the site (调度): rates by place with their reasons, rounds with who has answered, and the circular of a round."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from chengjie.process import Definition, State, UnknownYearError, naming
from chengjie.process.figures import Rate, measured, rates
from chengjie.process.league import circular, ranked
from chengjie.values import Table, Text
from chengjie.values.text import Language
from chengjie.web import cases, ledger, ledger_rates, scope, zone
from chengjie.web.door import language_of
from chengjie.web.ledger_tables import place_name
from chengjie.web.marking import KINDS, marked
from chengjie.web.pages import downloads
from chengjie.web.pages.ledger import counted, kind_of, within
from chengjie.web.records.cases import Case

MAY = frozenset({"dispatcher", "supervisor", "province-planner", "prefecture-officer", "county-officer"})
"""Who works with dispatch; what each of them sees is settled by the reach of the right."""
SHOWN = ("fulfilment", "started", "producing", "funds-paid")
ROUND, FOLLOWING = "dispatch-round", ("follow-up", "problem", "inspection")
FOLLOW_UP = "follow-up"
DAYS = 10
"""Working days that a form proposes for a follow-up or a round; whoever sends it says otherwise."""
MOST_ROUNDS = 50
_View = Callable[..., HttpResponse]


def for_dispatch(view: _View) -> _View:
    """Only for those who work with dispatch; others are told so."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *given: str, **named: str) -> HttpResponse:
        if not any(grant.role in MAY for each in scope.of(request) for grant in each.rights):
            return render(request, "chengjie/dispatch-shut.html", status=403)
        return view(request, *given, **named)

    return guarded


@for_dispatch
def dispatch(request: HttpRequest) -> HttpResponse:
    """The rates of the projects within one's reach, the league table of one of them, and the rounds."""
    language, kind = language_of(request), kind_of(request)
    known = known_rates()
    chosen = known.get(request.GET.get("rate", ""), next(iter(known.values())))
    found = ledger_rates.standings(counted(request, kind), known.values(), day=timezone.localdate(), named=chosen.id)
    if ending := request.GET.get("format"):
        names = {each.place: place_name(each.place, language) for each in found[chosen.id]}
        table = ranked(chosen, found[chosen.id], cases.library(), names=names, language=language)
        table = replace(table, title=Text(f"{chosen.title.zh}排名", f"{chosen.title.en} by place"))
        return downloads.table(
            marked(table, language, simulated=kind == "simulated"), f"league-{chosen.id}-{kind}", ending, language
        )
    rows = [
        row for row in ranked(chosen, found[chosen.id], cases.library(), names={}, language=language).rows if row[3]
    ]
    context = {
        "kind": kind, "kinds": KINDS.items(), "chosen": chosen, "rows": [(row, place_name(str(row[1]), language)) for row in rows],
        "whole": [(each, *ledger_rates.whole(each, found[each.id])) for each in known.values()], "rounds": _rounds(request),
        "following": _following(request), "follows": follows(request), "proposed": proposed(),
    }  # fmt: skip
    return render(request, "chengjie/dispatch.html", context)


def known_rates() -> dict[str, Rate]:
    """The rates that dispatch shows, in their order."""
    found = {each.id: each for each in rates(zone.package())}
    known = {name: found[name] for name in SHOWN if name in found}
    if not known:
        raise Http404
    return known


@for_dispatch
def figure(request: HttpRequest, name: str, place: str) -> HttpResponse:
    """A rate of a place with what each of its projects adds."""
    rate, kind, language = known_rates().get(name), kind_of(request), language_of(request)
    lines = within(request, kind).filter(place=place).select_related("case")
    if rate is None or not lines.exists():
        raise Http404
    trail = measured(
        rate, ledger.states(lines), cases.library(), day=timezone.localdate(), sources=zone.package().sources
    )
    titles = {f"case:{line.case.number}": line.case for line in lines}
    context = {
        "rate": rate, "place": place_name(place, language), "trail": trail, "kind": kind,
        "parts": [(part, titles.get(part.id), naming.words(part.how, scope.law(), _definitions(rate), language=language)) for part in trail.parts],
        "code": place, "follows": follows(request), "proposed": proposed(),
    }  # fmt: skip
    return render(request, "chengjie/dispatch-figure.html", context)


def _definitions(rate: Rate) -> list[Definition]:
    return [found for name in rate.processes if (found := cases.library().latest.get(name))]


def follows(request: HttpRequest) -> bool:
    """Whether somebody may open follow-ups at all."""
    named = cases.library().latest[FOLLOW_UP].may("open") if FOLLOW_UP in cases.library().latest else None
    return named is not None and any(grant.role in named.roles for each in scope.of(request) for grant in each.rights)


def proposed() -> date | None:
    """The day that a form proposes; none where the calendar of the year is not known."""
    try:
        return scope.law().calendar.due(timezone.localdate(), DAYS)
    except UnknownYearError:
        return None


@for_dispatch
def round_(request: HttpRequest, number: str) -> HttpResponse:
    """A round: who was asked, who has answered, the circular as it would be, and what follows from it."""
    case = get_object_or_404(cases.visible(scope.of(request)), number=number, definition=ROUND)
    state, language = cases.state_of(case), language_of(request)
    table = circular_of(state, language)
    if ending := request.GET.get("format"):
        return downloads.table(
            marked(table, language, simulated=case.simulated), f"circular-{case.number}", ending, language
        )
    linked = Q(number__in=[to for to, _ in state.links]) | Q(linked__to=number)
    followed = cases.visible(scope.of(request)).filter(linked, definition__in=FOLLOWING).distinct()
    context = {
        "case": case, "state": state, "table": table, "asked": answers_of(state, language), "due": state.data.get("report_by"),
        "late": is_late(state), "followed": [(each, cases.definition_of(each)) for each in followed],
        "follows": follows(request), "proposed": proposed(), "told": request.GET.get("told", ""),
    }  # fmt: skip
    return render(request, "chengjie/dispatch-round.html", context)


def circular_of(state: State, language: Language) -> Table:
    """The circular of a round as it would be."""
    names = {code: place_name(code, language) for code in asked(state)}
    return circular(state, step="report", names=names, language=language, library=cases.library())


def asked(state: State) -> tuple[str, ...]:
    """The places that a round asks."""
    found = state.data.get("asked", ())
    return found if isinstance(found, tuple) else (str(found),)


def answers(state: State, language: Language) -> list[tuple[str, object]]:
    """Each place that was asked with its answer, None where there is none."""
    return [(name, answer) for _, name, answer in answers_of(state, language)]


def answers_of(state: State, language: Language) -> list[tuple[str, str, object]]:
    """The same with the codes of the places."""
    last = next((each for each in reversed(state.visits) if each.step == "report" and not each.annulled), None)
    votes = state.open["report"].votes if "report" in state.open else (last.votes if last else ())
    given = {vote.seat: vote for vote in votes}
    return [(code, place_name(code, language), given.get(code)) for code in asked(state)]


def is_late(state: State) -> bool:
    """Whether a round waits for an answer past its day."""
    due = state.data.get("report_by")
    return "report" in state.open and isinstance(due, str) and due < timezone.localdate().isoformat()


def _rounds(request: HttpRequest) -> list[tuple[Case, int, int, bool]]:
    """Rounds within reach: how many places have answered, of how many."""
    found = []
    for case in cases.visible(scope.of(request)).filter(definition=ROUND).order_by("-pk")[:MOST_ROUNDS]:
        state = cases.state_of(case)
        given = answers(state, "zh")
        found.append((case, sum(answer is not None for _, answer in given), len(given), is_late(state)))
    return found


def _following(request: HttpRequest) -> Iterable[tuple[Case, object]]:
    open_ones = cases.visible(scope.of(request)).filter(definition__in=FOLLOWING, ended="").order_by("-late", "-pk")
    return [(each, cases.definition_of(each)) for each in open_ones[:20]]
