"""Expressions over one case and over columns: units, unknowns, trails, and what another engine is given."""

import polars as pl
import pytest
from tests.expression.language import SCHEMA

from chengjie.errors import Refusal
from chengjie.expression import evaluate, evaluate_over, parse, transpiled
from chengjie.expression.columns import locked, over, table


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


def test_an_aggregate_tells_how_many_rows_had_a_value() -> None:
    expression = parse("SUM(land) FILTER (WHERE p) / COUNT(*)", SCHEMA, aggregates=True)
    found = evaluate_over(expression, [{"land": 4.0, "p": True}, {"land": None, "p": True}, {"land": 9.0, "p": False}])
    assert found.value == 4.0 / 3
    assert [(part.words, part.value, part.counted) for part in found.parts] == [
        ("SUM(land) FILTER(WHERE p)", 4.0, (1, 2)),
        ("COUNT(*)", 3.0, (3, 3)),
    ]
    assert (expression.is_aggregate, expression.unit) == (True, "亩")


def test_a_column_of_whole_numbers_is_reckoned_in_doubles_and_odd_ones_are_refused() -> None:
    assert over(parse("a / 2 = 0.5", SCHEMA), pl.DataFrame({"a": [1, None]})).to_list() == [True, None]
    assert over(parse("a > 0", SCHEMA), pl.DataFrame({"a": [float("nan"), 1.0]})).to_list() == [None, True]
    with pytest.raises(Refusal) as refused:
        over(parse("a > 0", SCHEMA), pl.DataFrame({"a": [[1]]}))
    assert refused.value.faults[0].code == "expression-column-kind"


def test_several_expressions_are_answered_in_one_pass() -> None:
    asked = {"big": parse("a > 1", SCHEMA), "known": parse("b IS NOT NULL", SCHEMA), "always": parse("TRUE", SCHEMA)}
    found = table(asked, pl.DataFrame({"a": [1.0, 2.0]}))
    assert found.to_dict(as_series=False) == {"big": [False, True], "known": [False, False], "always": [True, True]}


def test_a_reserved_word_is_quoted_for_the_engines() -> None:
    assert transpiled(parse("\"end\" = 'x'", SCHEMA), "spark") == "`end` = 'x'"
