"""Excel annexes into tables: one or several a sheet, titles above them, merged cells as plain text prints them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import python_calamine

from chengjie.errors import Refusal
from chengjie.plan.reading.raw import RawBlock, RawParagraph, RawTable

MOST_SHEETS = 200
MOST_CELLS = 2_000_000


def blocks(data: bytes, *, file: str) -> tuple[RawBlock, ...]:
    """The blocks of every visible sheet. Refuses `plan-password`, `plan-unreadable`, `plan-too-large`."""
    return tuple(block for rows in sheets(data, file=file) for block in _sheet(rows))


def sheets(data: bytes, *, file: str) -> list[list[list[str]]]:
    """The rows of every visible sheet, each cell as a person reads it. Refuses as `blocks` does."""
    return list(named_sheets(data, file=file).values())


def named_sheets(data: bytes, *, file: str) -> dict[str, list[list[str]]]:
    """The rows of every visible sheet by the sheet's name. Refuses as `blocks` does."""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        named = [meta.name for meta in book.sheets_metadata if "Hidden" not in str(meta.visible)][:MOST_SHEETS]
        grids = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in named}
    except python_calamine.PasswordError as error:
        raise Refusal.of("plan-password", file=file) from error
    except Exception as error:  # a foreign library over a foreign file: whatever it raises is a refusal
        raise Refusal.of("plan-unreadable", file=file, detail=type(error).__name__) from error
    if sum(len(row) for rows in grids.values() for row in rows) > MOST_CELLS:
        raise Refusal.of("plan-too-large", file=file, limit=f"{MOST_CELLS:,} 格")
    return {name: [[_written(cell) for cell in row] for row in rows] for name, rows in grids.items()}


def _written(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, dt.date):
        return cell.isoformat()[:10]
    return str(cell).strip() if cell is not None else ""


def _sheet(rows: list[list[str]]) -> Iterator[RawBlock]:
    """Tables parted by empty rows; a row with one filled cell stands by itself above a table."""
    pending: list[list[str]] = []
    for row in [*rows, []]:
        filled = [cell for cell in row if cell]
        if filled and (len(filled) > 1 or pending):
            pending.append(row)
            continue
        if pending:
            yield from _table(pending)
            pending = []
        if filled:
            yield from (RawParagraph(line.strip()) for line in filled[0].split("\n") if line.strip())


def _table(rows: list[list[str]]) -> Iterator[RawBlock]:
    used = [column for column in range(max(map(len, rows))) if any(column < len(row) and row[column] for row in rows)]
    laid = tuple(tuple(row[column] if column < len(row) else "" for column in used) for row in rows)
    yield RawTable(laid)
