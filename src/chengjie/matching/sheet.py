"""A user's own table as one side of a match (供需表): columns by any of their titles, every cell read, all faults at their cell."""

from __future__ import annotations

import csv
import difflib
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

import chengjie.expression
from chengjie.errors import Fault, Refusal, Where
from chengjie.expression.schema import Value
from chengjie.matching import cells
from chengjie.matching.definition import Definition
from chengjie.matching.sides import Column, Side
from chengjie.package import Package, files
from chengjie.plan.reading import workbook
from chengjie.values import Text
from chengjie.values.reading import CellFault

SHEETS = frozenset({".xlsx", ".xls", ".ods"})
MOST_ROWS = 5000
LARGEST = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a side: where it stands, what it is called, its values and words by column, and what was written."""

    row: int
    id: str
    name: str
    values: Mapping[str, Value] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    """The cells as they were written, by column."""

    @property
    def title(self) -> Text:
        """The name in both languages: it stays as it was written."""
        return Text(self.name, self.name)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A side as it was brought."""

    file: str
    side: Side
    entries: tuple[Entry, ...]


def read_sheet(source: Path | Sequence[Mapping[str, str]], wanted: Definition, side: str, package: Package) -> Sheet:
    """A table of one side: a file (.csv, .xlsx, .xls, .ods, .parquet) or rows that were typed in.

    Refuses `sheet-…` with every fault at its cell; no part of a table with faults is used.
    """
    asked: Side = getattr(wanted, side)
    file = source.name if isinstance(source, Path) else side
    rows = _rows(source) if isinstance(source, Path) else _typed(source, asked)
    reader = _Reader(file, asked, side, wanted, package)
    found = tuple(reader.entries(rows))
    if reader.faults:
        raise Refusal(reader.faults)
    if not found:
        raise Refusal.of("sheet-empty", file=file)
    return Sheet(file, asked, found)


def _rows(path: Path) -> list[list[str]]:
    ending = path.suffix.lower()
    if ending in SHEETS:
        return next(iter(workbook.sheets(files.read(path, file=path.name, largest=LARGEST), file=path.name)), [])
    if ending == ".csv":
        text = files.decode(files.read(path, file=path.name, largest=LARGEST), file=path.name)
        return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(text))]
    if ending == ".parquet":
        return _parquet(path)
    raise Refusal.of("sheet-form-unsupported", file=path.name, ending=ending)


def _parquet(path: Path) -> list[list[str]]:
    try:
        frame = pl.read_parquet(io.BytesIO(files.read(path, file=path.name, largest=LARGEST)), n_rows=MOST_ROWS + 1)
    except pl.exceptions.PolarsError as error:
        raise Refusal.of("sheet-unreadable", file=path.name, detail=str(error).splitlines()[0][:120]) from error
    return [frame.columns, *([_plain(cell) for cell in row] for row in frame.iter_rows())]


def _plain(cell: object) -> str:
    if isinstance(cell, float) and math.isfinite(cell) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _typed(rows: Sequence[Mapping[str, str]], side: Side) -> list[list[str]]:
    names = list(dict.fromkeys([*(each.name for each in side.columns), *(key for row in rows for key in row)]))
    return [names, *([str(row.get(name) or "").strip() for name in names] for row in rows)]


class _Reader:
    def __init__(self, file: str, side: Side, prefix: str, wanted: Definition, package: Package) -> None:
        self.file, self.side, self.prefix, self.wanted, self.package = file, side, prefix, wanted, package
        self.faults: list[Fault] = []

    def entries(self, rows: list[list[str]]) -> Iterator[Entry]:
        head = next((place for place, row in enumerate(rows) if any(row)), None)
        if head is None:
            return
        placed = self._columns(rows[head])
        body = [(place, row) for place, row in enumerate(rows[head + 1 :], start=head + 2) if any(row)]
        if len(body) > MOST_ROWS:
            self._fault("sheet-too-long", None, rows=len(body), most=MOST_ROWS)
            return
        seen: dict[str, int] = {}
        for number, row in body if not self.faults else ():
            yield from self._entry(number, row, placed, seen)

    def _columns(self, titles: list[str]) -> dict[int, Column]:
        """The place of every column that is known; a title twice, an unknown title and a missing column are faults."""
        known = {_key(title): column for column in self.side.columns for title in column.titles}
        placed: dict[int, Column] = {}
        for place, title in enumerate(titles):
            column = known.get(_key(title))
            if not title:
                continue
            if column is None:
                near = difflib.get_close_matches(title, [each.title.zh for each in self.side.columns], 2, 0.3)
                self._fault("sheet-column-unknown", title, nearest="、".join(near) or "—")
            elif column in placed.values():
                self._fault("sheet-column-twice", title)
            else:
                placed[place] = column
        for column in self.side.columns:
            if column.required and column not in placed.values():
                self._fault("sheet-column-missing", column.title.zh)
        return placed

    def _entry(self, number: int, row: list[str], placed: dict[int, Column], seen: dict[str, int]) -> Iterator[Entry]:
        found: dict[str, cells.Cell] = {}
        raw: dict[str, str] = {}
        before = len(self.faults)
        for place, column in placed.items():
            written = row[place].strip() if place < len(row) else ""
            if not written:
                if column.required:
                    self._fault("sheet-cell-missing", column.title.zh, row=number)
                continue
            raw[column.name] = written
            try:
                found[column.name] = cells.read(written, column, self.package)
            except CellFault as fault:
                self._fault(fault.code, column.title.zh, row=number, **fault.parameters)
        name = found["name"].words if "name" in found else str(number)
        identity = found["id"].words if "id" in found else name
        if identity in seen:
            self._fault("sheet-row-twice", None, row=number, name=identity[:40], first=seen[identity])
        seen.setdefault(identity, number)
        values = {each.name: found[each.name].value if each.name in found else None for each in self.side.columns}
        if len(self.faults) == before:
            self._contradictions(number, values)
        words = {key: cell.words for key, cell in found.items()}
        yield Entry(number, identity, name, values, words, raw)

    def _contradictions(self, number: int, values: Mapping[str, Value]) -> None:
        named = {f"{self.prefix}_{key}": value for key, value in values.items()}
        schema = chengjie.expression.Schema(self.side.names(self.prefix))
        for check in self.side.checks:
            asked = chengjie.expression.parse(check.holds, schema, file=f"matches/{self.wanted.id}.yaml")
            if chengjie.expression.evaluate(asked, named).value is False:
                self._fault("sheet-row-contradictory", None, row=number, zh=check.says.zh, en=check.says.en)

    def _fault(self, code: str, column: str | None, *, row: int | None = None, **parameters: str | int | float | bool | None) -> None:  # fmt: skip
        self.faults.append(Fault(code, Where(file=self.file, row=row, column=column), parameters))


def _key(title: str) -> str:
    return title.strip().rstrip("*").strip().casefold().replace("(", "（").replace(")", "）")
