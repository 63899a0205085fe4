"""Registers on the site: which there are, what is in one, a record with its history, and adding and correcting (登记)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

import chengjie.register.typed as typed
from chengjie.errors import Refusal
from chengjie.process import Actor
from chengjie.register.typed import Field, Register, Value, Viewer
from chengjie.values import Column, Table
from chengjie.values.table import Cell
from chengjie.values.text import Language
from chengjie.web import register_filters, registers, scope, taking, zone
from chengjie.web.door import faults_shown, language_of
from chengjie.web.pages import downloads, views
from chengjie.web.pages.settlement import person
from chengjie.web.records.registers import Record, RecordVersion
from chengjie.web.registers import Shown

PER_PAGE = 50
FURTHEST = 10_000
"""Rows into a list in the order of a field; beyond it one narrows the list."""
MOST_EXPORTED = 200_000
OTHERS = 50


def listing(request: HttpRequest) -> HttpResponse:
    """The registers that somebody may open."""
    who = scope.of(request)
    rows = [(each, registers.may_write(each, who)) for each in registers.known().values() if registers.may_open(each, who)]  # fmt: skip
    closed = len(registers.known()) - len(rows)
    return render(request, "chengjie/registers.html", {"rows": rows, "closed": closed})


def opened(request: HttpRequest, name: str) -> Register:
    """A register for the one who asks; a closed one is not there."""
    wanted = registers.register(name)
    if not registers.may_open(wanted, scope.of(request)):
        raise Http404
    return wanted


def writable(request: HttpRequest, name: str) -> Register:
    """A register that one writes somewhere; for others it is not there."""
    wanted = opened(request, name)
    if not registers.may_write(wanted, scope.of(request)):
        raise Http404
    return wanted


def register(request: HttpRequest, name: str) -> HttpResponse:
    """The records of a register: searched, filtered, page by page from the last one shown, or as a file."""
    wanted, who = registers.register(name), scope.of(request)
    if not registers.may_open(wanted, who):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        raise Http404
    if (first := views.first(request)) is not None:
        return first
    found = registers.searched(wanted, registers.visible(wanted, who), request.GET.dict())
    if "withdrawn" in (request.GET.get("records"), request.GET.get("state")):
        found = found.filter(scope.within(who))
    found, by_field = register_filters.ordered(wanted, found, request.GET.get("sort", ""))
    if ending := request.GET.get("format"):
        return export(request, wanted, list(found[:MOST_EXPORTED]), ending)
    shown, onward = _page(request, found, by_field=by_field)
    language, columns = language_of(request), _columns(request, wanted)
    context = {
        "register": wanted, "rows": [(each, _cells(each, columns, language), _ended(each, wanted)) for each in shown], "given": request.GET, "columns": columns,
        "onward": onward, "writes": registers.may_write(wanted, who), "places": places(), "filter": request.GET.urlencode(), "filters": _filters(request, wanted),
        "choices": [(each, request.GET.get(each.name, "")) for each in wanted.listed if each.kind == "choice"], "may_show": register_filters.fields(wanted),
        **views.bar(request),
    }  # fmt: skip
    return render(request, "chengjie/register.html", context)


def _page(request: HttpRequest, found: QuerySet[Record], *, by_field: bool) -> tuple[list[Record], dict[str, Any]]:
    """The rows of a page, and how the next one is asked for: after a number, or in the order of a field, from a place on."""
    at = taking.whole(request.GET.get("after", "")) or 0
    if by_field:
        at = min(at, FURTHEST)
        shown = list(found[at : at + PER_PAGE + 1])
        return shown[:PER_PAGE], {"after": at + PER_PAGE} if len(shown) > PER_PAGE and at < FURTHEST else {}
    shown = list((found.filter(pk__lt=at) if at else found)[: PER_PAGE + 1])
    return shown[:PER_PAGE], {"after": shown[PER_PAGE - 1].pk} if len(shown) > PER_PAGE else {}


def _columns(request: HttpRequest, wanted: Register) -> tuple[Field, ...]:
    """The columns of the list: those that were chosen, else those that the definition lists."""
    asked = set(request.GET.getlist("col"))
    return tuple(each for each in register_filters.fields(wanted) if each.name in asked and each.name != wanted.name) or wanted.listed  # fmt: skip


def _filters(request: HttpRequest, wanted: Register) -> list[tuple[Field, str, str, str]]:
    """The filters beside those that the list always shows, each with what it was given."""
    shown = {each.name for each in wanted.listed if each.kind == "choice"} | {"place"}
    found = [each for each in register_filters.fields(wanted) if each.name not in shown]
    given, (least, most) = request.GET, (register_filters.LEAST, register_filters.MOST)
    return [(each, given.get(each.name, ""), given.get(each.name + least, ""), given.get(each.name + most, "")) for each in found]  # fmt: skip


def places() -> list[Any]:
    """The places of the zone that a list may be narrowed to."""
    return [place for code in zone.covered() if (place := zone.places().by_code(code))]


def _cells(row: Record, columns: Iterable[Field], language: Language) -> list[tuple[Field, str]]:
    """The cells of the list; a place and a carrier by their name alone."""
    found = [(each, typed.written(row.data.get(each.name), each, zone.package(), language=language)) for each in columns]  # fmt: skip
    return [(each, words.partition(" ")[2] or words if each.kind in {"place", "carrier"} else words) for each, words in found]  # fmt: skip


def _ended(row: Record, wanted: Register) -> bool:
    """Whether a record no longer holds today."""
    until = row.data.get(wanted.valid.until)
    return bool(until) and str(until) < timezone.localdate().isoformat()


def export(request: HttpRequest, wanted: Register, rows: list[Record], ending: str) -> HttpResponse:
    """What one sees in whole; that personal data went out is noted."""
    language = language_of(request)
    found, personal = table(wanted, rows, scope.of(request), language)
    if personal and isinstance(request.user, User):
        registers.note(request.user, wanted, f"export: {personal}")
    return downloads.table(found, wanted.id, ending, language)


def table(wanted: Register, rows: list[Record], who: tuple[Actor, ...], language: Language) -> tuple[Table, int]:
    """Records in the form in which they are read back, and how many of them show personal data; what one does not see is empty."""
    inside = any(each.rights for each in who)
    fields = [each for each in wanted.fields if inside or wanted.everybody_sees(each)]
    guarded = [each for each in fields if not wanted.everybody_sees(each)]
    personal = 0
    lines = []
    for row in rows:
        sight = registers.viewer(who, registers.of(row)) if guarded else Viewer()
        hidden = {each.name for each in guarded if typed.how(each, wanted, sight) != "whole"}
        personal += any(each.personal and row.data.get(each.name) and each.name not in hidden for each in guarded)
        lines.append(tuple(None if each.name in hidden else _cell(row.data.get(each.name), each, language) for each in fields))  # fmt: skip
    columns = tuple(Column(each.name, each.title.text, each.unit, each.kind == "number") for each in fields)
    return Table(columns, tuple(lines), wanted.title.text), personal


def _cell(kept: Value | None, field: Field, language: Language) -> Cell:
    if isinstance(kept, str) and field.kind == "number":
        return Decimal(kept)
    if isinstance(kept, str) and field.kind == "date":
        return date.fromisoformat(kept)
    return typed.written(kept, field, zone.package(), language=language) or None


def record(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One record: every field as one sees it, and for those within reach its history; the reading of personal data is noted."""
    wanted = opened(request, name)
    row, who, language = seen_row(request, wanted, number), scope.of(request), language_of(request)
    before = registers.viewer(who, registers.of(row))
    fields = registers.shown(wanted, row.data, before, language)
    registers.look(request.user if isinstance(request.user, User) else None, wanted, fields, row.key)
    context = {
        "register": wanted, "row": row, "fields": fields, "ended": _ended(row, wanted), "within": before.within,
        "writes": registers.may_write(wanted, who, registers.of(row)), "others": _others(row, who, language), "history": history(row, wanted, before, language) if before.within else [],
    }  # fmt: skip
    return render(request, "chengjie/record.html", context)


