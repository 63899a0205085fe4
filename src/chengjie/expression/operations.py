"""What each operation answers for given values: the plain meaning that every engine is held against. None is unknown."""

from __future__ import annotations

import math
import operator
import re
import string
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlglot import exp

from chengjie.expression.schema import Value

Answer = Callable[..., Value]
_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_UPPER = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)


def constant(node: exp.Expr) -> Value:
    """A literal, a truth, a date or nothing."""
    if isinstance(node, exp.Cast):
        return date.fromisoformat(str(node.this.this))
    if isinstance(node, exp.Literal):
        return str(node.this) if node.is_string else float(node.this)
    return bool(node.this) if isinstance(node, exp.Boolean) else None


def _known(answer: Callable[..., Any]) -> Callable[[exp.Expr], Answer]:
    """An operation that is unknown as soon as one side is."""

    def worked(*given: Value) -> Value:
        found: Value = None if None in given else answer(*given)
        return found

    return lambda _: worked


def _and(*given: Value) -> Value:
    return False if False in given else None if None in given else True


def _or(*given: Value) -> Value:
    return True if True in given else None if None in given else False


def between(value: Value, low: Value, high: Value) -> Value:
    """Not below the one and not above the other; unknown sides count only where they decide."""
    over = None if value is None or low is None else bool(value >= low)  # type: ignore[operator]  # of one kind, as checked
    under = None if value is None or high is None else bool(value <= high)  # type: ignore[operator]  # of one kind
    return _and(over, under)


def _is(value: Value, other: Value) -> Value:
    return value is None if other is None else value is other


def _in(value: Value, *listed: Value) -> Value:
    return None if value is None else True if value in listed else None if None in listed else False


def _first(*given: Value) -> Value:
    return next((each for each in given if each is not None), None)


def _extreme(pick: Callable[..., Value]) -> Callable[[exp.Expr], Answer]:
    def worked(*given: Value) -> Value:
        known = [each for each in given if each is not None]
        return pick(known) if known else None

    return lambda _: worked


def _nullif(value: Value, other: Value) -> Value:
    return None if value is not None and value == other else value


def _like(node: exp.Expr) -> Answer:
    pieces = (
        ".*" if letter == "%" else "." if letter == "_" else re.escape(letter) for letter in str(node.expression.this)
    )
    pattern, negated = re.compile("".join(pieces), re.DOTALL), bool(node.args.get("negate"))
    return lambda word: None if word is None else (pattern.fullmatch(word) is not None) is not negated


def _left(node: exp.Expr) -> Answer:
    count = int(node.expression.this)
    return lambda word: None if word is None else word[:count]


def _always(answer: Answer) -> Callable[[exp.Expr], Answer]:
    return lambda _: answer


OPERATIONS: dict[type[exp.Expr], Callable[[exp.Expr], Answer]] = {
    exp.And: _always(_and), exp.Or: _always(_or), exp.Is: _always(_is), exp.In: _always(_in), exp.Coalesce: _always(_first),
    exp.Nullif: _always(_nullif), exp.Least: _extreme(min), exp.Greatest: _extreme(max), exp.Like: _like, exp.Left: _left,
    exp.Not: _known(operator.not_), exp.Neg: _known(operator.neg), exp.Abs: _known(abs),
    exp.EQ: _known(operator.eq), exp.NEQ: _known(operator.ne), exp.LT: _known(operator.lt), exp.LTE: _known(operator.le),
    exp.GT: _known(operator.gt), exp.GTE: _known(operator.ge), exp.Add: _known(operator.add), exp.Sub: _known(operator.sub),
    exp.Mul: _known(operator.mul), exp.Div: _known(lambda left, right: left / right if right else None),
    exp.Floor: _known(lambda value: float(math.floor(value))), exp.Ceil: _known(lambda value: float(math.ceil(value))),
    exp.DPipe: _known(operator.add), exp.Lower: _known(lambda word: word.translate(_LOWER)),
    exp.Upper: _known(lambda word: word.translate(_UPPER)), exp.Trim: _known(lambda word: word.strip(" ")),
    exp.Length: _known(lambda word: float(len(word))), exp.Year: _known(lambda day: float(day.year)),
    exp.DateDiff: _known(lambda later, earlier: float((later - earlier).days)),
}  # fmt: skip
