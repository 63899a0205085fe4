"""All rule books of a zone together, read once and checked whole before use (规则库)."""

from __future__ import annotations

import graphlib
import itertools
import weakref
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlglot import exp

import chengjie.expression
import chengjie.package
from chengjie.errors import Fault, Refusal, Where
from chengjie.expression import Expression, Name, Schema
from chengjie.package import Package
from chengjie.rule.book import Book, Dated, Fact, Input, Rule, RuleParameter
from chengjie.values import Text

DAY = "day"
"""The day of the case; every condition may ask it."""


@dataclass(frozen=True)
class Ready:
    """A rule that is in force on a day, its conditions checked and the facts of that day put in."""

    book: str
    rule: Rule
    applies: Expression | None
    holds: Expression


@dataclass(frozen=True)
class Books:
    """All books of a zone, with their inputs, facts and parameters together."""

    books: tuple[Book, ...]
    inputs: Mapping[str, Input]
    parameters: Mapping[str, RuleParameter]
    facts: tuple[Fact, ...]
    schema: Schema
    _parsed: dict[str, Expression] = field(default_factory=dict)
    _ready: dict[tuple[int, ...], tuple[Ready, ...]] = field(default_factory=dict)
    _derived: dict[tuple[int, ...], tuple[tuple[Fact, Expression], ...]] = field(default_factory=dict)

    def parsed(self, text: str) -> Expression:
        """A checked condition, facts by their names."""
        if text not in self._parsed:
            self._parsed[text] = chengjie.expression.parse(text, self.schema, file="rules")
        return self._parsed[text]

    def on(self, day: date) -> tuple[Ready, ...]:
        """The rules in force on a day, ready to be held against cases."""
        rules = [(book, rule) for book in self.books for rule in book.rules if rule.in_force(day)]
        facts = {fact.name: fact for fact in self.facts if fact.in_force(day)}
        key = (*(id(rule) for _, rule in rules), 0, *(id(fact) for fact in facts.values()))
        if key not in self._ready:
            self._ready[key] = tuple(
                Ready(
                    book.id,
                    rule,
                    self._inlined(rule.applies, facts) if rule.applies else None,
                    self._inlined(rule.holds, facts),
                )
                for book, rule in rules
            )
        return self._ready[key]

    def derived(self, day: date) -> tuple[tuple[Fact, Expression], ...]:
        """The facts that can be derived on a day."""
        facts = {fact.name: fact for fact in self.facts if fact.in_force(day)}
        key = tuple(id(fact) for fact in facts.values())
        if key not in self._derived:
            self._derived[key] = tuple((fact, self._inlined(fact.says, facts)) for fact in facts.values())
        return self._derived[key]

    def rule(self, identity: str) -> tuple[Book, tuple[Rule, ...]]:
        """A rule's book and all its versions. Refuses `rule-unknown`."""
        for book in self.books:
            if found := book.versions(identity):
                return book, found
        raise Refusal.of("rule-unknown", rule=identity)

    def _inlined(self, text: str, facts: Mapping[str, Fact]) -> Expression:
        """The condition with each fact's own expression in its place; a fact without a version that day is unknown."""
        checked = self.parsed(text)
        known = {fact.name for fact in self.facts}
        if not known & set(checked.names):
            return checked
        tree = checked.tree.copy()
        for node in tree.walk():
            node.meta.pop("step", None)
        for column in [each for each in tree.find_all(exp.Column) if each.name in known]:
            inner = self._inlined(facts[column.name].says, facts).tree.copy() if column.name in facts else exp.Null()
            put = exp.Paren(this=inner)
            put.meta["fact"] = column.name
            if column is tree:
                tree = put
            else:
                column.replace(put)
        names = tuple(dict.fromkeys(column.name for column in tree.find_all(exp.Column)))
        return Expression(text, tree, checked.kind, checked.unit, names)


_kept: dict[int, tuple[weakref.ref[Package], Books]] = {}


def books(package: Package) -> Books:
    """Every rule book of a zone, read once. Refuses `rule-…`, every fault of every book."""
    key = id(package)  # a package hashes all its tables, which takes longer than holding a case against every rule
    kept = _kept.get(key)
    if kept is None or kept[0]() is not package:
        kept = (weakref.ref(package, lambda _: _kept.pop(key, None)), _read(package))
        _kept[key] = kept
    return kept[1]


def _read(package: Package) -> Books:
    return joined(chengjie.package.checked(package.definitions("rules"), Book), package.sources)


def joined(found: tuple[Book, ...], sources: Container[str]) -> Books:
    """Books put together and checked against each other; `sources` are the ids that may be cited."""
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
    facts = tuple(fact for book in found for fact in book.facts)
    faults += _twice(inputs, parameters, facts)
    if faults:
        raise Refusal(faults)
    library = Books(found, inputs, parameters, facts, _schema(inputs, parameters, facts))
    faults += [fault for book in found for fault in _faults(book, library, sources)]
    faults += () if faults else _cycles(library)
    if faults:
        raise Refusal(faults)
    return library


