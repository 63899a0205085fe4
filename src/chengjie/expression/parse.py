"""Parsing: bounds before anything is read, then the tree, then its check; every fault at once, with its place (§5)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import sqlglot
import sqlglot.errors
from sqlglot import exp
from sqlglot.tokenizer_core import Token, TokenType

from chengjie.errors import Fault, Refusal, Where
from chengjie.expression.checking import check
from chengjie.expression.nodes import (
    DEEPEST,
    LARGEST,
    LONGEST,
    LONGEST_LITERAL,
    MOST_TOKENS,
    SMALLEST,
    STATEMENTS,
)
from chengjie.expression.schema import Dialect, Expression, Schema
from chengjie.expression.transpile import transpiled

__all__ = ["Dialect", "Expression", "parse", "transpiled"]
_OPENING = {TokenType.L_PAREN, TokenType.L_BRACKET, TokenType.L_BRACE, TokenType.CASE}
_CLOSING = {TokenType.R_PAREN, TokenType.R_BRACKET, TokenType.R_BRACE, TokenType.END}
_PREFIX = {TokenType.NOT, TokenType.DASH, TokenType.PLUS, TokenType.TILDE}


def parse(text: str, schema: Schema, *, file: str | None = None, aggregates: bool = False) -> Expression:
    """Parse and check. Refuses `expression-…` with the position and the nearest known name, every fault at once.

    Aggregates (`sum(land) FILTER (WHERE is_new)`) are read only where they are asked for: a rule is about one case.

    >>> from chengjie.expression.schema import Name
    >>> from chengjie.values import Text
    >>> schema = Schema((Name("land", "number", Text("用地", "land"), "亩"),))
    >>> parse("land <= 80", schema).kind
    'truth'
    >>> parse("avg(land)", schema, aggregates=True).unit
    '亩'
    """
    where = Where(file=file)
    tree = _tree(text, where)
    faults, kind, unit = check(tree, schema, where, aggregates=aggregates)
    if faults:
        raise Refusal(faults)
    names = tuple(dict.fromkeys(column.name for column in tree.find_all(exp.Column)))
    return Expression(text, tree, kind, unit, names, tree.find(exp.AggFunc) is not None)


def _tree(text: str, where: Where) -> exp.Expr:
    if len(text) > LONGEST:
        raise Refusal([Fault("expression-too-large", where, {"limit": LONGEST, "position": LONGEST})])
    try:
        tokens = sqlglot.tokenize(text, dialect="duckdb")
    except (sqlglot.errors.SqlglotError, ValueError) as error:
        raise Refusal([_malformed(text, where, None, str(error).split(":")[0])]) from error
    faults = list(_unbounded(tokens, text, where))
    if faults:
        raise Refusal(faults)
    try:
        trees = sqlglot.parse(text, dialect="duckdb")
    except (sqlglot.errors.SqlglotError, RecursionError, ValueError) as error:
        found = getattr(error, "errors", None) or [{}]
        detail = str(found[0].get("description") or type(error).__name__)
        raise Refusal([_malformed(text, where, found[0].get("col"), detail)]) from error
    if len(trees) != 1 or not isinstance(trees[0], exp.Expr):
        raise Refusal([_malformed(text, where, 1, "one expression is wanted")])
    return trees[0]


def _malformed(text: str, where: Where, position: int | None, detail: str) -> Fault:
    return Fault("expression-malformed", where, {"expression": text[:80], "position": position, "detail": detail[:200]})


def _unbounded(tokens: list[Token], text: str, where: Where) -> Iterator[Fault]:
    """What is refused before a tree is built: statements, depth, numbers and texts out of bounds."""
    depth, run = 0, 0
    if len(tokens) > MOST_TOKENS:
        yield Fault("expression-too-large", where, {"limit": MOST_TOKENS, "position": tokens[MOST_TOKENS].start + 1})
        return
    for index, token in enumerate(tokens):
        place = token.start + 1
        depth += (token.token_type in _OPENING) - (token.token_type in _CLOSING)
        run = run + 1 if token.token_type in _PREFIX else 0
        if depth > DEEPEST or run > DEEPEST:
            yield Fault("expression-too-large", where, {"limit": DEEPEST, "position": place})
            return
        statement = token.token_type is not TokenType.STRING and token.text.upper() in STATEMENTS
        if token.token_type is TokenType.SEMICOLON:
            yield _malformed(text, where, place, "one expression is wanted")
        elif statement and (index == 0 or tokens[index - 1].token_type is TokenType.L_PAREN):
            yield Fault(
                "expression-not-allowed", where, {"what": token.text[:60], "kind": "statement", "position": place}
            )
        elif token.token_type is TokenType.NUMBER and not _believed(token.text):
            yield Fault("expression-number-out-of-bounds", where, {"number": token.text[:40], "position": place})
        elif token.token_type is TokenType.STRING and not _readable(token.text):
            yield Fault("expression-text-out-of-bounds", where, {"limit": LONGEST_LITERAL, "position": place})


def _believed(number: str) -> bool:
    if len(number) > 20:
        return False
    try:
        size = float(number.replace("_", ""))
    except ValueError:
        return False
    return size == 0 or SMALLEST <= size <= LARGEST


def _readable(text: str) -> bool:
    return len(text) <= LONGEST_LITERAL and not any(unicodedata.category(each).startswith("C") for each in text)
