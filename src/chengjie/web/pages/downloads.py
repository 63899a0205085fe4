"""Tables and answers as files: CSV, JSON, Excel, Word."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.http import HttpResponse

import chengjie.report.tables
from chengjie.errors import Refusal
from chengjie.values import Table
from chengjie.values.text import Language

_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def table(table: Table, name: str, ending: str, language: Language) -> HttpResponse:
    """A table as a file to save. Refuses `output-format-unknown`."""
    writers = {
        "csv": chengjie.report.tables.to_csv,
        "json": chengjie.report.tables.to_json,
        "xlsx": chengjie.report.tables.to_xlsx,
    }
    if ending not in writers:
        raise Refusal.of("output-format-unknown", ending=ending)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"table.{ending}"
        writers[ending](table, path, language=language)
        response = HttpResponse(path.read_bytes(), content_type=_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="chengjie-{name}.{ending}"'
    return response
