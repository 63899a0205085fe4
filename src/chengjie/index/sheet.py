"""The data under an index: units by columns, numbers and group labels, unknown where the file is blank."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

import chengjie.plan.reading.workbook
from chengjie.errors import Fault, Refusal, Where

Numbers = NDArray[np.float64]
MISSING = ["", "NA", "N/A", "NaN", "nan", "null", "—", "-", "…"]
LARGEST = 32 * 1024 * 1024
MOST_FAULTS = 200
_UNIT_COLUMNS = ("unit", "uCode", "code", "place", "id", "单位", "地区")
_PERIOD_COLUMNS = ("period", "year", "Time", "年份")
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d*)?([eE][+-]?\d+)?|[+-]?\.\d+")


@dataclass(frozen=True)
class Sheet:
    """`numbers[name]` has shape (units,), NaN for unknown; `labels[name]` has one word a unit.

    `periods` has one word a row where units return over the years. `rows` are the rows of `file` that the units stand in;
    `figures[name]` the ids of the figures that a zone's cells come from.
    """

    units: tuple[str, ...]
    numbers: Mapping[str, Numbers]
    labels: Mapping[str, tuple[str | None, ...]]
    periods: tuple[str, ...] = ()
    file: str = ""
    rows: tuple[int, ...] = ()
    figures: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)

    def keep(self, kept: NDArray[np.bool_]) -> Sheet:
        """Only some of the units."""

        def some(words: Sequence[str | None]) -> tuple[str | None, ...]:
            return tuple(word for word, keep in zip(words, kept, strict=True) if keep)

        return replace(
            self,
            units=tuple(str(each) for each in some(self.units)),
            numbers={name: values[kept] for name, values in self.numbers.items()},
            labels={name: some(words) for name, words in self.labels.items()},
            periods=tuple(str(each) for each in some(self.periods)) if self.periods else (),
            rows=tuple(row for row, keep in zip(self.rows, kept, strict=True) if keep) if self.rows else (),
            figures={name: some(ids) for name, ids in self.figures.items()},
        )

    def row(self, name: str) -> int | None:
        """Where a unit stands; in a panel `unit@period`, without a period its last one. None where there is no such row.

        >>> sheet = Sheet(("a", "a"), {}, {}, ("2023", "2024"))
        >>> sheet.row("a@2023"), sheet.row("a"), sheet.row("b")
        (0, 1, None)
        """
        if not self.periods:
            return self.units.index(name) if name in self.units else None
        own = [row for row, unit in enumerate(self.units) if name in {unit, f"{unit}@{self.periods[row]}"}]
        return max(own, key=lambda row: self.periods[row], default=None)

    def changed(self, cells: Mapping[tuple[str, str], float]) -> Sheet:
        """The same with other figures in some cells, by unit as in `row` and by column: what would be if."""
        numbers = {name: values.copy() for name, values in self.numbers.items()}
        for (unit, column), value in cells.items():
            row = self.row(unit)
            if row is not None and column in numbers:
                numbers[column][row] = value
        return replace(self, numbers=numbers)


def read_sheet(path: Path, *, unit: str | None = None) -> Sheet:
    """Read a CSV or an Excel sheet whose first fitting column names the units (`unit`, `uCode`, `code`, `place`, `id`, 单位 or 地区).

    A unit may return with another word in `period`, `year`, `Time` or 年份. Refuses `index-data-unreadable`,
    `index-data-no-units`, `index-data-duplicate-unit`, `index-data-duplicate-column`, `index-data-not-finite`.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refusal.of("index-data-unreadable", file=path.name, detail=str(error).splitlines()[0]) from error
    return sheet_of(data, file=path.name, unit=unit)


def sheet_of(data: bytes, *, file: str, unit: str | None = None) -> Sheet:
    """The same from bytes. Refuses as `read_sheet` does."""
    if len(data) > LARGEST:
        raise Refusal.of("index-data-unreadable", file=file, detail=f"> {LARGEST // 1024 // 1024} MB")
    frame = _workbook(data, file) if data[:2] == b"PK" else _csv(data, file)
    key = unit or next((name for name in _UNIT_COLUMNS if name in frame.columns), None)
    if key is None or key not in frame.columns:
        raise Refusal.of("index-data-no-units", file=file, expected="、".join(_UNIT_COLUMNS))
    frame = frame.filter(~pl.all_horizontal(pl.all().is_null()))
    units = tuple("" if each is None else str(each).strip() for each in frame[key])
    numbers: dict[str, Numbers] = {}
    for name in frame.columns:
        if name != key and (found := _numbers(frame[name])) is not None:
            numbers[name] = found
    labels = {name: tuple(frame[name].cast(pl.String)) for name in frame.columns if name not in numbers and name != key}
    periods = _periods(frame, units)
    faults = [*_columns(frame, file), *_twice(units, periods, file), *_infinite(numbers, file)]
    if faults:
        raise Refusal(faults[:MOST_FAULTS])
    return Sheet(units, numbers, labels, periods, file, tuple(range(2, len(units) + 2)))


