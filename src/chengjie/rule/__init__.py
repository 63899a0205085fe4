"""Whether conditions hold: rule books, verdicts with their reasons, what would have to change, and budgets (规则)."""

from chengjie.rule.book import Book, Case, Fact, Input, Rule, RuleParameter
from chengjie.rule.budget import Budget, Draw
from chengjie.rule.case import example, read_case
from chengjie.rule.changing import Change
from chengjie.rule.library import Books, books
from chengjie.rule.verdict import Admission, Derived, Lacking, RuleVerdict, admit
from chengjie.rule.working import Worked, work

__all__ = [
    "Admission", "Book", "Books", "Budget", "Case", "Change", "Derived", "Draw", "Fact", "Input", "Lacking", "Rule", "RuleParameter",
    "RuleVerdict", "Worked", "admit", "books", "example", "read_case", "work",
]  # fmt: skip
