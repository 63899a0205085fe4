"""Running an expression over columns in DuckDB, which is locked: no files, no settings, no extensions, no network."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import polars as pl

from chengjie.errors import Refusal
from chengjie.expression.schema import Expression
from chengjie.expression.transpile import transpiled


def locked() -> duckdb.DuckDBPyConnection:
    """A connection in memory that can reach nothing outside itself."""
    connection = duckdb.connect(":memory:")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    connection.execute("SET lock_configuration = true")
    return connection


def reading(
    files: Sequence[Path], folders: Sequence[Path] = (), *, memory: str = "1GB", threads: int = 0, ordered: bool = False,
    spill: Path | None = None,
) -> duckdb.DuckDBPyConnection:  # fmt: skip
    """A connection that reaches the named files and folders and nothing else, within a bound of memory; what does not fit is spilled.

    `ordered` keeps the order of rows, which costs memory.
    """
    connection = duckdb.connect(":memory:")
    spill = spill or Path(tempfile.gettempdir()) / f"chengjie-spill-{os.getpid()}"
    connection.execute("SET enable_progress_bar = false")  # it would stand in what a command prints
    connection.execute("SET memory_limit = $1", [memory])
    connection.execute("SET temp_directory = $1", [str(spill)])
    connection.execute(f"SET preserve_insertion_order = {'true' if ordered else 'false'}")
    if threads:
        connection.execute(f"SET threads = {int(threads)}")
    connection.execute("SET allowed_paths = $1", [[str(path.resolve()) for path in files]])
    connection.execute("SET allowed_directories = $1", [[str(path.resolve()) for path in folders]])
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def over(expression: Expression, frame: pl.DataFrame) -> pl.Series:
    """The expression for every row of a frame whose columns bear the declared names; unknown is null.

    An aggregate has one row. A name that the frame lacks is unknown in every row.
    """
    return table({"answer": expression}, frame)["answer"]


def table(expressions: Mapping[str, Expression], frame: pl.DataFrame) -> pl.DataFrame:
    """Several expressions over the rows of one frame, in one pass. Refuses `expression-column-kind`."""
    names = dict.fromkeys(name for each in expressions.values() for name in each.names)
    given = frame.select(_column(name, frame) for name in names) if names else pl.DataFrame({"_": range(len(frame))})
    wanted = ", ".join(f'{transpiled(each, "duckdb")} AS "{name}"' for name, each in expressions.items())
    with locked() as connection:
        connection.register("cases", given.to_arrow())
        query = f"SELECT {wanted} FROM cases"  # noqa: S608  # parsed, checked, printed by sqlglot
        answer = pl.from_arrow(connection.sql(query).to_arrow_table())
        if not isinstance(answer, pl.DataFrame):
            raise TypeError("a query answers with a table")
        return answer


def _column(name: str, frame: pl.DataFrame) -> pl.Expr:
    """A column as the engine wants it: numbers as doubles; what nobody has is unknown."""
    if name not in frame.columns:
        return pl.lit(None).alias(name)
    kind = frame.schema[name]
    if kind.is_numeric():
        return pl.col(name).cast(pl.Float64).fill_nan(None)
    if kind in (pl.String, pl.Boolean, pl.Date, pl.Null):
        return pl.col(name)
    raise Refusal.of("expression-column-kind", name=name, kind=str(kind))
