"""The proof of the record for programs: a stretch of cases at a time, or one (核验)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest

import chengjie.process.auditing
from chengjie.process.auditing import Proof
from chengjie.report import refusal
from chengjie.web import cases, journal, scope
from chengjie.web.api.answers import Answer, Told
from chengjie.web.api.answers.shape import Tree
from chengjie.web.api.cases import found
from chengjie.web.api.shape import Field, Line, Number, Query, Router, Schema, Status, told
from chengjie.web.pages import audit as pages
from chengjie.web.records.auditing import Proving
from chengjie.web.records.cases import Case, CaseEntry

router = Router(tags=["audit"])


class ProofOut(Answer):
    """Whether the entries of a case hold, and why not."""

    case: str
    entries: int
    holds: bool
    why: Told | None
    simulated: bool


class StretchOut(Answer):
    """Whether a stretch of cases holds; `broken` are those that do not, `next` is the `after` of the stretch after."""

    cases: int
    entries: int
    holds: bool
    broken: list[ProofOut]
    next: int | None


class HappenedOut(Answer):
    """Something that happened: when, of what kind, by whom, what; `leads` is the page where it is to be seen."""

    when: datetime
    kind: str
    title: Told
    by: str
    what: Told
    leads: str


class JournalOut(Answer):
    """A page of the record, the latest first; `next` is the `after` of the page after it."""

    rows: list[HappenedOut]
    next: str | None


class ProvingOut(Answer):
    """A proof of everything: how far it has come; `digest` is that of the anchor where all holds, `broken` the first entry that does not."""

    id: str
    by: str
    began: datetime
    finished: datetime | None
    lost: bool
    done: int
    total: int
    cases: int
    broken: Tree | None
    digest: str


class JournalFilter(Schema):
    """What is looked for in the record: a kind, a person, a place with all below it, days."""

    kind: Line = ""
    person: Line = ""
    place: Line = ""
    since: date | None = None
    until: date | None = None
    after: Line = ""
    limit: int = Field(default=100, ge=1, le=500)


class Stretch(Schema):
    """A stretch of cases, from the earliest on."""

    after: Number = 0
    limit: int = Field(default=100, ge=1, le=500)


@router.get("/audit/cases", response=StretchOut, **told("核验一段办件", "verify a stretch of cases", "read:audit"))
def stretch(request: HttpRequest, given: Query[Stretch]) -> dict[str, Any]:
    """Every entry of the cases within one's reach, from `after` on: hash, order, and the first that cannot be trusted."""
    rows = list(cases.visible(scope.of(request)).filter(pk__gt=given.after).order_by("pk")[: given.limit + 1])
    shown = rows[: given.limit]
    kept: dict[int, list[Any]] = {}
    for row in CaseEntry.objects.filter(case__in=[each.pk for each in shown]).order_by("case_id", "number"):
        kept.setdefault(row.case_id, []).append(row.entry())
    proofs = [_proof(each, chengjie.process.auditing.verify(kept.get(each.pk, []))) for each in shown]
    broken = [each for each in proofs if not each["holds"]]
    return {
        "cases": len(shown), "entries": sum(len(each) for each in kept.values()), "holds": not broken, "broken": broken,
        "next": shown[-1].pk if len(rows) > given.limit else None,
    }  # fmt: skip


def _proof(case: Case, proof: Proof) -> dict[str, Any]:
    """A proof, that its last hash is the one that the case is listed with included."""
    whole = proof.holds and (not proof.heads or proof.heads[0][2] == case.head) and proof.entries == case.count
    said = refusal.sentence(proof.broken).as_json() if proof.broken else None
    return {"case": case.number, "entries": proof.entries, "holds": whole, "why": said, "simulated": case.simulated}


@router.get("/audit/cases/{str:number}", response=ProofOut, **told("核验一个办件", "verify one case", "read:audit"))
def one(request: HttpRequest, number: Line) -> dict[str, Any]:
    """Every entry of one case."""
    case, _, _ = found(request, number)
    return _proof(case, chengjie.process.auditing.verify([each.entry() for each in case.entries.order_by("number")]))


def _auditor(request: HttpRequest) -> None:
    if not pages.auditor(request):
        raise Http404


@router.get("/audit/record", response=JournalOut, **told("全站记录", "the record of the site", "read:audit"))
def record(request: HttpRequest, given: Query[JournalFilter]) -> dict[str, Any]:
    """Everything within an auditor's reach: entries, versions, rights, sign-ins, uses of tokens, uploads and the rest."""
    _auditor(request)
    found = journal.lines(pages.auditor(request), pages.asked_of(request), after=pages.after_of(given.after), most=given.limit + 1)  # fmt: skip
    rows, more = found[: given.limit], len(found) > given.limit
    return {"rows": [_line(each) for each in rows], "next": pages.written(rows[-1]) if more else None}


def _line(each: journal.Line) -> dict[str, Any]:
    return {"when": each.when, "kind": each.kind, "title": journal.KINDS[each.kind].title.as_json(), "by": each.by, "what": each.what.as_json(), "leads": each.leads}  # fmt: skip


@router.post("/audit/provings", response={202: ProvingOut}, **told("核验全部记录", "begin a proof of everything", "write:audit"))  # fmt: skip
def prove(request: HttpRequest) -> Status[dict[str, Any]]:
    """In the background, by whoever audits the whole; refused while another is under way."""
    _auditor(request)
    return Status(202, _proving(pages.begin(request)))


@router.get("/audit/provings/{uuid:identity}", response=ProvingOut, **told("一次核验", "one proof", "read:audit"))
def proving(request: HttpRequest, identity: str) -> dict[str, Any]:
    """How far it has come, and what it came to."""
    _auditor(request)
    return _proving(pages.proof(request, identity))


def _proving(row: Proving) -> dict[str, Any]:
    return {
        "id": str(row.pk), "by": row.by.username, "began": row.began, "finished": row.finished, "lost": row.lost, "done": row.done, "total": row.total, "cases": row.cases,
        "broken": row.broken, "digest": row.digest,
    }  # fmt: skip
