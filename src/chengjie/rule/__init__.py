"""Whether conditions hold: rule books, verdicts with their reasons, what would have to change, and budgets (规则)."""

from chengjie.rule.book import Book, Books, Input, Rule, RuleParameter, books
from chengjie.rule.budget import Budget, Draw
from chengjie.rule.case import example, read_case
from chengjie.rule.changing import Change
from chengjie.rule.verdict import Admission, Lacking, RuleVerdict, admit

__all__ = [
    "Admission", "Book", "Books", "Budget", "Change", "Draw", "Input", "Lacking", "Rule", "RuleParameter", "RuleVerdict",
    "admit", "books", "example", "read_case",
]  # fmt: skip
