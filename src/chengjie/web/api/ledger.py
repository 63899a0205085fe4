"""The project ledger and dispatch for programs: lines, pivot, milestones, rates with their trails, league tables, rounds (台账与调度)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from chengjie.errors import Refusal
from chengjie.process.figures import Rate, measured
from chengjie.process.league import circular, ranked
from chengjie.web import cases, ledger, ledger_rates, ledger_tables, scope, zone
from chengjie.web.api.cases import brief
from chengjie.web.api.shape import After, Line, Query, Router, page, plain, table, told
from chengjie.web.door import language_of
from chengjie.web.pages import dispatch as rounds
from chengjie.web.pages import ledger as pages
from chengjie.web.records.ledger import MILESTONES
from chengjie.web.records.ledger import Line as Project
from chengjie.web.records.rules import plain as exact

router = Router(tags=["ledger"])


class LineFilter(After):
    """What narrows the ledger: real or simulated, a place with all below it, a stage, the year of signing, words."""

    kind: Literal["", "real", "simulated"] = ""
    place: Line = ""
    stage: Line = ""
    year: Line = ""
    q: Line = ""


@router.get("/ledger", **told("项目台账", "the ledger of projects", "read:ledger"))
def lines(request: HttpRequest, given: Query[LineFilter]) -> dict[str, Any]:
    """Lines within one's reach, page by page; real or simulated, never both."""
    kind = pages.kind_of(request)
    found = pages.filtered(request, pages.within(request, kind)).select_related("case")
    return {"kind": kind, "simulated": kind == "simulated", **page(found, given, _line, key="case_id")}


def _amount(value: Decimal | None) -> str | None:
    return None if value is None else f"{exact(value):f}"


def _line(row: Project) -> dict[str, Any]:
    return {
        "number": row.case.number, "title": row.case.title, "place": row.case.place, "stage": row.stage, "stage_title": ledger_tables.stage(row.stage).as_json(),
        "industry": row.industry, "contract": _amount(row.contract), "paid": _amount(row.paid), "unit": "万元",
        "milestones": {name: plain(getattr(row, name)) for name in MILESTONES}, "simulated": row.case.simulated, "why": f"/api/cases/{row.case.number}",
    }  # fmt: skip


@router.get("/ledger/pivot", **told("台账交叉表", "pivot of the ledger", "read:ledger"))
def pivot(
    request: HttpRequest, given: Query[LineFilter],
    rows: Literal["prefecture", "place", "stage", "industry"] = "prefecture", columns: Literal["year", "stage"] = "year",
) -> dict[str, Any]:  # fmt: skip
    """Projects and contracted investment by two properties; projects without an amount are counted beside it, never as nought."""
    kind = pages.kind_of(request)
    found = ledger_tables.pivot(pages.filtered(request, pages.counted(request, kind)), rows, columns, language_of(request))  # fmt: skip
    return {
        "kind": kind, "simulated": kind == "simulated", "by": [rows, columns], "unit": "万元", "columns": list(found.columns),
        "rows": [{"row": name, "cells": [_cell(each) for each in cells], "total": _cell(whole)} for name, cells, whole in found.rows],
        "total": [_cell(each) for each in found.total], "whole": _cell(found.whole),
    }  # fmt: skip


def _cell(found: ledger_tables.Cell) -> dict[str, Any]:
    known = found.count != found.unknown
    return {"projects": found.count, "contracted": plain(found.amount) if known else None, "without_amount": found.unknown}  # fmt: skip


@router.get("/ledger/stages", **told("漏斗与天数", "milestones reached and the days between them", "read:ledger"))
def stages(request: HttpRequest, given: Query[LineFilter]) -> dict[str, Any]:
    """How many projects came to each milestone, and the days from one to the next: the median and the ninetieth percentile."""
    kind = pages.kind_of(request)
    found = pages.filtered(request, pages.counted(request, kind))
    return {
        "kind": kind, "simulated": kind == "simulated", "funnel": [{"milestone": title.as_json(), "projects": count} for title, count in ledger_tables.funnel(found)],
        "days": [{"from": start.as_json(), "to": end.as_json(), "projects": count, "median": middle, "p90": high} for start, end, count, middle, high in ledger_tables.spans(found)],
    }  # fmt: skip


def _dispatcher(request: HttpRequest) -> None:
    if not any(grant.role in rounds.MAY for each in scope.of(request) for grant in each.rights):
        raise Refusal.of("dispatch-not-yours")


def _rate(name: str) -> Rate:
    found = rounds.known_rates().get(name)
    if found is None:
        raise Http404
    return found


@router.get("/dispatch/rates", **told("调度指标", "rates of dispatch", "read:ledger"))
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
                   "why": f"/api/dispatch/rates/{each.id}"} for each, value, unit, how in figures],
    }  # fmt: skip


@router.get("/dispatch/rates/{slug:name}", **told("一项调度指标的来龙去脉", "what lies under a rate", "read:ledger"))
def rate(request: HttpRequest, name: Line, given: Query[LineFilter]) -> dict[str, Any]:
    """A rate with each project under it; `place` narrows it."""
    _dispatcher(request)
    wanted, kind = _rate(name), pages.kind_of(request)
    found = pages.filtered(request, pages.within(request, kind)).select_related("case")
    trail = measured(wanted, ledger.states(found), cases.library(), day=timezone.localdate(), sources=zone.package().sources)  # fmt: skip
    return {"kind": kind, "simulated": kind == "simulated", "trail": trail.as_json()}


@router.get("/dispatch/league/{slug:name}", **told("排名", "a league table", "read:ledger"))
def league_table(request: HttpRequest, name: Line, given: Query[LineFilter]) -> dict[str, Any]:
    """Places by a rate, with the reason of each."""
    _dispatcher(request)
    wanted, kind, language = _rate(name), pages.kind_of(request), language_of(request)
    lines = pages.filtered(request, pages.counted(request, kind))
    standings = ledger_rates.standings(lines, [wanted], day=timezone.localdate(), named=wanted.id)[wanted.id]
    names = {each.place: ledger_tables.place_name(each.place, language) for each in standings}
    found = ranked(wanted, standings, cases.library(), names=names, language=language)
    return {"kind": kind, "simulated": kind == "simulated", **table(found, language)}


@router.get("/dispatch/rounds", **told("调度轮次", "rounds of dispatch", "read:ledger"))
def listing(request: HttpRequest, given: Query[After]) -> dict[str, Any]:
    """Rounds within one's reach."""
    _dispatcher(request)
    found = cases.visible(scope.of(request)).filter(definition=rounds.ROUND)
    return page(found, given, lambda each: {key: plain(value) for key, value in brief(each).items()})


@router.get("/dispatch/rounds/{str:number}", **told("一轮调度和它的通报", "a round with its circular", "read:ledger"))
def round_(request: HttpRequest, number: Line) -> dict[str, Any]:
    """Who was asked, who has answered, and the circular as it would be."""
    _dispatcher(request)
    case = get_object_or_404(cases.visible(scope.of(request)), number=number, definition=rounds.ROUND)
    state, language = cases.state_of(case), language_of(request)
    names = {code: ledger_tables.place_name(code, language) for code in rounds.asked(state)}
    answers = [{"place": code, "answered": vote is not None} for code, (_, vote) in zip(rounds.asked(state), rounds.answers(state, language), strict=True)]  # fmt: skip
    found = table(circular(state, step="report", names=names, language=language, library=cases.library()), language)
    return {**{key: plain(value) for key, value in brief(case).items()}, "asked": answers, "late": rounds.is_late(state), "circular": found}  # fmt: skip
