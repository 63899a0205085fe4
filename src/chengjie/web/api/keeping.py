"""What officers keep beside matching, for programs: cases of admission, budgets, suspensions, kept matches and boards (指标账与存档)."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

import chengjie.matching
import chengjie.rule
from chengjie.matching.board import board
from chengjie.rule import RuleParameter
from chengjie.web import zone
from chengjie.web.api.answers import Count
from chengjie.web.api.answers.keeping import (
    AccountOut,
    AccountsOut,
    AccountWholeOut,
    BoardOut,
    BoardsOut,
    BoardWholeOut,
    HeldOut,
    HeldsOut,
    MatchesOut,
    MatchOut,
    ParametersOut,
    SuspensionsOut,
    ValueOut,
)
from chengjie.web.api.shape import Field, Line, Long, Number, Router, Schema, Status, person, plain, told
from chengjie.web.pages import admission, board_forms, budgets, kept_matches
from chengjie.web.pages import boards as board_pages
from chengjie.web.pages import rules as rule_pages
from chengjie.web.records.matching import KeptBoard, KeptMatch
from chengjie.web.records.rules import Account, HeldCase, ParameterValue, Suspension

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


class MatchIn(Schema):
    """A question of matching, as the address of the page has it (`industry=服装&land=80`), under a name."""

    query: Long
    name: Line = ""


class BoardRows(Schema):
    """The rows of both sides; each row has the columns of its side, by their names."""

    name: Line = ""
    demand: list[dict[Line, Line]] = Field(default_factory=list, max_length=2000)
    supply: list[dict[Line, Line]] = Field(default_factory=list, max_length=2000)


class BoardIn(BoardRows):
    """A board to be made, of a kind."""

    kind: Line


class ValueIn(Schema):
    """A value with its source; null takes it back."""

    value: float | None = None
    source: Line
    scope: Line = Field(
        default="", description="empty for the zone, else the code of a place or the number of a carrier"
    )


def _words(given: Schema) -> dict[str, str]:
    """What was given, as a form would send it."""
    return {name: str(value) for name, value in given.model_dump(mode="json").items() if value is not None}


@router.get("/admission/cases", response=HeldsOut, **told("准入记录", "cases of admission on record", "read:matching"))
def held(request: HttpRequest) -> dict[str, Any]:
    """One's own, and for officers those of their places."""
    return {"rows": [_held(each) for each in admission.on_record(request)]}


def _held(each: HeldCase) -> dict[str, Any]:
    return {
        "id": each.pk, "name": each.name, "carrier": each.carrier, "places": [code for code in each.places.split(",") if code], "day": each.day.isoformat(), "verdict": each.verdict,
        "by": each.by.username, "why": f"/admission/?{each.query}",
    }  # fmt: skip


@router.post("/admission/cases", response={201: HeldOut}, **told("记一次准入", "put a case of admission on record", "write:matching"))  # fmt: skip
def hold(request: HttpRequest, given: KeepIn) -> Status[dict[str, Any]]:
    """As it stands and as it was decided."""
    written = {**given.given, "industry": given.industry, "carrier": given.carrier, "name": given.name, "on": given.on.isoformat() if given.on else ""}  # fmt: skip
    return Status(201, _held(admission.record(written, by=person(request))))


@router.get("/budgets", response=AccountsOut, **told("指标账", "budgets"))
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


@router.get("/budgets/{int:number}", response=AccountWholeOut, **told("一本指标账", "one budget"))
def account(request: HttpRequest, number: Number) -> dict[str, Any]:
    """An account with every entry."""
    row = get_object_or_404(Account, pk=number)
    entries = row.entries.order_by("number").select_related("by")
    return {
        **_account(row),
        "entries": [{"number": each.number, "kind": each.kind, "case": each.case, "amount": plain(each.amount), "day": each.day.isoformat(), "note": each.note, "by": each.by.username} for each in entries],
    }  # fmt: skip


@router.post("/budgets", response={201: AccountOut}, **told("开指标账", "open a budget", "write:matching"))
def open_account(request: HttpRequest, given: AccountIn) -> Status[dict[str, Any]]:
    """By an officer of the place."""
    return Status(201, _account(budgets.account_of(request, _words(given))))


@router.post("/budgets/{int:number}/entries", response={201: AccountOut}, **told("记指标账", "an entry of a budget", "write:matching"))  # fmt: skip
def draw(request: HttpRequest, number: Number, given: DrawIn) -> Status[dict[str, Any]]:
    """By an officer of the place; of two at once one is told to look again (409)."""
    return Status(201, _account(budgets.entry_of(request, number, _words(given))))


@router.post("/suspensions", response={201: SuspensionsOut}, **told("区域限批", "suspend approvals, or end it", "write:matching"))  # fmt: skip
def suspend(request: HttpRequest, given: SuspendIn) -> Status[dict[str, Any]]:
    """By an officer of the place."""
    budgets.suspension_of(request, _words(given))
    return Status(201, {"suspensions": accounts(request)["suspensions"]})


@router.get("/matches", response=MatchesOut, **told("我的匹配", "one's kept matches", "read:matching"))
def matches(request: HttpRequest) -> dict[str, Any]:
    """Each with its latest answer and the address that asks it again."""
    return {"rows": [_match(each) for each in KeptMatch.objects.filter(owner=person(request)).prefetch_related("answers")]}  # fmt: skip


