"""Registers for programs: definitions, records with their history, writing and correcting, and whole tables in and out (登记)."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

import chengjie.report.refusal
from chengjie.errors import Fault, Refusal, Where
from chengjie.register.typed import Register
from chengjie.settlement.sheets import LARGEST
from chengjie.web import imports, registers, scope, taking, tokens
from chengjie.web.api.answers import paper
from chengjie.web.api.answers.registers import ImportOut, ImportsOut, RecordOut, RecordsOut, RegistersOut
from chengjie.web.api.shape import (  # fmt: skip
    After,
    File,
    Line,
    Number,
    Query,
    Router,
    Schema,
    Status,
    UploadedFile,
    page,
    person,
    told,
)
from chengjie.web.door import language_of
from chengjie.web.imports import running
from chengjie.web.pages import imports as brought_pages
from chengjie.web.pages import registers as pages
from chengjie.web.records.registers import Record, RegisterImport

router = Router(tags=["registers"])
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class RecordFilter(After):
    """What narrows a list of records; the choices of the register narrow it too, by their own names."""

    q: Line = ""
    place: Line = ""
    state: Line = ""


class RecordIn(Schema):
    """Cells by the names of the fields, as they would stand in a sheet. `seen` is the version that was before one's eyes."""

    cells: dict[str, Line | None]
    seen: Number = 0
    why: Line = ""


class Step(Schema):
    """That a record is taken out of the list or put back, with the version that was before one's eyes."""

    seen: Number
    why: Line = ""


@router.get("/registers", response=RegistersOut, **told("登记簿", "registers that one may open"))
def listing(request: HttpRequest) -> dict[str, Any]:
    """The registers that one may open, with their fields; open ones are there for everybody."""
    who = scope.of(request)
    return {"registers": [_register(each, who) for each in registers.known().values() if registers.may_open(each, who)]}


def _register(each: Register, who: tuple[Any, ...]) -> dict[str, Any]:
    return {
        "id": each.id, "title": each.title.text.as_json(), "about": each.about.text.as_json(), "open": each.open, "key": list(each.key), "source": each.source,
        "writes": registers.may_write(each, who),
        "fields": [
            {"name": one.name, "kind": one.kind, "title": one.title.text.as_json(), "unit": one.unit, "required": one.required, "personal": one.personal,
             "choices": [{"id": choice.id, "title": choice.title.text.as_json()} for choice in one.choices]}
            for one in each.fields
        ],
    }  # fmt: skip


@router.get(
    "/registers/{slug:name}/records", response=RecordsOut, by_alias=True, **told("登记的记录", "records of a register")
)
def records(request: HttpRequest, name: Line, given: Query[RecordFilter]) -> dict[str, Any]:
    """The records that one may see, the latest first: searched, narrowed, page by page, each with the fields of the list."""
    wanted, who = _open(request, name), scope.of(request)
    found = registers.searched(wanted, registers.visible(wanted, who), request.GET.dict())
    if given.state == "withdrawn":
        found = found.filter(scope.within(who))
    return {"register": name, **page(found, given, lambda row: _listed(wanted, row))}


def _open(request: HttpRequest, name: str) -> Register:
    """A register; a token that may not read registers opens the public ones only."""
    wanted, token = pages.opened(request, name), tokens.of(request)
    if token and wanted.open != "public" and "read:registers" not in token.scopes:
        raise Refusal.of("token-scope-wanted", scope="read:registers")
    return wanted


def _listed(wanted: Register, row: Record) -> dict[str, Any]:
    shown = {each.name: row.data.get(each.name) for each in wanted.listed if wanted.everybody_sees(each)}
    return {"id": row.pk, "key": row.key, "name": row.name, "place": row.place, "state": row.state, "version": row.version, "cells": shown}  # fmt: skip


@router.get(
    "/registers/{slug:name}/records/{int:number}",
    response=RecordOut,
    by_alias=True,
    **told("一条记录", "one record", "read:registers"),
)
def record(request: HttpRequest, name: Line, number: Number) -> dict[str, Any]:
    """Every field as one sees it, and for those within reach the history; the reading of personal data is noted."""
    wanted = pages.opened(request, name)
    return _record(request, wanted, pages.seen_row(request, wanted, number))


def _record(request: HttpRequest, wanted: Register, row: Record) -> dict[str, Any]:
    language = language_of(request)
    before = registers.viewer(scope.of(request), registers.of(row))
    fields = registers.shown(wanted, row.data, before, language)
    registers.look(person(request), wanted, fields, row.key)
    history = pages.history(row, wanted, before, language) if before.within else []
    return {
        **_listed(wanted, row), "register": wanted.id,
        "fields": [{"name": each.field.name, "value": row.data.get(each.field.name) if each.sight == "whole" else None, "words": each.words, "sight": each.sight} for each in fields],
        "history": [
            {"version": each.number, "by": each.by.username, "at": each.at.isoformat(), "how": each.how, "state": each.state, "why": each.why,
             "changes": [{"field": old.field.name, "from": old.words, "to": fresh.words, "sight": fresh.sight} for old, fresh in changes]}
            for each, changes in history
        ],
    }  # fmt: skip


@router.post("/registers/{slug:name}/records", response={201: RecordOut}, by_alias=True, **told("登记一条", "add a record", "write:registers"))  # fmt: skip
def add(request: HttpRequest, name: Line, given: RecordIn) -> Status[dict[str, Any]]:
    """A record typed in. Refuses every cell that is wrong, what lies beyond the reach, and a key that is there already."""
    wanted = pages.writable(request, name)
    row = registers.add(wanted, _cells(given, wanted), scope.of(request), by=person(request), why=given.why)
    return Status(201, _record(request, wanted, row))


