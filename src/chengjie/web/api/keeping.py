"""What officers keep beside matching, for programs: cases of admission, budgets, suspensions, kept matches and boards (指标账与存档)."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from chengjie.web.api.shape import Field, Line, Number, Router, Schema, Status, person, plain, told
from chengjie.web.pages import admission, budgets
from chengjie.web.records.matching import KeptBoard, KeptMatch
from chengjie.web.records.rules import Account, HeldCase, Suspension

router = Router(tags=["keeping"])


class KeepIn(Schema):
    """A case of admission as it is written, with its carrier and day."""

    given: dict[Line, Line] = Field(default_factory=dict, max_length=300)
    industry: Line = ""
    carrier: Line = ""
    name: Line = ""
    on: date | None = None


class AccountIn(Schema):
    """A budget of a place for some days, with its source."""

    resource: Literal["energy", "water", "land", "emission"]
    place: Line
    total: Line
    start: date
    end: date
    source: Line
    title: Line = ""


class DrawIn(Schema):
    """Something reserved, spent or released for a case."""

    kind: Literal["reserve", "commit", "release"]
    case: Line
    amount: Line = ""
    day: date | None = None
    note: Line = ""


class SuspendIn(Schema):
    """Approvals of a place that are suspended; with `lift`, the day on which that ends."""

    place: Line = ""
    pollutant: Line = ""
    source: Line = ""
    start: date | None = None
    end: date | None = None
    lift: Number | None = None


def _words(given: Schema) -> dict[str, str]:
    """What was given, as a form would send it."""
    return {name: str(value) for name, value in given.model_dump(mode="json").items() if value is not None}


@router.get("/admission/cases", **told("准入记录", "cases of admission on record", "read:matching"))
def held(request: HttpRequest) -> dict[str, Any]:
    """One's own, and for officers those of their places."""
    return {"rows": [_held(each) for each in admission.on_record(request)]}


def _held(each: HeldCase) -> dict[str, Any]:
    return {
        "id": each.pk, "name": each.name, "carrier": each.carrier, "places": [code for code in each.places.split(",") if code], "day": each.day.isoformat(), "verdict": each.verdict,
        "by": each.by.username, "why": f"/admission/?{each.query}",
    }  # fmt: skip


@router.post("/admission/cases", response={201: dict[str, Any]}, **told("记一次准入", "put a case of admission on record", "write:matching"))  # fmt: skip
def hold(request: HttpRequest, given: KeepIn) -> Status[dict[str, Any]]:
    """As it stands and as it was decided."""
    written = {**given.given, "industry": given.industry, "carrier": given.carrier, "name": given.name, "on": given.on.isoformat() if given.on else ""}  # fmt: skip
    return Status(201, _held(admission.record(written, by=person(request))))


@router.get("/budgets", **told("指标账", "budgets"))
def accounts(request: HttpRequest) -> dict[str, Any]:
    """Every account with what is left of it, and the suspensions."""
    return {
        "accounts": [_account(each) for each in Account.objects.all()],
        "suspensions": [
            {"id": each.pk, "place": each.place, "pollutant": each.pollutant, "start": each.start.isoformat(), "end": plain(each.end), "source": each.source}
            for each in Suspension.objects.all()
        ],
    }  # fmt: skip


def _account(row: Account) -> dict[str, Any]:
    budget = row.budget()
    return {
        "id": row.pk, "resource": row.resource, "place": row.place, "title": row.title, "total": plain(budget.total), "left": plain(budget.left), "unit": row.unit,
        "start": row.start.isoformat(), "end": row.end.isoformat(), "source": row.source, "why": f"/api/budgets/{row.pk}",
    }  # fmt: skip


@router.get("/budgets/{int:number}", **told("一本指标账", "one budget"))
def account(request: HttpRequest, number: Number) -> dict[str, Any]:
    """An account with every entry."""
    row = get_object_or_404(Account, pk=number)
    entries = row.entries.order_by("number").select_related("by")
    return {
        **_account(row),
        "entries": [{"number": each.number, "kind": each.kind, "case": each.case, "amount": plain(each.amount), "day": each.day.isoformat(), "note": each.note, "by": each.by.username} for each in entries],
    }  # fmt: skip


@router.post("/budgets", response={201: dict[str, Any]}, **told("开指标账", "open a budget", "write:matching"))
def open_account(request: HttpRequest, given: AccountIn) -> Status[dict[str, Any]]:
    """By an officer of the place."""
    return Status(201, _account(budgets.account_of(request, _words(given))))


@router.post("/budgets/{int:number}/entries", response={201: dict[str, Any]}, **told("记指标账", "an entry of a budget", "write:matching"))  # fmt: skip
def draw(request: HttpRequest, number: Number, given: DrawIn) -> Status[dict[str, Any]]:
    """By an officer of the place; of two at once one is told to look again (409)."""
    return Status(201, _account(budgets.entry_of(request, number, _words(given))))


@router.post("/suspensions", response={201: dict[str, Any]}, **told("区域限批", "suspend approvals, or end it", "write:matching"))  # fmt: skip
def suspend(request: HttpRequest, given: SuspendIn) -> Status[dict[str, Any]]:
    """By an officer of the place."""
    budgets.suspension_of(request, _words(given))
    return Status(201, {"suspensions": accounts(request)["suspensions"]})


@router.get("/matches", **told("我的匹配", "one's kept matches", "read:matching"))
def matches(request: HttpRequest) -> dict[str, Any]:
    """Each with its latest answer and the address that asks it again."""
    found = KeptMatch.objects.filter(owner=person(request)).prefetch_related("answers")
    return {
        "rows": [
            {"id": str(each.pk), "name": each.name, "first": last.first if last else None, "score": last.score if last else None, "why": f"/match/?{last.query}" if last else None}
            for each in found for last in (each.latest,)
        ]
    }  # fmt: skip


@router.get("/boards", **told("我的供需对接", "one's boards", "read:matching"))
def boards(request: HttpRequest) -> dict[str, Any]:
    """One's boards with the rows of both sides as they were written."""
    found = KeptBoard.objects.filter(owner=person(request))[:100]
    return {"rows": [{"id": str(each.pk), "kind": each.kind, "name": each.name, "demand": each.demand, "supply": each.supply} for each in found]}  # fmt: skip
