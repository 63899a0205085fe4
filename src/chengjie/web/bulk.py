"""Many rows of one kind at once: COPY on PostgreSQL, one prepared statement on SQLite; each inside the transaction of the caller."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, models

Cell = str | int | bool | datetime | UUID | None
"""What a column may hold; JSON comes written out."""
CHUNK = 2000


def table_of(kind: type[models.Model]) -> str:
    """The table of a kind of row."""
    return kind._meta.db_table  # noqa: SLF001  # Django's documented name of a table


def numbers(kind: type[models.Model], count: int) -> range | list[int]:
    """So many numbers for rows to come, which nobody else is given. On SQLite the transaction holds the only pen already."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table_of(kind), count])  # fmt: skip
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table_of(kind)])
        last = cursor.fetchone()
    first = (last[0] if last else 0) + 1
    return range(first, first + count)


def insert(kind: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write rows; a row that is there already breaks the whole (`IntegrityError`)."""
    names = ", ".join(f'"{each}"' for each in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, f'COPY "{table_of(kind)}" ({names}) FROM STDIN', rows)
            return
        marks = ", ".join(["%s"] * len(columns))
        _executed(cursor, f'INSERT INTO "{table_of(kind)}" ({names}) VALUES ({marks})', rows, _plain)  # noqa: S608  # our own names


def change(kind: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> int:
    """Set columns of rows by their number, which comes first in each; how many there were."""
    sets = columns[1:]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            table, beside = table_of(kind), "changes_beside"
            names = ", ".join(f'"{each}"' for each in columns)
            cursor.execute(f'CREATE TEMP TABLE {beside} ON COMMIT DROP AS SELECT {names} FROM "{table}" LIMIT 0')  # noqa: S608
            _copy(cursor, f"COPY {beside} ({names}) FROM STDIN", rows)
            cursor.execute(f'UPDATE "{table}" SET {", ".join(f"{chr(34)}{each}{chr(34)} = {beside}.{chr(34)}{each}{chr(34)}" for each in sets)} FROM {beside} WHERE "{table}".id = {beside}.id')  # noqa: S608  # fmt: skip
            changed: int = cursor.rowcount
            cursor.execute(f"DROP TABLE {beside}")
            return changed
        setting = ", ".join(f'"{each}" = %s' for each in sets)
        turned = ((*row[1:], row[0]) for row in rows)
        return _executed(cursor, f'UPDATE "{table_of(kind)}" SET {setting} WHERE id = %s', turned, _plain)  # noqa: S608


def _executed(cursor: Any, statement: str, rows: Iterable[Sequence[Cell]], cell: Callable[[Cell], object]) -> int:  # noqa: ANN401  # a cursor of any database
    rest, count = iter(rows), 0
    while part := [tuple(map(cell, row)) for row in islice(rest, CHUNK)]:
        cursor.executemany(statement, part)
        count += cursor.rowcount
    return count


def _copy(cursor: Any, statement: str, rows: Iterable[Sequence[Cell]]) -> None:  # noqa: ANN401  # a cursor of PostgreSQL
    """Rows as the text that COPY reads, a block at a time."""
    rest = iter(rows)
    with connection.wrap_database_errors, cursor.copy(statement) as copy:
        while part := list(islice(rest, CHUNK)):
            copy.write("".join("\t".join(map(_text, row)) + "\n" for row in part))


def _plain(cell: Cell) -> object:
    """A cell as SQLite keeps it."""
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    return cell.hex if isinstance(cell, UUID) else cell


def _text(cell: Cell) -> str:
    r"""A cell as COPY reads it.

    >>> _text("a\tb\\"), _text(None), _text(True), _text(7)
    ('a\\tb\\\\', '\\N', 't', '7')
    """
    if isinstance(cell, str):
        return cell if cell.isalnum() else cell.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")  # fmt: skip
    if cell is None:
        return "\\N"
    if isinstance(cell, bool):
        return "t" if cell else "f"
    return cell.isoformat() if isinstance(cell, datetime) else str(cell)
