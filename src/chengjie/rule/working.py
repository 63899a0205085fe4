"""The worked cases of the rule books: what is given, on which day, and what must come out (规则样例)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chengjie.errors import Refusal
from chengjie.package import Package
from chengjie.rule.book import Case
from chengjie.rule.case import read_case
from chengjie.rule.library import books
from chengjie.rule.verdict import Answer, admit


@dataclass(frozen=True, slots=True)
class Worked:
    """A worked case with what came out; None where the rule is not in force, does not apply, or the case was refused."""

    book: str
    case: Case
    found: Answer | None

    @property
    def passed(self) -> bool:
        """Whether it came out as written."""
        return self.found == self.case.then


def work(package: Package, *, rule: str | None = None) -> Iterator[Worked]:
    """Every worked case of a zone's books, or of one rule, held against the rules of its day."""
    known = books(package)
    for book in known.books:
        for case in book.cases:
            if rule in (None, case.rule):
                yield Worked(book.id, case, _found(case, package))


def _found(case: Case, package: Package) -> Answer | None:
    try:
        admission = admit(read_case(case.given, books(package)), package, day=case.day)
    except Refusal:
        return None
    return next((each.answer for each in admission.verdicts if each.rule.id == case.rule), None)
