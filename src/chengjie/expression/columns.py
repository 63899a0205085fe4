"""Running an expression over columns in DuckDB, which is locked: no files, no settings, no extensions, no network."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import duckdb
import polars as pl

from chengjie.expression.parse import Expression, transpiled


def locked() -> duckdb.DuckDBPyConnection:
    """A connection in memory that can reach nothing outside itself."""
    connection = duckdb.connect(":memory:")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    connection.execute("SET lock_configuration = true")
    return connection


def reading(files: Sequence[Path], *, memory: str = "1GB", threads: int = 0) -> duckdb.DuckDBPyConnection:
    """A connection that can read the named files and nothing else, within a bound of memory; what does not fit is spilled."""
    connection = duckdb.connect(":memory:")
    spill = Path(tempfile.gettempdir()) / f"chengjie-spill-{os.getpid()}"
    connection.execute("SET memory_limit = $1", [memory])
    connection.execute("SET temp_directory = $1", [str(spill)])
    connection.execute("SET preserve_insertion_order = false")
    if threads:
        connection.execute(f"SET threads = {int(threads)}")
    connection.execute("SET allowed_paths = $1", [[str(path.resolve()) for path in files]])
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def over(expression: Expression, frame: pl.DataFrame) -> pl.Series:
    """The expression for every row of a frame whose columns bear the declared names; unknown is null.

    A name that the frame lacks is unknown in every row.
    """
    with locked() as connection:
        missing = [pl.lit(None).alias(name) for name in expression.names if name not in frame.columns]
        connection.register("cases", frame.with_columns(missing).to_arrow())
        query = f"SELECT {transpiled(expression, 'duckdb')} AS answer FROM cases"  # noqa: S608  # parsed, checked, printed by sqlglot
        answer = pl.from_arrow(connection.sql(query).to_arrow_table())
        if not isinstance(answer, pl.DataFrame):
            raise TypeError("a query answers with a table")
        return answer["answer"]
