"""The expression as Polars runs it over a frame in memory: for many rules over many rows, where conjunctions are the cost (§5)."""

from __future__ import annotations

import functools
import operator
import re
import string
from collections.abc import Callable, Mapping
from datetime import date

import polars as pl
from sqlglot import exp

from chengjie.errors import Refusal
from chengjie.expression.operations import constant
from chengjie.expression.schema import Expression, Kind, Schema

_TYPES: Mapping[Kind, type[pl.DataType]] = {
    "number": pl.Float64,
    "text": pl.String,
    "truth": pl.Boolean,
    "date": pl.Date,
}
_SIDES: Mapping[type[exp.Expr], Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    exp.And: operator.and_, exp.Or: operator.or_, exp.EQ: operator.eq, exp.NEQ: operator.ne, exp.LT: operator.lt, exp.LTE: operator.le,
    exp.GT: operator.gt, exp.GTE: operator.ge, exp.Add: operator.add, exp.Sub: operator.sub, exp.Mul: operator.mul, exp.DPipe: operator.add,
    exp.Div: lambda one, other: one / pl.when(other != 0).then(other),
    exp.Nullif: lambda one, other: pl.when((one == other).fill_null(value=False)).then(None).otherwise(one),
    exp.DateDiff: lambda later, earlier: (later - earlier).dt.total_days().cast(pl.Float64),
}  # fmt: skip
_ALONE: Mapping[type[exp.Expr], Callable[[pl.Expr], pl.Expr]] = {
    exp.Not: operator.inv, exp.Neg: operator.neg, exp.Abs: pl.Expr.abs, exp.Floor: pl.Expr.floor, exp.Ceil: pl.Expr.ceil,
    exp.Lower: lambda word: word.str.replace_many(list(string.ascii_uppercase), list(string.ascii_lowercase)),
    exp.Upper: lambda word: word.str.replace_many(list(string.ascii_lowercase), list(string.ascii_uppercase)),
    exp.Trim: lambda word: word.str.strip_chars(" "), exp.Length: lambda word: word.str.len_chars().cast(pl.Float64),
    exp.Year: lambda day: day.dt.year().cast(pl.Float64),
}  # fmt: skip


def table(expressions: Mapping[str, Expression], frame: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """Several expressions over the rows of one frame, in one pass; unknown is null, and so is a name that the frame lacks.

    Refuses `expression-column-kind`. Aggregates go to `columns.table`.

    >>> from chengjie.expression.parse import parse
    >>> from chengjie.expression.schema import Name
    >>> from chengjie.values import Text
    >>> schema = Schema((Name("a", "number", Text("甲", "a")),))
    >>> table({"big": parse("a > 1", schema)}, pl.DataFrame({"a": [1, 2, None]}), schema)["big"].to_list()
    [False, True, None]
    """
    names = dict.fromkeys(name for each in expressions.values() for name in each.names)
    given = frame.select([_column(name, frame, schema) for name in names] or [pl.lit(None).alias("nothing")])
    asked = [polars(each).alias(name) for name, each in expressions.items()]
    if not names:
        given = pl.DataFrame({"nothing": pl.repeat(None, frame.height, eager=True)})
    return given.lazy().with_columns(asked).select(list(expressions)).collect()


def _column(name: str, frame: pl.DataFrame, schema: Schema) -> pl.Expr:
    declared = schema.get(name)
    wanted = _TYPES[declared.kind] if declared else pl.Null
    if name not in frame.columns:
        return pl.lit(None, dtype=wanted).alias(name)
    kind = frame.schema[name]
    if wanted is pl.Float64 and kind.is_numeric():
        return pl.col(name).cast(pl.Float64).fill_nan(None)
    if kind in (wanted, pl.Null):
        return pl.col(name).cast(wanted)
    raise Refusal.of("expression-column-kind", name=name, kind=str(kind))


def polars(expression: Expression) -> pl.Expr:
    """The expression as Polars writes it."""
    return _made(expression.tree)


def _made(node: exp.Expr) -> pl.Expr:
    if isinstance(node, exp.Paren):
        return _made(node.this)
    if isinstance(node, exp.Column):
        return pl.col(node.name)
    if isinstance(node, exp.Literal | exp.Boolean | exp.Null | exp.Cast):
        value = constant(node)
        return pl.lit(value, dtype=pl.Date) if isinstance(value, date) else pl.lit(value)
    if type(node) in _SIDES:
        return _SIDES[type(node)](_made(node.this), _made(node.args["expression"]))
    if type(node) in _ALONE:
        return _ALONE[type(node)](_made(node.this))
    return _WAYS[type(node)](node)


def _is(node: exp.Expr) -> pl.Expr:
    one, other = _made(node.this), constant(node.args["expression"])
    return one.is_null() if other is None else one.eq_missing(pl.lit(other))


def _in(node: exp.Expr) -> pl.Expr:
    one = _made(node.this)
    fixed = [each for each in node.expressions if isinstance(each, exp.Literal)]
    found = [one == _made(each) for each in node.expressions if not isinstance(each, exp.Literal)]
    if fixed:
        found.append(one.is_in([constant(each) for each in fixed]))
    return functools.reduce(operator.or_, found)


def _between(node: exp.Expr) -> pl.Expr:
    one = _made(node.this)
    return (one >= _made(node.args["low"])) & (one <= _made(node.args["high"]))


def _case(node: exp.Expr) -> pl.Expr:
    found = _made(node.args["default"]) if node.args.get("default") is not None else pl.lit(None)
    for branch in reversed(node.args["ifs"]):
        found = pl.when(_made(branch.this)).then(_made(branch.args["true"])).otherwise(found)
    return found


def _like(node: exp.Expr) -> pl.Expr:
    words, negated = str(node.args["expression"].this), bool(node.args.get("negate"))
    one = _made(node.this)
    if words.endswith("%") and not set(words[:-1]) & {"%", "_"}:
        found = one.str.starts_with(words[:-1])
    else:
        pieces = (".*" if each == "%" else "." if each == "_" else re.escape(each) for each in words)
        found = one.str.contains("(?s)^" + "".join(pieces) + "$")
    return ~found if negated else found


_WAYS: Mapping[type[exp.Expr], Callable[[exp.Expr], pl.Expr]] = {
    exp.Is: _is, exp.In: _in, exp.Between: _between, exp.Case: _case, exp.Like: _like,
    exp.Coalesce: lambda node: pl.coalesce([_made(each) for each in (node.this, *node.expressions)]),
    exp.Least: lambda node: pl.min_horizontal([_made(each) for each in (node.this, *node.expressions)]),
    exp.Greatest: lambda node: pl.max_horizontal([_made(each) for each in (node.this, *node.expressions)]),
    exp.Left: lambda node: _made(node.this).str.head(int(node.args["expression"].this)),
}  # fmt: skip
