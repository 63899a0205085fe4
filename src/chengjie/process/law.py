"""Under what cases are handled: the calendar, limits, roles, the tree of places, the rules, and what other cases hold (办件依据)."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

import chengjie.rule
from chengjie.expression.schema import Value
from chengjie.package import Package
from chengjie.process.workdays import Calendar, calendar
from chengjie.rule import Budget
from chengjie.values import Text

Answer3 = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class Limit:
    """A period (时限): days, whether working days, and where it is laid down. Without a value it is unknown."""

    id: str
    title: Text
    value: int | None
    working: bool
    source: str
    article: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Role:
    """A role, and what a grant of it must be bound to: place, carrier, enterprise, or nothing."""

    id: str
    title: Text
    bound: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """How a gate is answered, and the names that are missing where it cannot be."""

    answer: Answer3
    missing: tuple[str, ...] = ()


Judge = Callable[[tuple[str, ...], Mapping[str, Value], date], Judged]
Holds = Callable[[str, str], "bool | None"]


def _nobody_knows(case: str, certificate: str) -> bool | None:
    _ = case, certificate
    return None


def _no_rules(rules: tuple[str, ...], values: Mapping[str, Value], day: date) -> Judged:
    _ = rules, values, day
    return Judged("unknown")


@dataclass(frozen=True)
class Law:
    """Everything outside a case that an act depends on. `law(package)` makes it; the web adds `holds` and `budgets`."""

    calendar: Calendar
    limits: Mapping[str, Limit]
    roles: Mapping[str, Role]
    parents: Mapping[str, str]
    levels: Mapping[str, str]
    rules: frozenset[str] = frozenset()
    judge: Judge = _no_rules
    holds: Holds = _nobody_knows
    """Whether another case holds a certificate; None where nobody knows, and then it cannot stand for a paper."""
    budgets: Mapping[str, Budget] = field(default_factory=dict)

    def within(self, place: str, area: str) -> bool:
        """Whether a place is an area or lies in it."""
        for _ in range(8):
            if place == area:
                return True
            place = self.parents.get(place, "")
            if not place:
                return False
        return False

    def with_(self, *, holds: Holds | None = None, budgets: Mapping[str, Budget] | None = None) -> Law:
        """The same with what a door knows of other cases and of budgets."""
        return replace(self, holds=holds or self.holds, budgets=self.budgets if budgets is None else budgets)


_kept: weakref.WeakKeyDictionary[Package, Law] = weakref.WeakKeyDictionary()


def law(package: Package) -> Law:
    """The law of a zone, read once: `calendar_days`, `limits`, `roles`, `places` and the rule books."""
    if package not in _kept:
        _kept[package] = _read(package)
    return _kept[package]


def _read(package: Package) -> Law:
    known = set(package.tables)
    places = package.rows("places") if "places" in known else ()
    limits = package.rows("limits") if "limits" in known else ()
    roles = package.rows("roles") if "roles" in known else ()
    return Law(
        calendar(package),
        {
            row["id"]: Limit(
                row["id"], Text(row["zh"], row["en"]), int(row["days"]) if row.get("days") else None, row["counted"] == "working",
                row["source"], row.get("article") or "", row.get("evidence") or "",
            )
            for row in limits
        },
        {row["id"]: Role(row["id"], Text(row["zh"], row["en"]), row.get("bound") or "") for row in roles},
        {row["code"]: row.get("parent") or "" for row in places},
        {row["code"]: row["level"] for row in places},
        frozenset(rule.id for book in chengjie.rule.books(package).books for rule in book.rules),
        _judge(package),
    )  # fmt: skip


def _judge(package: Package) -> Judge:
    kept = weakref.ref(package)

    def judge(rules: tuple[str, ...], values: Mapping[str, Value], day: date) -> Judged:
        """Of the rules named those in force that apply: no where one says no, unknown where one cannot say."""
        opened = kept()
        if opened is None:
            return Judged("unknown")
        found = [
            each for each in chengjie.rule.admit(values, opened, day=day).verdicts
            if each.rule.id in rules and not each.stands_behind
        ]  # fmt: skip
        answers = {each.answer for each in found}
        if "no" in answers:
            return Judged("no")
        missing = tuple(dict.fromkeys(one.name for each in found for one in each.missing))
        return Judged("unknown", missing) if "unknown" in answers else Judged("yes")

    return judge
