"""Input–output tables (投入产出表) of the user, in the layout of the official ones: read whole, and balanced before use."""

from __future__ import annotations

import csv
import gzip
import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from chengjie.errors import Fault, Refusal, Where
from chengjie.values import Text

Numbers = NDArray[np.float64]
LARGEST = 40_000_000
MOST_SECTORS = 600
MOST_FAULTS = 50
LOOSE = 1e-6
"""How far sums may be off, as a share of the larger side: official tables are printed with many digits and agree to 1e-8."""
OUTPUT, INPUTS, USES, FINAL = "GO", "TI", "TIU", "TFU"
SUMS = {"TIU", "THC", "TC", "GCF", "TFU", "GO", "TII", "TVA", "TI", "TOT"}
MINUS = {"IM"}


@dataclass(frozen=True)
class FlowTable:
    """A balanced table: who delivered what to whom, in the unit of the file (official tables: 10,000 yuan).

    `domestic[i, j]` is what sector i of the area delivered to j; `imported` is there where the table tells the two apart,
    otherwise `domestic` holds both together and `split` is false.
    """

    file: str
    codes: tuple[str, ...]
    titles: tuple[Text, ...]
    domestic: Numbers
    imported: Numbers | None
    value_added: Numbers
    output: Numbers
    final: Numbers

    @property
    def split(self) -> bool:
        """Whether domestic and imported inputs are told apart."""
        return self.imported is not None

    def sector(self, code: str) -> int:
        """The place of a sector. Refuses `sector-unknown` with the codes."""
        if code in self.codes:
            return self.codes.index(code)
        found = [place for place, title in enumerate(self.titles) if code in (title.zh, title.en)]
        if not found:
            raise Refusal.of("sector-unknown", sector=code[:60], known="、".join(self.codes[:8]) + "…")
        return found[0]


def read_flows(path: Path) -> FlowTable:
    """A table from CSV (also packed, .gz). Refuses what is no such table, and every sum that does not hold, with its place
    and difference: `flows-missing`, `flows-number`, `flows-negative`, `flows-unbalanced`.
    """
    head, rows = _cells(path)
    return _table(_Sheet(path.name, head, rows))


def _cells(path: Path) -> tuple[list[str], list[list[str]]]:
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            raw = file.read(LARGEST + 1)
        text = raw.decode("utf-8-sig")
        rows = [row for row in csv.reader(io.StringIO(text, newline="")) if any(row)]
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise Refusal.of("flows-unreadable", file=path.name, detail=type(error).__name__) from error
    if len(raw) > LARGEST or len(rows) > 2 * MOST_SECTORS:
        raise Refusal.of("flows-unreadable", file=path.name, detail="too large")
    if not rows:
        raise Refusal.of("flows-missing", file=path.name, what="TI、GO")
    return [cell.strip() for cell in rows[0]], rows[1:]


class _Sheet:
    """The cells by name, with every fault that is met on the way."""

    def __init__(self, file: str, head: list[str], rows: list[list[str]]) -> None:
        self.file, self.head, self.rows = file, head, rows
        self._at = {name: place for place, name in reversed(list(enumerate(head)))}
        self.names = [row[0].strip() for row in rows]
        self.faults: list[Fault] = []
        missing = [name for name in (OUTPUT,) if name not in head] + [
            name for name in (INPUTS,) if name not in self.names
        ]
        if missing:
            raise Refusal.of("flows-missing", file=file, what="、".join(missing))
        end = min(self.names.index(name) for name in ("TII", INPUTS) if name in self.names)
        added = next((k for k, name in enumerate(self.names[:end]) if name.startswith("VA")), end)
        self.top = min(end, added)
        supplied = set(self.names[: self.top])
        self.sectors = [name for name in head if name in supplied]
        twice = {name for name in head if name and head.count(name) > 1}
        wrong = sorted(twice | (supplied - set(head)))
        if not self.sectors or wrong or len(self.sectors) > MOST_SECTORS:
            raise Refusal.of("flows-missing", file=file, what="、".join(wrong[:10]) or "部门 sectors")
        self.origin = head.index("Origin") if "Origin" in head else None

    def number(self, row: int, column: str) -> float:
        here = self._at[column]
        written = self.rows[row][here].strip() if here < len(self.rows[row]) else ""
        try:
            value = float(written) if written else 0.0
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            self.fault("flows-number", row, column, value=written[:40])
            return 0.0
        return value

    def fault(self, code: str, row: int | None, column: str, **named: str | float) -> None:
        where = Where(file=self.file, row=None if row is None else row + 2, column=column)
        self.faults.append(Fault(code, where, {"row_name": "" if row is None else self.names[row], **named}))

    def block(self, rows: Sequence[int]) -> Numbers:
        return np.array([[self.number(row, name) for name in self.sectors] for row in rows]).reshape(
            -1, len(self.sectors)
        )


