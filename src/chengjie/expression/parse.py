"""Parsing and checking: only nodes of the allow-list, only declared names, kinds and units that fit (§5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import sqlglot
import sqlglot.errors
from sqlglot import exp

from chengjie.errors import Fault, Refusal, Where
from chengjie.expression.schema import Kind, Schema

Dialect = Literal["duckdb", "spark", "postgres"]
LONGEST = 4000  # characters
DEEPEST = 40
MOST_NODES = 400
LONGEST_LITERAL = 200

_LOGIC = (exp.And, exp.Or, exp.Not)
_COMPARE = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE)
_ARITHMETIC = (exp.Add, exp.Sub, exp.Mul, exp.Div, exp.Neg)
_OTHER = (exp.Column, exp.Identifier, exp.Literal, exp.Boolean, exp.Null, exp.Paren, exp.Between, exp.In, exp.Is, exp.Case, exp.If, exp.Coalesce, exp.Least, exp.Greatest, exp.Abs)  # fmt: skip
ALLOWED = (*_LOGIC, *_COMPARE, *_ARITHMETIC, *_OTHER)


@dataclass(frozen=True)
class Expression:
    """A checked expression: its words, its tree, its kind and unit, and the names that it uses."""

    text: str
    tree: exp.Expression
    kind: Kind
    unit: str
    names: tuple[str, ...]


def parse(text: str, schema: Schema, *, file: str | None = None) -> Expression:
    """Parse and check. Refuses `expression-…` with the position and the nearest known name, every fault at once.

    >>> from chengjie.expression.schema import Name
    >>> from chengjie.values import Text
    >>> schema = Schema((Name("land", "number", Text("用地", "land"), "亩"),))
    >>> parse("land <= 80", schema).kind
    'truth'
    """
    tree = _tree(text, file)
    faults = list(_strangers(tree, schema, file))
    if faults:
        raise Refusal(faults)
    kind, unit = _Checker(schema, text, file).check(tree)
    names = tuple(dict.fromkeys(column.name for column in tree.find_all(exp.Column)))
    return Expression(text, tree, kind, unit, names)


def transpiled(expression: Expression, dialect: Dialect) -> str:
    """The expression as another engine writes it; division by zero is unknown everywhere."""
    return expression.tree.transform(_safe_division).sql(dialect=dialect, comments=False)


def _safe_division(node: exp.Expression) -> exp.Expression:
    if isinstance(node, exp.Div) and not isinstance(node.expression, exp.Nullif):
        return exp.Div(this=node.this, expression=exp.Nullif(this=node.expression, expression=exp.Literal.number(0)))
    return node


def _tree(text: str, file: str | None) -> exp.Expression:
    if len(text) > LONGEST or text.count("(") > DEEPEST * 2:
        raise Refusal.of("expression-too-large", where=Where(file=file), limit=LONGEST)
    try:
        trees = sqlglot.parse(text, dialect="duckdb")
    except (sqlglot.errors.SqlglotError, RecursionError, ValueError) as error:
        found = getattr(error, "errors", None) or [{}]
        column = found[0].get("col")
        detail = str(found[0].get("description") or type(error).__name__)
        raise Refusal([Fault("expression-malformed", Where(file=file), {"expression": text[:80], "column": column, "detail": detail})]) from error  # fmt: skip
    if len(trees) != 1 or trees[0] is None:
        raise Refusal.of(
            "expression-malformed",
            where=Where(file=file),
            expression=text[:80],
            column=1,
            detail="one expression is wanted",
        )
    if not isinstance(trees[0], exp.Expression):
        raise Refusal.of("expression-not-allowed", where=Where(file=file), what=text[:60], kind=type(trees[0]).__name__)
    return trees[0]


def _strangers(tree: exp.Expression, schema: Schema, file: str | None) -> Iterator[Fault]:
    """Nodes that are not on the allow-list, names that nobody declared, literals out of bounds."""
    where = Where(file=file)
    for count, node in enumerate(tree.walk(), start=1):
        if count > MOST_NODES or node.depth > DEEPEST:
            yield Fault("expression-too-large", where, {"limit": MOST_NODES})
            return
        if not isinstance(node, ALLOWED):
            yield Fault(
                "expression-not-allowed", where, {"what": node.sql(dialect="duckdb")[:60], "kind": type(node).__name__}
            )
            return
        if isinstance(node, exp.Column) and (node.table or schema.get(node.name) is None):
            yield Fault(
                "expression-name-unknown", where, {"name": node.sql()[:60], "nearest": schema.nearest(node.name)}
            )
        if isinstance(node, exp.Literal) and (
            len(node.this) > LONGEST_LITERAL or (not node.is_string and len(node.this) > 20)
        ):
            yield Fault("expression-too-large", where, {"limit": LONGEST_LITERAL})


class _Checker:
    """Kinds and units from the leaves up: truth is not added, 亩 are not compared with 亿元."""

    def __init__(self, schema: Schema, text: str, file: str | None) -> None:
        self.schema, self.text, self.where = schema, text, Where(file=file)

    def check(self, node: exp.Expression) -> tuple[Kind, str]:
        if isinstance(node, exp.Paren):
            return self.check(node.this)
        if isinstance(node, exp.Abs | exp.Neg | exp.Add | exp.Sub):
            return self._sum(node)
        if isinstance(node, exp.Column):
            declared = self.schema.get(node.name)
            return (declared.kind, declared.unit) if declared else ("text", "")
        if isinstance(node, exp.Literal):
            return ("text", "") if node.is_string else ("number", "")
        if isinstance(node, exp.Boolean | exp.Not | exp.And | exp.Or):
            self._truths([] if isinstance(node, exp.Boolean) else list(node.iter_expressions()))
            return "truth", ""
        if isinstance(node, exp.Null):
            return "number", ""
        if isinstance(node, exp.Is | exp.In | exp.Between | exp.EQ | exp.NEQ | exp.LT | exp.LTE | exp.GT | exp.GTE):
            self._alike([each for each in node.iter_expressions() if not isinstance(each, exp.Null)])
            return "truth", ""
        if isinstance(node, exp.Mul | exp.Div):
            return self._product(node)
        if isinstance(node, exp.Case):
            return self._case(node)
        return self._alike([each for each in node.iter_expressions() if not isinstance(each, exp.Null)])

    def _truths(self, nodes: list[exp.Expression]) -> None:
        for each in nodes:
            if self.check(each)[0] != "truth" and not isinstance(each, exp.Null):
                self._refuse(each, "a condition")

    def _alike(self, nodes: list[exp.Expression]) -> tuple[Kind, str]:
        found = [self.check(each) for each in nodes]
        kinds, units = {kind for kind, _ in found}, {unit for _, unit in found if unit}
        if len(kinds) > 1 or len(units) > 1:
            self._refuse(nodes[-1], " ≠ ".join(sorted(units or set(kinds))))
        return (found[0][0], next(iter(units), "")) if found else ("number", "")

    def _sum(self, node: exp.Expression) -> tuple[Kind, str]:
        kind, unit = self._alike([each for each in node.iter_expressions() if not isinstance(each, exp.Null)])
        if kind != "number":
            self._refuse(node, "numbers")
        return kind, unit

    def _product(self, node: exp.Mul | exp.Div) -> tuple[Kind, str]:
        (left, unit), (right, other) = self.check(node.this), self.check(node.expression)
        if left != "number" or right != "number":
            self._refuse(node, "numbers")
        if isinstance(node, exp.Div):
            return "number", "" if unit == other else f"{unit}/{other}" if other else unit
        return "number", unit if not other else other if not unit else f"{unit}·{other}"

    def _case(self, node: exp.Case) -> tuple[Kind, str]:
        branches = list(node.args.get("ifs") or [])
        self._truths([branch.this for branch in branches])
        results = [branch.args["true"] for branch in branches] + [each for each in [node.args.get("default")] if each]
        return self._alike([each for each in results if not isinstance(each, exp.Null)])

    def _refuse(self, node: exp.Expression, wanted: str) -> None:
        raise Refusal([Fault("expression-kinds-differ", self.where, {"what": node.sql()[:60], "detail": wanted})])
