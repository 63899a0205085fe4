"""Settlement for programs: schemes and kinds of agreement, one's own desks, what comes out, the ledger; and promises (结算)."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

import chengjie.settlement
from chengjie.errors import Refusal
from chengjie.settlement.promises import entries_of
from chengjie.web import desks, scope, zone
from chengjie.web import promises as register
from chengjie.web.api.answers import Entries
from chengjie.web.api.answers.cases import CaseOut
from chengjie.web.api.answers.settlement import (
    BookOut,
    DeskOut,
    DesksOut,
    DeskWholeOut,
    PromiseOut,
    PromisesOut,
    SchemesOut,
)
from chengjie.web.api.cases import brief
from chengjie.web.api.shape import Field, File, Line, Router, Schema, Status, UploadedFile, person, plain, told
from chengjie.web.pages import promises as promise_pages
from chengjie.web.records.settlement import Desk

router = Router(tags=["settlement"])


class DeskIn(Schema):
    """A desk to be opened, for a scheme or a kind of agreement."""

    form: Literal["scheme", "agreement"]
    definition: Line
    name: Line = ""


class AgreementIn(Schema):
    """An agreement in the form of its file."""

    text: str = Field(max_length=500_000)


class TermsIn(Schema):
    """Values of a scheme's open parameters, each with its source."""

    terms: dict[str, dict[Literal["value", "source"], Line]]


class EnterIn(Schema):
    """What to enter: everything that is settled or due, or with `close` the end of a period."""

    close: Line = ""
    correct: bool = False


class PromisesIn(Schema):
    """Entries of the register of promises, each with the columns of its sheet."""

    entries: list[dict[Line, Line | None]] = Field(min_length=1, max_length=2000)  # fmt: skip


class SeeKeptIn(Schema):
    """The promise, and the code of the place or the number of the carrier from which one opens its case."""

    promise: Line
    seat: Line


@router.get("/settlement/schemes", response=SchemesOut, **told("奖补办法", "schemes of support"))
def schemes(request: HttpRequest) -> dict[str, Any]:
    """Every scheme with what it still waits for."""
    return {
        "schemes": [
            {"id": each.id, "title": each.title.text.as_json(), "method": each.method, "evidence": each.evidence, "source": each.source,
             "parameters": [one.name for one in each.parameters], "blanks": [one.name for one in each.blanks()]}
            for each in chengjie.settlement.schemes(zone.package()).values()
        ],
        "agreements": [{"id": each.id, "title": each.title.text.as_json(), "source": each.source} for each in chengjie.settlement.forms(zone.package()).values()],
    }  # fmt: skip


@router.get("/settlement/desks", response=DesksOut, **told("我的结算台", "one's own desks", "read:settlement"))
def listing(request: HttpRequest) -> dict[str, Any]:
    """One's own desks."""
    return {"desks": [_brief(each) for each in Desk.objects.filter(owner=person(request))]}


def _brief(found: Desk) -> dict[str, Any]:
    return {"id": str(found.pk), "name": found.name, "form": found.form, "definition": found.definition}


@router.post("/settlement/desks", response={201: DeskOut}, **told("开结算台", "open a desk", "write:settlement"))
def open_desk(request: HttpRequest, given: DeskIn) -> Status[dict[str, Any]]:
    """A desk of one's own."""
    return Status(201, _brief(desks.open_desk(given.form, given.definition, given.name, by=person(request))))


def _own(request: HttpRequest, identity: str) -> Desk:
    return get_object_or_404(Desk, pk=identity, owner=person(request))


@router.get(
    "/settlement/desks/{uuid:identity}", response=DeskWholeOut, **told("一张结算台", "one desk", "read:settlement")
)
def desk(request: HttpRequest, identity: str) -> dict[str, Any]:
    """What comes out of what lies on the desk, line by line with its arithmetic, and the balances of the ledger."""
    found = _own(request, identity)
    book = found.ledger()
    return {
        **_brief(found), "inputs": [{"kind": each.kind, "name": each.name, "by": each.by.username} for each in found.inputs.select_related("by")[:50]],
        "outcome": _outcome(found), "balances": plain(book.balances()), "closed": sorted(book.closed()), "entries": len(book.entries),
    }  # fmt: skip


def _outcome(found: Desk) -> dict[str, Any] | None:
    if found.form == "agreement":
        statement = desks.agreement_of(found)[1]
        return statement.as_json() if statement else None
    answer = desks.decided_of(found, chengjie.settlement.scheme(zone.package(), found.definition))
    return answer.as_json() if answer else None


