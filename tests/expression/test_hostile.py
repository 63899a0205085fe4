"""More of what is refused before it runs: devised to slip past a list of words, each by another way."""

from __future__ import annotations

import pytest
from tests.expression.language import SCHEMA

from chengjie.errors import Refusal
from chengjie.expression import parse

DEVISED = [
    ("(TABLE cases) IS NULL", "expression-not-allowed"),
    ("a = ANY(SELECT 1)", "expression-not-allowed"),
    ("a > ALL (VALUES (1))", "expression-not-allowed"),
    ("word = getvariable('x')", "expression-function-unknown"),
    ("read_blob('/etc/passwd') IS NULL", "expression-function-unknown"),
    ("glob('/*') IS NULL", "expression-function-unknown"),
    ("COLUMNS('.*') > 1", "expression-function-unknown"),
    ("* EXCLUDE (a)", "expression-not-allowed"),
    ("word LIKE '%%%%%%'", "expression-pattern"),
    ("word GLOB '*a*a*a*'", "expression-not-allowed"),
    ("word ^@ 'a'", "expression-function-unknown"),
    ("list_transform([1], lambda x: x) IS NULL", "expression-function-unknown"),
    ("a > 0x7fffffffffffffffffff", "expression-not-allowed"),
    ("a > 1_000_000_000_000_000_000_000", "expression-number-out-of-bounds"),
    ("a > 1e15e15", "expression-not-allowed"),
    ("a > 'Infinity'::DOUBLE", "expression-not-allowed"),
    ("a ** 999999 > 1", "expression-function-unknown"),
    ("factorial(1000) > 1", "expression-function-unknown"),
    ("a << 62 > 1", "expression-not-allowed"),
    ("a % 0 = 0", "expression-not-allowed"),
    ("word = E'\\x41'", "expression-not-allowed"),
    ("word = $$a$$", "expression-not-allowed"),
    ("word = '\u202e'", "expression-text-out-of-bounds"),
    ("\uff41 > 1", "expression-name-unknown"),
    ("\u0430 > 1", "expression-name-unknown"),
    ("a > 1\x1a", "expression-not-allowed"),
    ("CAST(word AS DATE) = d", "expression-not-allowed"),
    ("d = DATE '9999999-01-01'", "expression-date-malformed"),
    ("d > CURRENT_DATE", "expression-function-unknown"),
    ("CASE WHEN p THEN (SELECT 1) END > 0", "expression-not-allowed"),
    ("LEFT(word, 999999999999999999999) = 'a'", "expression-number-out-of-bounds"),
    ("TRIM(LEADING 'x' FROM word) = 'a'", "expression-function-unknown"),
    ("a IS DISTINCT FROM 1", "expression-not-allowed"),
    ("a COLLATE nocase = 1", "expression-function-unknown"),
    ("@a.b > 1", "expression-name-unknown"),
    ("{{a}} > 1", "expression-function-unknown"),
    ("%(a)s > 1", "expression-malformed"),
    ("a > 1 UNION SELECT 2", "expression-not-allowed"),
    ("a > 1 LIMIT 1", "expression-malformed"),
    ("UNNEST([1]) > 1", "expression-function-unknown"),
    ("query('SELECT 1') IS NULL", "expression-function-unknown"),
    ("reflect('java.lang.System', 'exit', 0) = 'a'", "expression-function-unknown"),
    ("pg_read_file('x') = 'a'", "expression-function-unknown"),
    ("IF(p, 1, 2) > 1", "expression-function-unknown"),
    ("md5(word) = 'a'", "expression-function-unknown"),
    ("(a, a) = (1, 1)", "expression-not-allowed"),
    ("error('x') IS NULL", "expression-function-unknown"),
    ("a > 1 /*", "expression-malformed"),
    ("word LIKE '_____________________________________________________________'", "expression-pattern"),
    ("a IN (" + ",".join(["1"] * 3000) + ")", "expression-too-large"),
    ("a" + " + a" * 700 + " > 1", "expression-too-large"),
]


@pytest.mark.parametrize(("text", "code"), DEVISED, ids=lambda text: text[:40])
def test_what_is_devised_to_slip_past_is_refused_before_it_runs(text: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse(text, SCHEMA)
    assert code in {fault.code for fault in refused.value.faults}


def test_a_path_or_a_query_within_a_text_is_only_a_text() -> None:
    read = parse("word = '/etc/passwd' OR word = 'x; DROP TABLE cases'", SCHEMA)
    assert (read.kind, read.names) == ("truth", ("word",))
