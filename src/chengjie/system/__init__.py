"""What each of the 184 systems is made of, the check of a whole zone, and the trail of any figure."""

from chengjie.system.building import accept, build_claims
from chengjie.system.checking import check_zone, open_zone
from chengjie.system.differences import Change, Difference
from chengjie.system.lint_facts import facts_for, facts_of
from chengjie.system.measuring import Measured, measure
from chengjie.system.tracing import why

__all__ = [
    "Change",
    "Difference",
    "Measured",
    "accept",
    "build_claims",
    "check_zone",
    "facts_for",
    "facts_of",
    "measure",
    "open_zone",
    "why",
]
