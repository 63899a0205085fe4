"""The check of a tree: nodes of the allow-list, declared names, kinds and units that fit; it goes on after a fault."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from sqlglot import exp

from chengjie.errors import Fault, Parameter, Where
from chengjie.expression import nodes
from chengjie.expression.nodes import AGGREGATES, DEEPEST, MOST_NODES, MOST_PRODUCTS, ORDERED
from chengjie.expression.schema import Kind, Schema


class _Found(NamedTuple):
    """What a part is: its kind (None where a fault leaves it open), its unit, and how many factors deep it multiplies."""

    kind: Kind | None
    unit: str = ""
    products: int = 0


_OPEN = _Found(None)


def check(tree: exp.Expr, schema: Schema, where: Where, *, aggregates: bool) -> tuple[list[Fault], Kind, str]:
    """The faults of a tree, its kind and its unit; the last two hold only where there is no fault."""
    checker = _Checker(schema, where, aggregates=aggregates)
    if checker.is_bounded(tree):
        found = checker.check(tree)
        if aggregates:
            checker.mixed(tree)
        return checker.faults, found.kind or "truth", found.unit
    return checker.faults, "truth", ""


class _Checker:
    """Kinds and units from the leaves up: truth is not added, 亩 are not compared with 亿元."""

    def __init__(self, schema: Schema, where: Where, *, aggregates: bool) -> None:
        self.schema, self.where, self.aggregates = schema, where, aggregates
        self.faults: list[Fault] = []
        self.ways: dict[type[exp.Expr], Callable[[exp.Expr], _Found]] = {
            exp.Column: self._column, exp.Literal: self._literal, exp.Null: self._null, exp.Paren: lambda node: self.check(node.this),
            exp.Boolean: lambda _: _Found("truth"), exp.Not: self._logic, exp.And: self._logic, exp.Or: self._logic,
            exp.Is: self._is, exp.In: self._alike_truth, exp.Between: self._ordered, exp.Like: self._like, exp.DPipe: self._texts,
            exp.Neg: self._sum, exp.Abs: self._sum, exp.Floor: self._sum, exp.Ceil: self._sum, exp.Add: self._sum, exp.Sub: self._sum,
            exp.Mul: self._product, exp.Div: self._product, exp.Case: self._case, exp.Cast: self._date, exp.DateDiff: self._days,
            exp.Year: lambda node: self._of(node, "date", "number"), exp.Length: lambda node: self._of(node, "text", "number"),
            exp.Lower: self._texts, exp.Upper: self._texts, exp.Trim: self._texts, exp.Left: self._left,
            exp.Coalesce: self._list, exp.Nullif: self._list, exp.Least: self._least, exp.Greatest: self._least, exp.Filter: self._filter,
            **dict.fromkeys(ORDERED, self._ordered), exp.EQ: self._alike_truth, exp.NEQ: self._alike_truth,
            **dict.fromkeys(AGGREGATES, self._aggregate),
        }  # fmt: skip

    def is_bounded(self, tree: exp.Expr) -> bool:
        for count, node in enumerate(tree.walk(), start=1):
            if count > MOST_NODES or node.depth > DEEPEST:
                self._fault("expression-too-large", node, limit=MOST_NODES if count > MOST_NODES else DEEPEST)
                return False
        return True

    def check(self, node: exp.Expr) -> _Found:
        way = self.ways.get(type(node))
        if way is None or not nodes.fits(node):
            return self._stranger(node)
        return way(node)

    def mixed(self, tree: exp.Expr) -> None:
        """A name outside every aggregate has one value a row: beside an aggregate there is none to take."""
        if tree.find(exp.AggFunc):
            for column in tree.find_all(exp.Column):
                if not column.find_ancestor(exp.AggFunc, exp.Filter):
                    self._fault("expression-name-outside-aggregate", column, name=column.name)

    def _fault(self, code: str, node: exp.Expr, **parameters: Parameter) -> _Found:
        self.faults.append(Fault(code, self.where, {**parameters, "position": nodes.start(node)}))
        return _OPEN

    def _stranger(self, node: exp.Expr) -> _Found:
        if isinstance(node, exp.Func) and not isinstance(node, exp.Cast | exp.Case):
            name = (node.name if type(node) is exp.Anonymous else node.sql_name()).lower()
            nearest = "、".join(difflib.get_close_matches(name, nodes.FUNCTIONS, 1, 0.5)) or "—"
            return self._fault("expression-function-unknown", node, name=name[:40], nearest=nearest)
        return self._fault(
            "expression-not-allowed", node, what=node.sql(dialect="duckdb")[:60], kind=type(node).__name__
        )

    def _differ(self, node: exp.Expr, detail: str) -> _Found:
        return self._fault("expression-kinds-differ", node, what=node.sql(dialect="duckdb")[:60], detail=detail)

    def _column(self, node: exp.Expr) -> _Found:
        declared = None if node.text("table") else self.schema.get(node.name)
        if declared is None:
            nearest = self.schema.nearest(node.name) or "—"
            return self._fault("expression-name-unknown", node, name=node.sql(dialect="duckdb")[:60], nearest=nearest)
        return _Found(declared.kind, declared.unit)

    def _literal(self, node: exp.Expr) -> _Found:
        return _Found("text" if node.is_string else "number")

    def _null(self, node: exp.Expr) -> _Found:
        parent = node.parent.parent if isinstance(node.parent, exp.If) else node.parent
        fine = isinstance(parent, exp.Is | exp.Case) or (isinstance(parent, exp.In) and node is not parent.this)
        return _OPEN if fine else self._fault("expression-null-compared", node)

    def _truths(self, parts: Sequence[exp.Expr]) -> None:
        for each in parts:
            if self.check(each).kind not in {"truth", None}:
                self._differ(each, "a condition")

    def _logic(self, node: exp.Expr) -> _Found:
        self._truths(list(node.iter_expressions()))
        return _Found("truth")

    def _is(self, node: exp.Expr) -> _Found:
        if isinstance(node.expression, exp.Boolean):
            self._truths([node.this])
        elif isinstance(node.expression, exp.Null):
            self.check(node.this)
        else:
            self._stranger(node)
        return _Found("truth")

    def _alike(self, node: exp.Expr, parts: Sequence[exp.Expr]) -> _Found:
        found = [self.check(each) for each in parts]
        kinds, units = {each.kind for each in found if each.kind}, {each.unit for each in found if each.unit}
        if len(kinds) > 1 or len(units) > 1:
            return self._differ(node, " ≠ ".join(sorted(kinds if len(kinds) > 1 else units)))
        products = max((each.products for each in found), default=0)
        return _Found(next(iter(kinds), None), next(iter(units), ""), products)

    def _alike_truth(self, node: exp.Expr) -> _Found:
        self._alike(node, list(node.iter_expressions()))
        return _Found("truth")

    def _ordered(self, node: exp.Expr) -> _Found:
        if self._alike(node, list(node.iter_expressions())).kind not in {"number", "date", None}:
            self._differ(node, "numbers or dates")
        return _Found("truth")

    def _list(self, node: exp.Expr) -> _Found:
        return self._alike(node, list(node.iter_expressions()))

    def _least(self, node: exp.Expr) -> _Found:
        found = self._list(node)
        return found if found.kind in {"number", "date", None} else self._differ(node, "numbers or dates")

    def _sum(self, node: exp.Expr) -> _Found:
        found = self._list(node)
        return found if found.kind in {"number", None} else self._differ(node, "numbers")

    def _product(self, node: exp.Expr) -> _Found:
        left, right = self.check(node.this), self.check(node.expression)
        if {left.kind, right.kind} - {"number", None}:
            return self._differ(node, "numbers")
        products = left.products + right.products + 1
        if products > MOST_PRODUCTS:
            self._fault("expression-too-large", node, limit=MOST_PRODUCTS)
        if isinstance(node, exp.Div):
            unit = "" if left.unit == right.unit else f"{left.unit}/{right.unit}" if right.unit else left.unit
        else:
            unit = f"{left.unit}·{right.unit}" if left.unit and right.unit else left.unit or right.unit
        return _Found("number", unit, products)

    def _case(self, node: exp.Expr) -> _Found:
        branches = list(node.args.get("ifs") or [])
        self._truths([branch.this for branch in branches])
        results = [branch.args["true"] for branch in branches] + [each for each in [node.args.get("default")] if each]
        found = self._alike(node, results)
        return found if found.kind or self.faults else self._differ(node, "a value")

    def _of(self, node: exp.Expr, wanted: Kind, answer: Kind) -> _Found:
        if self.check(node.this).kind not in {wanted, None}:
            self._differ(node, wanted)
        return _Found(answer)

    def _texts(self, node: exp.Expr) -> _Found:
        if self._list(node).kind not in {"text", None}:
            self._differ(node, "text")
        return _Found("text")

    def _left(self, node: exp.Expr) -> _Found:
        count = node.expression
        if not (isinstance(count, exp.Literal) and not count.is_string and str(count.this).isdigit()):
            self._differ(node, "a whole number")
        return self._of(node, "text", "text")

    def _like(self, node: exp.Expr) -> _Found:
        pattern = node.expression
        if not (isinstance(pattern, exp.Literal) and pattern.is_string):
            self._fault("expression-pattern", node, limit=nodes.LONGEST_PATTERN, most=nodes.MOST_WILDCARDS)
        else:
            words = str(pattern.this)
            if len(words) > nodes.LONGEST_PATTERN or words.count("%") > nodes.MOST_WILDCARDS or "\\" in words:
                self._fault("expression-pattern", node, limit=nodes.LONGEST_PATTERN, most=nodes.MOST_WILDCARDS)
        return self._of(node, "text", "truth")

    def _date(self, node: exp.Expr) -> _Found:
        kind = node.args["to"]
        if not (isinstance(node.this, exp.Literal) and node.this.is_string and kind.is_type("date")):
            return self._stranger_cast(node)
        try:
            written = date.fromisoformat(str(node.this.this))
        except ValueError:
            return self._fault("expression-date-malformed", node, given=str(node.this.this)[:20])
        return _Found("date") if written.year >= 1000 else self._fault("expression-date-malformed", node, given=str(written))  # fmt: skip

    def _stranger_cast(self, node: exp.Expr) -> _Found:
        return self._fault("expression-not-allowed", node, what=node.sql(dialect="duckdb")[:60], kind="Cast")

    def _days(self, node: exp.Expr) -> _Found:
        if node.text("unit").upper() not in {"DAY", "DAYS", "D"}:
            self._differ(node, "days")
        if self._alike(node, [node.this, node.expression]).kind not in {"date", None}:
            self._differ(node, "dates")
        return _Found("number")

    def _filter(self, node: exp.Expr) -> _Found:
        if not isinstance(node.this, AGGREGATES):
            return self._stranger(node.this)
        self._truths([node.expression.this])
        return self.check(node.this)

    def _aggregate(self, node: exp.Expr) -> _Found:
        if not self.aggregates or node.find_ancestor(exp.AggFunc, exp.Where) or node.expressions:
            return self._fault("expression-aggregate-misplaced", node, what=node.sql(dialect="duckdb")[:60])
        if isinstance(node, exp.Count):
            return self._count(node)
        found = self.check(node.this)
        most = isinstance(node, exp.Min | exp.Max)
        if found.kind not in ({"number", "date", None} if most else {"number", None}):
            self._differ(node, "numbers or dates" if most else "numbers")
        if isinstance(node, exp.PercentileCont) and not _is_share(node.expression):
            self._differ(node, "0…1")
        return found

    def _count(self, node: exp.Expr) -> _Found:
        if isinstance(node.this, exp.Distinct) and len(node.this.expressions) == 1:
            self.check(node.this.expressions[0])
        elif not isinstance(node.this, exp.Star):
            self.check(node.this)
        return _Found("number")


def _is_share(node: exp.Expr) -> bool:
    return isinstance(node, exp.Literal) and not node.is_string and 0 <= float(node.this) <= 1
