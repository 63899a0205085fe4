"""The expression as DuckDB, PostgreSQL and Spark write it, so that each answers as the reference evaluation does (§5).

A literal is a double (no engine divides whole numbers its own way); division by zero is unknown; letters are folded by an
explicit table (engines fold other alphabets differently); quantiles are named as each engine names them.
"""

from __future__ import annotations

import string

from sqlglot import exp
from sqlglot.dialects.dialect import Dialect as Engine

from chengjie.expression.nodes import ARITHMETIC, COMPARED, CONDITIONS
from chengjie.expression.schema import Dialect, Expression

_RESERVED = frozenset(word.upper() for word in Engine.get_or_raise("postgres").tokenizer_class.KEYWORDS) | {
    "END",
    "USER",
}
_SIDES = (*COMPARED, exp.Between, exp.In, exp.Is, exp.Like)
_Made = exp.Expr


def transpiled(expression: Expression, dialect: Dialect, *, coded: bool = False) -> str:
    """The expression as another engine writes it.

    `coded`: its texts lie in Parquet, which keeps each value of a column once. DuckDB then looks a list of texts up once a value
    instead of once a row, as it does for functions, but not for `IN`; on texts that stand row by row `IN` is faster.

    >>> from chengjie.expression.parse import parse
    >>> from chengjie.expression.schema import Name, Schema
    >>> from chengjie.values import Text
    >>> schema = Schema((Name("a", "number", Text("甲", "a")), Name("b", "number", Text("乙", "b"))))
    >>> transpiled(parse("a / b > 2", schema), "spark")
    'a / NULLIF(b, CAST(0 AS DOUBLE)) > CAST(2 AS DOUBLE)'
    """
    tree = expression.tree.copy()
    for node in reversed(list(tree.walk())):  # what lies below comes first
        made = _made(node, dialect)
        if made is not node:
            if node is tree:
                tree = made
            else:
                node.replace(made)
    if coded and dialect == "duckdb":
        tree = tree.transform(_looked_up)
    return tree.sql(dialect=dialect, comments=False)


def _looked_up(node: exp.Expr) -> exp.Expr:
    """A list of texts as keys of a map: both are unknown of an unknown text."""
    listed = node.expressions if isinstance(node, exp.In) else []
    if not listed or not all(isinstance(each, exp.Literal) and each.is_string for each in listed):
        return node
    keys = [exp.Literal.string(text) for text in dict.fromkeys(each.name for each in listed)]
    values = [exp.Literal.number(1) for _ in keys]
    return _call("MAP_CONTAINS", _call("MAP", exp.Array(expressions=keys), exp.Array(expressions=values)), node.this)


def _made(node: exp.Expr, dialect: Dialect) -> _Made:
    if isinstance(node, exp.Literal):
        return node if node.is_string or _stays(node) else _double(node)
    if isinstance(node, exp.Identifier):
        node.set("quoted", node.name.upper() in _RESERVED)
        return node
    if isinstance(node, (*_SIDES, *ARITHMETIC, exp.DPipe)):
        return _sides(node)
    if isinstance(node, exp.Lower | exp.Upper):
        letters = (string.ascii_uppercase, string.ascii_lowercase)
        old, new = letters if isinstance(node, exp.Lower) else letters[::-1]
        return _call("TRANSLATE", node.this.copy(), exp.Literal.string(old), exp.Literal.string(new))
    if isinstance(node, exp.Trim):
        return exp.Trim(this=node.this.copy(), expression=exp.Literal.string(" "))
    if isinstance(node, exp.Length | exp.Year | exp.Floor | exp.Ceil):
        return _double(node)
    if isinstance(node, exp.Count):
        return node if isinstance(node.parent, exp.Filter) else _double(node)
    if isinstance(node, exp.Filter):
        return _double(node) if isinstance(node.this, exp.Count) else node
    if isinstance(node, exp.Median | exp.PercentileCont):
        return _quantile(node, dialect)
    return _days(node, dialect) if isinstance(node, exp.DateDiff) else node


def _stays(node: exp.Literal) -> bool:
    """Whether a number may stay as written: beside a column, or where an engine wants a plain one."""
    parent = node.parent
    if parent is None:
        return False
    if isinstance(parent, exp.Left | exp.PercentileCont):
        return parent.expression is node
    beside = isinstance(parent, (*COMPARED, exp.Between, exp.In)) and isinstance(parent.this, exp.Column)
    return beside and node is not parent.this


def _double(node: exp.Expr) -> exp.Expr:
    return exp.Cast(this=node.copy(), to=exp.DataType.build("double"))


def _call(name: str, *arguments: exp.Expr) -> exp.Expr:
    return exp.Anonymous(this=name, expressions=list(arguments))


def _sides(node: exp.Expr) -> exp.Expr:
    """Brackets where engines bind differently, and no division by zero."""
    joins = isinstance(node, exp.DPipe)
    for key in ("this", "expression", "low", "high"):
        side = node.args.get(key)
        binds = isinstance(side, (*CONDITIONS, exp.DPipe)) or (joins and isinstance(side, exp.Binary | exp.Neg))
        if binds and isinstance(side, exp.Expr):
            node.set(key, exp.Paren(this=side.copy()))
    if isinstance(node, exp.Div):
        nothing = _double(exp.Literal.number(0))
        return exp.Div(
            this=node.this.copy(), expression=exp.Nullif(this=node.args["expression"].copy(), expression=nothing)
        )
    return node


def _quantile(node: exp.Expr, dialect: Dialect) -> exp.Expr:
    share = node.args["expression"].copy() if isinstance(node, exp.PercentileCont) else exp.Literal.number("0.5")
    if dialect == "spark":
        return _call("PERCENTILE", node.this.copy(), share)
    return exp.PercentileCont(this=node.this.copy(), expression=share)


def _days(node: exp.Expr, dialect: Dialect) -> exp.Expr:
    later, earlier = node.this.copy(), node.args["expression"].copy()
    if dialect == "duckdb":
        return _double(_call("DATE_DIFF", exp.Literal.string("day"), earlier, later))
    if dialect == "spark":
        return _double(_call("DATEDIFF", later, earlier))
    return _double(exp.Paren(this=exp.Sub(this=exp.Paren(this=later), expression=exp.Paren(this=earlier))))
