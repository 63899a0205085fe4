"""Rule books as data (`rules/*.yaml`): inputs, parameters, and dated, cited conditions; checked whole before use (规则库)."""

from __future__ import annotations

import itertools
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

import chengjie.expression
import chengjie.package
from chengjie.errors import Fault, Refusal, Where
from chengjie.expression import Expression, Name, Schema
from chengjie.package import Package
from chengjie.values import Text

Effect = Literal["refuse", "hold", "warn", "favour", "entitle"]
Level = Literal["law", "regulation", "department", "province", "prefecture", "park"]
Evidence = Literal["L", "F", "V"]
LEVELS: tuple[Level, ...] = ("law", "regulation", "department", "province", "prefecture", "park")
ID = r"^[a-z][a-z0-9_-]{1,63}$"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Said(_Part):
    """Words in both languages."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    @property
    def text(self) -> Text:
        """As a value."""
        return Text(self.zh, self.en)


class Input(_Part):
    """What a condition may ask of a case: its name, kind, unit, and who can supply it."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]{1,40}$")
    kind: Literal["number", "text", "truth"]
    title: Said
    unit: str = ""
    supplier: Said


class RuleParameter(_Part):
    """A threshold that stands apart from its rule. Without a value the rule cannot be decided until somebody fills it."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]{1,60}$")
    title: Said
    unit: str = ""
    value: float | None = None
    source: str | None = None


class Rule(_Part):
    """One version of a rule. `subject` is what it settles: of rules on one subject the higher law, then the later, decides."""

    id: str = Field(pattern=ID)
    subject: str = Field(pattern=ID)
    title: Said
    level: Level
    effect: Effect
    start: date | None = Field(default=None, alias="from")
    end: date | None = Field(default=None, alias="until")
    applies: str | None = None
    holds: str
    source: str
    article: str = ""
    evidence: Evidence
    remedy: Said

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Book(_Part):
    """A set of rules on one matter."""

    id: str = Field(pattern=ID)
    title: Said
    source: str
    inputs: tuple[Input, ...]
    parameters: tuple[RuleParameter, ...] = ()
    rules: tuple[Rule, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Books:
    """All books of a zone, their inputs and parameters together."""

    books: tuple[Book, ...]
    inputs: dict[str, Input]
    parameters: dict[str, RuleParameter]

    @property
    def schema(self) -> Schema:
        """The names that conditions may use."""
        return _schema(tuple(self.inputs.values()), tuple(self.parameters.values()))

    def parsed(self, text: str) -> Expression:
        """A checked condition."""
        return _parsed(text, self.schema)


@lru_cache(maxsize=16)
def _schema(inputs: tuple[Input, ...], parameters: tuple[RuleParameter, ...]) -> Schema:
    names = [Name(each.name, each.kind, each.title.text, each.unit, each.supplier.text) for each in inputs]
    return Schema((*names, *(Name(each.name, "number", each.title.text, each.unit) for each in parameters)))


@lru_cache(maxsize=2048)
def _parsed(text: str, schema: Schema) -> Expression:
    return chengjie.expression.parse(text, schema, file="rules")


_kept: weakref.WeakKeyDictionary[Package, Books] = weakref.WeakKeyDictionary()


def books(package: Package) -> Books:
    """Every rule book of a zone, read once. Refuses `rule-…`, every fault of every book."""
    if package not in _kept:
        _kept[package] = _read(package)
    return _kept[package]


def _read(package: Package) -> Books:
    found = chengjie.package.checked(package.definitions("rules"), Book)
    inputs: dict[str, Input] = {}
    parameters: dict[str, RuleParameter] = {}
    faults: list[Fault] = []
    for book in found:
        where = Where(file=f"rules/{book.id}.yaml")
        differing = [each.name for each in book.inputs if inputs.setdefault(each.name, each) != each]
        differing += [each.name for each in book.parameters if parameters.setdefault(each.name, each) != each]
        faults += [Fault("rule-input-differs", where, {"name": name}) for name in differing]
        for parameter in book.parameters:
            if parameter.value is not None and not parameter.source:
                faults.append(Fault("rule-parameter-without-source", where, {"parameter": parameter.name}))
    joined = Books(found, inputs, parameters)
    for book in found:
        faults += _faults(book, joined, package)
    if faults:
        raise Refusal(faults)
    return joined


def _faults(book: Book, joined: Books, package: Package) -> Iterator[Fault]:
    where = Where(file=f"rules/{book.id}.yaml")
    for rule in book.rules:
        here = Where(file=where.file, column=rule.id)
        if rule.source not in package.sources:
            yield Fault("rule-source-unknown", here, {"source": rule.source})
        if rule.start and rule.end and rule.end < rule.start:
            yield Fault("rule-period-backwards", here, {"rule": rule.id})
        for text in filter(None, (rule.applies, rule.holds)):
            try:
                if joined.parsed(text).kind != "truth":
                    yield Fault("rule-not-a-condition", here, {"rule": rule.id})
            except Refusal as refusal:
                yield from refusal.faults
    yield from _overlaps(book.rules, where)


def _overlaps(rules: Iterable[Rule], where: Where) -> Iterator[Fault]:
    """Two versions of one rule (the same id) may not be in force on the same day."""
    for one, other in itertools.combinations(rules, 2):
        if one.id == other.id and _meet(one, other):
            yield Fault("rule-versions-overlap", where, {"rule": one.id})


def _meet(one: Rule, other: Rule) -> bool:
    return (one.end is None or other.start is None or other.start <= one.end) and (
        other.end is None or one.start is None or one.start <= other.end
    )
