"""Bringing a register into one form: Parquet as it is, CSV and workbooks turned into Parquet beside the work.

A line of a CSV file that does not fit its header is set aside, not guessed; the others keep their order.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from chengjie.errors import Refusal
from chengjie.plan.reading import workbook

SHEETS = frozenset({".xlsx", ".xls", ".ods"})
FORMS = frozenset({".parquet", ".csv"}) | SHEETS
TORN = "torn.parquet"
_CHUNK = 1 << 22
Connection = Any  # the engine's own connection: only `expression.columns` names the engine
Connect = Callable[..., Connection]  # makes a connection of the engine that may read and write the named places


@dataclass(frozen=True, slots=True)
class Brought:
    """A register as Parquet: its own name, where it is, and the lines that fitted no header (None where there are none)."""

    name: str
    path: Path
    torn: Path | None = None


def bring(path: Path, work: Path, connect: Connect) -> Brought:
    """The register as Parquet. Refuses `register-form-unsupported`, `file-unreadable`, `register-unreadable`."""
    ending = path.suffix.lower()
    if ending not in FORMS:
        raise Refusal.of("register-form-unsupported", file=path.name, ending=ending)
    if not path.is_file():
        raise Refusal.of("file-unreadable", file=path.name, detail="not a file")
    if ending == ".parquet":
        return Brought(path.name, path)
    made, torn = work / "register.parquet", work / TORN
    if not made.exists():
        if ending in SHEETS:
            _sheet(path).write_parquet(made)
        else:
            _lines(path, made, torn, connect)
    return Brought(path.name, made, torn if torn.exists() else None)


def quoted(path: Path) -> str:
    """A path as a literal of a query."""
    return "'" + str(path.resolve()).replace("'", "''") + "'"


def _sheet(path: Path) -> pl.DataFrame:
    """The first sheet of a workbook as text; its first row has the titles, and a title that stands twice counts once."""
    rows = next(iter(workbook.sheets(path.read_bytes(), file=path.name)), [])
    if not rows:
        raise Refusal.of("register-unreadable", file=path.name, detail="no rows")
    titles = dict.fromkeys(rows[0])
    places = [rows[0].index(title) for title in titles]
    cells = [[row[place] or None if place < len(row) else None for place in places] for row in rows[1:]]
    names = [title or f"column {place + 1}" for title, place in zip(titles, places, strict=True)]
    return pl.DataFrame(cells, schema=dict.fromkeys(names, pl.String), orient="row")


def _lines(path: Path, made: Path, torn: Path, connect: Connect) -> None:
    """A CSV file, a cell a text; written under another name first, so that half a file is never taken for a whole one."""
    text = _utf8(path, made.with_suffix(".csv"))
    half = made.with_suffix(".half")
    connection = connect([text], [made.parent], ordered=True)
    try:
        source = f"read_csv({quoted(text)}, {_layout(text, path.name)}, null_padding = true, store_rejects = true, rejects_limit = 0)"
        connection.execute(f"COPY (SELECT * FROM {source}) TO {quoted(half)} (FORMAT parquet, COMPRESSION zstd)")
        ((wrong,),) = connection.execute("SELECT COUNT(*) FROM reject_errors").fetchall()
        if wrong:
            query = "SELECT line, min(left(csv_line, 200)) AS value FROM reject_errors GROUP BY line ORDER BY line"
            connection.execute(f"COPY ({query}) TO {quoted(torn)} (FORMAT parquet)")
    except Refusal:
        raise
    except Exception as error:
        raise Refusal.of("register-unreadable", file=path.name, detail=str(error).splitlines()[0][:160]) from error
    finally:
        connection.close()
        if text != path:
            text.unlink(missing_ok=True)
    half.rename(made)


def _layout(path: Path, name: str) -> str:
    """The columns of a CSV file by its first line, each a text: nothing about the others is guessed from them."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        head = file.readline(_CHUNK)
    mark = max(",\t;|", key=lambda each: (head.count(each), each == ","))
    titles = next(csv.reader([head], delimiter=mark), [])
    if not titles:
        raise Refusal.of("register-unreadable", file=name, detail="no rows")
    named: dict[str, None] = {}
    for place, title in enumerate(titles, start=1):
        plain = title.strip() or f"column {place}"
        named[plain if plain not in named else f"{plain} ({place})"] = None
    kinds = ", ".join("'" + title.replace("'", "''") + "': 'VARCHAR'" for title in named)
    return f"columns = {{{kinds}}}, auto_detect = false, header = true, delim = '{mark}', quote = '\"', escape = '\"'"


def _utf8(path: Path, copy: Path) -> Path:
    """The file itself where it is UTF-8; else a copy of it, read as GB 18030, which offices save."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        return path
    except UnicodeDecodeError:
        with (
            path.open(encoding="gb18030", errors="replace", newline="") as given,
            copy.open("w", encoding="utf-8", newline="") as out,
        ):
            while part := given.read(_CHUNK):
                out.write(part)
        return copy
