"""Tables as files that offices open: CSV, JSON and Excel. A cell that a spreadsheet would run as a formula is made inert."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from chengjie.values import Table, Text
from chengjie.values.table import Cell
from chengjie.values.text import Language

_RISKY = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 60
_FORM_ROWS = 2000  # rows of a form that have drop-downs
_LISTED = 255  # characters of a drop-down that Excel keeps in the cell; longer ones lie on a hidden sheet
_LONGEST = 32_767  # characters that Excel takes in a cell
NOTES = Text("说明", "Notes")
"""The sheet of a form that explains its columns."""


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


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column of a form to fill in: its title, what is said beside it, and the values that it takes."""

    title: Text
    note: Text
    required: bool = False
    choices: tuple[str, ...] = ()
    bounds: tuple[float, float] | None = None
    example: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A sheet to fill in: its columns and the rows that are there already. The title is the sheet's name."""

    title: Text
    columns: Sequence[FormColumn]
    rows: Sequence[Sequence[str]] = ()


def to_form(
    columns: Sequence[FormColumn], path: Path, *, title: Text, rows: Sequence[Sequence[str]] = (), language: Language = "zh"
) -> None:  # fmt: skip
    """An empty or half-filled sheet for people: drop-downs, bounds, a note on every title, and a sheet that explains each column."""
    to_forms((Form(title, columns, rows),), path, language=language)


def to_forms(forms: Sequence[Form], path: Path, *, language: Language = "zh", as_text: bool = False) -> None:
    """Forms as the sheets of one book, with one sheet at the end that explains every column of each.

    `as_text` keeps whatever is typed as it is typed: codes with their zeros, dates as written.
    """
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        styles = _Styles(book, as_text=as_text)
        for form in forms:
            _form(book, form, styles, language)
        _explained(book, forms, styles, language)


class _Styles:
    """The formats of a book of forms."""

    def __init__(self, book: Any, *, as_text: bool) -> None:  # noqa: ANN401  # untyped library
        top = {"text_wrap": True, "valign": "top"}
        self.head = book.add_format({**top, "bold": True, "bottom": 1})
        self.must = book.add_format({**top, "bold": True, "bottom": 1, "bg_color": "#FCE8E6"})
        self.cell = book.add_format({**top, "num_format": "@"} if as_text else top)
        self.column = self.cell if as_text else None


def _form(book: Any, form: Form, styles: _Styles, language: Language) -> None:  # noqa: ANN401  # untyped library
    sheet = book.add_worksheet(_sheet_title(form.title, language))
    for number, column in enumerate(form.columns):
        words = column.title.say(language)
        sheet.write_string(0, number, words + (" *" if column.required else ""), styles.must if column.required else styles.head)  # fmt: skip
        sheet.write_comment(0, number, column.note.say(language), {"x_scale": 2, "y_scale": 1.2})
        sheet.set_column(number, number, max(12, min(30, _width(words) + 4)), styles.column)
        _validated(sheet, number, column, book)
    for line, row in enumerate(form.rows, start=1):
        for number, cell in enumerate(row):
            sheet.write_string(line, number, cell[:_LONGEST], styles.cell)
    if styles.column is not None:
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    sheet.freeze_panes(1, 0)


def _explained(book: Any, forms: Sequence[Form], styles: _Styles, language: Language) -> None:  # noqa: ANN401  # untyped library
    told = book.add_worksheet(NOTES.say(language))
    several = len(forms) > 1
    sheet, heads = Text("表", "sheet"), (Text("栏", "column"), Text("说明", "what to write"), Text("样例", "example"))
    lines: list[tuple[Text, ...]] = [(sheet, *heads) if several else heads]
    for form in forms:
        for column in form.columns:
            explained = (column.title, column.note, Text(column.example, column.example))
            lines.append((form.title, *explained) if several else explained)
    for line, texts in enumerate(lines):
        for number, text in enumerate(texts):
            told.write_string(line, number, text.say(language), styles.head if line == 0 else styles.cell)
    for number, width in enumerate((24, 24, 60, 24) if several else (24, 60, 24)):
        told.set_column(number, number, width)
    told.freeze_panes(1, 0)


def _validated(sheet: Any, number: int, column: FormColumn, book: Any) -> None:  # noqa: ANN401  # untyped library
    if len(",".join(column.choices)) > _LISTED:
        kept = book.get_worksheet_by_name("choices") or book.add_worksheet("choices")
        kept.hide()
        free = 0 if kept.dim_colmax is None else kept.dim_colmax + 1
        kept.write_column(0, free, column.choices)
        first, last = (xl_rowcol_to_cell(line, free, True, True) for line in (0, len(column.choices) - 1))
        rule: dict[str, Any] = {"validate": "list", "source": f"=choices!{first}:{last}", "error_type": "warning"}
        sheet.data_validation(1, number, _FORM_ROWS, number, rule)
    elif column.choices:
        sheet.data_validation(1, number, _FORM_ROWS, number, {"validate": "list", "source": list(column.choices)})
    elif column.bounds:
        low, high = column.bounds
        rule = {"validate": "decimal", "criteria": "between", "minimum": low, "maximum": high, "error_type": "warning"}
        sheet.data_validation(1, number, _FORM_ROWS, number, rule)


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
    return _sheet_title(table.title, language)


def _sheet_title(text: Text | None, language: Language) -> str:
    title = text.say(language) if text else ""
    return "".join(mark for mark in title if mark not in "[]:*?/\\'")[:31] or "Sheet1"


def _widths(table: Table, language: Language) -> Iterator[int]:
    for number, title in enumerate(titles(table, language)):
        sample = [title, *(str(row[number]) for row in table.rows[:200] if row[number] is not None)]
        yield min(max(_width(text) for text in sample) + 2, _WIDEST)


def _width(text: str) -> int:
    return max(sum(2 if east_asian_width(mark) in "WF" else 1 for mark in line) for line in text.split("\n"))
