"""Who suits where, and why (匹配): a project and the carriers that may take it."""

from chengjie.matching.answer import Contribution, Matching, Missing, Ranked, Verdict
from chengjie.matching.definition import Definition, definition
from chengjie.matching.match import compare, match
from chengjie.matching.project import Project, Wishes, read_project

__all__ = [
    "Contribution", "Definition", "Matching", "Missing", "Project", "Ranked", "Verdict", "Wishes",
    "compare", "definition", "match", "read_project",
]  # fmt: skip
