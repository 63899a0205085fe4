"""What each of the 184 systems is made of, the check of a whole zone, and the trail of any figure."""

from chengjie.system.building import accept, build_claims
from chengjie.system.checking import check_zone, open_zone
from chengjie.system.differences import Change, Difference
from chengjie.system.founding import Charter, found_zone
from chengjie.system.lint_facts import facts_for, facts_of
from chengjie.system.measuring import Measured, measure
from chengjie.system.proposing import Proposal, proposals
from chengjie.system.tracing import why
from chengjie.system.zone_sheets import Filling, accept_workbook, read_workbook, write_workbook

__all__ = [
    "Change",
    "Charter",
    "Difference",
    "Filling",
    "Measured",
    "Proposal",
    "accept",
    "accept_workbook",
    "build_claims",
    "check_zone",
    "facts_for",
    "facts_of",
    "found_zone",
    "measure",
    "open_zone",
    "proposals",
    "read_workbook",
    "why",
    "write_workbook",
]
