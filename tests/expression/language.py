"""Random expressions of the language with rows to hold them against: one text, many engines."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

from chengjie.expression import Name, Schema
from chengjie.values import Text


def name(of: str, kind: str, unit: str = "") -> Name:
    return Name(of, kind, Text(of, of), unit)  # type: ignore[arg-type]


SCHEMA = Schema(
    (
        name("a", "number"), name("b", "number"), name("land", "number", "亩"), name("money", "number", "亿元"),
        name("p", "truth"), name("q", "truth"), name("word", "text"), name("end", "text"), name("d", "date"), name("e", "date"),
    )
)  # fmt: skip
KINDS = {"a": float, "b": float, "p": bool, "q": bool, "word": str, "end": str, "d": date, "e": date}
WORDS = ("", "a", "Ab", "承接", " 承 接 ", "50%", "a_b", "o'k", "\\", "ＡB", "ß", "26")

_numbers = st.sampled_from(["a", "b", "1", "0", "0.1", "0.2", "-2", "2.5", "1000000"])
_days = st.sampled_from(["d", "e", "DATE '2024-02-29'", "DATE '2025-09-01'"])
_words = st.sampled_from(["word", '"end"', "'a'", "'承接'", "'o''k'", "' '"])
_patterns = st.sampled_from(["'%a%'", "'a_b'", "'承%'", "'%'", "'50%'", "''", "'_'", "'o''k'"])
_compared = st.sampled_from(["=", "<>", "<", "<=", ">", ">="])


@st.composite
def words(draw: st.DrawFn, depth: int) -> str:
    if depth == 0:
        return draw(_words)
    one, other = draw(words(depth - 1)), draw(words(depth - 1))
    condition = draw(truths(depth - 1))
    forms = [f"LOWER({one})", f"UPPER({one})", f"TRIM({one})", f"{one} || {other}", f"LEFT({one}, 2)", f"COALESCE({one}, {other})",
             f"NULLIF({one}, {other})", f"CASE WHEN {condition} THEN {one} END"]  # fmt: skip
    return draw(st.sampled_from(forms))


@st.composite
def numbers(draw: st.DrawFn, depth: int) -> str:
    if depth == 0:
        return draw(_numbers)
    one, other = draw(numbers(depth - 1)), draw(numbers(depth - 1))
    condition, word = draw(truths(depth - 1)), draw(words(depth - 1))
    forms = [f"({one} + {other})", f"({one} - {other})", f"({one} * {other})", f"({one} / {other})", f"(-({one}))", f"ABS({one})",
             f"FLOOR({one})", f"CEIL({one})", f"COALESCE({one}, {other})", f"LEAST({one}, {other})", f"GREATEST({one}, {other}, 1)",
             f"NULLIF({one}, {other})", f"CASE WHEN {condition} THEN {one} ELSE {other} END", f"LENGTH({word})",
             f"DATE_DIFF('day', {draw(_days)}, {draw(_days)})", f"YEAR({draw(_days)})", f"{one} - {other} * 2"]  # fmt: skip
    return draw(st.sampled_from(forms))


@st.composite
def truths(draw: st.DrawFn, depth: int) -> str:
    if depth == 0:
        return draw(st.sampled_from(["p", "q", "a > b", "a = 2", "TRUE", "b IS NULL", "a IN (1, 2, NULL)"]))
    one, other = draw(truths(depth - 1)), draw(truths(depth - 1))
    left, right = draw(numbers(depth - 1)), draw(numbers(depth - 1))
    word, again = draw(words(depth - 1)), draw(words(depth - 1))
    sign = draw(_compared)
    forms = [f"({one}) AND ({other})", f"({one}) OR ({other})", f"NOT ({one})", f"{left} {sign} {right}", f"({one}) = ({other})",
             f"{left} BETWEEN {right} AND 3", f"{left} NOT BETWEEN -1 AND {right}", f"{left} IN ({right}, 1)", f"{left} NOT IN ({right}, NULL)",
             f"{word} = {again}", f"{word} <> {again}", f"({word}) LIKE {draw(_patterns)}", f"({word}) NOT LIKE {draw(_patterns)}",
             f"{word} IN ('a', {again})", f"({left}) IS NULL", f"({one}) IS NOT NULL", f"({one}) IS TRUE", f"({one}) IS NOT FALSE",
             f"{draw(_days)} {sign} {draw(_days)}", f"d BETWEEN {draw(_days)} AND e", f"COALESCE({one}, {other})"]  # fmt: skip
    return draw(st.sampled_from(forms))


@st.composite
def totals(draw: st.DrawFn) -> str:
    value, condition = draw(numbers(1)), draw(truths(1))
    share = draw(st.sampled_from(["0", "0.25", "0.5", "0.75", "1"]))
    forms = ["COUNT(*)", f"COUNT({value})", "COUNT(DISTINCT a)", f"SUM({value})", f"AVG({value})", f"MIN({value})", f"MAX({value})", "MIN(d)",
             f"MEDIAN({value})", f"QUANTILE_CONT({value}, {share})", f"SUM({value}) / COUNT(b)", "MAX(a) - MIN(a)"]  # fmt: skip
    form = draw(st.sampled_from(forms))
    return f"{form} FILTER (WHERE {condition})" if form.endswith(")") and draw(st.booleans()) else form


_row = st.fixed_dictionaries(
    {
        "a": st.none() | st.integers(-4, 4).map(float), "b": st.none() | st.integers(-4, 4).map(float),
        "p": st.none() | st.booleans(), "q": st.none() | st.booleans(),
        "word": st.none() | st.sampled_from(WORDS), "end": st.none() | st.sampled_from(WORDS),
        "d": st.none() | st.dates(date(2016, 1, 1), date(2026, 12, 31)), "e": st.none() | st.dates(date(2024, 2, 27), date(2024, 3, 2)),
    }
)  # fmt: skip
rows: st.SearchStrategy[list[dict[str, Any]]] = st.lists(_row, min_size=1, max_size=6)
anything = st.one_of(numbers(2), truths(2), words(2), truths(3))
