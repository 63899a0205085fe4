"""What is refused before it runs: the hostile and the mistaken, every fault at once, with its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.expression.language import SCHEMA

from chengjie.errors import Refusal
from chengjie.expression import parse

HOSTILE = [
    ("(SELECT 1) > 0", "expression-not-allowed"),
    ("a IN (SELECT 1)", "expression-not-allowed"),
    ("EXISTS (SELECT 1)", "expression-not-allowed"),
    ("a > (WITH RECURSIVE t AS (SELECT 1) SELECT * FROM t)", "expression-not-allowed"),
    ("PRAGMA database_list", "expression-not-allowed"),
    ("ATTACH 'x'", "expression-not-allowed"),
    ("COPY a TO 'x'", "expression-not-allowed"),
    ("INSTALL httpfs", "expression-not-allowed"),
    ("LOAD httpfs", "expression-not-allowed"),
    ("SET threads = 1", "expression-not-allowed"),
    ("FROM 'x.csv'", "expression-not-allowed"),
    ("a > 1; DROP TABLE cases", "expression-malformed"),
    ("read_csv('x') IS NULL", "expression-function-unknown"),
    ("read_text('x') = 'a'", "expression-function-unknown"),
    ("getenv('HOME') = 'a'", "expression-function-unknown"),
    ("current_setting('threads') = 'a'", "expression-function-unknown"),
    ("pg_sleep(100) IS NULL", "expression-function-unknown"),
    ("nextval('s') > 1", "expression-function-unknown"),
    ("RANDOM() > 0.5", "expression-function-unknown"),
    ("now() > d", "expression-function-unknown"),
    ("regexp_matches(word, '(a+)+$')", "expression-function-unknown"),
    ("repeat(word, 1000000000) = 'a'", "expression-function-unknown"),
    ("range(1000000000) IS NULL", "expression-function-unknown"),
    ("word ~ '(a+)+$'", "expression-function-unknown"),
    ("word SIMILAR TO 'a'", "expression-not-allowed"),
    ("word ILIKE 'a'", "expression-not-allowed"),
    ("word LIKE '%a%a%a%'", "expression-pattern"),
    ("word LIKE word", "expression-pattern"),
    ("word LIKE 'a\\%'", "expression-pattern"),
    ("word LIKE 'a!%' ESCAPE '!'", "expression-not-allowed"),
    ("a > " + "9" * 50, "expression-number-out-of-bounds"),
    ("a > 1e300", "expression-number-out-of-bounds"),
    ("a > 0.0000000000000001", "expression-number-out-of-bounds"),
    ("word = '" + "a" * 300 + "'", "expression-text-out-of-bounds"),
    ("word = 'a\x00b'", "expression-text-out-of-bounds"),
    ("a > 1" + " OR a > 1" * 500, "expression-too-large"),
    ("a > 1" + " OR a > 1" * 300, "expression-too-large"),
    ("(" * 200 + "a" + ")" * 200 + " > 1", "expression-too-large"),
    ("NOT " * 900 + "p", "expression-too-large"),
    ("- " * 1900 + "a > 1", "expression-too-large"),
    ("CASE WHEN " * 300 + "p", "expression-too-large"),
    ("[" * 1900, "expression-too-large"),
    ("a" + " = a" * 900, "expression-too-large"),
    ("a" + " * a" * 20 + " > 1", "expression-too-large"),
    ("a::text = 'x'", "expression-not-allowed"),
    ("TRY_CAST(word AS DATE) = d", "expression-not-allowed"),
    ("$1", "expression-not-allowed"),
    ("? = 1", "expression-not-allowed"),
    ("*", "expression-not-allowed"),
    ("a AS b", "expression-not-allowed"),
    ("[a] IS NULL", "expression-function-unknown"),
    ("{'x': a} IS NULL", "expression-function-unknown"),
    ("INTERVAL 1 DAY IS NULL", "expression-not-allowed"),
    ("row_number() OVER () > 1", "expression-not-allowed"),
    ("SUM(a) OVER () > 1", "expression-not-allowed"),
]
MISTAKEN = [
    ("", "expression-malformed"),
    ("a >", "expression-malformed"),
    ("'a", "expression-malformed"),
    ("lnd > 1", "expression-name-unknown"),
    ("other.a > 1", "expression-name-unknown"),
    ("lenght(word) > 1", "expression-function-unknown"),
    ("land > money", "expression-kinds-differ"),
    ("a + p", "expression-kinds-differ"),
    ("a AND p", "expression-kinds-differ"),
    ("p + p", "expression-kinds-differ"),
    ("p < q", "expression-kinds-differ"),
    ("word < 'b'", "expression-kinds-differ"),
    ("-word", "expression-kinds-differ"),
    ("ABS(p)", "expression-kinds-differ"),
    ("a * word", "expression-kinds-differ"),
    ("word || a", "expression-kinds-differ"),
    ("LENGTH(a) > 1", "expression-kinds-differ"),
    ("LEFT(word, -1) = 'a'", "expression-kinds-differ"),
    ("a LIKE 'x'", "expression-kinds-differ"),
    ("d > '2024-01-01'", "expression-kinds-differ"),
    ("d - e > 1", "expression-kinds-differ"),
    ("DATE_DIFF('month', d, e) > 1", "expression-kinds-differ"),
    ("a IS TRUE", "expression-kinds-differ"),
    ("a IS 1", "expression-not-allowed"),
    ("CASE WHEN a THEN 1 END > 0", "expression-kinds-differ"),
    ("CASE a WHEN 1 THEN 2 END > 0", "expression-not-allowed"),
    ("CASE WHEN p THEN 1 ELSE 'x' END = 1", "expression-kinds-differ"),
    ("CASE WHEN p THEN NULL END IS NULL", "expression-kinds-differ"),
    ("a = NULL", "expression-null-compared"),
    ("NULL", "expression-null-compared"),
    ("a + NULL > 1", "expression-null-compared"),
    ("d = DATE '2024-13-01'", "expression-date-malformed"),
    ("d = DATE 'tomorrow'", "expression-date-malformed"),
    ("SUM(a) > 1", "expression-aggregate-misplaced"),
]


@pytest.mark.parametrize(("text", "code"), HOSTILE + MISTAKEN, ids=lambda text: text[:40])
def test_what_is_no_condition_is_refused_before_it_runs(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(text, SCHEMA)
    assert code in {fault.code for fault in refused.value.faults}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("SUM(SUM(a))", "expression-aggregate-misplaced"),
        ("SUM(a) FILTER (WHERE SUM(a) > 1)", "expression-aggregate-misplaced"),
        ("SUM(a) + a", "expression-name-outside-aggregate"),
        ("SUM(word)", "expression-kinds-differ"),
        ("SUM(DISTINCT a)", "expression-not-allowed"),
        ("MAX(word)", "expression-kinds-differ"),
        ("QUANTILE_CONT(a, 2)", "expression-kinds-differ"),
        ("QUANTILE_CONT(a, b)", "expression-kinds-differ"),
        ("MIN(a, 2)", "expression-function-unknown"),
        ("SUM(land) > SUM(money)", "expression-kinds-differ"),
        ("SUM(a) FILTER (WHERE a)", "expression-kinds-differ"),
        ("ABS(a) FILTER (WHERE p)", "expression-function-unknown"),
        ("STRING_AGG(word)", "expression-function-unknown"),
    ],
)
def test_an_aggregate_that_cannot_be_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(text, SCHEMA, aggregates=True)
    assert code in {fault.code for fault in refused.value.faults}


def test_every_fault_is_named_at_once_with_its_place_and_the_nearest_name() -> None:
    text = "lnd > 1 AND mony > 2 AND land > money AND lenght(word) = 1 AND a = NULL"
    with pytest.raises(Refusal) as refused:
        parse(text, SCHEMA)
    found = [
        (fault.code, fault.parameters["position"], fault.parameters.get("nearest")) for fault in refused.value.faults
    ]
    assert found == [
        ("expression-name-unknown", 1, "land"), ("expression-name-unknown", 13, "money"), ("expression-kinds-differ", 26, None),
        ("expression-function-unknown", 43, "length"), ("expression-null-compared", None, None),
    ]  # fmt: skip


@given(st.text("ab()',.;-*/%<>=NOTSELCFRM 0123456789\"[]{}$?:|&~!^\\\n", max_size=60))
def test_whatever_is_written_is_read_or_refused_and_nothing_else(text: str) -> None:
    codes: set[str] = set()
    try:
        parse(text, SCHEMA)
    except Refusal as refusal:
        codes = {fault.code for fault in refusal.faults}
    assert all(code.startswith("expression-") for code in codes)
