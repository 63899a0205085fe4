"""The forms of a board: the columns of a side explained, the template to download, rows typed in or brought as a file."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse

import chengjie.report.tables
from chengjie.errors import Fault, Refusal, Where
from chengjie.matching.definition import Definition
from chengjie.matching.sheet import LARGEST, read_sheet
from chengjie.matching.sides import Column, Side
from chengjie.report.tables import FormColumn
from chengjie.values import Text
from chengjie.values.text import Language
from chengjie.web import taking, zone
from chengjie.web.pages import downloads

TYPED = 4  # rows of a side that can be typed in
SIDES = ("demand", "supply")
Rows = list[dict[str, str]]
_KINDS = {
    "text": Text("文字", "text"), "number": Text("数", "number"), "whole": Text("整数", "whole number"), "truth": Text("是或否", "yes or no"),
    "choice": Text("从列出的值中选", "one of the values listed"), "words": Text("几个词，用顿号隔开", "several words, parted by commas"),
    "place": Text("县市区、市州的名称或代码", "name or code of a county or prefecture"), "industry": Text("行业代码、规划用语或产品", "industry code, plan's label or products"),
    "carrier": Text("承载地名称", "name of a carrier"), "date": Text("日期，如 2026-07-15", "a date such as 2026-07-15"),
}  # fmt: skip


def tables(wanted: Definition) -> list[tuple[str, Side]]:
    """The sides that a person brings."""
    return [(name, getattr(wanted, name)) for name in SIDES if getattr(wanted, name).source == "table"]


def said(column: Column) -> Text:
    """What is to be written into a column."""
    kind = _KINDS[column.kind]
    zh, en = kind.zh, kind.en
    if column.choices:
        zh, en = "、".join(each.zh for each in column.choices), ", ".join(each.en for each in column.choices)
    if column.unit:
        zh, en = f"{zh}，单位 {column.unit}", f"{en}, in {column.unit}"
    if column.most is not None:
        bounds = f"{column.least:,.10g}–{column.most:,.10g}"
        zh, en = f"{zh}，{bounds}", f"{en}, {bounds}"
    if column.note:
        zh, en = f"{zh}。{column.note.zh}", f"{en}. {column.note.en}"
    must = ("必填。", "Required. ") if column.required else ("", "")
    return Text(must[0] + zh, must[1] + en)


def template(wanted: Definition, name: str, language: Language, rows: Sequence[Mapping[str, str]] = ()) -> HttpResponse:
    """The sheet of a side to fill in, with drop-downs and notes made from its columns."""
    side: Side = getattr(wanted, name)
    columns = [
        FormColumn(
            column.heading, said(column), column.required,
            tuple(each.zh if language == "zh" else each.en for each in column.choices) or (("是", "否") if column.kind == "truth" and language == "zh" else ("yes", "no") if column.kind == "truth" else ()),
            (column.least, column.most) if column.most is not None else None, column.example,
        )
        for column in side.columns
    ]  # fmt: skip
    written = [[row.get(column.name, "") for column in side.columns] for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        chengjie.report.tables.to_form(columns, path, title=side.title.text, rows=written, language=language)
        response = HttpResponse(path.read_bytes(), content_type=downloads.TYPES["xlsx"])
    response["Content-Disposition"] = f'attachment; filename="chengjie-{wanted.id}-{name}.xlsx"'
    return response


def given(request: HttpRequest, wanted: Definition) -> dict[str, Rows | None]:
    """The rows of both sides as they were brought, checked.

    Refuses everything that is wrong with either side at once; `board-form-empty` where a side has nothing.
    """
    faults: list[Fault] = []
    found: dict[str, Rows | None] = dict.fromkeys(SIDES)
    for name, _ in tables(wanted):
        try:
            found[name] = _side(request, wanted, name)
        except Refusal as refusal:
            faults += [Fault(each.code, _named(each.where, name), each.parameters) for each in refusal.faults]
    if faults:
        raise Refusal(faults)
    return found


def _named(where: Where, name: str) -> Where:
    """A place within what was typed is the side's; in a file it keeps the file's name."""
    return Where(file=where.file or name, row=where.row, column=where.column)


def checked(wanted: Definition, written: Mapping[str, Rows]) -> dict[str, Rows | None]:
    """The rows of both sides as a program writes them. Refuses as `given` does."""
    faults: list[Fault] = []
    found: dict[str, Rows | None] = dict.fromkeys(SIDES)
    for name, _ in tables(wanted):
        try:
            if not written.get(name):
                raise Refusal.of("board-form-empty", file=name)
            found[name] = _kept(read_sheet(written[name], wanted, name, zone.package()).entries)
        except Refusal as refusal:
            faults += [Fault(each.code, _named(each.where, name), each.parameters) for each in refusal.faults]
    if faults:
        raise Refusal(faults)
    return found


def _side(request: HttpRequest, wanted: Definition, name: str) -> Rows:
    brought = request.FILES.get(name)
    if isinstance(brought, UploadedFile) and brought.size:
        return _of_file(brought, wanted, name)
    rows = typed(request, wanted, name)
    if not rows:
        raise Refusal.of("board-form-empty", file=name)
    return _kept(read_sheet(rows, wanted, name, zone.package()).entries)


def _of_file(brought: UploadedFile[Any], wanted: Definition, name: str) -> Rows:
    plain = taking.named(brought, name)[-100:].strip(". ") or name
    taking.bounded(brought, LARGEST)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / plain
        with path.open("wb") as file:
            for chunk in brought.chunks():
                file.write(chunk)
        return _kept(read_sheet(path, wanted, name, zone.package()).entries)


def typed(request: HttpRequest, wanted: Definition, name: str) -> Rows:
    """The rows that were typed in, without the empty ones."""
    side: Side = getattr(wanted, name)
    rows = [{column.name: request.POST.get(f"{name}-{number}-{column.name}", "").strip() for column in side.columns} for number in range(TYPED)]  # fmt: skip
    return [row for row in rows if any(row.values())]


def _kept(entries: Sequence[Any]) -> Rows:
    return [dict(each.written) for each in entries]


def examples(wanted: Definition) -> dict[str, Rows | None]:
    """The example of each side that is a table; a place or carrier that the zone does not know gives way to one of its own."""
    found: dict[str, Rows | None] = dict.fromkeys(SIDES)
    for name, side in tables(wanted):
        found[name] = [{each.name: _known(each, row[each.name]) for each in side.columns if row.get(each.name)} for row in side.example]  # fmt: skip
    return found


def _known(column: Column, cell: str) -> str:
    if column.kind == "place" and not zone.places().find(cell):
        return next((place.name for place in zone.places() if place.level in {"prefecture", "county"}), "")
    if column.kind == "carrier" and not zone.carriers().find(cell):
        return next((carrier.name for carrier in zone.carriers()), "")
    return cell
