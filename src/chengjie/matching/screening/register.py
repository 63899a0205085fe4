"""A register of firms as a view of its file: columns under our names, rows that make no sense set aside and counted."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from chengjie.errors import Fault, Refusal, Where
from chengjie.matching.screening.definition import RegisterColumn, ScreenDefinition
from chengjie.plan.reading import workbook

READERS = {
    ".parquet": "read_parquet($1)",
    ".csv": "read_csv($1, all_varchar = true, header = true, null_padding = true)",
}
SHEETS = frozenset({".xlsx", ".xls", ".ods"})
MOST_EXAMPLES = 5
Connection = Any  # the engine's own connection: only `expression.columns` names the engine


@dataclass(frozen=True, slots=True)
class Opened:
    """A register: the columns that it has, and what each is called in its file."""

    connection: Connection
    columns: tuple[RegisterColumn, ...]
    missing: tuple[str, ...]


def open_register(path: Path, wanted: ScreenDefinition, connect: Callable[[], Connection]) -> Opened:
    """The file as a view `firms`. Refuses `register-…`: a form that is not read, or columns that are missing."""
    ending = path.suffix.lower()
    if ending not in READERS and ending not in SHEETS:
        raise Refusal.of("register-form-unsupported", file=path.name, ending=ending)
    if not path.is_file():
        raise Refusal.of("file-unreadable", file=path.name, detail="not a file")
    connection = connect()
    try:
        if ending in SHEETS:
            connection.register("given", _sheet(path).to_arrow())
        else:
            connection.execute(f"CREATE VIEW given AS SELECT * FROM {READERS[ending].replace('$1', _quoted(path))}")  # noqa: S608  # a quoted path
        titles = [row[0] for row in connection.execute("DESCRIBE given").fetchall()]
    except Refusal:
        raise
    except Exception as error:
        raise Refusal.of("register-unreadable", file=path.name, detail=str(error).splitlines()[0][:160]) from error
    named = {each.name: next((title for title in each.titles if title in titles), None) for each in wanted.columns}
    faults = [
        Fault("register-column-missing", Where(file=path.name), {
            "column": "、".join(each.titles[:3]), "nearest": "、".join(difflib.get_close_matches(each.titles[-1], titles, 2, 0.5)),
        })
        for each in wanted.columns if each.required and named[each.name] is None
    ]  # fmt: skip
    if faults:
        raise Refusal(faults)
    columns = ", ".join(_column(each, named[each.name]) for each in wanted.columns)
    connection.execute(f"CREATE VIEW firms AS SELECT {columns} FROM given")  # noqa: S608  # quoted titles, our own names
    missing = tuple(name for name, title in named.items() if title is None)
    return Opened(connection, wanted.columns, missing)


def _sheet(path: Path) -> pl.DataFrame:
    """The first sheet of a workbook as text; its first row has the titles."""
    rows = next(iter(workbook.sheets(path.read_bytes(), file=path.name)), [])
    titles = [title or f"column {place}" for place, title in enumerate(rows[0] if rows else [], start=1)]
    cells = [[cell or None for cell in row] for row in rows[1:]]
    return pl.DataFrame(cells, schema=dict.fromkeys(titles, pl.String), orient="row")


def _quoted(path: Path) -> str:
    return "'" + str(path.resolve()).replace("'", "''") + "'"


def _column(each: RegisterColumn, title: str | None) -> str:
    kind = "DOUBLE" if each.kind == "number" else "VARCHAR"
    if title is None:
        return f"CAST(NULL AS {kind}) AS {each.name}"
    quoted = '"' + title.replace('"', '""') + '"'
    if each.kind == "number":
        said = f"TRY_CAST({quoted} AS DOUBLE) AS {each.name}"
        return f"{said}, {quoted} IS NOT NULL AND TRIM(CAST({quoted} AS VARCHAR)) <> '' AND TRY_CAST({quoted} AS DOUBLE) IS NULL AS bad_{each.name}"
    return f"NULLIF(CAST({quoted} AS VARCHAR), '') AS {each.name}"


def checks(opened: Opened) -> Iterator[tuple[str, str, str]]:
    """Why a row is set aside: a code, the column, and the condition on the row."""
    for each in opened.columns:
        if each.name in opened.missing:
            continue
        if each.required:
            yield "row-cell-missing", each.name, f"{each.name} IS NULL"
        if each.kind == "number":
            yield "row-not-a-number", each.name, f"bad_{each.name} OR isnan({each.name})"
            bounds = [f"{each.name} < {each.least!r}"] if each.least is not None else []
            bounds += [f"{each.name} > {each.most!r}"] if each.most is not None else []
            if bounds:
                yield "row-out-of-bounds", each.name, " OR ".join(bounds)


def sound(opened: Opened) -> str:
    """The condition under which a row is screened; whether its industry is known is asked elsewhere."""
    return " AND ".join(f"({condition}) IS NOT TRUE" for _, _, condition in checks(opened))


def examples(opened: Opened, column: str, condition: str) -> tuple[str, ...]:
    """The first rows for which a condition holds: whose they are and what they say."""
    said = f"coalesce(id, name, '—') || ': ' || coalesce(CAST({column} AS VARCHAR), '—')"
    query = f"SELECT {said} FROM firms WHERE {condition} LIMIT {MOST_EXAMPLES}"  # noqa: S608  # names of our own definition
    return tuple(row[0] for row in opened.connection.execute(query).fetchall())
