"""Who suits where, and why (匹配): projects and carriers, demands and supplies of every kind."""

from chengjie.matching.answer import Contribution, Matching, Missing, Offer, Ranked, Rival, Verdict
from chengjie.matching.defining import definition, kinds
from chengjie.matching.definition import Definition
from chengjie.matching.match import compare, match
from chengjie.matching.project import Project, Wishes, read_project
from chengjie.matching.robustness import Robustness

__all__ = [
    "Contribution", "Definition", "Matching", "Missing", "Offer", "Project", "Ranked", "Rival", "Robustness", "Verdict", "Wishes",
    "compare", "definition", "kinds", "match", "read_project",
]  # fmt: skip
