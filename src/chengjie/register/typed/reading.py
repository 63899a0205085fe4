"""A table of records (登记表): columns by any of their titles, every row read or refused, each fault at its cell."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from chengjie.errors import Fault, Refusal, Where
from chengjie.package import Package
from chengjie.register.typed.definition import Field, Register
from chengjie.register.typed.written import Value, tidy, value
from chengjie.values.reading import CellFault

MOST_ROWS = 200_000
JOINT = " · "
"""Between the parts of a key of several fields."""
_REPEATED = frozenset({"choice", "place", "carrier", "industry", "truth"})


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row: its key and name, the value of every column that the table has (None: the cell is empty), and its faults."""

    row: int
    key: str
    name: str
    values: Mapping[str, Value | None]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A table as it was read, by row."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[ReadRow, ...] = field(repr=False)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that is wrong with it, row by row."""
        return tuple(fault for row in self.rows for fault in row.faults)


def read_rows(rows: Sequence[Sequence[str]], register: Register, package: Package, *, file: str) -> Read:
    """The rows of a table under its titles; a row with faults is kept beside the others, with each fault at its cell.

    Refuses a table whose columns cannot be told: `sheet-empty`, `sheet-too-long`, `sheet-column-…` with all of them.
    """
    head = next((place for place, row in enumerate(rows) if any(row)), None)
    body = [] if head is None else [(at, row) for at, row in enumerate(rows[head + 1 :], head + 2) if any(row)]
    if head is None or not body:
        raise Refusal.of("sheet-empty", file=file)
    if len(body) > MOST_ROWS:
        raise Refusal.of("sheet-too-long", file=file, rows=len(body), most=MOST_ROWS)
    placed = _placed(rows[head], register, file)
    reader = _Reader(register, package, file)
    read = tuple(reader.row(at, ((each, row[place] if place < len(row) else "") for place, each in placed.items())) for at, row in body)  # fmt: skip
    return Read(file, tuple(each.name for each in placed.values()), read)


def read_row(cells: Mapping[str, str], register: Register, package: Package) -> ReadRow:
    """One record as it was typed in, by the names of its fields."""
    given = ((each, cells.get(each.name, "")) for each in register.fields if each.name in cells)
    return _Reader(register, package, None).row(None, given)


class _Reader:
    def __init__(self, register: Register, package: Package, file: str | None) -> None:
        self.register, self.package, self.file = register, package, file
        self.seen: dict[str, int] = {}
        self.known: dict[tuple[str, str], Value] = {}

    def row(self, at: int | None, cells: Iterator[tuple[Field, str]]) -> ReadRow:
        values: dict[str, Value | None] = {}
        faults: list[Fault] = []
        for each, cell in cells:
            text = tidy(cell)
            try:
                values[each.name] = self.value(text, each) if text else None
            except CellFault as fault:
                values[each.name] = None
                faults.append(Fault(fault.code, Where(self.file, row=at, column=each.title.zh), fault.parameters))
            if each.required and not text:
                faults.append(Fault("sheet-cell-missing", Where(self.file, row=at, column=each.title.zh)))
        faults += self.dates(at, values)
        key = JOINT.join(str(values.get(name) or "") for name in self.register.key)
        first = self.seen.setdefault(key, at) if at is not None and not faults else at
        if first is not None and first != at:
            faults.append(Fault("sheet-row-twice", Where(self.file, row=at), {"name": key[:40], "first": first}))
        return ReadRow(at or 0, key, str(values.get(self.register.name) or ""), values, tuple(faults))

    def value(self, text: str, each: Field) -> Value:
        """The value of a cell; what columns repeat is read once."""
        if each.kind not in _REPEATED:
            return value(text, each, self.package)
        if (each.name, text) not in self.known:
            self.known[each.name, text] = value(text, each, self.package)
        return self.known[each.name, text]

    def dates(self, at: int | None, values: Mapping[str, Value | None]) -> Iterator[Fault]:
        valid = self.register.valid
        since, until = values.get(valid.since), values.get(valid.until)
        if since and until and str(since) > str(until):
            column = self.register.field_of[valid.until].title.zh
            yield Fault("register-dates-reversed", Where(self.file, row=at, column=column), {"since": str(since), "until": str(until)})  # fmt: skip


def _placed(titles: Sequence[str], register: Register, file: str) -> dict[int, Field]:
    """The place of every column; a title twice, an unknown one and a required column that is missing are faults."""
    known = {_key(title): each for each in register.fields for title in each.headings}
    placed: dict[int, Field] = {}
    faults: list[Fault] = []
    for place, title in enumerate(titles):
        each = known.get(_key(title))
        where = Where(file, column=title)
        if not title.strip():
            continue
        if each is None:
            near = difflib.get_close_matches(title, [each.title.zh for each in register.fields], 2, 0.3)
            faults.append(Fault("sheet-column-unknown", where, {"nearest": "、".join(near) or "—"}))
        elif each in placed.values():
            faults.append(Fault("sheet-column-twice", where))
        else:
            placed[place] = each
    faults += [Fault("sheet-column-missing", Where(file, column=each.title.zh)) for each in register.fields if each.required and each not in placed.values()]  # fmt: skip
    if faults:
        raise Refusal(faults)
    return placed


def _key(title: str) -> str:
    return tidy(title).rstrip("*").strip().casefold().replace("(", "（").replace(")", "）")