def _schema(inputs: Mapping[str, Input], parameters: Mapping[str, RuleParameter], facts: Iterable[Fact]) -> Schema:
    names = [Name(DAY, "date", Text("当天", "the day"))]
    names += [Name(each.name, each.kind, each.title.text, each.unit, each.supplier.text) for each in inputs.values()]
    names += [Name(each.name, "number", each.title.text, each.unit) for each in parameters.values()]
    derived = {each.name: Name(each.name, each.kind, each.title.text, each.unit) for each in facts}
    return Schema((*names, *derived.values()))


def _twice(
    inputs: Mapping[str, Input], parameters: Mapping[str, RuleParameter], facts: Iterable[Fact]
) -> Iterator[Fault]:
    """A name means one thing: an input, a parameter or a fact, whose versions are of one kind."""
    kinds: dict[str, tuple[str, str]] = {}
    for fact in facts:
        if kinds.setdefault(fact.name, (fact.kind, fact.unit)) != (fact.kind, fact.unit):
            yield Fault("rule-input-differs", Where(file="rules"), {"name": fact.name})
    for name in (set(inputs) & set(parameters)) | (set(kinds) & (set(inputs) | set(parameters))):
        yield Fault("rule-input-differs", Where(file="rules"), {"name": name})


def _faults(book: Book, library: Books, sources: Container[str]) -> Iterator[Fault]:
    where = Where(file=f"rules/{book.id}.yaml")
    for rule in book.rules:
        here = Where(file=where.file, column=rule.id)
        yield from _particulars(rule.id, rule.source, rule, sources, here)
        yield from _conditions((rule.applies, rule.holds), library, here, rule.id)
    for fact in book.facts:
        here = Where(file=where.file, column=fact.name)
        yield from _particulars(fact.name, fact.source, fact, sources, here)
        yield from _kinds(fact, library, here)
    for each in book.contradictions:
        yield from _conditions((each.when,), library, where, each.title.zh)
    known = {rule.id for rule in book.rules}
    yield from (
        Fault("rule-case-without-rule", where, {"rule": case.rule}) for case in book.cases if case.rule not in known
    )
    yield from _overlaps(((rule.id, rule) for rule in book.rules), where)
    yield from _overlaps(((fact.name, fact) for fact in book.facts), where)


def _particulars(name: str, source: str, dated: Dated, sources: Container[str], here: Where) -> Iterator[Fault]:
    if source not in sources:
        yield Fault("rule-source-unknown", here, {"source": source})
    if dated.start and dated.end and dated.end < dated.start:
        yield Fault("rule-period-backwards", here, {"rule": name})


def _conditions(texts: Iterable[str | None], library: Books, here: Where, name: str) -> Iterator[Fault]:
    for text in filter(None, texts):
        try:
            if library.parsed(text).kind != "truth":
                yield Fault("rule-not-a-condition", here, {"rule": name})
        except Refusal as refusal:
            yield from (Fault(each.code, here, each.parameters) for each in refusal.faults)


def _kinds(fact: Fact, library: Books, here: Where) -> Iterator[Fault]:
    try:
        found = library.parsed(fact.says)
    except Refusal as refusal:
        yield from (Fault(each.code, here, each.parameters) for each in refusal.faults)
        return
    factors = (each for each in found.tree.find_all(exp.Literal) if isinstance(each.parent, exp.Mul | exp.Div))
    converts = any(not each.is_string for each in factors)  # a factor may turn 亩 into 公顷
    if found.kind != fact.kind or (found.unit and fact.unit and found.unit != fact.unit and not converts):
        said = f"{found.kind} {found.unit}".strip()
        yield Fault(
            "rule-fact-differs", here, {"fact": fact.name, "kind": f"{fact.kind} {fact.unit}".strip(), "found": said}
        )


def _overlaps(versions: Iterable[tuple[str, Dated]], where: Where) -> Iterator[Fault]:
    """Two versions of one thing (the same id) may not be in force on the same day."""
    for (name, one), (other_name, other) in itertools.combinations(list(versions), 2):
        if name == other_name and one.meets(other):
            yield Fault("rule-versions-overlap", where, {"rule": name})


def _cycles(library: Books) -> Iterator[Fault]:
    """A fact may not rest on itself, whichever versions meet."""
    known = {fact.name for fact in library.facts}
    rests: dict[str, set[str]] = {}
    for fact in library.facts:
        rests.setdefault(fact.name, set()).update(known & set(library.parsed(fact.says).names))
    try:
        graphlib.TopologicalSorter(rests).prepare()
    except graphlib.CycleError as error:
        yield Fault("rule-facts-cycle", Where(file="rules"), {"facts": " → ".join(error.args[1])})
