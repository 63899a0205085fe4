"""One expression, one answer: the reference evaluation, DuckDB, PostgreSQL and Spark agree, on unknowns too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.expression import language
from tests.expression.language import KINDS, SCHEMA

from chengjie.expression import Expression, evaluate, evaluate_over, frames, parse, spark, transpiled
from chengjie.expression.columns import over, reading

Rows = list[dict[str, Any]]
Engine = Callable[[Expression, Rows], list[Any]]
_POLARS = {float: pl.Float64, bool: pl.Boolean, str: pl.String, date: pl.Date}
_POSTGRES = {float: "double precision", bool: "boolean", str: "text", date: "date"}


def reference(expression: Expression, rows: Rows) -> list[Any]:
    if expression.is_aggregate:
        return [evaluate_over(expression, rows).value]
    return [evaluate(expression, row).value for row in rows]


def duckdb(expression: Expression, rows: Rows) -> list[Any]:
    frame = pl.DataFrame(rows, schema={name: _POLARS[kind] for name, kind in KINDS.items()})
    return over(expression, frame).to_list()


def polars(expression: Expression, rows: Rows) -> list[Any]:
    frame = pl.DataFrame(rows, schema={name: _POLARS[kind] for name, kind in KINDS.items()})
    return frames.table({"answer": expression}, frame, SCHEMA)["answer"].to_list()


def alike(answers: list[Any], expected: list[Any], *, aggregate: bool) -> bool:
    """Equal to the last bit; sums over rows may be added up in another order."""
    if not aggregate:
        return answers == expected
    return answers == [
        pytest.approx(each, rel=1e-12, abs=1e-9) if isinstance(each, float) else each for each in expected
    ]


def check(engine: Engine, text: str, rows: Rows) -> None:
    expression = parse(text, SCHEMA, aggregates=True)
    assert alike(engine(expression, rows), reference(expression, rows), aggregate=expression.is_aggregate), text


@settings(max_examples=150, deadline=None)
@given(language.anything, language.rows)
def test_duckdb_answers_as_the_reference_does(text: str, rows: Rows) -> None:
    check(duckdb, text, rows)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(language.anything, language.rows)
def test_duckdb_answers_alike_over_texts_that_a_file_keeps_once(tmp_path: Path, text: str, rows: Rows) -> None:
    file = tmp_path / "rows.parquet"

    def coded(expression: Expression, rows: Rows) -> list[Any]:
        pl.DataFrame(rows, schema={name: _POLARS[kind] for name, kind in KINDS.items()}).write_parquet(file)
        with reading([file], ordered=True) as connection:
            wanted = transpiled(expression, "duckdb", coded=True)
            return [each for (each,) in connection.execute(f"SELECT {wanted} FROM read_parquet('{file}')").fetchall()]  # noqa: S608  # parsed and checked

    check(coded, text, rows)


@pytest.mark.parametrize("value", ["甲", "丁", "", None, "it's"])
def test_a_list_of_texts_is_looked_up_in_a_map_with_the_same_answer(tmp_path: Path, value: str | None) -> None:
    file = tmp_path / "rows.parquet"
    name = next(name for name, kind in KINDS.items() if kind is str)
    pl.DataFrame({name: [value] * 3}, schema={name: pl.String}).write_parquet(file)
    for text in (f"{name} IN ('甲', '甲', 'it''s')", f"{name} NOT IN ('甲', '乙')"):
        expression = parse(text, SCHEMA)
        wanted = transpiled(expression, "duckdb", coded=True)
        assert "MAP_CONTAINS" in wanted
        with reading([file]) as connection:
            answers = connection.execute(f"SELECT {wanted} FROM read_parquet('{file}')").fetchall()  # noqa: S608  # parsed and checked
        assert {each for (each,) in answers} == {evaluate(expression, {name: value}).value}


@settings(max_examples=250, deadline=None)
@given(language.anything, language.rows)
def test_polars_answers_as_the_reference_does(text: str, rows: Rows) -> None:
    check(polars, text, rows)


@settings(max_examples=60, deadline=None)
@given(language.totals(), language.rows)
def test_duckdb_sums_up_as_the_reference_does(text: str, rows: Rows) -> None:
    check(duckdb, text, rows)


@pytest.fixture(scope="module")
def postgres(database_url: str) -> Iterator[Engine]:
    columns = ", ".join(f'"{name}" {_POSTGRES[kind]}' for name, kind in KINDS.items())
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute(f"CREATE TEMPORARY TABLE cases (n int, {columns})")

        def answers(expression: Expression, rows: Rows) -> list[Any]:
            connection.execute("TRUNCATE cases")
            for number, row in enumerate(rows):
                places = ", ".join(["%s"] * (len(KINDS) + 1))
                connection.execute(f"INSERT INTO cases VALUES ({places})", [number, *(row[name] for name in KINDS)])  # noqa: S608  # as many places as columns
            order = "" if expression.is_aggregate else " ORDER BY n"
            query = f"SELECT {transpiled(expression, 'postgres')} FROM cases{order}"  # noqa: S608  # parsed and checked
            return [found for (found,) in connection.execute(query.encode())]

        yield answers


@pytest.mark.postgres
@settings(max_examples=400, deadline=None)
@given(language.anything, language.rows)
def test_postgres_answers_as_the_reference_does(postgres: Engine, text: str, rows: Rows) -> None:
    check(postgres, text, rows)


@pytest.mark.postgres
@settings(max_examples=200, deadline=None)
@given(language.totals(), language.rows)
def test_postgres_sums_up_as_the_reference_does(postgres: Engine, text: str, rows: Rows) -> None:
    check(postgres, text, rows)


@pytest.fixture(scope="module")
def session() -> Iterator[spark.Spark]:
    with spark.Spark() as found:
        yield found


def _on_spark(session: spark.Spark, texts: list[str], rows: Rows) -> None:
    """Many expressions over the same rows in one query: a query on Spark costs more than an expression."""
    frame = pl.DataFrame(rows, schema={name: _POLARS[kind] for name, kind in KINDS.items()})
    session.table("cases", frame.with_row_index("n"))
    parsed = [parse(text, SCHEMA, aggregates=True) for text in texts]
    for aggregate in (False, True):
        asked = {f"c{place}": each for place, each in enumerate(parsed) if each.is_aggregate is aggregate}
        if not asked:
            continue
        wanted = ", ".join(f"{transpiled(each, 'spark')} AS {name}" for name, each in asked.items())
        query = f"SELECT {wanted} FROM cases" if aggregate else f"SELECT n, {wanted} FROM cases ORDER BY n"  # noqa: S608  # parsed and checked
        found = session.rows(query)
        for name, each in asked.items():
            answers = [row[name] for row in found]
            assert alike(answers, reference(each, rows), aggregate=aggregate), each.text


@pytest.mark.spark
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(language.anything, min_size=15, max_size=25),
    st.lists(language.totals(), min_size=5, max_size=8),
    language.rows,
)
def test_spark_answers_as_the_reference_does(
    session: spark.Spark, texts: list[str], sums: list[str], rows: Rows
) -> None:
    _on_spark(session, [*texts, *sums], rows)


@pytest.mark.spark
def test_the_edges_are_alike_on_spark(session: spark.Spark) -> None:
    _on_spark(session, EDGES, EDGE_ROWS)


EDGES = [
    "0.1 + 0.2 > 0.3", "1 / 2 = 0.5", "a / 0 IS NULL", "0 / 0 IS NULL", "NOT (a > 1) OR a > 1", "a IN (NULL)", "a NOT IN (NULL, 1)",
    "CASE WHEN a > 1 THEN 1 ELSE 0 END / 2 > 0.2", "a = b = p", "NOT a = b", "word || '\\' = '\\'", "LOWER('ÄB承') = 'Äb承'", "TRIM(' \u3000x ') = '\u3000x'",
    "LENGTH('承接𠀀') = 3", "DATE_DIFF('day', DATE '2024-02-28', DATE '2024-03-01') = 2", "LEAST(a, b) IS NULL", "\"end\" = 'a'",
    "MEDIAN(a)", "SUM(a) FILTER (WHERE a > 100)", "COUNT(*) FILTER (WHERE p)", "AVG(a) > 1", "COUNT(DISTINCT word)",
]  # fmt: skip


EDGE_ROWS: Rows = [dict.fromkeys(KINDS), {**dict.fromkeys(KINDS), "a": 2.0, "b": 1.0, "p": True, "word": ""}]


def _edge(engine: Engine) -> None:
    for text in EDGES:
        check(engine, text, EDGE_ROWS)


def test_the_edges_are_alike_in_duckdb() -> None:
    _edge(duckdb)


def test_the_edges_are_alike_in_polars() -> None:
    for text in EDGES:
        if not parse(text, SCHEMA, aggregates=True).is_aggregate:
            check(polars, text, EDGE_ROWS)


@pytest.mark.postgres
def test_the_edges_are_alike_in_postgres(postgres: Engine) -> None:
    _edge(postgres)
