"""The reference evaluation of one case: three-valued, with every part's value kept as the trail of the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlglot import exp

from chengjie.expression.operations import OPERATIONS, between, constant
from chengjie.expression.schema import Expression, Value


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A part of an expression, its value (None is unknown) and the parts under it.

    `counted` is given for an aggregate: how many rows had a value, of how many that were looked at.
    """

    words: str
    value: Value
    parts: tuple[Evaluated, ...] = ()
    counted: tuple[int, int] | None = None

    def unknown_names(self) -> tuple[str, ...]:
        """The names that had no value and so left this unknown."""
        if self.value is not None:
            return ()
        if not self.parts:
            return (self.words,) if self.words.isidentifier() else ()
        return tuple(dict.fromkeys(name for part in self.parts for name in part.unknown_names()))


Step = Callable[[Mapping[str, Value]], Evaluated]


def evaluate(expression: Expression, values: Mapping[str, Value]) -> Evaluated:
    """The value of an expression over one case; a name that is not given is unknown.

    >>> from chengjie.expression.parse import parse
    >>> from chengjie.expression.schema import Name, Schema
    >>> from chengjie.values import Text
    >>> schema = Schema((Name("a", "number", Text("甲", "a")), Name("b", "number", Text("乙", "b"))))
    >>> evaluate(parse("a > 1 OR b > 1", schema), {"a": 2}).value
    True
    >>> evaluate(parse("a > 1 AND b > 1", schema), {"a": 2}).unknown_names()
    ('b',)
    """
    return ready(expression.tree)(values)


def ready(node: exp.Expr) -> Step:
    """The step that evaluates a node, made once and kept with it: walking the tree anew costs more than evaluating."""
    if "step" not in node.meta:
        node.meta["step"] = _made(node)
    step: Step = node.meta["step"]
    return step


def _made(node: exp.Expr) -> Step:
    if isinstance(node, exp.Paren):
        return _named(node) if "fact" in node.meta else ready(node.this)
    if isinstance(node, exp.Column):
        name = node.name
        return lambda values: Evaluated(name, values.get(name))
    words = node.sql(dialect="duckdb", comments=False)
    if isinstance(node, exp.AggFunc | exp.Filter):  # worked out beforehand, over all rows
        return lambda values: Evaluated(words, values.get(words))
    if isinstance(node, exp.Literal | exp.Boolean | exp.Null | exp.Cast):
        fixed = Evaluated(words, constant(node))
        return lambda _: fixed
    if isinstance(node, exp.Case):
        return _case(node, words)
    return _operation(node, words)


def _named(node: exp.Paren) -> Step:
    """A part that has a name of its own, with what it follows from under it."""
    name, inner = str(node.meta["fact"]), ready(node.this)

    def step(values: Mapping[str, Value]) -> Evaluated:
        part = inner(values)
        return Evaluated(name, part.value, (part,))

    return step


def _operation(node: exp.Expr, words: str) -> Step:
    steps = [ready(each) for each in _operands(node)]
    if isinstance(node, exp.Between):
        return lambda values: _worked(words, between, steps, values)
    answer = OPERATIONS[type(node)](node)
    return lambda values: _worked(words, answer, steps, values)


def _worked(words: str, answer: Callable[..., Value], steps: list[Step], values: Mapping[str, Value]) -> Evaluated:
    parts = tuple([each(values) for each in steps])
    return Evaluated(words, answer(*[part.value for part in parts]), parts)


def _operands(node: exp.Expr) -> list[exp.Expr]:
    if isinstance(node, exp.Between):
        return [node.this, node.args["low"], node.args["high"]]
    if isinstance(node, exp.Coalesce | exp.Least | exp.Greatest | exp.In):
        return [node.this, *node.expressions]
    if isinstance(node, exp.Is | exp.DateDiff):
        return [node.this, node.expression]
    if isinstance(node, exp.Like | exp.Left):
        return [node.this]
    return list(node.iter_expressions())


def _case(node: exp.Case, words: str) -> Step:
    branches = [(ready(each.this), ready(each.args["true"])) for each in node.args.get("ifs") or []]
    otherwise = node.args.get("default")
    default = ready(otherwise) if otherwise is not None else None

    def step(values: Mapping[str, Value]) -> Evaluated:
        parts: list[Evaluated] = []
        chosen = default
        for condition, branch in branches:
            parts.append(condition(values))
            if parts[-1].value is True:
                chosen = branch
                break
        if chosen is None:
            return Evaluated(words, None, tuple(parts))
        result = chosen(values)
        return Evaluated(words, result.value, (*parts, result))

    return step
