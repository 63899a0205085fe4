"""Holding a case against the rules in force on a day (准入): yes, no or unknown for each rule and for all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

import chengjie.expression
from chengjie.expression import Evaluated
from chengjie.expression.schema import Value
from chengjie.package import Package
from chengjie.rule.book import LEVELS, Fact, Rule
from chengjie.rule.changing import Change, changes, plain
from chengjie.rule.library import DAY, Books, Ready, books
from chengjie.values import Text

Answer = Literal["yes", "no", "unknown"]
_DECIDING = frozenset({"refuse", "hold"})


@dataclass(frozen=True, slots=True)
class Lacking:
    """An input or a parameter that nobody has given, and who can."""

    name: str
    title: Text
    supplier: Text | None
    is_parameter: bool = False


@dataclass(frozen=True, slots=True)
class RuleVerdict:
    """One rule against the case: the version in force, what was compared, what is missing, what would have to change."""

    book: str
    rule: Rule
    answer: Answer
    trail: Evaluated
    missing: tuple[Lacking, ...] = ()
    changes: tuple[Change, ...] = ()
    stands_behind: str = ""
    """The rule on the same subject that decides instead of this one."""
    applies: Evaluated | None = None
    """Why it applies at all, where that depends on the case."""

    @property
    def decides(self) -> bool:
        """Whether it can keep a case out."""
        return self.rule.effect in _DECIDING and not self.stands_behind

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "book": self.book,
            "rule": self.rule.id,
            "subject": self.rule.subject,
            "title": self.rule.title.text.as_json(),
            "effect": self.rule.effect,
            "level": self.rule.level,
            "from": self.rule.start.isoformat() if self.rule.start else None,
            "until": self.rule.end.isoformat() if self.rule.end else None,
            "source": self.rule.source,
            "article": self.rule.article,
            "evidence": self.rule.evidence,
            "verdict": self.answer,
            "stands_behind": self.stands_behind or None,
            "applies": _tree(self.applies) if self.applies else None,
            "trail": _tree(self.trail),
            "missing": [
                {
                    "name": each.name,
                    "title": each.title.as_json(),
                    "supplier": each.supplier.as_json() if each.supplier else None,
                    "parameter": each.is_parameter,
                }
                for each in self.missing
            ],
            "changes": [each.as_json() for each in self.changes],
            "remedy": self.rule.remedy.text.as_json() if self.answer == "no" else None,
        }


def _tree(part: Evaluated) -> dict[str, Any]:
    return {"words": part.words, "value": plain(part.value), "parts": [_tree(each) for each in part.parts]}


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows from what was given: a fact, its value and the parts of it."""

    fact: Fact
    trail: Evaluated


@dataclass(frozen=True, slots=True)
class Admission:
    """All verdicts on a case on a day."""

    day: date
    verdicts: tuple[RuleVerdict, ...]
    given: Mapping[str, Value] = field(default_factory=dict)
    derived: tuple[Derived, ...] = ()

    @property
    def answer(self) -> Answer:
        """No where a rule that decides says no; else unknown where one cannot say; else yes."""
        answers = {each.answer for each in self.verdicts if each.decides}
        return "no" if "no" in answers else "unknown" if "unknown" in answers else "yes"

    @property
    def missing(self) -> tuple[Lacking, ...]:
        """Everything that is asked for, each once, what more rules wait for first."""
        count = Counter(each.name for verdict in self.verdicts for each in verdict.missing)
        found = {each.name: each for verdict in self.verdicts for each in verdict.missing}
        return tuple(sorted(found.values(), key=lambda each: -count[each.name]))

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "on": self.day.isoformat(),
            "verdict": self.answer,
            "given": {name: plain(value) for name, value in self.given.items()},
            "derived": [
                {"name": each.fact.name, "title": each.fact.title.text.as_json(), "value": plain(each.trail.value), "unit": each.fact.unit}
                for each in self.derived
            ],
            "missing": [each.name for each in self.missing],
            "rules": [each.as_json() for each in self.verdicts],
        }  # fmt: skip


def admit(
    case: Mapping[str, Value], package: Package, *, day: date, parameters: Mapping[str, float] | None = None
) -> Admission:
    """Hold a case (inputs by name, in the units of the books) against every rule in force on a day.

    A rule that does not apply is left out; one that may apply is unknown. A parameter without a value leaves its rule unknown;
    `parameters` are values that somebody with the right to do so has filled in.
    """
    known = books(package)
    filled = {name: each.value for name, each in known.parameters.items() if each.value is not None}
    values: dict[str, Value] = {**filled, **(parameters or {}), DAY: day, **case}
    found = [verdict for ready in known.on(day) for verdict in _verdict(ready, known, values)]
    derived = (Derived(fact, chengjie.expression.evaluate(says, values)) for fact, says in known.derived(day))
    return Admission(
        day, tuple(_ordered(found)), dict(case), tuple(each for each in derived if each.trail.value is not None)
    )


def _verdict(ready: Ready, known: Books, values: Mapping[str, Value]) -> Iterator[RuleVerdict]:
    applies: Evaluated | None = None
    if ready.applies:
        applies = chengjie.expression.evaluate(ready.applies, values)
        if applies.value is False:
            return
    holds = chengjie.expression.evaluate(ready.holds, values)
    doubtful = applies is not None and applies.value is None and holds.value is not True
    answer: Answer = "unknown" if doubtful or holds.value is None else "yes" if holds.value else "no"
    names = (
        *(applies.unknown_names() if doubtful and applies else ()),
        *(holds.unknown_names() if answer == "unknown" else ()),
    )
    would = changes(ready.holds, values, known) if answer == "no" else ()
    missing = tuple(_lacking(name, known) for name in dict.fromkeys(names))
    yield RuleVerdict(ready.book, ready.rule, answer, holds, missing, would, applies=applies)


def _lacking(name: str, known: Books) -> Lacking:
    if name in known.parameters:
        return Lacking(name, known.parameters[name].title.text, None, is_parameter=True)
    return Lacking(name, known.inputs[name].title.text, known.inputs[name].supplier.text)


def _ordered(found: list[RuleVerdict]) -> Iterator[RuleVerdict]:
    """Of several rules on one subject the one of the higher law decides, of equal law the later one."""
    first: dict[str, RuleVerdict] = {}
    for each in sorted(found, key=_rank):
        first.setdefault(each.rule.subject, each)
    for each in found:
        decider = first[each.rule.subject]
        yield each if decider is each else replace(each, stands_behind=decider.rule.id)


def _rank(each: RuleVerdict) -> tuple[int, int, str]:
    start = each.rule.start
    return LEVELS.index(each.rule.level), -(start.toordinal() if start else 0), each.rule.id