def _others(row: Record, who: tuple[Actor, ...], language: Language) -> list[tuple[Register, Record, str]]:
    """What other records, of any register, say of the same enterprise."""
    if not row.enterprise:
        return []
    found = registers.reached(who).filter(enterprise=row.enterprise, state="current").exclude(pk=row.pk)[:OTHERS]
    return [(wanted := registers.register(each.register), each, _listed(each, wanted, language)) for each in found]


def _listed(row: Record, wanted: Register, language: Language) -> str:
    """What the list of its register shows of a record, in one line."""
    fields = [each for each in wanted.fields if each.list and each.name != wanted.bound.enterprise]
    words = (typed.written(row.data.get(each.name), each, zone.package(), language=language) for each in fields)
    return " · ".join(filter(None, words))


def seen_row(request: HttpRequest, wanted: Register, number: int) -> Record:
    """A record that the one who asks may see; a withdrawn one is there for those within reach only."""
    row = get_object_or_404(registers.visible(wanted, scope.of(request)), pk=number)
    if row.state == "withdrawn" and not scope.may_see(scope.of(request), registers.of(row)):
        raise Http404
    return row


def history(row: Record, wanted: Register, before: Viewer, language: Language) -> list[tuple[RecordVersion, list[tuple[Shown, Shown]]]]:  # fmt: skip
    """Each version with what it changed, the latest first."""
    versions = list(row.versions.select_related("by", "brought").order_by("number"))
    found = []
    last: dict[str, Value] = {}
    for each in versions:
        pairs = zip(registers.shown(wanted, last, before, language), registers.shown(wanted, each.data, before, language), strict=True)  # fmt: skip
        found.append((each, [(old, new) for old, new in pairs if last.get(old.field.name) != each.data.get(old.field.name)]))  # fmt: skip
        last = each.data
    return found[::-1]


