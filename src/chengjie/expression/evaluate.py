"""The reference evaluation of one case: three-valued, with every part's value kept as the trail of the result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlglot import exp

from chengjie.expression.parse import Expression
from chengjie.expression.schema import Value


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A part of an expression, its value (None is unknown) and the parts under it."""

    words: str
    value: Value
    parts: tuple[Evaluated, ...] = ()

    def unknown_names(self) -> tuple[str, ...]:
        """The names that had no value and so left this unknown."""
        if self.value is not None:
            return ()
        if not self.parts:
            return (self.words,) if self.words.isidentifier() else ()
        return tuple(dict.fromkeys(name for part in self.parts for name in part.unknown_names()))


_Step = Callable[[Mapping[str, Value]], Evaluated]


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
    return _ready(expression.tree)(values)


def _ready(node: exp.Expression) -> _Step:
    """The step that evaluates a node, made once and kept with it: walking the tree anew costs more than evaluating."""
    if "step" not in node.meta:
        node.meta["step"] = _made(node)
    step: _Step = node.meta["step"]
    return step


def _made(node: exp.Expression) -> _Step:
    if isinstance(node, exp.Paren):
        return _ready(node.this)
    if isinstance(node, exp.Column):
        name = node.name
        return lambda values: Evaluated(name, values.get(name))
    words = node.sql(dialect="duckdb", comments=False)
    if isinstance(node, exp.Literal | exp.Boolean | exp.Null):
        constant = Evaluated(words, _constant(node))
        return lambda _: constant
    if isinstance(node, exp.Case):
        return _case(node, words)
    steps = [_ready(each) for each in _operands(node)]

    def step(values: Mapping[str, Value]) -> Evaluated:
        parts = tuple(each(values) for each in steps)
        return Evaluated(words, _apply(node, [part.value for part in parts]), parts)

    return step


def _constant(node: exp.Expression) -> Value:
    if isinstance(node, exp.Literal):
        return str(node.this) if node.is_string else float(node.this)
    return bool(node.this) if isinstance(node, exp.Boolean) else None


def _operands(node: exp.Expression) -> list[exp.Expression]:
    if isinstance(node, exp.Between):
        return [node.this, node.args["low"], node.args["high"]]
    if isinstance(node, exp.Coalesce | exp.Least | exp.Greatest | exp.In):
        return [node.this, *node.expressions]
    if isinstance(node, exp.Is):
        return [node.this, node.expression]
    return list(node.iter_expressions())


def _apply(node: exp.Expression, given: list[Value]) -> Value:
    if isinstance(node, exp.And):
        return False if False in given else None if None in given else True
    if isinstance(node, exp.Or):
        return True if True in given else None if None in given else False
    if isinstance(node, exp.Is):
        return given[0] is None if given[1] is None else given[0] == given[1]
    if isinstance(node, exp.Coalesce):
        return next((each for each in given if each is not None), None)
    if isinstance(node, exp.Least | exp.Greatest):
        known = [each for each in given if each is not None]
        pick: Callable[..., Value] = min if isinstance(node, exp.Least) else max
        return pick(known) if known else None
    if isinstance(node, exp.In):
        return None if given[0] is None else True if given[0] in given[1:] else None if None in given[1:] else False
    if isinstance(node, exp.Between):
        return _apply(exp.And(), [_compare(exp.GTE, given[0], given[1]), _compare(exp.LTE, given[0], given[2])])
    if None in given:
        return None
    if isinstance(node, exp.Not):
        return not given[0]
    if isinstance(node, exp.EQ | exp.NEQ | exp.LT | exp.LTE | exp.GT | exp.GTE):
        return _compare(type(node), given[0], given[1])
    return _arithmetic(node, [float(each) for each in given if isinstance(each, int | float)])


def _compare(kind: type[exp.Expression], left: Value, right: Value) -> bool | None:
    if left is None or right is None:
        return None
    if kind is exp.EQ:
        return left == right
    if kind is exp.NEQ:
        return left != right
    order = (left > right) - (left < right)  # type: ignore[operator]  # the checker let only like kinds through
    orders: dict[type[exp.Expression], bool] = {
        exp.LT: order < 0,
        exp.LTE: order <= 0,
        exp.GT: order > 0,
        exp.GTE: order >= 0,
    }
    return orders[kind]


def _arithmetic(node: exp.Expression, given: list[float]) -> float | None:
    if isinstance(node, exp.Neg):
        return -given[0]
    if isinstance(node, exp.Abs):
        return abs(given[0])
    left, right = given
    if isinstance(node, exp.Add):
        return left + right
    if isinstance(node, exp.Sub):
        return left - right
    if isinstance(node, exp.Mul):
        return left * right
    return left / right if right else None


def _case(node: exp.Case, words: str) -> _Step:
    branches = [(_ready(each.this), _ready(each.args["true"])) for each in node.args.get("ifs") or []]
    otherwise = node.args.get("default")
    default = _ready(otherwise) if otherwise is not None else None

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
