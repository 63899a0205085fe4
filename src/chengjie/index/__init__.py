"""Composite indices: scores from many indicators, step by step, and how far to trust them (指数)."""

from chengjie.index.checking import check, missing
from chengjie.index.compute import Scores, compute
from chengjie.index.definition import Group, IndexDefinition, Indicator
from chengjie.index.describing import audited, described
from chengjie.index.explaining import Explainer
from chengjie.index.filling import filled, matched
from chengjie.index.observing import observed
from chengjie.index.reading import index_of, indices, read_definition
from chengjie.index.sensitivity import sensitivity
from chengjie.index.sheet import Sheet, read_sheet, sheet_of
from chengjie.index.template import template
from chengjie.index.uncertainty import Uncertainty, uncertainty
from chengjie.index.worked import sheet_of_rows

__all__ = [
    "Explainer",
    "Group",
    "IndexDefinition",
    "Indicator",
    "Scores",
    "Sheet",
    "Uncertainty",
    "audited",
    "check",
    "compute",
    "described",
    "filled",
    "index_of",
    "indices",
    "matched",
    "missing",
    "observed",
    "read_definition",
    "read_sheet",
    "sensitivity",
    "sheet_of",
    "sheet_of_rows",
    "template",
    "uncertainty",
]
