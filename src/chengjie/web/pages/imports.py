"""Tables into a register: the form to fill in, the preview, acceptance, and the way back (导入)."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

import chengjie.register.typed as typed
import chengjie.report.refusal
import chengjie.report.tables
from chengjie.errors import Fault, Refusal, Where
from chengjie.register.typed import Field, Register
from chengjie.report.tables import FormColumn
from chengjie.settlement.sheets import LARGEST
from chengjie.values import Text
from chengjie.values.text import Language
from chengjie.web import imports, scope, taking, zone
from chengjie.web.door import language_of
from chengjie.web.imports import running
from chengjie.web.pages.registers import places, writable
from chengjie.web.pages.settlement import person
from chengjie.web.records.registers import RegisterImport

SHOWN = 50
_KINDS = {
    "text": Text("文字", "text"), "number": Text("数", "a number"), "truth": Text("是 或 否", "yes or no"), "date": Text("日期，如 2026-07-15", "a day, as 2026-07-15"),
    "choice": Text("从下拉中选", "choose from the list"), "place": Text("地区名称或代码", "name or code of a place"), "carrier": Text("承载地名称或编号", "name or id of a carrier"),
    "industry": Text("GB/T 4754 代码", "a code of GB/T 4754"), "credit-code": Text("统一社会信用代码，18 位", "credit code, 18 characters"),
}  # fmt: skip


@login_required
def brought(request: HttpRequest, name: str) -> HttpResponse:
    """The imports of a register that one has brought, and the door for a further file."""
    wanted = writable(request, name)
    if request.method == "POST":
        file = request.FILES.get("table")
        if file is None:
            raise Refusal.of("register-import-empty")
        taking.bounded(file, LARGEST)
        return redirect("import", wanted.id, _bring(request, wanted, file).pk)
    rows = RegisterImport.objects.filter(register=wanted.id, by=person(request))[:SHOWN]
    return render(request, "chengjie/imports.html", {"register": wanted, "rows": rows})


def _bring(request: HttpRequest, wanted: Register, file: UploadedFile[bytes]) -> RegisterImport:
    """Read it at once; a large one in the background."""
    content, name = file.read(), taking.named(file, "table")
    if len(content) < running.LARGE_FILE:
        return imports.bring(wanted, content, name=name, by=person(request), who=scope.of(request))
    row = imports.brought(wanted, content, name=name, by=person(request))
    row.save()
    running.keep(row, content)
    running.begin(row, "reading")
    return row


@login_required
def form(request: HttpRequest, name: str) -> HttpResponse:
    """An empty sheet of a register: drop-downs, a note on every title, and a page that explains the columns."""
    wanted, language = writable(request, name), language_of(request)
    columns = [FormColumn(each.heading, _note(each), each.required, _choices(each, language)) for each in wanted.fields]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        chengjie.report.tables.to_form(columns, path, title=wanted.title.text, language=language)
        response = HttpResponse(path.read_bytes(), content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")  # fmt: skip
    response["Content-Disposition"] = f'attachment; filename="chengjie-{wanted.id}-form.xlsx"'
    return response


def _note(field: Field) -> Text:
    kind = _KINDS[field.kind]
    zh, en = [kind.zh], [kind.en]
    if field.unit:
        zh, en = [f"{kind.zh}，单位{field.unit}"], [f"{kind.en} in {field.unit}"]
    if field.note:
        zh, en = [*zh, field.note.zh], [*en, field.note.en]
    return Text("。".join(zh), ". ".join(en))


def _choices(field: Field, language: Language) -> tuple[str, ...]:
    """What a cell may be chosen from."""
    if field.kind == "choice":
        return tuple(each.title.text.say(language) for each in field.choices)
    if field.kind == "truth":
        return ("yes", "no") if language == "en" else ("是", "否")
    if field.kind == "place":
        return tuple(f"{each.code} {each.name}" for each in places())
    if field.kind == "carrier":
        return tuple(f"{each.id} {each.name}" for each in sorted(zone.carriers(), key=lambda each: each.id))
    return ()


@login_required
def brought_one(request: HttpRequest, name: str, identity: str) -> HttpResponse:
    """One import: what each row would do or did, and every fault at its cell."""
    wanted = writable(request, name)
    row, language = own(request, wanted, identity), language_of(request)
    progress = running.look(row)
    if request.GET.get("part") == "progress":
        return render(request, "chengjie/import-progress.html", {"row": row, "progress": progress})
    changed = [(at, key, title, [(wanted.field_of[field], *(typed.written(each, wanted.field_of[field], zone.package(), language=language) for each in (old, new)))
               for field, old, new in changes if field in wanted.field_of]) for at, key, title, changes in row.sample.get("changed", [])]  # fmt: skip
    faults = [Fault(each["code"], Where(**each["where"]), each["parameters"]) for each in row.sample.get("faults", [])]
    said = [(fault, chengjie.report.refusal.sentence(fault), chengjie.report.refusal.remedy(fault)) for fault in faults]
    again = RegisterImport.objects.filter(register=wanted.id, digest=row.digest, state="accepted").exclude(pk=row.pk).first()  # fmt: skip
    context = {"register": wanted, "row": row, "new": row.sample.get("new", []), "changed": changed, "said": said, "again": again, "most": imports.MOST_FAULTS, "progress": progress, "stopped": running.reasons(row)}  # fmt: skip
    return render(request, "chengjie/import.html", context)


def own(request: HttpRequest, wanted: Register, identity: str) -> RegisterImport:
    """An import that one has brought; nobody else's is there."""
    return get_object_or_404(RegisterImport, pk=identity, register=wanted.id, by=person(request))


@login_required
@require_POST
def accept(request: HttpRequest, name: str, identity: str) -> HttpResponse:
    """Write all of it; much of it in the background."""
    wanted = writable(request, name)
    row = own(request, wanted, identity)
    if not row.refused and row.state == "waiting" and _much(row):
        running.begin(row, "writing")
    else:
        imports.accept(row, wanted, by=person(request), who=scope.of(request))
    return redirect("import", wanted.id, row.pk)


def _much(row: RegisterImport) -> bool:
    return row.fresh + row.changed + row.unchanged >= running.LARGE


@login_required
@require_POST
def drop(request: HttpRequest, name: str, identity: str) -> HttpResponse:
    """Leave it."""
    wanted = writable(request, name)
    imports.drop(own(request, wanted, identity))
    return redirect("imports", wanted.id)


@login_required
@require_POST
def undo(request: HttpRequest, name: str, identity: str) -> HttpResponse:
    """Take all of it back; much of it in the background."""
    wanted = writable(request, name)
    row = own(request, wanted, identity)
    if row.state == "accepted" and _much(row):
        running.begin(row, "undoing")
    else:
        imports.undo(row, wanted, by=person(request), who=scope.of(request))
    return redirect("import", wanted.id, row.pk)


@login_required
@require_POST
def stop(request: HttpRequest, name: str, identity: str) -> HttpResponse:
    """Stop what is under way; nothing of it is written."""
    wanted = writable(request, name)
    row = own(request, wanted, identity)
    running.stop(row)
    return redirect("import", wanted.id, row.pk)
