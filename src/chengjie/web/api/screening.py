"""Screening a register of firms for programs: brought, worked on in the background, its lists, the reasons of one firm (企业筛选)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse

from chengjie.web import screenings
from chengjie.web.api.answers import Answer, Count, Open, Told, paper
from chengjie.web.api.answers.shape import Tree
from chengjie.web.api.shape import File, Form, Line, Number, Query, Router, Schema, Status, UploadedFile, person, told
from chengjie.web.pages import screening as pages
from chengjie.web.records.screening import ScreeningRun

router = Router(tags=["screening"])


class ScreeningOut(Answer):
    """A screening of one's own; `done` of `pieces` says how far it has come, `refused` why there is none."""

    id: str
    name: str
    state: Literal["waiting", "reading", "read", "refused"]
    top: int
    gaps: bool
    done: int
    pieces: int
    created: datetime
    finished: datetime | None
    refused: list[Tree]


class ScreeningsOut(Answer):
    """One's own screenings, the latest first."""

    rows: list[ScreeningOut]


class FirmOut(Open):
    """A firm of a list; `contributions` are its points by criterion."""

    id: str
    name: str | None
    industry: str | None
    rank: int
    score: float
    contributions: list[Tree]


class ListOut(Answer):
    """The firms of a carrier, or of a gap in a chain."""

    id: str
    title: Told
    gap: bool
    top: list[FirmOut]


class ListsOut(Answer):
    """The lists, those with firms first; `next` is the offset of the page after. `set_aside` counts the rows that do not count."""

    criteria: dict[str, Told]
    missing_columns: list[str]
    set_aside: list[Tree]
    count: int
    next: int | None
    lists: list[ListOut]


class ReasonsOut(Answer):
    """Why one firm stands where it stands before one carrier or gap; or why there are no reasons."""

    reasons: Tree | None
    faults: list[Tree]


class ListsFilter(Schema):
    """Words of a carrier's or gap's title, and where the page begins."""

    q: Line = ""
    offset: Number = 0
    limit: int = 25


@router.get("/screenings", response=ScreeningsOut, **told("我的企业筛选", "one's own screenings", "read:matching"))
def listing(request: HttpRequest) -> dict[str, Any]:
    """One's own; nobody else's are there."""
    return {"rows": [_run(each) for each in ScreeningRun.objects.filter(owner=person(request))]}


def _run(row: ScreeningRun) -> dict[str, Any]:
    return {
        "id": str(row.pk), "name": row.name, "state": row.state, "top": row.top, "gaps": row.gaps, "done": row.done, "pieces": row.pieces, "created": row.created,
        "finished": row.finished, "refused": row.refusal,
    }  # fmt: skip


@router.post("/screenings", response={202: ScreeningOut}, **told("送企业名录", "bring a register of firms", "write:matching"))  # fmt: skip
def screen(request: HttpRequest, table: File[UploadedFile], top: Form[Literal["10", "20", "50", "100"]] = "20", gaps: Form[bool] = False) -> Status[dict[str, Any]]:  # a field of a form  # fmt: skip
    """A register (.parquet, .csv, .xlsx); it is screened in the background: ask for it until its state is `read` or `refused`."""
    return Status(202, _run(pages.bring(table, top=int(top), gaps=gaps, by=person(request))))


@router.get("/screenings/{uuid:identity}", response=ScreeningOut, **told("一次筛选", "one screening", "read:matching"))
def one(request: HttpRequest, identity: str) -> dict[str, Any]:
    """How far it has come."""
    found = pages.own(request, identity)
    screenings.rescue(found)
    return _run(found)


def _answer(request: HttpRequest, identity: str) -> dict[str, Any]:
    found = pages.own(request, identity)
    if found.state != "read":
        raise Http404
    return found.answer()


@router.get("/screenings/{uuid:identity}/lists", response=ListsOut, **told("筛选结果", "lists of a screening", "read:matching"))  # fmt: skip
def lists(request: HttpRequest, identity: str, given: Query[ListsFilter]) -> dict[str, Any]:
    """The firms of each carrier and gap, with the points under each score."""
    answer = _answer(request, identity)
    words, limit = given.q.casefold(), min(max(given.limit, 1), 500)
    found = [each for each in pages.lists_of(answer) if words in f"{each['title'].zh} {each['title'].en}".casefold()]
    end = given.offset + limit
    return {
        "criteria": answer["criteria"], "missing_columns": answer["missing_columns"], "set_aside": answer["set_aside"], "count": len(found), "next": end if end < len(found) else None,
        "lists": [{"id": each["id"], "title": each["title"].as_json(), "gap": each["gap"], "top": each["top"]} for each in found[given.offset : end]],
    }  # fmt: skip


@router.get(
    "/screenings/{uuid:identity}/why", response=ReasonsOut, **told("为何是这家企业", "why this firm", "read:matching")
)
def why_firm(request: HttpRequest, identity: str, firm: Line, asker: Line) -> dict[str, Any]:
    """The reasons of one firm before the carrier or gap `asker`."""
    found = pages.own(request, identity)
    if found.state != "read" or not firm or not asker:
        raise Http404
    reasons, faults = screenings.why(found, firm, asker)
    return {"reasons": reasons, "faults": faults}


@router.get("/screenings/{uuid:identity}/rejects.csv", **told("剔除的行", "rows that were set aside", "read:matching", answers=paper("text/csv")))  # fmt: skip
def rejects(request: HttpRequest, identity: str) -> HttpResponse:
    """Every fault of every row that was set aside."""
    return pages.rejects(request, identity)


@router.delete("/screenings/{uuid:identity}", response=Count, **told("移除筛选", "take a screening away", "write:matching"))  # fmt: skip
def remove(request: HttpRequest, identity: str) -> dict[str, Any]:
    """It goes with its register."""
    pages.own(request, identity).remove()
    return {"count": 1}
