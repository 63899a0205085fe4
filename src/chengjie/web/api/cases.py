"""Cases for programs: processes, the list, one case with its diary and papers, every act, and what waits (办件)."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Literal

from django.http import FileResponse, Http404, HttpRequest
from django.utils import timezone

import chengjie.process
import chengjie.process.auditing
from chengjie.errors import Refusal
from chengjie.process import Act, Actor, Definition, State
from chengjie.process.entry import data_of
from chengjie.process.parts import ActKind
from chengjie.process.rights import subjects
from chengjie.web import cases, masking, scope, tokens
from chengjie.web.api.answers import paper
from chengjie.web.api.answers.cases import (
    CaseOut,
    CasesOut,
    CaseWholeOut,
    EntryOut,
    ProcessesOut,
    SealedsOut,
    WorkOut,
)
from chengjie.web.api.shape import (  # fmt: skip
    After,
    Field,
    File,
    Form,
    Line,
    Long,
    Number,
    Query,
    Router,
    Schema,
    Status,
    UploadedFile,
    page,
    person,
    plain,
    told,
)
from chengjie.web.case_forms import act_with_file, acts_of, called, fields_of, keep_file
from chengjie.web.pages import cases as pages
from chengjie.web.pages.work import Asked, waiting
from chengjie.web.records.cases import Case

router = Router(tags=["cases"])
SENT = 20


class CaseFilter(After):
    """What narrows a list of cases: a process, a state, a place with all below it, words."""

    process: Line = ""
    state: Line = ""
    place: Line = ""
    q: Line = ""


class OpenIn(Schema):
    """A case to be opened: its process, what it is about, its first fields."""

    process: Line
    place: Line = ""
    carrier: Line = ""
    enterprise: Line = ""
    data: dict[str, Any] = Field(default_factory=dict)


class ActIn(Schema):
    """An act on a case. `seen` is the number of entries that the one who acts has seen: with more there, it is refused."""

    kind: ActKind
    step: Line = ""
    outcome: Line = ""
    seat: Line = ""
    document: Line = ""
    reused_from: Line = ""
    data: dict[str, Any] = Field(default_factory=dict)
    to: Line = ""
    carrier: Line = ""
    clock: Line = ""
    days: int = Field(default=0, ge=0, le=3660)
    number: Number = 0
    note: Long = ""
    evidence: list[Line] = Field(default_factory=list, max_length=100)
    seen: Number | None = None


def brief(case: Case) -> dict[str, Any]:
    """A case as a list has it."""
    return {
        "number": case.number, "process": case.definition, "version": case.version, "title": case.title, "place": case.place, "origin": case.origin,
        "carrier": case.carrier, "enterprise": case.enterprise, "opened": case.opened, "last": case.last, "ended": case.ended, "entries": case.count,
        "due": case.due, "late": case.late, "simulated": case.simulated,
    }  # fmt: skip


@router.get("/processes", response=ProcessesOut, **told("流程", "processes"))
def processes(request: HttpRequest) -> dict[str, Any]:
    """Every process with its latest version, its fields, steps and papers."""
    return {"processes": [_process(each) for each in cases.library().latest.values()]}


def _process(each: Definition) -> dict[str, Any]:
    return {
        "id": each.name, "version": each.version, "title": each.title.text.as_json(), "about": each.about, "asks": list(each.asks),
        "fields": [{"name": one.name, "kind": one.kind, "unit": one.unit, "title": one.title.text.as_json()} for one in each.fields],
        "steps": [{"id": one.id, "title": one.title.text.as_json(), "roles": list(one.who.roles), "outcomes": list(one.outcomes)} for one in each.steps],
        "documents": [{"id": one.id, "need": one.need, "title": one.title.text.as_json()} for one in each.documents],
        "ends": [{"id": one.id, "title": one.title.text.as_json()} for one in each.ends],
    }  # fmt: skip


@router.get("/cases", response=CasesOut, **told("办件列表", "cases within one's reach", "read:cases"))
def listing(request: HttpRequest, given: Query[CaseFilter]) -> dict[str, Any]:
    """The cases within one's reach, the latest first, page by page and without a count."""
    return page(pages.filtered(request), given, brief)


