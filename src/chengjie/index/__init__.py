"""Composite indices: scores from many indicators, step by step, and how far to trust them (指数)."""

from chengjie.index.compute import Scores, compute
from chengjie.index.definition import Group, IndexDefinition, Indicator
from chengjie.index.sheet import Sheet, read_sheet

__all__ = ["Group", "IndexDefinition", "Indicator", "Scores", "Sheet", "compute", "read_sheet"]
