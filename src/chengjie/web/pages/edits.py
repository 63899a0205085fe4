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
from chengjie.web.records.registers import Record

MOST = 5_000


@login_required
def edit(request: HttpRequest, name: str) -> HttpResponse:
    """Which field, then what it shall be; the preview says what changes and what cannot."""
    wanted, who = writable(request, name), scope.of(request)
    asked = request.POST if request.method == "POST" else request.GET
    rows = _chosen(wanted, request, asked)
    field = next((each for each in _changeable(wanted) if each.name == asked.get("field")), None)
    if request.method == "POST" and field is not None:
        made = imports.change(wanted, rows, {field.name: asked.get("value", "")}, by=person(request), who=who)
        return redirect("import", wanted.id, made.pk)
    context = {
        "register": wanted, "rows": rows, "field": field, "fields": _changeable(wanted), "asked": asked, "chosen": asked.getlist("row")[: len(rows)],
        "places": places(), "carriers": sorted(zone.carriers(), key=lambda each: each.name),
    }  # fmt: skip
    return render(request, "chengjie/record-edits.html", context)


def _changeable(wanted: Register) -> list[Field]:
    """The fields that many records may be given at once: none of the key, none that is hidden from some."""
    return [each for each in wanted.fields if each.name not in wanted.key and wanted.everybody_sees(each)]


def _chosen(wanted: Register, request: HttpRequest, asked: QueryDict) -> list[Record]:
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