def _cells(given: RecordIn, wanted: Register) -> dict[str, str]:
    unknown = [name for name in given.cells if name not in wanted.field_of]
    if unknown:
        raise Refusal(Fault("register-field-wrong", Where(column=name[:40]), {"field": name[:40]}) for name in unknown)
    return {name: cell or "" for name, cell in given.cells.items()}


@router.patch(
    "/registers/{slug:name}/records/{int:number}",
    response=RecordOut,
    by_alias=True,
    **told("更正一条", "correct a record", "write:registers"),
)
def correct(request: HttpRequest, name: Line, number: Number, given: RecordIn) -> dict[str, Any]:
    """A record put right: cells that are not named stay as they are; a further version. Refuses (409) where somebody was faster."""
    wanted = pages.writable(request, name)
    row, language = pages.seen_row(request, wanted, number), language_of(request)
    shown = registers.shown(wanted, row.data, registers.viewer(scope.of(request), registers.of(row)), language)
    cells = {each.field.name: each.words for each in shown if each.sight == "whole"} | _cells(given, wanted)
    return _record(request, wanted, registers.correct(row, wanted, cells, scope.of(request), by=person(request), seen=given.seen, why=given.why))  # fmt: skip


@router.post("/registers/{slug:name}/records/{int:number}/withdraw", response=RecordOut, by_alias=True, **told("移出或放回", "withdraw a record or put it back", "write:registers"))  # fmt: skip
def withdraw(request: HttpRequest, name: Line, number: Number, given: Step) -> dict[str, Any]:
    """A record taken out of the list, or put back; it stays with its history."""
    wanted = pages.writable(request, name)
    row = pages.seen_row(request, wanted, number)
    registers.withdraw(row, wanted, scope.of(request), by=person(request), seen=given.seen, why=given.why)
    return _record(request, wanted, row)


@router.get(
    "/registers/{slug:name}/export",
    **told(
        "导出登记",
        "export a register",
        "read:registers",
        answers=paper("text/csv", "application/json", SHEET, DOCUMENT),
    ),
)
def export(request: HttpRequest, name: Line, format: str = "csv") -> HttpResponse:  # noqa: A002  # as the page has it
    """What one sees in whole, as csv, json, xlsx or docx, in the form in which it is read back."""
    wanted = pages.opened(request, name)
    found = registers.searched(wanted, registers.visible(wanted, scope.of(request)), request.GET.dict())
    return pages.export(request, wanted, list(found[: pages.MOST_EXPORTED]), format)


@router.get(
    "/registers/{slug:name}/imports",
    response=ImportsOut,
    by_alias=True,
    **told("导入列表", "imports one has brought", "write:registers"),
)
def brought(request: HttpRequest, name: Line) -> dict[str, Any]:
    """The latest imports of a register that one has brought."""
    wanted = pages.writable(request, name)
    rows = RegisterImport.objects.filter(register=wanted.id, by=person(request))[:50]
    return {"rows": [shown(each) for each in rows]}


@router.post("/registers/{slug:name}/imports", response={201: ImportOut},
    by_alias=True, **told("导入预览", "bring a table and see what it would do", "write:registers"))  # fmt: skip
def bring(request: HttpRequest, name: Line, table: File[UploadedFile]) -> Status[dict[str, Any]]:
    """Keep a table and its preview; nothing is written until it is accepted."""
    wanted = pages.writable(request, name)
    taking.bounded(table, LARGEST)
    made = imports.bring(wanted, table.read(), name=str(table.name), by=person(request), who=scope.of(request))
    return Status(201, shown(made))


def shown(row: RegisterImport) -> dict[str, Any]:
    """An import with its first faults."""
    faults = [Fault(each["code"], Where(**each["where"]), each["parameters"]) for each in row.sample.get("faults", [])]
    return {
        "id": str(row.pk), "register_id": row.register, "name": row.name, "sha256": row.digest, "state": row.state, "new": row.fresh, "changed": row.changed,
        "unchanged": row.unchanged, "refused": row.refused, "brought": row.brought, "settled": row.settled, "undone": row.undone,
        "faults": chengjie.report.refusal.as_json(Refusal(faults))["refused"] if faults else [],
    }  # fmt: skip


@router.get("/registers/{slug:name}/imports/{uuid:identity}", response=ImportOut,
    by_alias=True, **told("一次导入", "one import", "write:registers"))  # fmt: skip
def brought_one(request: HttpRequest, name: Line, identity: str) -> dict[str, Any]:
    """One import: what it would do or did, and every fault at its cell."""
    wanted = pages.writable(request, name)
    return shown(brought_pages.own(request, wanted, identity))


@router.post("/registers/{slug:name}/imports/{uuid:identity}/{what}", response=ImportOut,
    by_alias=True, **told("写入、放弃、停止或撤销导入", "accept, drop, stop or undo an import", "write:registers"))  # fmt: skip
def settle(request: HttpRequest, name: Line, identity: str, what: Line) -> dict[str, Any]:
    """`accept`: all of it or nothing; `drop`: leave it; `undo`: take the whole of it back; `stop`: nothing of what is under way."""
    wanted = pages.writable(request, name)
    row = brought_pages.own(request, wanted, identity)
    if what == "accept":
        imports.accept(row, wanted, by=person(request), who=scope.of(request))
    elif what == "drop":
        imports.drop(row)
    elif what == "stop":
        running.stop(row)
    elif what == "undo":
        imports.undo(row, wanted, by=person(request), who=scope.of(request))
    else:
        raise Http404
    row.refresh_from_db()
    return shown(row)