@login_required
def new(request: HttpRequest, name: str) -> HttpResponse:
    """A record typed in; what is wrong is said beside its field."""
    wanted, who = writable(request, name), scope.of(request)
    if request.method != "POST":
        return _form(request, wanted, {}, wanted.fields)
    try:
        row = registers.add(wanted, request.POST.dict(), who, by=person(request), why=request.POST.get("why", ""))
    except Refusal as refusal:
        return _form(request, wanted, request.POST.dict(), wanted.fields, refusal=refusal)
    return redirect("record", wanted.id, row.pk)


@login_required
def correct(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """A record put right; the fields that one does not see in whole are not asked for."""
    wanted, who = opened(request, name), scope.of(request)
    row = seen_row(request, wanted, number)
    if not registers.may_write(wanted, who, registers.of(row)):
        raise Http404
    fields = registers.shown(wanted, row.data, registers.viewer(who, registers.of(row)), language_of(request))
    asked = [each.field for each in fields if each.sight == "whole" and each.field.name not in wanted.key]
    if request.method != "POST":
        registers.look(person(request), wanted, fields, row.key)
        return _form(request, wanted, {each.field.name: each.words for each in fields}, asked, row=row)
    cells = {**{each.field.name: each.words for each in fields if each.sight == "whole"}, **{each.name: request.POST.get(each.name, "") for each in asked}}  # fmt: skip
    seen = request.POST.get("version", "")
    try:
        registers.correct(row, wanted, cells, who, by=person(request), seen=taking.whole(seen) or 0, why=request.POST.get("why", ""))  # fmt: skip
    except Refusal as refusal:
        row.refresh_from_db()
        return _form(request, wanted, cells, asked, row=row, refusal=refusal)
    return redirect("record", wanted.id, row.pk)


def _form(request: HttpRequest, wanted: Register, cells: dict[str, str], asked: Iterable[Field], *, row: Record | None = None, refusal: Refusal | None = None) -> HttpResponse:  # fmt: skip
    faults = faults_shown(refusal.faults) if refusal else []
    at = {fault.where.column: said for fault, said in zip(refusal.faults, faults, strict=True) if fault.where.column} if refusal else {}  # fmt: skip
    inputs = [(each, _chosen(cells.get(each.name, ""), each), at.get(each.title.zh)) for each in asked]
    context = {
        "register": wanted, "row": row, "inputs": inputs, "faults": [each for each in faults if each not in at.values()], "places": places(),
        "carriers": sorted(zone.carriers(), key=lambda each: each.name), "why": request.POST.get("why", ""),
    }  # fmt: skip
    return render(request, "chengjie/record-form.html", context, status=400 if refusal else 200)


def _chosen(cell: str, field: Field) -> str:
    """A cell as the form has it: a choice by its id."""
    if field.kind == "choice":
        return next((each.id for each in field.choices if cell in (each.id, each.title.zh, each.title.en)), "")
    return {"是": "yes", "否": "no"}.get(cell, cell) if field.kind == "truth" else cell


@login_required
@require_POST
def withdraw(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """Take a record out of the list, or put it back."""
    wanted = opened(request, name)
    row = seen_row(request, wanted, number)
    seen = request.POST.get("version", "")
    registers.withdraw(row, wanted, scope.of(request), by=person(request), seen=taking.whole(seen) or 0, why=request.POST.get("why", ""))  # fmt: skip
    return redirect("record", wanted.id, row.pk)