@router.post("/cases", response={201: CaseOut}, **told("立案", "open a case", "write:cases"))
def begin(request: HttpRequest, given: OpenIn) -> Status[dict[str, Any]]:
    """Open a case. Refuses as the page does, every reason at once."""
    definition = cases.library().get(given.process)
    data = data_of(fields_of(given.data, definition.fields))
    what = Act("open", place=given.place, carrier=given.carrier, enterprise=given.enterprise.upper(), data=data, channel="online")  # fmt: skip
    return Status(201, brief(cases.open_case(scope.of(request), given.process, what, by=person(request))))


def found(request: HttpRequest, number: str) -> tuple[Case, State, Definition]:
    """A case for the one who asks; with a token of a place, only one that has to do with that place."""
    case, state, definition = pages.within_sight(request, number)
    token = tokens.of(request)
    if token and token.place and not any(scope.law().within(each.place, token.place) for each in subjects(state, definition)):  # fmt: skip
        raise Http404
    return case, state, definition


@router.get("/cases/{str:number}", response=CaseWholeOut, **told("一个办件", "one case", "read:cases"))
def case(request: HttpRequest, number: Line) -> dict[str, Any]:
    """Where a case stands, its clocks, papers and fields, what one may do next and what is in the way, and its proof."""
    row, state, definition = found(request, number)
    law, today = cases.law_of(row, state), timezone.localdate()
    entries = [each.entry() for each in row.entries.order_by("number")]
    seen = masking.fields(row, state, definition, scope.of(request))
    masking.look(person(request), row, seen)
    return {
        **brief(row),
        "open": [_open(token, definition) for token in state.tokens],
        "clocks": [plain(asdict(each)) for each in chengjie.process.readings(state, definition, law=law, day=today)],
        "papers": [_paper(each.id, each.need, row, state) for each in definition.documents],
        "data": {each.field.name: plain(each.value) for each in seen if each.value is not None},
        "masked": [each.field.name for each in seen if each.sight != "whole"],
        "milestones": [{"name": each.name, "title": called("milestone", each.name).as_json(), "day": each.day.isoformat(), "entry": each.number} for each in state.milestones],
        "links": [list(each) for each in state.links],
        "acts": [_act(each) for each in acts_of(state, definition, scope.of(request), law)],
        "proof": chengjie.process.auditing.verify(entries).as_json(),
    }  # fmt: skip


def _open(token: Any, definition: Definition) -> dict[str, Any]:  # noqa: ANN401  # a token of a state
    step = definition.step_of[token.step]
    votes = [{"seat": each.seat, "outcome": each.outcome, "entry": each.number} for each in token.votes]
    return {"step": token.step, "title": step.title.text.as_json(), "roles": list(step.who.roles), "since": token.since.isoformat(), "votes": votes}  # fmt: skip


def _paper(name: str, need: str, row: Case, state: State) -> dict[str, Any]:
    paper = state.paper.get(name)
    files = [{"id": str(each.pk), "name": each.name, "sha256": each.digest, "bytes": each.size} for each in row.files.all() if each.document == name and each.removed is None]  # fmt: skip
    return {"document": name, "need": need, "there": bool(paper and paper.is_there), "files": files}


def _act(button: Any) -> dict[str, Any]:  # noqa: ANN401  # a button of the page
    return {
        **button.act.content(), "title": button.title.as_json(), "asks": [each.name for each in button.fields], "note": button.note, "evidence": button.evidence,
        "against": [each.as_json() for each in button.against],
    }  # fmt: skip


class EntriesAfter(Schema):
    """From which entry on, and how many."""

    after: Number = 0
    limit: int = Field(default=100, ge=1, le=500)


