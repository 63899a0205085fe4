"""Rows of a register that bear one id (重复的代码): which of them stays, and which are set aside.

Rows that say the same in every column that is read are one row written several times: the first stays. Rows that contradict one
another are all set aside, for nobody here can tell which of them holds. So the order of rows does not change an answer.

Ids are first compared as numbers of 64 bits, sorted a part at a time within a bound of memory; only rows of a number that is there
twice are read again, and compared by the ids themselves.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl

from chengjie.matching.screening.bringing import Brought, Connection, quoted
from chengjie.matching.screening.register import BLANKS, Check, Register

PART = 8_000_000  # rows whose numbers are sorted at once: 64 MB
MOST_IDS = 500_000  # ids whose rows are compared at once
KINDS = ("row-id-repeated", "row-id-contradictory")
_ID = "id"
Numbers = np.ndarray[tuple[int], np.dtype[np.uint64]]


def without(register: Register, brought: Brought, connection: Connection, folder: Path, *, part: int = PART) -> Register:  # fmt: skip
    """The register with the rows that are set aside for their id, which are kept as files of `folder`; itself where there are none."""
    twice = _twice(register, part)
    if not len(twice):
        return register
    paths, found = [], 0
    for place, first in enumerate(range(0, len(twice), MOST_IDS)):
        path = folder / f"repeats-{place:04d}.parquet"
        connection.register("twice", _rows(register, twice[first : first + MOST_IDS]).to_arrow())
        connection.execute(f"COPY ({_set_aside(register, brought)}) TO {quoted(path)} (FORMAT parquet)")
        connection.unregister("twice")
        paths.append(path)
        ((rows,),) = connection.execute(f"SELECT COUNT(*) FROM read_parquet({quoted(path)})").fetchall()
        found += int(rows)
    if not found:
        return register
    checks = (Check(code, _ID, f"repeated = {kind}", "rows_alike") for kind, code in enumerate(KINDS, start=1))
    return replace(register, checks=(*register.checks, *checks), repeats=tuple(paths))


def numbered(register: Register, brought: Brought) -> str:
    """The register with the number of each row in its own file: rows torn before it count."""
    source = f"read_parquet({quoted(brought.path)}, file_row_number = true)"
    columns = f"file_row_number AS row_of_file, {register.columns()}"
    if not brought.torn:
        return f'SELECT file_row_number + 1 AS "row", {columns} FROM {source}'
    placed = (
        f"SELECT line - 1 AS torn, row_number() OVER (ORDER BY line) AS place FROM read_parquet({quoted(brought.torn)})"
    )
    shifts = f"SELECT torn - place AS before, max(place) AS shift FROM ({placed}) GROUP BY 1"
    return f'SELECT file_row_number + 1 + coalesce(shift, 0) AS "row", {columns} FROM {source} ASOF LEFT JOIN ({shifts}) ON file_row_number + 1 > before'


def _twice(register: Register, part: int) -> Numbers:
    """The numbers that more than one row has."""
    parts = max(1, -(-register.rows // part))
    numbers = pl.scan_parquet(register.file).select(number=_text(register).hash())
    found = [
        _repeated(numbers.filter(pl.col("number") % parts == each) if parts > 1 else numbers) for each in range(parts)
    ]
    return np.setdiff1d(np.concatenate(found), pl.Series([None, ""], dtype=pl.String).hash().to_numpy())


def _repeated(numbers: pl.LazyFrame) -> Numbers:
    ordered = np.sort(numbers.collect(engine="streaming")["number"].to_numpy())
    return np.unique(ordered[1:][ordered[1:] == ordered[:-1]])


def _rows(register: Register, numbers: Numbers) -> pl.DataFrame:
    """The places in the file of the rows that have one of these numbers."""
    rows = pl.scan_parquet(register.file, row_index_name="place").filter(
        _text(register).hash().is_in(pl.Series(numbers).implode())
    )
    return rows.select("place").collect(engine="streaming")


def _text(register: Register) -> pl.Expr:
    """An id as the file has it, without the blanks around it."""
    title = next(title for each, title in register.titles if each.name == _ID)
    return pl.col(title or _ID).cast(pl.String).str.strip_chars(BLANKS)


def _set_aside(register: Register, brought: Brought) -> str:
    """The rows that do not stay: row, which of `KINDS` it is, and where the rows of the same id are."""
    names = ", ".join(each.name for each, _ in register.titles)
    mine = (
        f'SELECT "row", row_of_file, id, hash({names}) AS said FROM ({numbered(register, brought)}) '
        "WHERE id IS NOT NULL AND row_of_file IN (SELECT place FROM twice)"
    )
    alike = (
        'SELECT id, min(row_of_file) AS first, min(said) = max(said) AS alike, COUNT(*) AS many, min("row") AS front, max("row") AS last '
        "FROM mine GROUP BY id HAVING COUNT(*) > 1"
    )
    return (
        f"WITH mine AS ({mine}), alike AS ({alike}) SELECT row_of_file, CAST(CASE WHEN alike THEN 1 ELSE 2 END AS TINYINT) AS repeated, "
        "CASE WHEN many = 2 THEN front || ', ' || last ELSE front || ' … ' || last || ' (' || many || ')' END AS rows_alike "
        "FROM mine JOIN alike USING (id) WHERE NOT (alike AND row_of_file = first)"
    )
