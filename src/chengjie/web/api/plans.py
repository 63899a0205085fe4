"""One's own plans for programs: brought, read in the background, their claims reviewed, taken away (我的规划)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse

from chengjie.web import jobs
from chengjie.web.api.answers import Answer, Count, Open, paper
from chengjie.web.api.answers.shape import Tree
from chengjie.web.api.shape import Field, File, Line, Number, Query, Router, Schema, Status, UploadedFile, person, told
from chengjie.web.models import Decision, Upload
from chengjie.web.pages import uploads as pages

router = Router(tags=["plans"])


class PlanOut(Answer):
    """A plan of one's own; `refused` says why one that could not be read was not."""

    id: str
    name: str
    state: Literal["waiting", "reading", "read", "refused"]
    title: str
    digest: str
    brought: datetime
    finished: datetime | None
    refused: list[Tree]


class PlansOut(Answer):
    """One's own plans, the latest first."""

    rows: list[PlanOut]


class ClaimOut(Open):
    """A claim as it was read, with the sentence that it rests on; further fields are those of its kind."""

    id: str
    kind: Literal["target", "entry", "measure", "thing", "system"]
    citation: Tree


class ClaimsOut(Answer):
    """Claims of a plan; `next` is the offset of the page after."""

    count: int
    next: int | None
    claims: list[ClaimOut]


class FindingsOut(Answer):
    """What the plan says against itself, each finding with its arithmetic."""

    findings: list[Tree]


class DecisionOut(Answer):
    """A decision on a claim; decisions are only added."""

    id: int
    claim: str
    action: Literal["confirm", "correct", "reject"]
    field: str
    old: str
    new: str
    by: str
    at: datetime
    why: str


class DecisionIn(Schema):
    """What is decided of a claim; to correct it, which field and what it should say."""

    claim: Line
    action: Literal["confirm", "correct", "reject"]
    field: Line = ""
    new: str = Field(default="", max_length=500)
    why: Line = ""


class ClaimsFilter(Schema):
    """What narrows the claims."""

    kind: Literal["", "target", "entry", "measure", "thing", "system"] = ""
    q: Line = ""
    offset: Number = 0
    limit: int = Field(default=100, ge=1, le=500)


@router.get("/uploads", response=PlansOut, **told("我的规划", "one's own plans", "read:plans"))
def listing(request: HttpRequest) -> dict[str, Any]:
    """One's own plans; nobody else's are there."""
    return {"rows": [_plan(each) for each in Upload.objects.filter(owner=person(request))]}


def _plan(row: Upload) -> dict[str, Any]:
    return {
        "id": str(row.pk), "name": row.name, "state": row.state, "title": row.title, "digest": row.digest, "brought": row.created, "finished": row.finished,
        "refused": row.refusal,
    }  # fmt: skip


@router.post("/uploads", response={202: PlanOut}, **told("送一份规划", "bring a plan", "write:plans"))
def bring(request: HttpRequest, plan: File[UploadedFile]) -> Status[dict[str, Any]]:
    """A plan (.docx, .pdf, .html, .md, .txt, .xlsx); it is read in the background: ask for it until its state is `read` or `refused`."""
    return Status(202, _plan(pages.bring(plan, by=person(request))))


@router.get("/uploads/{uuid:identity}", response=PlanOut, **told("一份规划", "one plan", "read:plans"))
def one(request: HttpRequest, identity: str) -> dict[str, Any]:
    """How far the reading has come."""
    found = pages.own(request, identity)
    jobs.rescue(found)
    return _plan(found)


@router.get("/uploads/{uuid:identity}/claims", response=ClaimsOut, **told("读出的断言", "claims that were read", "read:plans"))  # fmt: skip
def claims(request: HttpRequest, identity: str, given: Query[ClaimsFilter]) -> dict[str, Any]:
    """Claims in the order of the text, each with its sentence."""
    found = [
        each for each in pages.reading_of(pages.own(request, identity))["claims"]
        if (not given.kind or each["kind"] == given.kind) and (not given.q or given.q in json.dumps(each, ensure_ascii=False))
    ]  # fmt: skip
    end = given.offset + given.limit
    return {"count": len(found), "next": end if end < len(found) else None, "claims": found[given.offset : end]}


@router.get("/uploads/{uuid:identity}/findings", response=FindingsOut, **told("规划自查", "what the plan says against itself", "read:plans"))  # fmt: skip
def findings(request: HttpRequest, identity: str) -> dict[str, Any]:
    """Findings, as `chengjie lint --json` gives them."""
    found = pages.own(request, identity)
    pages.reading_of(found)
    said = json.loads(found.findings.read_text(encoding="utf-8")) if found.findings.exists() else {"findings": []}
    return {"findings": said["findings"]}


@router.get("/uploads/{uuid:identity}/decisions", response=list[DecisionOut], **told("核对记录", "decisions on claims", "read:plans"))  # fmt: skip
def decisions(request: HttpRequest, identity: str) -> list[dict[str, Any]]:
    """Every decision, the earliest first."""
    return [_decision(each) for each in pages.own(request, identity).decisions.select_related("by").order_by("pk")]


def _decision(row: Decision) -> dict[str, Any]:
    return {
        "id": row.pk, "claim": row.claim, "action": row.action, "field": row.field, "old": row.old, "new": row.new, "by": row.by.username, "at": row.when, "why": row.why,
    }  # fmt: skip


@router.post("/uploads/{uuid:identity}/decisions", response={201: DecisionOut}, **told("核对一条", "decide on a claim", "write:plans"))  # fmt: skip
def decide(request: HttpRequest, identity: str, given: DecisionIn) -> Status[dict[str, Any]]:
    """Confirm, correct or reject; the decision is added and never overwritten."""
    return Status(201, _decision(pages.settle(pages.own(request, identity), given.model_dump(), by=person(request))))


@router.get("/uploads/{uuid:identity}/corrections.csv", **told("更正表", "corrections as a table of a zone", "read:plans", answers=paper("text/csv")))  # fmt: skip
def corrections(request: HttpRequest, identity: str) -> HttpResponse:
    """Every decision as corrections.csv for a zone folder."""
    return pages.corrections(request, identity)


@router.delete("/uploads/{uuid:identity}", response=Count, **told("移除规划", "take a plan away", "write:plans"))
def remove(request: HttpRequest, identity: str) -> dict[str, Any]:
    """The plan goes with all its files."""
    pages.own(request, identity).remove()
    return {"count": 1}