def _csv(data: bytes, file: str) -> pl.DataFrame:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise Refusal.of("index-data-unreadable", file=file, detail="UTF-8 / GB 18030")
    try:
        return pl.read_csv(io.StringIO(text), null_values=MISSING, infer_schema_length=None)
    except pl.exceptions.PolarsError as error:
        raise Refusal.of("index-data-unreadable", file=file, detail=str(error).splitlines()[0]) from error


def _workbook(data: bytes, file: str) -> pl.DataFrame:
    sheets = chengjie.plan.reading.workbook.sheets(data, file=file)
    rows = next((rows for rows in sheets if len(rows) > 1), None)
    if rows is None:
        raise Refusal.of("index-data-unreadable", file=file, detail="0 rows")
    titles = [title or f"_{number}" for number, title in enumerate(rows[0])]
    columns: dict[str, list[str | None]] = {}
    for number, title in enumerate(titles):
        cells = [row[number] if number < len(row) else "" for row in rows[1:]]
        columns[title if title not in columns else f"{title}_duplicated_0"] = [
            None if cell in MISSING else cell for cell in cells
        ]
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def _numbers(column: pl.Series) -> Numbers | None:
    """The column as numbers, with commas between thousands read over; None where a cell is a word."""
    if column.dtype == pl.String and (column.null_count() < len(column)):
        words = column.str.strip_chars()
        if not all(
            word is None or _NUMBER.fullmatch(word) or word.lower() in {"inf", "-inf", "nan", "+inf"} for word in words
        ):
            return None
        column = words.str.replace_all(",", "")
    elif not (column.dtype.is_numeric() or column.dtype == pl.Null or column.null_count() == len(column)):
        return None
    return column.cast(pl.Float64).fill_null(float("nan")).to_numpy().copy()


def _periods(frame: pl.DataFrame, units: tuple[str, ...]) -> tuple[str, ...]:
    """The word of each row's period, where units stand more than once and a column tells them apart."""
    name = next((name for name in _PERIOD_COLUMNS if name in frame.columns), None)
    if name is None or len(set(units)) == len(units):
        return ()
    column = frame[name]
    whole = column.dtype.is_float() and (column.drop_nulls() == column.drop_nulls().floor()).all()
    return tuple("" if each is None else str(int(each)) if whole else str(each) for each in column)


def _columns(frame: pl.DataFrame, file: str) -> Iterator[Fault]:
    for name in frame.columns:
        if "_duplicated_" in name:
            first = name.rpartition("_duplicated_")[0]
            yield Fault("index-data-duplicate-column", Where(file=file, row=1, column=first), {"name": first})


def _twice(units: tuple[str, ...], periods: tuple[str, ...], file: str) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for row, name in enumerate(units, start=2):
        key = (name, periods[row - 2] if periods else "")
        if not name:
            yield Fault("index-data-unit-unnamed", Where(file=file, row=row), {})
        elif key in seen:
            yield Fault("index-data-duplicate-unit", Where(file=file, row=row), {"name": " ".join(key).strip()})
        seen.add(key)


def _infinite(numbers: Mapping[str, Numbers], file: str) -> Iterator[Fault]:
    for name, values in numbers.items():
        for row in np.flatnonzero(np.isinf(values)):
            yield Fault("index-data-not-finite", Where(file=file, row=int(row) + 2, column=name), {})


def words_among_numbers(sheet: Sheet, name: str) -> Iterator[Fault]:
    """The cells of a column of numbers that hold words."""
    for row, word in zip(sheet.rows or range(2, len(sheet.units) + 2), sheet.labels[name], strict=True):
        if word is not None and not _NUMBER.fullmatch(word.strip()):
            yield Fault(
                "index-data-not-number", Where(file=sheet.file or None, row=row, column=name), {"written": word}
            )
