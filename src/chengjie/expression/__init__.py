"""The one small language of conditions and formulas: SQL expressions with unknowns (§5)."""

from chengjie.expression.aggregate import evaluate_over
from chengjie.expression.evaluate import Evaluated, evaluate
from chengjie.expression.parse import parse
from chengjie.expression.schema import Expression, Name, Schema
from chengjie.expression.transpile import transpiled

__all__ = ["Evaluated", "Expression", "Name", "Schema", "evaluate", "evaluate_over", "parse", "transpiled"]
