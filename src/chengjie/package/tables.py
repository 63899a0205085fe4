"""Reading one table of one layer: CSV in UTF-8, a row a line, every cell as written."""

from __future__ import annotations

import csv
import functools
import io
from dataclasses import dataclass

from chengjie.errors import Fault, Where
from chengjie.package import files
from chengjie.package.rows import Origin, Row

MOST_ROWS = 1_000_000
MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """The columns and rows of a file, and what is wrong with its form. Rows of a wrong width are left out."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]


@functools.lru_cache(maxsize=512)
def parse(content: bytes, layer: str, file: str) -> Reading:
    """The table in `content`; kept by content, so that a file that did not change is not read twice.

    >>> parse("code,name\\n430000,湖南省\\n".encode(), "hunan", "places.csv").rows[0]["name"]
    '湖南省'
    """
    text = files.decode(content, file=f"{layer}/{file}")
    faults: list[Fault] = []
    lines = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    try:
        columns = tuple(next(lines, ()))
        faults += _header(columns, Where(file=f"{layer}/{file}", row=1))
        for number, cells in enumerate(lines, 2):
            origin = Origin(layer, file, number)
            if len(cells) != len(columns):
                if cells:
                    faults.append(Fault("row-width", origin.where, {"cells": len(cells), "columns": len(columns)}))
                continue
            rows.append(Row(dict(zip(columns, cells, strict=True)), origin))
            if number > MOST_ROWS:
                faults.append(Fault("table-too-long", origin.where, {"most": MOST_ROWS}))
                break
    except csv.Error as error:
        faults.append(
            Fault("csv-malformed", Where(file=f"{layer}/{file}", line=lines.line_num), {"detail": str(error)})
        )
    return Reading(columns, tuple(rows), tuple(faults))


def _header(columns: tuple[str, ...], where: Where) -> list[Fault]:
    if not columns:
        return [Fault("table-without-header", where)]
    faults = []
    if len(columns) > MOST_COLUMNS:
        faults.append(Fault("table-too-wide", where, {"columns": len(columns), "most": MOST_COLUMNS}))
    twice = sorted({name for name in columns if columns.count(name) > 1})
    faults += [Fault("column-twice", Where(where.file, row=1, column=name), {"column": name}) for name in twice]
    return faults
