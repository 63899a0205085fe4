"""The reference evaluation over many rows: count, sum, mean, extremes and quantiles, each with how many rows had a value."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from sqlglot import exp

from chengjie.expression.evaluate import Evaluated, ready
from chengjie.expression.schema import Expression, Value

Row = Mapping[str, Value]


def evaluate_over(expression: Expression, rows: Sequence[Row]) -> Evaluated:
    """The value of an aggregate expression over rows. Rows without a value are left out, as in SQL; the trail counts them.

    >>> from chengjie.expression.parse import parse
    >>> from chengjie.expression.schema import Name, Schema
    >>> from chengjie.values import Text
    >>> schema = Schema((Name("land", "number", Text("用地", "land"), "亩"),))
    >>> found = evaluate_over(parse("sum(land)", schema, aggregates=True), [{"land": 2.0}, {"land": None}, {"land": 3.0}])
    >>> found.value, found.counted
    (5.0, (2, 3))
    """
    found = {each.words: each for each in (_aggregate(node, rows) for node in _tops(expression.tree))}
    whole = ready(expression.tree)({words: each.value for words, each in found.items()})
    return _counted(whole, found)


def _tops(tree: exp.Expr) -> list[exp.Expr]:
    return [
        node
        for node in tree.find_all(exp.AggFunc, exp.Filter)
        if not (isinstance(node, exp.AggFunc) and isinstance(node.parent, exp.Filter))
    ]


def _counted(part: Evaluated, found: Mapping[str, Evaluated]) -> Evaluated:
    if part.words in found and not part.parts:
        return found[part.words]
    return Evaluated(part.words, part.value, tuple(_counted(each, found) for each in part.parts), part.counted)


def _aggregate(node: exp.Expr, rows: Sequence[Row]) -> Evaluated:
    words = node.sql(dialect="duckdb", comments=False)
    if isinstance(node, exp.Filter):
        kept = ready(node.expression.this)
        rows, node = [row for row in rows if kept(row).value is True], node.this
    if isinstance(node.this, exp.Star):
        return Evaluated(words, float(len(rows)), counted=(len(rows), len(rows)))
    inner = node.this.expressions[0] if isinstance(node.this, exp.Distinct) else node.this
    step = ready(inner)
    known = [value for value in (step(row).value for row in rows) if value is not None]
    return Evaluated(words, _answer(node, known), counted=(len(known), len(rows)))


def _answer(node: exp.Expr, known: Sequence[Value]) -> Value:
    if isinstance(node, exp.Count):
        return float(len(set(known) if isinstance(node.this, exp.Distinct) else known))
    if not known:
        return None
    if isinstance(node, exp.Min | exp.Max):
        return (min if isinstance(node, exp.Min) else max)(known)  # type: ignore[type-var]  # numbers or dates, as checked
    numbers = [each for each in known if isinstance(each, int | float)]
    if isinstance(node, exp.Sum | exp.Avg):
        return math.fsum(numbers) / (len(numbers) if isinstance(node, exp.Avg) else 1)
    share = float(node.expression.this) if isinstance(node, exp.PercentileCont) else 0.5
    return _quantile(sorted(numbers), share)


def _quantile(ordered: list[float], share: float) -> float:
    """The value at a share of the way from the least to the greatest, straight between two neighbours."""
    place = share * (len(ordered) - 1)
    low = math.floor(place)
    high = math.ceil(place)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
