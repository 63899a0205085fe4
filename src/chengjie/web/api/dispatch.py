"""Dispatch for programs: rates with their trails, league tables, rounds and their circulars, reminders, follow-ups (调度)."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from chengjie.errors import Refusal
from chengjie.process.figures import Rate, measured
from chengjie.process.league import circular, ranked
from chengjie.web import cases, ledger, ledger_rates, ledger_tables, scope, zone
from chengjie.web.api.answers import Answer, Count, TableOut, Told
from chengjie.web.api.answers.cases import CaseOut, CasesOut
from chengjie.web.api.answers.shape import Tree
from chengjie.web.api.cases import brief
from chengjie.web.api.ledger import LineFilter
from chengjie.web.api.shape import After, Field, Line, Query, Router, Schema, Status, page, plain, table, told
from chengjie.web.door import language_of
from chengjie.web.marking import marked
from chengjie.web.pages import dispatch as rounds
from chengjie.web.pages import ledger as pages
from chengjie.web.pages import rounds as acts

router = Router(tags=["ledger"])


class RateOut(Answer):
    """A rate; null where something under it is missing. `why` unfolds it."""

    id: str
    title: Told
    value: str | float | None
    unit: str
    how: str
    why: str
    simulated: bool


class RatesOut(Answer):
    """Every rate over the projects within one's reach."""

    kind: Literal["real", "simulated"]
    simulated: bool
    projects: int
    on: date
    rates: list[RateOut]


class TrailOut(Answer):
    """A rate with each project under it."""

    kind: Literal["real", "simulated"]
    simulated: bool
    trail: Tree


class LeagueOut(TableOut):
    """Places by a rate, with the reason of each."""

    kind: Literal["real", "simulated"]
    simulated: bool


class PlaceAskedOut(Answer):
    """A place that a round asks, and whether it has answered."""

    place: str
    answered: bool


class RoundOut(CaseOut):
    """A round: who was asked, whether it is late, and the circular as it would be."""

    asked: list[PlaceAskedOut]
    circular: TableOut


class RoundIn(Schema):
    """A round to be opened: its name, the day to report by, the places that are asked."""

    round: Line
    report_by: date
    places: list[Line] = Field(min_length=1, max_length=500)


class FollowUpIn(Schema):
    """A follow-up of a place: on the figure of a rate, worked out anew, or on what it reported in a round."""

    place: Line
    rate: Line = ""
    kind: Literal["real", "simulated"] = "real"
    round: Line = ""
    answer_by: date


def _dispatcher(request: HttpRequest) -> None:
    if not any(grant.role in rounds.MAY for each in scope.of(request) for grant in each.rights):
        raise Refusal.of("dispatch-not-yours")


def _rate(name: str) -> Rate:
    found = rounds.known_rates().get(name)
    if found is None:
        raise Http404
    return found


@router.get("/dispatch/rates", response=RatesOut, **told("调度指标", "rates of dispatch", "read:ledger"))
def rates(request: HttpRequest, given: Query[LineFilter]) -> dict[str, Any]:
    """Every rate over the projects within one's reach; what is missing leaves it unknown."""
    _dispatcher(request)
    kind = pages.kind_of(request)
    known, lines = rounds.known_rates().values(), pages.filtered(request, pages.counted(request, kind))
    found = ledger_rates.standings(lines, known, day=timezone.localdate())
    figures = [(each, *ledger_rates.whole(each, found[each.id])) for each in known]
    return {
        "kind": kind, "simulated": kind == "simulated", "projects": lines.count(), "on": timezone.localdate().isoformat(),
        "rates": [{"id": each.id, "title": each.title.text.as_json(), "value": plain(value), "unit": unit, "how": how,
                   "why": f"/api/dispatch/rates/{each.id}", "simulated": kind == "simulated"} for each, value, unit, how in figures],
    }  # fmt: skip


