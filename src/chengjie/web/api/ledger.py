"""The project ledger and dispatch for programs: lines, pivot, milestones, rates with their trails, league tables, rounds (台账与调度)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Literal

from django.http import HttpRequest

from chengjie.web import ledger_tables
from chengjie.web.api.answers.ledger import LinesOut, PivotOut, StagesOut
from chengjie.web.api.shape import After, Line, Query, Router, page, plain, told
from chengjie.web.door import language_of
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


@router.get("/ledger", response=LinesOut, **told("项目台账", "the ledger of projects", "read:ledger"))
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


@router.get("/ledger/pivot", response=PivotOut, **told("台账交叉表", "pivot of the ledger", "read:ledger"))
def pivot(
    request: HttpRequest, given: Query[LineFilter],
    rows: Literal["prefecture", "place", "stage", "industry"] = "prefecture", columns: Literal["year", "stage"] = "year",
) -> dict[str, Any]:  # fmt: skip
    """Projects and contracted investment by two properties; projects without an amount are counted beside it, never as nought."""
    kind = pages.kind_of(request)
    found = ledger_tables.pivot(pages.filtered(request, pages.counted(request, kind)), rows, columns, language_of(request))  # fmt: skip
    return {
        "kind": kind, "simulated": kind == "simulated", "by": [rows, columns], "unit": "万元", "columns": list(found.columns),
        "rows": [{"row": name, "cells": [_cell(each) for each in cells], "total": _cell(whole), "simulated": kind == "simulated"} for name, cells, whole in found.rows],
        "total": [_cell(each) for each in found.total], "whole": _cell(found.whole),
    }  # fmt: skip


def _cell(found: ledger_tables.Cell) -> dict[str, Any]:
    known = found.count != found.unknown
    return {"projects": found.count, "contracted": plain(found.amount) if known else None, "without_amount": found.unknown}  # fmt: skip


@router.get(
    "/ledger/stages",
    response=StagesOut,
    by_alias=True,
    **told("漏斗与天数", "milestones reached and the days between them", "read:ledger"),
)
def stages(request: HttpRequest, given: Query[LineFilter]) -> dict[str, Any]:
    """How many projects came to each milestone, and the days from one to the next: the median and the ninetieth percentile."""
    kind = pages.kind_of(request)
    found = pages.filtered(request, pages.counted(request, kind))
    return {
        "kind": kind, "simulated": kind == "simulated", "funnel": [{"milestone": title.as_json(), "projects": count, "simulated": kind == "simulated"} for title, count in ledger_tables.funnel(found)],
        "days": [{"from": start.as_json(), "to": end.as_json(), "projects": count, "median": middle, "p90": high, "simulated": kind == "simulated"} for start, end, count, middle, high in ledger_tables.spans(found)],
    }  # fmt: skip
