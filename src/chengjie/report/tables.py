"""Tables as files that offices open: CSV, JSON and Excel. A cell that a spreadsheet would run as a formula is made inert."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter

from chengjie.values import Table
from chengjie.values.table import Cell
from chengjie.values.text import Language

_RISKY = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60
_LONGEST = 32_767  # characters that Excel takes in a cell


def inert(text: str) -> str:
    """The text, marked by an apostrophe where a spreadsheet would take it for a formula; a plain number stays.

    >>> inert("=1+1"), inert("-12.5"), inert("蓝山县")
    ("'=1+1", '-12.5', '蓝山县')
    """
    if not text.startswith(_RISKY):
        return text
    try:
        Decimal(text)
    except ArithmeticError:
        return "'" + text
    return text


def to_csv(table: Table, path: Path, *, language: Language = "zh") -> None:
    """CSV in UTF-8 with a byte-order mark, so that Excel shows Chinese; titles in one language."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(list(titles(table, language)))
        for row in table.rows:
            writer.writerow(["" if cell is None else inert(str(cell)) for cell in row])


def to_json(table: Table, path: Path, *, language: Language = "zh") -> None:
    """A list of objects under the columns' keys, with the columns' titles and units beside it."""
    columns = [
        {"key": column.key, "title": column.title.say(language), "unit": column.unit} for column in table.columns
    ]
    rows = [{key: plain(cell) for key, cell in record.items()} for record in table.records()]
    path.write_text(json.dumps({"columns": columns, "rows": rows}, ensure_ascii=False, indent=1), encoding="utf-8")


def to_xlsx(table: Table, path: Path, *, language: Language = "zh") -> None:
    """One sheet: bold titles that stay in view, filters, widths that fit; numbers as numbers, unknown as an empty cell."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": True}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet(_sheet_name(table, language))
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        dated = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        for number, width in enumerate(_widths(table, language)):
            sheet.set_column(number, number, width, wrapped)
        for number, title in enumerate(titles(table, language)):
            sheet.write_string(0, number, title, bold)
        for line, row in enumerate(table.rows, start=1):
            for number, cell in enumerate(row):
                _write(sheet, line, number, cell, wrapped, dated)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(table.rows), 1), len(table.columns) - 1)


def titles(table: Table, language: Language) -> Iterator[str]:
    """The titles of the columns, with units."""
    for column in table.columns:
        yield column.title.say(language) + (f"（{column.unit}）" if column.unit else "")


def plain(cell: Cell) -> str | int | float | bool | None:
    """The cell as JSON has it: a date in ISO form, a decimal as a number."""
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _write(sheet: Any, line: int, number: int, cell: Cell, wrapped: Any, dated: Any) -> None:  # noqa: ANN401  # untyped library
    if cell is None:
        sheet.write_blank(line, number, None, wrapped)
    elif isinstance(cell, bool):
        sheet.write_boolean(line, number, cell, wrapped)
    elif isinstance(cell, int | float | Decimal):
        sheet.write_number(line, number, cell, wrapped)
    elif isinstance(cell, date):
        sheet.write_datetime(line, number, cell, dated)
    else:
        sheet.write_string(line, number, cell[:_LONGEST], wrapped)


def _sheet_name(table: Table, language: Language) -> str:
    title = table.title.say(language) if table.title else ""
    return "".join(mark for mark in title if mark not in "[]:*?/\\'")[:31] or "Sheet1"


def _widths(table: Table, language: Language) -> Iterator[int]:
    for number, title in enumerate(titles(table, language)):
        sample = [title, *(str(row[number]) for row in table.rows[:200] if row[number] is not None)]
        yield min(max(_width(text) for text in sample) + 2, _WIDEST)


def _width(text: str) -> int:
    return max(sum(2 if east_asian_width(mark) in "WF" else 1 for mark in line) for line in text.split("\n"))
