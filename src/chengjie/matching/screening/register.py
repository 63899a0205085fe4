"""A register of firms: which of its columns is which, what can be wrong with a row, and what its file promises about itself."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chengjie.errors import Fault, Refusal, Where
from chengjie.matching.screening.bringing import Brought, Connection, quoted
from chengjie.matching.screening.definition import RegisterColumn, ScreenDefinition

BLANKS = " \u3000\u00a0"  # what stands around a cell and is no part of it; engines differ in what they take off unasked
GREATEST = "CAST('1.7976931348623157e308' AS DOUBLE)"  # beyond it lie infinity and what is no number at all


@dataclass(frozen=True, slots=True)
class Check:
    """Why a row is set aside: a code, the column, the condition on the row, and which column says what stands there."""

    code: str
    column: str
    condition: str
    said_by: str = ""

    @property
    def said(self) -> str:
        """The column that says what stands there."""
        return self.said_by or f"said_{self.column}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of the file from one on and before another."""

    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Register:
    """A register: its columns with their titles in the file (None: it has no such column), the checks, its rows."""

    file: Path
    name: str
    titles: tuple[tuple[RegisterColumn, str | None], ...]
    checks: tuple[Check, ...]
    rows: int
    groups: tuple[int, ...]
    """The rows of each group of rows of the file: it can be read a few groups at a time."""
    repeats: tuple[Path, ...] = ()
    """Files of the rows that are set aside for their id."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Columns that the register does not have."""
        return tuple(each.name for each, title in self.titles if title is None)

    def columns(self, mark: str = '"') -> str:
        """The select list that gives the file's columns our names and kinds; `mark` is the engine's sign around a title."""
        return ", ".join(_column(each, title, mark) for each, title in self.titles)

    def sound(self) -> str:
        """The condition under which a row is screened; whether its industry is known is asked elsewhere."""
        return " AND ".join(f"({each.condition}) IS NOT TRUE" for each in self.checks) or "TRUE"

    def pieces(self, rows: int) -> tuple[Piece, ...]:
        """Consecutive pieces of about so many rows, along the groups of the file."""
        found, first, end = [], 0, 0
        for group in self.groups:
            end += group
            if end - first >= rows:
                found.append(Piece(first, end))
                first = end
        return tuple([*found, Piece(first, end)] if first < end or not found else found)


def open_register(brought: Brought, wanted: ScreenDefinition, connection: Connection) -> Register:
    """A register by its file. Refuses `register-unreadable`, and `register-column-missing` for every column at once."""
    try:
        titles = [
            row[0]
            for row in connection.execute(f"DESCRIBE SELECT * FROM read_parquet({quoted(brought.path)})").fetchall()
        ]
        stored = connection.execute(_METADATA.format(path=quoted(brought.path))).fetchall()
    except Exception as error:
        raise Refusal.of("register-unreadable", file=brought.name, detail=str(error).splitlines()[0][:160]) from error
    named = [(each, next((title for title in each.titles if title in titles), None)) for each in wanted.columns]
    faults = [
        Fault("register-column-missing", Where(file=brought.name), {
            "column": "、".join(each.titles[:3]), "nearest": "、".join(difflib.get_close_matches(each.titles[-1], titles, 2, 0.5)),
        })
        for each, title in named if each.required and title is None
    ]  # fmt: skip
    if faults:
        raise Refusal(faults)
    promised = {path: rest for path, *rest in stored if path}
    checks = tuple(check for each, title in named if title for check in _checks(each, _Promise.of(promised.get(title))))
    counted = connection.execute(_GROUPS.format(path=quoted(brought.path))).fetchall()
    groups = tuple(int(rows) for _, rows in counted)
    return Register(brought.path, brought.name, tuple(named), checks, sum(groups), groups)


