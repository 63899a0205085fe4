"""Indices for programs: sheets of one's own, results handed up for publication, and objections (综合指数)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from chengjie.web import cases, index_sheets, publications, scope
from chengjie.web.api.answers import Answer, Count
from chengjie.web.api.answers.shape import Tree
from chengjie.web.api.shape import Field, File, Form, Line, Long, Router, Schema, Status, UploadedFile, person, told
from chengjie.web.pages import index_looks, index_publication
from chengjie.web.pages import indices as pages
from chengjie.web.records.indices import IndexSheet, Publication

router = Router(tags=["indices"])


class SheetOut(Answer):
    """A data sheet of one's own; `key` names it in `?sheet=`."""

    key: str
    name: str
    brought: datetime


class SheetsOut(Answer):
    """One's own sheets for an index, the latest first."""

    rows: list[SheetOut]


class PublicationOut(Answer):
    """Results made public: how they stand, until when one may object, how many objections there are."""

    case: str
    index: str
    edition: str
    basis: str
    days: int
    published: date | None
    state: str
    closes: date | None
    takes_objections: bool
    objections: int


class PublicationsOut(Answer):
    """The publications of an index that are public or within one's reach."""

    rows: list[PublicationOut]


class PublishedOut(PublicationOut):
    """A publication with the results as everybody was shown them."""

    digest: str = Field(description="SHA-256 of the table that the case holds")
    results: list[Tree]


class HandedOut(Answer):
    """The case that was opened."""

    case: str


class PublishIn(Schema):
    """Results to hand up: from which of one's rights, the edition, its basis, and how many working days one may object."""

    seat: Line = Field(description="code of the place from which it is handed up")
    edition: Line
    basis: Line = ""
    days: int | None = Field(default=None, ge=1, le=999)
    replaces: Line = ""


@router.get("/indices/{str:name}/sheets", response=SheetsOut, **told("我的数据表", "one's own sheets of an index", "read:account"))  # fmt: skip
def sheets(request: HttpRequest, name: Line) -> dict[str, Any]:
    """Nobody else's are there."""
    return {"rows": [_sheet(each) for each in index_sheets.kept(person(request), index_looks.index_named(name).id)]}


def _sheet(row: IndexSheet) -> dict[str, Any]:
    return {"key": row.key, "name": row.name, "brought": row.brought}


@router.post("/indices/{str:name}/sheets", response={201: SheetOut}, **told("送数据表", "bring a sheet", "write:indices"))  # fmt: skip
def bring(request: HttpRequest, name: Line, sheet: File[UploadedFile]) -> Status[dict[str, Any]]:
    """A faulty sheet is refused with every fault at its cell."""
    key = pages.keep(name, sheet, by=person(request))
    return Status(201, _sheet(IndexSheet.objects.defer("content").get(owner=person(request), index=index_looks.index_named(name).id, key=key)))  # fmt: skip


@router.delete("/indices/{str:name}/sheets/{slug:key}", response=Count, **told("移除数据表", "take a sheet away", "write:indices"))  # fmt: skip
def drop(request: HttpRequest, name: Line, key: Line) -> dict[str, Any]:
    """One's own."""
    index_sheets.drop(person(request), index_looks.index_named(name).id, key)
    return {"count": 1}


@router.get("/indices/{str:name}/publications", response=PublicationsOut, **told("公布的结果", "results made public"))
def listing(request: HttpRequest, name: Line) -> dict[str, Any]:
    """Public ones for everybody; those that are not public yet for those who may see their case."""
    today, within = timezone.localdate(), cases.visible(scope.of(request))
    rows = Publication.objects.filter(index=name).select_related("case")[:200]
    shown = [each for each in rows if each.published or within.filter(pk=each.case_id).exists()]
    return {"rows": [_publication(publications.standing(each, today=today)) for each in shown]}


def _publication(found: publications.Standing) -> dict[str, Any]:
    row = found.row
    return {
        "case": row.case.number, "index": row.index, "edition": row.edition, "basis": row.basis, "days": row.days, "published": row.published, "state": str(found.stand),
        "closes": found.closes, "takes_objections": found.takes_objections, "objections": len(found.objections),
    }  # fmt: skip


@router.get("/indices/{str:name}/publications/{str:number}", response=PublishedOut, **told("一次公布", "one publication"))  # fmt: skip
def one(request: HttpRequest, name: Line, number: Line) -> dict[str, Any]:
    """The results as they were made public."""
    row = index_publication.within_sight(request, name, number)
    return {**_publication(publications.standing(row, today=timezone.localdate())), "digest": row.digest, "results": row.rows}  # fmt: skip


@router.post("/indices/{str:name}/publications", response={201: HandedOut}, **told("报请公布", "hand results up", "write:indices"))  # fmt: skip
def hand_up(request: HttpRequest, name: Line, given: PublishIn, sheet: Line = "") -> Status[dict[str, Any]]:
    """A case that makes the results public once it is signed; `sheet` is the key of one of one's own, without it the zone's own
    figures stand. Refused where they rest on assumptions."""
    said = {key: str(value) for key, value in given.model_dump().items() if value is not None}
    return Status(201, {"case": index_publication.hand_up(request, name, said).number})


@router.post("/indices/{str:name}/publications/{str:number}/objections", response={201: HandedOut}, **told("提出异议", "object to a result", "write:indices"))  # fmt: skip
def object_to(
    request: HttpRequest, name: Line, number: Line, seat: Form[Line], unit: Form[Line], claim: Form[Long], grounds: File[UploadedFile],
) -> Status[dict[str, Any]]:  # fmt: skip
    """About one unit, with the grounds as a paper; a case of its own."""
    said = {"seat": seat, "unit": unit, "claim": claim}
    return Status(201, {"case": index_publication.lodge(request, name, number, said, grounds).number})