@router.get(
    "/dispatch/rates/{slug:name}",
    response=TrailOut,
    **told("一项调度指标的来龙去脉", "what lies under a rate", "read:ledger"),
)
def rate(request: HttpRequest, name: Line, given: Query[LineFilter]) -> dict[str, Any]:
    """A rate with each project under it; `place` narrows it."""
    _dispatcher(request)
    wanted, kind = _rate(name), pages.kind_of(request)
    found = pages.filtered(request, pages.within(request, kind)).select_related("case")
    trail = measured(wanted, ledger.states(found), cases.library(), day=timezone.localdate(), sources=zone.package().sources)  # fmt: skip
    return {"kind": kind, "simulated": kind == "simulated", "trail": trail.as_json()}


@router.get("/dispatch/league/{slug:name}", response=LeagueOut, **told("排名", "a league table", "read:ledger"))
def league_table(request: HttpRequest, name: Line, given: Query[LineFilter]) -> dict[str, Any]:
    """Places by a rate, with the reason of each."""
    _dispatcher(request)
    wanted, kind, language = _rate(name), pages.kind_of(request), language_of(request)
    lines = pages.filtered(request, pages.counted(request, kind))
    standings = ledger_rates.standings(lines, [wanted], day=timezone.localdate(), named=wanted.id)[wanted.id]
    names = {each.place: ledger_tables.place_name(each.place, language) for each in standings}
    found = ranked(wanted, standings, cases.library(), names=names, language=language)
    simulated = kind == "simulated"
    return {"kind": kind, "simulated": simulated, **table(marked(found, language, simulated=simulated), language)}


@router.get("/dispatch/rounds", response=CasesOut, **told("调度轮次", "rounds of dispatch", "read:ledger"))
def listing(request: HttpRequest, given: Query[After]) -> dict[str, Any]:
    """Rounds within one's reach."""
    _dispatcher(request)
    found = cases.visible(scope.of(request)).filter(definition=rounds.ROUND)
    return page(found, given, brief)


@router.get(
    "/dispatch/rounds/{str:number}",
    response=RoundOut,
    **told("一轮调度和它的通报", "a round with its circular", "read:ledger"),
)
def round_(request: HttpRequest, number: Line) -> dict[str, Any]:
    """Who was asked, who has answered, and the circular as it would be."""
    _dispatcher(request)
    case = get_object_or_404(cases.visible(scope.of(request)), number=number, definition=rounds.ROUND)
    state, language = cases.state_of(case), language_of(request)
    names = {code: ledger_tables.place_name(code, language) for code in rounds.asked(state)}
    answers = [{"place": code, "answered": vote is not None} for code, (_, vote) in zip(rounds.asked(state), rounds.answers(state, language), strict=True)]  # fmt: skip
    found = circular(state, step="report", names=names, language=language, library=cases.library())
    shown = table(marked(found, language, simulated=case.simulated), language)
    return {**brief(case), "asked": answers, "late": rounds.is_late(state), "circular": shown}


@router.post("/dispatch/rounds", response={201: CaseOut}, **told("开一轮调度", "open a round", "write:cases"))
def open_round(request: HttpRequest, given: RoundIn) -> Status[dict[str, Any]]:
    """Places beyond one's reach are not asked."""
    _dispatcher(request)
    made = acts.open_round(request, given.round, given.places, report_by=given.report_by.isoformat())
    return Status(201, brief(made))


@router.post("/dispatch/rounds/{str:number}/reminders", response={201: Count}, **told("催办", "remind who is silent", "write:cases"))  # fmt: skip
def remind(request: HttpRequest, number: Line) -> Status[dict[str, Any]]:
    """How many people were told; once a day at most."""
    _dispatcher(request)
    return Status(201, {"count": acts.remind_all(request, number)})


@router.post("/dispatch/follow-ups", response={201: CaseOut}, **told("督办", "follow a figure up", "write:cases"))
def follow(request: HttpRequest, given: FollowUpIn) -> Status[dict[str, Any]]:
    """A case of its own, with what it rests on."""
    _dispatcher(request)
    said = {key: value for key, value in given.model_dump(mode="json").items() if value}
    return Status(201, brief(acts.open_follow_up(request, said)))
