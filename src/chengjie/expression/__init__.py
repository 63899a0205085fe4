"""The one small language of conditions and formulas: SQL scalar expressions with unknowns (§5)."""

from chengjie.expression.evaluate import Evaluated, evaluate
from chengjie.expression.parse import Expression, parse, transpiled
from chengjie.expression.schema import Name, Schema

__all__ = ["Evaluated", "Expression", "Name", "Schema", "evaluate", "parse", "transpiled"]