_GROUPS = "SELECT DISTINCT row_group_id, row_group_num_rows FROM parquet_metadata({path}) ORDER BY 1"
_METADATA = (
    "SELECT path_in_schema, min(type), bool_and(stats_null_count IS NOT NULL), sum(stats_null_count), "
    "bool_and(coalesce(stats_min_value, stats_min) IS NOT NULL), min(coalesce(stats_min_value, stats_min)), "
    "min(try_cast(coalesce(stats_min_value, stats_min) AS DOUBLE)), max(try_cast(coalesce(stats_max_value, stats_max) AS DOUBLE)) "
    "FROM parquet_metadata({path}) GROUP BY path_in_schema"
)


@dataclass(frozen=True, slots=True)
class _Promise:
    """What a Parquet file says of a column, so that rows need not be asked: kind, gaps, and the ends of its values."""

    whole: bool = False
    number: bool = False
    filled: bool = False
    least_text: str = ""
    least: float | None = None
    most: float | None = None

    @classmethod
    def of(cls, stored: list[Any] | None) -> _Promise:
        if stored is None:
            return cls()
        kind, counted, empty, bounded, least_text, least, most = stored
        whole = kind in {"INT32", "INT64"}
        number = whole or kind in {"DOUBLE", "FLOAT"}
        filled = bool(counted) and not empty
        return cls(
            whole,
            number,
            filled,
            str(least_text or "") if bounded else "",
            least if bounded else None,
            most if bounded else None,
        )


def _checks(each: RegisterColumn, promise: _Promise) -> Iterator[Check]:
    name = each.name
    if each.required and not (promise.filled and (promise.least_text.strip() if each.kind == "text" else True)):
        yield Check("row-cell-missing", name, f"{name} IS NULL")
    if each.kind != "number":
        return
    if not promise.number:
        yield Check("row-not-a-number", name, f"bad_{name}")
    if not promise.whole:
        yield Check("row-not-finite", name, f"abs({name}) > {GREATEST}")
    bounds = []
    if each.least is not None and not (promise.least is not None and promise.least >= each.least):
        bounds.append(f"{name} < {_number(each.least)}")
    if each.most is not None and not (promise.most is not None and promise.most <= each.most):
        bounds.append(f"{name} > {_number(each.most)}")
    if bounds:
        finite = "" if promise.whole else f" AND abs({name}) <= {GREATEST}"
        yield Check("row-out-of-bounds", name, f"({' OR '.join(bounds)}){finite}")


def _number(value: float | None) -> str:
    return f"CAST('{value!r}' AS DOUBLE)"


def _column(each: RegisterColumn, title: str | None, mark: str) -> str:
    """A column under our name; of a number also whether it is written badly; of both what the file says."""
    kind = "DOUBLE" if each.kind == "number" else "STRING"
    if title is None:
        bad = f", FALSE AS bad_{each.name}" if each.kind == "number" else ""
        return f"CAST(NULL AS {kind}) AS {each.name}, CAST(NULL AS STRING) AS said_{each.name}{bad}"
    given = mark + title.replace(mark, mark * 2) + mark
    said = f"CAST({given} AS STRING) AS said_{each.name}"
    text = f"CAST({given} AS STRING)"
    if each.kind == "text":
        return f"{_cell(text) if mark == '`' else _plain(text)} AS {each.name}, {said}"
    number = f"TRY_CAST({given} AS DOUBLE)"
    bad = f"{given} IS NOT NULL AND TRIM({text}) <> '' AND {number} IS NULL AS bad_{each.name}"
    return f"{number} AS {each.name}, {said}, {bad}"


def _plain(text: str) -> str:
    """A text without the blanks around it, null where nothing is left."""
    return f"NULLIF(TRIM({text}, '{BLANKS}'), '')"


def _cell(text: str) -> str:
    """The same on Spark, where taking off more than one kind of blank is so slow that it is done only where there are any."""
    around = " OR ".join(f"{where}({text}, '{blank}')" for blank in BLANKS for where in ("startswith", "endswith"))
    return f"CASE WHEN {text} = '' OR {around} THEN NULLIF(TRIM(BOTH '{BLANKS}' FROM {text}), '') ELSE {text} END"