def _table(sheet: _Sheet) -> FlowTable:
    every = list(range(sheet.top))
    own, foreign = _by_origin(sheet, every)
    for rows in (own, foreign):
        missing = set(sheet.sectors) - {sheet.names[row] for row in rows}
        if rows and missing:
            raise Refusal.of("flows-missing", file=sheet.file, what="、".join(sorted(missing)[:10]))
    order = {name: place for place, name in enumerate(sheet.sectors)}
    own, foreign = (sorted(rows, key=lambda row: order[sheet.names[row]]) for rows in (own, foreign))
    domestic, imported = sheet.block(own), sheet.block(foreign) if foreign else None
    added = [k for k, name in enumerate(sheet.names) if name.startswith("VA")]
    value_added = sheet.block(added).sum(0) if added else np.zeros(len(sheet.sectors))
    output = np.array([sheet.number(row, OUTPUT) for row in own])
    final = np.array([_final(sheet, row) for row in own])
    _negative(sheet, own, domestic)
    if imported is not None:
        _negative(sheet, foreign, imported)
    for row in (*own, *foreign):
        _row(sheet, row)
    _columns(sheet, domestic + (0 if imported is None else imported), value_added, output)
    if sheet.faults:
        raise Refusal(sheet.faults[:MOST_FAULTS])
    titles = tuple(_title(sheet, row) for row in own)
    return FlowTable(sheet.file, tuple(sheet.sectors), titles, domestic, imported, value_added, output, final)


def _by_origin(sheet: _Sheet, rows: list[int]) -> tuple[list[int], list[int]]:
    at = sheet.origin
    if at is None:
        return [row for row in rows if sheet.names[row] in sheet.sectors], []
    split: dict[str, list[int]] = {"Domestic": [], "Imports": []}
    for row in rows:
        split.setdefault(sheet.rows[row][at].strip(), []).append(row)
    return split["Domestic"], split["Imports"]


def _title(sheet: _Sheet, row: int) -> Text:
    cells = dict(zip(sheet.head, sheet.rows[row], strict=False))
    name = cells.get("DescriptionInChinese") or cells.get("Description") or sheet.names[row]
    return Text(name, cells.get("Description") or name)


def _final(sheet: _Sheet, row: int) -> float:
    """Final use, as printed or as the sum of its parts."""
    if FINAL in sheet.head:
        return sheet.number(row, FINAL)
    taken = {*sheet.sectors, *SUMS, *MINUS, "ERR"}
    uses = sheet.head[sheet.head.index(sheet.sectors[-1]) + 1 :]
    return sum(sheet.number(row, name) for name in uses if name not in taken)


def _negative(sheet: _Sheet, rows: list[int], block: Numbers) -> None:
    """A delivery between sectors is never negative; changes of stocks and surpluses may be."""
    for place, column in zip(*np.nonzero(block < 0), strict=True):
        sheet.fault("flows-negative", rows[place], sheet.sectors[column], value=float(block[place, column]))


def _row(sheet: _Sheet, row: int) -> None:
    between = sum(sheet.number(row, name) for name in sheet.sectors)
    if USES in sheet.head:
        _holds(sheet, row, USES, between, sheet.number(row, USES))
    imports, error = (sheet.number(row, name) if name in sheet.head else 0.0 for name in ("IM", "ERR"))
    _holds(sheet, row, OUTPUT, between + _final(sheet, row) - imports + error, sheet.number(row, OUTPUT))


def _columns(sheet: _Sheet, flows: Numbers, value_added: Numbers, output: Numbers) -> None:
    """Inputs and value added make total input, and total input is total output."""
    at = {name: sheet.names.index(name) for name in ("TII", "TVA", INPUTS) if name in sheet.names}
    for place, name in enumerate(sheet.sectors):
        between, total = float(flows[:, place].sum()), sheet.number(at[INPUTS], name)
        for key, made in (
            ("TII", between),
            ("TVA", float(value_added[place])),
            (INPUTS, between + float(value_added[place])),
        ):
            if key in at:
                _holds(sheet, at[key], name, made, sheet.number(at[key], name))
        _holds(sheet, None, name, float(output[place]), total)


def _holds(sheet: _Sheet, row: int | None, column: str, made: float, printed: float) -> None:
    if abs(made - printed) > LOOSE * max(abs(made), abs(printed), 1.0):
        sheet.fault("flows-unbalanced", row, column, sum=made, printed=printed, difference=made - printed)


def rows(table: FlowTable) -> Iterator[tuple[str, Text, float, float, float]]:
    """A row a sector: code, title, output, value added, inputs from all sectors."""
    inputs = table.domestic.sum(0) + (0 if table.imported is None else table.imported.sum(0))
    for place, code in enumerate(table.codes):
        yield (
            code,
            table.titles[place],
            float(table.output[place]),
            float(table.value_added[place]),
            float(inputs[place]),
        )