def _match(row: KeptMatch) -> dict[str, Any]:
    last = row.latest
    return {
        "id": str(row.pk), "name": row.name, "first": last.first if last else None, "score": last.score if last else None, "why": f"/match/?{last.query}" if last else None,
    }  # fmt: skip


@router.post("/matches", response={201: MatchOut}, **told("存一次匹配", "keep a match", "write:matching"))
def keep_match(request: HttpRequest, given: MatchIn) -> Status[dict[str, Any]]:
    """Ask, and keep the answer under a name; under a name that is there a further answer is added."""
    return Status(201, _match(kept_matches.keep_answer(given.query, given.name, owner=person(request))))


@router.delete("/matches/{uuid:identity}", response=Count, **told("移除匹配", "take a match away", "write:matching"))
def forget_match(request: HttpRequest, identity: str) -> dict[str, Any]:
    """With all its answers."""
    get_object_or_404(KeptMatch, pk=identity, owner=person(request)).delete()
    return {"count": 1}


@router.get("/boards", response=BoardsOut, **told("我的供需对接", "one's boards", "read:matching"))
def boards(request: HttpRequest) -> dict[str, Any]:
    """One's boards with the rows of both sides as they were written."""
    return {"rows": [_board(each) for each in KeptBoard.objects.filter(owner=person(request))[:100]]}


def _board(row: KeptBoard) -> dict[str, Any]:
    return {"id": str(row.pk), "kind": row.kind, "name": row.name, "demand": row.demand, "supply": row.supply}


@router.post("/boards", response={201: BoardOut}, **told("建供需对接", "make a board", "write:matching"))
def keep_board(request: HttpRequest, given: BoardIn) -> Status[dict[str, Any]]:
    """Refuses everything that is wrong with either side at once."""
    wanted = chengjie.matching.definition(zone.package(), given.kind)
    rows = board_forms.checked(wanted, {"demand": given.demand, "supply": given.supply})
    return Status(201, _board(board_pages.keep(wanted, rows, given.name, owner=person(request))))


def _own_board(request: HttpRequest, identity: str) -> KeptBoard:
    return get_object_or_404(KeptBoard, pk=identity, owner=person(request))


@router.get("/boards/{uuid:identity}", response=BoardWholeOut, **told("一次供需对接", "one board", "read:matching"))
def one_board(request: HttpRequest, identity: str, method: Line = "") -> dict[str, Any]:
    """A board with its answer, by the method of its kind or another."""
    found = _own_board(request, identity)
    made = board(found.kind, zone.package(), demand=found.demand, supply=found.supply, method=method or None)
    return {**_board(found), "answer": made.as_json()}


@router.put("/boards/{uuid:identity}", response=BoardOut, **told("换供需对接的表", "bring other rows to a board", "write:matching"))  # fmt: skip
def change_board(request: HttpRequest, identity: str, given: BoardRows) -> dict[str, Any]:
    """The rows of both sides anew."""
    found = _own_board(request, identity)
    wanted = chengjie.matching.definition(zone.package(), found.kind)
    rows = board_forms.checked(wanted, {"demand": given.demand, "supply": given.supply})
    return _board(board_pages.keep(wanted, rows, given.name or found.name, owner=person(request), found=found))


@router.delete("/boards/{uuid:identity}", response=Count, **told("移除供需对接", "take a board away", "write:matching"))
def forget_board(request: HttpRequest, identity: str) -> dict[str, Any]:
    """With its tables."""
    _own_board(request, identity).delete()
    return {"count": 1}


@router.get("/parameters", response=ParametersOut, **told("参数", "parameters of the rules"))
def parameters(request: HttpRequest) -> dict[str, Any]:
    """Every parameter with what was filled in, by whom and on what ground."""
    filled: dict[str, list[ParameterValue]] = {}
    for row in ParameterValue.objects.select_related("by").order_by("-pk"):
        filled.setdefault(row.parameter, []).append(row)
    return {"parameters": [_parameter(name, each, filled.get(name, [])) for name, each in chengjie.rule.books(zone.package()).parameters.items()]}  # fmt: skip


def _parameter(name: str, each: RuleParameter, rows: list[ParameterValue]) -> dict[str, Any]:
    return {
        "parameter": name, "title": each.title.text.as_json(), "unit": each.unit or "", "stated": each.value, "waits": each.value is None and not any(row.value is not None for row in rows),
        "filled": [_value(row) for row in rows],
    }  # fmt: skip


def _value(row: ParameterValue) -> dict[str, Any]:
    return {"scope": row.scope, "value": row.value, "source": row.source, "by": row.by.username, "when": row.when}


@router.post("/parameters/{str:name}/values", response={201: ValueOut}, **told("填参数", "fill a parameter in", "write:matching"))  # fmt: skip
def fill(request: HttpRequest, name: Line, given: ValueIn) -> Status[dict[str, Any]]:
    """With its source, for the zone, a prefecture or a carrier within one's reach; without a value it is taken back."""
    said = {"parameter": name, "scope": given.scope, "value": "" if given.value is None else repr(given.value), "source": given.source}  # fmt: skip
    return Status(201, _value(rule_pages.fill_in(request, said)))
