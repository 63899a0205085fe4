"""Many records of a register changed at once: chosen in the list or found by its filter, one field, a preview, all or nothing (批量修改)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from chengjie.errors import Refusal
from chengjie.register.typed import Field, Register
from chengjie.web import imports, registers, scope, taking, zone
from chengjie.web.pages.registers import places, writable
from chengjie.web.pages.settlement import person
from chengjie.web.records.registers import Record, RegisterImport

MOST = 5_000


@login_required
def edit(request: HttpRequest, name: str) -> HttpResponse:
    """Which field, then what it shall be; the preview says what changes and what cannot."""
    wanted = writable(request, name)
    asked = request.POST if request.method == "POST" else request.GET
    rows = chosen(wanted, request, asked)
    field = next((each for each in changeable(wanted) if each.name == asked.get("field")), None)
    if request.method == "POST" and field is not None:
        made = change(request, wanted, rows, field, asked.get("value", ""))
        return redirect("import", wanted.id, made.pk)
    context = {
        "register": wanted, "rows": rows, "field": field, "fields": changeable(wanted), "asked": asked, "chosen": asked.getlist("row")[: len(rows)],
        "places": places(), "carriers": sorted(zone.carriers(), key=lambda each: each.name),
    }  # fmt: skip
    return render(request, "chengjie/record-edits.html", context)


def change(request: HttpRequest, wanted: Register, rows: list[Record], field: Field, value: str) -> RegisterImport:
    """The preview of one field changed in many records; nothing is written before it is accepted."""
    return imports.change(wanted, rows, {field.name: value}, by=person(request), who=scope.of(request))


def changeable(wanted: Register) -> list[Field]:
    """The fields that many records may be given at once: none of the key, none that is hidden from some."""
    return [each for each in wanted.fields if each.name not in wanted.key and wanted.everybody_sees(each)]


def chosen(wanted: Register, request: HttpRequest, asked: QueryDict) -> list[Record]:
    """The records that were ticked, or all that the filter finds; never more than some thousands."""
    found = registers.visible(wanted, scope.of(request)).filter(scope.within(scope.of(request)))
    ticked = [number for each in asked.getlist("row") if (number := taking.whole(each)) is not None]
    if not asked.get("all"):
        return list(found.filter(pk__in=ticked, state="current").order_by("-pk"))
    narrowed = QueryDict(asked.get("filter", "")).dict()
    rows = list(registers.searched(wanted, found, {**narrowed, "records": ""})[: MOST + 1])
    if len(rows) > MOST:
        raise Refusal.of("register-edit-many", found=MOST, most=MOST)
    return rows
