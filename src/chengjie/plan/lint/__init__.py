"""The plan tested against itself and against other plans: every finding shows its arithmetic (§4)."""

from chengjie.plan.lint.facts import Facts, Renamed
from chengjie.plan.lint.finding import Figure, Finding, Severity
from chengjie.plan.lint.run import lint

__all__ = ["Facts", "Figure", "Finding", "Renamed", "Severity", "lint"]