@router.get(
    "/settlement/desks/{uuid:identity}/ledger",
    response=BookOut,
    **told("结算账本", "the ledger of a desk", "read:settlement"),
)
def ledger(request: HttpRequest, identity: str) -> dict[str, Any]:
    """Every entry with its seal, and whether the whole holds."""
    book = _own(request, identity).ledger()
    broken = chengjie.settlement.verify(book)
    return {"rows": [{**each.content(), "hash": each.hash} for each in book.entries], "holds": not broken}


@router.put("/settlement/desks/{uuid:identity}/agreement", response=DeskWholeOut, **told("放上协议", "lay an agreement on the desk", "write:settlement"))  # fmt: skip
def lay_agreement(request: HttpRequest, identity: str, given: AgreementIn) -> dict[str, Any]:
    """The agreement; refused where it cannot be read."""
    found = _own(request, identity)
    if found.form != "agreement":
        raise Refusal.of("desk-other-form", form=found.form)
    desks.lay_agreement(found, given.text, by=person(request))
    return desk(request, identity)


@router.put(
    "/settlement/desks/{uuid:identity}/terms",
    response=DeskWholeOut,
    **told("放上参数", "lay terms on the desk", "write:settlement"),
)
def lay_terms(request: HttpRequest, identity: str, given: TermsIn) -> dict[str, Any]:
    """The values of a scheme's open parameters."""
    found = _own(request, identity)
    if found.form != "scheme":
        raise Refusal.of("desk-other-form", form=found.form)
    desks.lay_terms(found, {name: {str(key): value for key, value in each.items()} for name, each in given.terms.items()}, by=person(request))  # fmt: skip
    return desk(request, identity)


@router.post("/settlement/desks/{uuid:identity}/table", response=DeskWholeOut, **told("放上发生额或申领表", "lay facts or claims on the desk", "write:settlement"))  # fmt: skip
def lay_table(request: HttpRequest, identity: str, table: File[UploadedFile]) -> dict[str, Any]:
    """The facts of an agreement or the claims of a scheme, as a sheet."""
    desks.lay_table(_own(request, identity), table, by=person(request))
    return desk(request, identity)


@router.post("/settlement/desks/{uuid:identity}/entries", response={201: Entries}, **told("记账或结清", "post, or close a period", "write:settlement"))  # fmt: skip
def enter(request: HttpRequest, identity: str, given: EnterIn) -> Status[dict[str, Any]]:
    """Post what is settled or due, or close a period; of two at once one is told to look again (409)."""
    found = _own(request, identity)
    return Status(201, {"entries": desks.enter(found, period=given.close, correct=given.correct)})


@router.get("/promises", response=PromisesOut, **told("政策兑现", "promises and how they stand", "read:promises"))
def promises(request: HttpRequest, on: date | None = None) -> dict[str, Any]:
    """Every promise within one's reach as it stands at the end of a day, with its entries."""
    day = on or timezone.localdate()
    return {
        "on": day.isoformat(),
        "promises": [each.as_json() for each in register.standing(scope.of(request), on=day)],
    }


@router.post("/promises", response={201: Entries}, **told("登记承诺", "enter promises", "write:promises"))
def promise(request: HttpRequest, given: PromisesIn) -> Status[dict[str, Any]]:
    """Entries, all of them or none with every fault named."""
    who = scope.of(request)
    rows = [[each.get(key) or "" for key in promise_pages.FORM] for each in given.entries]
    fresh = entries_of([promise_pages.FORM, *rows], file="promises", earlier=register.kept(who))
    return Status(201, {"entries": register.enter(fresh, who, by=person(request))})


@router.post("/promises/cases", response={201: CaseOut}, **told("承诺转办件", "see a promise kept", "write:cases"))
def see_kept(request: HttpRequest, given: SeeKeptIn) -> Status[dict[str, Any]]:
    """A case for a promise of the register; each leads to the other."""
    return Status(201, brief(promise_pages.see_kept(request, given.promise, given.seat)))


@router.get("/promises/{path:name}", response=PromiseOut, **told("一项承诺", "one promise", "read:promises"))
def one_promise(request: HttpRequest, name: Line, on: date | None = None) -> dict[str, Any]:
    """A promise as it stands at the end of a day, with its entries."""
    found = register.one(scope.of(request), name, on=on or timezone.localdate())
    if found is None:
        raise Http404
    return found.as_json()
