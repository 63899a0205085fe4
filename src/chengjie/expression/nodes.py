"""The allow-list: each node of a tree that may stand in an expression, with the arguments that it may bear (§5).

What is not listed here is refused, whatever sqlglot can read. Listed is only what DuckDB, PostgreSQL and Spark answer alike.
"""

from __future__ import annotations

from sqlglot import exp

LONGEST = 4000  # characters
DEEPEST = 40
MOST_NODES = 400
MOST_TOKENS = 1500
MOST_PRODUCTS = 8  # factors on one path: 1e15 to the ninth is still a finite number
LONGEST_LITERAL = 200
LONGEST_PATTERN = 60
MOST_WILDCARDS = 2
LARGEST = 1e15
SMALLEST = 1e-12

Node = type[exp.Expr]
ORDERED: tuple[Node, ...] = (exp.LT, exp.LTE, exp.GT, exp.GTE)
COMPARED: tuple[Node, ...] = (exp.EQ, exp.NEQ, *ORDERED)
ARITHMETIC: tuple[Node, ...] = (exp.Add, exp.Sub, exp.Mul, exp.Div)
CONDITIONS: tuple[Node, ...] = (exp.And, exp.Or, exp.Not, exp.Is, exp.In, exp.Between, exp.Like, *COMPARED)
AGGREGATES: tuple[Node, ...] = (exp.Count, exp.Sum, exp.Avg, exp.Min, exp.Max, exp.Median, exp.PercentileCont)
STATEMENTS = frozenset({
    "SELECT", "WITH", "FROM", "VALUES", "INSERT", "UPDATE", "DELETE", "MERGE", "CREATE", "DROP", "ALTER", "TRUNCATE", "ATTACH", "DETACH",
    "USE", "SET", "RESET", "PRAGMA", "COPY", "EXPORT", "IMPORT", "INSTALL", "LOAD", "CALL", "CHECKPOINT", "VACUUM", "EXPLAIN", "DESCRIBE",
    "SHOW", "SUMMARIZE", "EXECUTE", "PREPARE", "DEALLOCATE", "BEGIN", "COMMIT", "ROLLBACK", "GRANT", "REVOKE", "PIVOT", "UNPIVOT",
})  # fmt: skip

_TWO = frozenset({"this", "expression"})
_ONE = frozenset({"this"})
_MANY = frozenset({"this", "expressions", "ignore_nulls"})
ALLOWED: dict[Node, frozenset[str]] = {
    **dict.fromkeys((*COMPARED, *ARITHMETIC, exp.And, exp.Or, exp.Is, exp.Nullif, exp.Left), _TWO),
    **dict.fromkeys((exp.Not, exp.Neg, exp.Paren, exp.Abs, exp.Floor, exp.Ceil, exp.Lower, exp.Upper), _ONE),
    **dict.fromkeys((exp.Trim, exp.Length, exp.Year, exp.Sum, exp.Avg, exp.Median), _ONE),
    **dict.fromkeys((exp.Coalesce, exp.Least, exp.Greatest, exp.Min, exp.Max), _MANY),
    exp.Div: _TWO | {"typed", "safe"},
    exp.Column: frozenset({"this", "table"}),  # a table's name is answered as an unknown name
    exp.DPipe: _TWO | {"safe"},
    exp.Like: _TWO | {"negate"},
    exp.In: frozenset({"this", "expressions"}),
    exp.Between: frozenset({"this", "low", "high"}),
    exp.Case: frozenset({"ifs", "default"}),
    exp.If: frozenset({"this", "true", "false"}),
    exp.Cast: frozenset({"this", "to"}),
    exp.DataType: frozenset({"this", "nested"}),
    exp.DateDiff: _TWO | {"unit", "date_part_boundary"},
    exp.Var: _ONE,
    exp.Count: frozenset({"this", "big_int"}),
    exp.Distinct: frozenset({"expressions"}),
    exp.PercentileCont: _TWO,
    exp.Filter: _TWO,
    exp.Where: _ONE,
    exp.Star: frozenset(),
    exp.Literal: frozenset({"this", "is_string"}),
    exp.Boolean: _ONE,
    exp.Null: frozenset(),
    exp.Identifier: frozenset({"this", "quoted"}),
}
FUNCTIONS = (
    "abs", "avg", "ceil", "coalesce", "count", "date_diff", "floor", "greatest", "least", "left", "length", "lower", "max",
    "median", "min", "nullif", "quantile_cont", "sum", "trim", "upper", "year",
)  # fmt: skip


def start(node: exp.Expr) -> int | None:
    """The place of the first character of a node, counted from one; None where the tree does not say."""
    places = [each.meta["start"] for each in node.walk() if "start" in each.meta]
    return min(places) + 1 if places else None


def fits(node: exp.Expr) -> bool:
    """Whether a node is on the list and bears nothing that is not."""
    allowed = ALLOWED.get(type(node))
    return allowed is not None and all(
        key in allowed for key, value in node.args.items() if value not in (None, False, [])
    )