@router.get("/cases/{str:number}/entries", response=SealedsOut, **told("办件记录", "entries of a case", "read:cases"))
def entries(request: HttpRequest, number: Line, given: Query[EntriesAfter]) -> dict[str, Any]:
    """The entries as they were sealed, the earliest first, each with its hash and that of the one before."""
    row, _, definition = found(request, number)
    kept = list(row.entries.filter(number__gt=given.after).order_by("number")[: given.limit + 1])
    shown = [(each.entry(), each.hash) for each in kept[: given.limit]]
    return {
        "case": row.number, "simulated": row.simulated, "next": kept[given.limit - 1].number if len(kept) > given.limit else None,
        "rows": [{**entry.content(), "hash": seal, "done": said.as_json() if (said := pages.done(entry, definition)) else None} for entry, seal in shown],
    }  # fmt: skip


@router.post("/cases/{str:number}/acts", response={201: EntryOut}, **told("办理", "act on a case", "write:cases"))
def act(request: HttpRequest, number: Line, given: ActIn) -> Status[dict[str, Any]]:
    """One act. Refuses as the page does; of two acts at one instant one wins and the other is told (409)."""
    row, _, definition = found(request, number)
    what = _what(given, definition)
    return Status(201, _made(row, cases.go_on(row, _who(request), what, seen=given.seen)))


def _who(request: HttpRequest) -> tuple[Actor, ...]:
    return scope.of(request)


def _what(given: ActIn, definition: Definition) -> Act:
    if given.kind in {"open", "lapse"}:
        raise Refusal.of("case-act-wrong", kind=given.kind)
    data = data_of(fields_of(given.data, definition.fields))
    return Act(
        given.kind, step=given.step, outcome=given.outcome, seat=given.seat, document=given.document, reused_from=given.reused_from.strip(), data=data,
        to=given.to.strip(), carrier=given.carrier, clock=given.clock, days=given.days, number=given.number, note=given.note.strip()[:2000],
        evidence=tuple(each.strip() for each in given.evidence if each.strip()), channel="online",
    )  # fmt: skip


def _made(row: Case, entry: chengjie.process.Entry) -> dict[str, Any]:
    return {"case": row.number, "number": entry.number, "at": entry.at, "kind": entry.act.kind, "hash": entry.hash, "simulated": row.simulated}  # fmt: skip


@router.post("/cases/{str:number}/files", response={201: EntryOut}, **told("交材料", "hand in a paper", "write:cases"))
def hand_in(request: HttpRequest, number: Line, document: Form[Line], file: File[UploadedFile], seen: Form[Number | None] = None) -> Status[dict[str, Any]]:  # fmt: skip
    """Hand in a paper as a file; its digest stands in the entry."""
    row, _, definition = found(request, number)
    if document not in definition.document_of:
        raise Refusal.of("case-document-unknown", document=document[:64])
    brought = keep_file(file, row, document, by=person(request))
    what = Act("submit", document=document, digest=brought.digest, channel="online")
    return Status(201, _made(row, act_with_file(row, _who(request), what, brought, seen=seen)))


@router.get(
    "/cases/{str:number}/files/{uuid:identity}",
    **told("取材料", "a paper of a case", "read:cases", answers=paper("application/octet-stream")),
)
def file(request: HttpRequest, number: Line, identity: str) -> FileResponse:
    """A paper as a file."""
    row, state, definition = found(request, number)
    return pages.paper(request, row, state, definition, identity)


Due = Literal["", "late", "dated", "open"]
Order = Literal["", "due", "since", "newest"]


@router.get("/work", response=WorkOut, **told("我的工作", "my work", "read:cases"))
def work(request: HttpRequest, process: Line = "", due: Due = "", sort: Order = "") -> dict[str, Any]:
    """What waits for one, the most urgent first where no other order is asked, and what one has sent."""
    who, today = scope.of(request), timezone.localdate()
    rows, more = waiting(who, Asked(process, due, sort))
    sent = cases.visible(who).filter(opener=person(request))[:SENT]
    return {
        "waiting": [
            {"case": brief(each.case), "step": each.step, "role": each.role, "place": each.place, "since": each.since.isoformat(),
             "due": each.due.isoformat() if each.due else None, "late": each.due is not None and each.due < today}
            for each in rows
        ],
        "more": more, "sent": [brief(each) for each in sent],
    }  # fmt: skip
