"""A rule book as data (`rules/*.yaml`): what it asks, what it derives, its parameters, its dated and cited rules (规则本)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from chengjie.package.written import Part, Said

Effect = Literal["refuse", "hold", "warn", "favour", "entitle"]
Level = Literal["law", "regulation", "department", "province", "prefecture", "park"]
Evidence = Literal["L", "F", "V", "A"]
"""How well a rule is founded: the law itself, a full document, a published page, or the structure that this product assumes."""
LEVELS: tuple[Level, ...] = ("law", "regulation", "department", "province", "prefecture", "park")
ID = r"^[a-z][a-z0-9_-]{1,63}$"
NAME = r"^[a-z][a-z0-9_]{1,60}$"


class Choice(Part):
    """One of the words that an input may take."""

    value: str = Field(min_length=1)
    en: str = Field(min_length=1)


class Input(Part):
    """What a condition may ask of a case: its name, kind, unit or choices, how much is believed, and who can supply it."""

    name: str = Field(pattern=NAME)
    kind: Literal["number", "text", "truth", "date"]
    title: Said
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    most: float | None = None
    supplier: Said


class Dated(Part):
    """Something with a first and a last day."""

    start: date | None = Field(default=None, alias="from")
    end: date | None = Field(default=None, alias="until")

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def meets(self, other: Dated) -> bool:
        """Whether both hold on some day."""
        return (self.end is None or other.start is None or other.start <= self.end) and (
            other.end is None or self.start is None or self.start <= other.end
        )


class Fact(Dated):
    """What follows from the inputs (推定): one version of an expression with a name that conditions may use."""

    name: str = Field(pattern=NAME)
    kind: Literal["number", "text", "truth", "date"]
    title: Said
    unit: str = ""
    says: str
    source: str
    evidence: Evidence


class RuleParameter(Part):
    """A threshold that stands apart from its rule. Without a value the rule cannot be decided until somebody fills it."""

    name: str = Field(pattern=NAME)
    title: Said
    unit: str = ""
    value: float | None = None
    source: str | None = None


class Contradiction(Part):
    """Inputs that cannot be true together."""

    title: Said
    when: str


class Rule(Dated):
    """One version of a rule. `subject` is what it settles: of rules on one subject the higher law, then the later, decides."""

    id: str = Field(pattern=ID)
    subject: str = Field(pattern=ID)
    title: Said
    level: Level
    effect: Effect
    applies: str | None = None
    holds: str
    source: str
    article: str = ""
    evidence: Evidence
    remedy: Said


class Case(Part):
    """A worked case: what is given, on which day, and what the rule says then."""

    rule: str
    title: Said
    day: date
    given: dict[str, float | bool | str | date | None]
    then: Literal["yes", "no", "unknown"]


class Book(Part):
    """A set of rules on one matter."""

    id: str = Field(pattern=ID)
    title: Said
    source: str
    inputs: tuple[Input, ...] = ()
    facts: tuple[Fact, ...] = ()
    parameters: tuple[RuleParameter, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    rules: tuple[Rule, ...] = ()
    cases: tuple[Case, ...] = ()

    def versions(self, rule: str) -> tuple[Rule, ...]:
        """Every version of a rule, the earliest first."""
        return tuple(sorted((each for each in self.rules if each.id == rule), key=lambda each: each.start or date.min))
