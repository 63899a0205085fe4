"""One language, one answer: the reference evaluation, DuckDB, and what is refused before it runs."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chengjie.errors import Refusal
from chengjie.expression import Name, Schema, evaluate, parse, transpiled
from chengjie.expression.columns import locked, over
from chengjie.values import Text


def name(of: str, kind: str, unit: str = "") -> Name:
    return Name(of, kind, Text(of, of), unit)  # type: ignore[arg-type]


SCHEMA = Schema(
    (
        name("a", "number"), name("b", "number"), name("land", "number", "亩"), name("money", "number", "亿元"),
        name("p", "truth"), name("q", "truth"), name("word", "text"),
    )
)  # fmt: skip

numbers = st.one_of(st.none(), st.integers(-5, 5).map(float))
truths = st.one_of(st.none(), st.booleans())


@st.composite
def conditions(draw: st.DrawFn, depth: int = 3) -> str:
    if depth == 0:
        return draw(st.sampled_from(["p", "q", "a > b", "a = 2", "b <> a", "a IS NULL", "a + b >= 1", "a / b < 2", "a IN (1, 2, NULL)",
                                     "a BETWEEN -1 AND b", "COALESCE(a, b) > 0", "LEAST(a, b) = a", "-a < ABS(b)",
                                     "CASE WHEN p THEN a WHEN a > 1 THEN b ELSE 0 END > 1"]))  # fmt: skip
    left, right = draw(conditions(depth - 1)), draw(conditions(depth - 1))
    return draw(st.sampled_from([f"({left}) AND ({right})", f"({left}) OR ({right})", f"NOT ({left})"]))


@settings(max_examples=120, deadline=None)
@given(conditions(), numbers, numbers, truths, truths)
def test_the_engine_and_the_reference_give_the_same_answer(
    text: str, a: float | None, b: float | None, p: bool | None, q: bool | None
) -> None:
    expression = parse(text, SCHEMA)
    frame = pl.DataFrame(
        {"a": [a], "b": [b], "p": [p], "q": [q]},
        schema={"a": pl.Float64, "b": pl.Float64, "p": pl.Boolean, "q": pl.Boolean},
    )
    assert over(expression, frame).to_list() == [evaluate(expression, {"a": a, "b": b, "p": p, "q": q}).value]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("land > money", "expression-kinds-differ"),
        ("a + p", "expression-kinds-differ"),
        ("a AND p", "expression-kinds-differ"),
        ("p + p", "expression-kinds-differ"),
        ("-word", "expression-kinds-differ"),
        ("ABS(p)", "expression-kinds-differ"),
        ("a::text", "expression-not-allowed"),
        ("$1", "expression-not-allowed"),
        ("lnd > 1", "expression-name-unknown"),
        ("a >", "expression-malformed"),
        ("", "expression-malformed"),
        ("a > 1; b > 1", "expression-malformed"),
        ("(SELECT 1) > 0", "expression-not-allowed"),
        ("read_csv('x') IS NULL", "expression-not-allowed"),
        ("word LIKE '%a%a%a%'", "expression-not-allowed"),
        ("regexp_matches(word, '(a+)+$')", "expression-not-allowed"),
        ("a > " + "9" * 50, "expression-too-large"),
        ("a > 1" + " OR a > 1" * 500, "expression-too-large"),
        ("(" * 200 + "a" + ")" * 200 + " > 1", "expression-too-large"),
        ("PRAGMA database_list", "expression-not-allowed"),
        ("ATTACH 'x'", "expression-not-allowed"),
        ("SET threads = 1", "expression-not-allowed"),
        ("other.a > 1", "expression-name-unknown"),
    ],
)
def test_what_is_no_condition_is_refused_before_it_runs(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(text, SCHEMA)
    assert refused.value.faults[0].code == code


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(Refusal) as refused:
        parse("lnd > 1 AND mony > 2", SCHEMA)
    assert [fault.parameters["nearest"] for fault in refused.value.faults] == ["land", "money"]


def test_a_remark_does_not_travel_to_another_engine() -> None:
    assert transpiled(parse("a > 1 /* x */ -- y", SCHEMA), "spark") == "a > 1"


def test_units_meet_units() -> None:
    assert parse("land * 2 <= land + 3", SCHEMA).kind == "truth"
    assert parse("money / land", SCHEMA).unit == "亿元/亩"


def test_the_names_that_leave_it_unknown_are_told() -> None:
    assert evaluate(parse("p AND (a > 1 OR b > 1)", SCHEMA), {"p": True, "a": 0.0}).unknown_names() == ("b",)


def test_a_column_that_is_not_there_is_unknown() -> None:
    assert over(parse("a > 1", SCHEMA), pl.DataFrame({"b": [1.0]})).to_list() == [None]


def test_division_by_zero_is_unknown_everywhere() -> None:
    expression = parse("a / b > 1", SCHEMA)
    assert "NULLIF" in transpiled(expression, "spark")
    assert "NULLIF" in transpiled(expression, "postgres")
    assert evaluate(expression, {"a": 1.0, "b": 0.0}).value is None


@pytest.mark.parametrize(
    "query", ["SELECT * FROM read_csv('x.csv')", "INSTALL httpfs", "SET enable_external_access = true"]
)
def test_the_engine_reaches_nothing_outside_itself(query: str) -> None:
    import duckdb

    with locked() as connection, pytest.raises(duckdb.Error):
        connection.execute(query)
