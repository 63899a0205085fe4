"""The rows of a user's table, from CSV or the first visible sheet of an Excel book, every cell as text."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import chengjie.plan.reading.workbook
from chengjie.package import files

LARGEST = 64 * 1024 * 1024


def rows(source: Path | bytes, *, name: str) -> tuple[str, list[list[str]]]:
    """The name for messages and the rows. Refuses what the readers refuse: too large, not UTF-8, no workbook, a password."""
    file = source.name if isinstance(source, Path) else name
    content = files.read(source, file=file, largest=LARGEST) if isinstance(source, Path) else source
    if content[:4] == b"PK\x03\x04" or file.lower().endswith((".xlsx", ".xls", ".ods")):
        sheets = chengjie.plan.reading.workbook.sheets(content, file=file)
        return file, sheets[0] if sheets else []
    return file, list(csv.reader(io.StringIO(files.decode(content, file=file), newline="")))
