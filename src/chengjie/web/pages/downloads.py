"""Tables and answers as files: CSV, JSON, Excel, Word."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from django.http import HttpResponse

import chengjie.report.document
import chengjie.report.tables
from chengjie.errors import Refusal
from chengjie.values import Table, Text
from chengjie.values.text import Language

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def table(table: Table, name: str, ending: str, language: Language) -> HttpResponse:
    """A table as a file to save. Refuses `output-format-unknown`."""
    writers = {
        "csv": chengjie.report.tables.to_csv,
        "json": chengjie.report.tables.to_json,
        "xlsx": chengjie.report.tables.to_xlsx,
        "docx": _paper,
    }
    if ending not in writers:
        raise Refusal.of("output-format-unknown", ending=ending)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table.{ending}"
        writers[ending](table, path, language=language)
        response = HttpResponse(path.read_bytes(), content_type=TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="chengjie-{name}.{ending}"'
    return response


def paper(tables: Sequence[Table], title: Text, name: str, ending: str, language: Language) -> HttpResponse:
    """Several tables: all of them in a Word paper, the first of them in any other form."""
    if ending != "docx":
        return table(tables[0], name, ending, language)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.docx"
        chengjie.report.document.to_docx(title, list(tables), path, language=language)
        response = HttpResponse(path.read_bytes(), content_type=TYPES["docx"])
    response["Content-Disposition"] = f'attachment; filename="chengjie-{name}.docx"'
    return response


def _paper(table: Table, path: Path, *, language: Language) -> None:
    """The table as a Word paper under its own title."""
    title = table.title or Text("承接", "Chengjie")
    chengjie.report.document.to_docx(title, [table], path, language=language)
