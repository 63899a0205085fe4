"""Schemes of support as data (`settlements/*.yaml`): who may claim, for what result, how much, out of which fund (奖补办法)."""

from __future__ import annotations

import re
import weakref
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Annotated, Literal

import pydantic

import chengjie.expression
import chengjie.package
from chengjie.errors import Fault, Refusal, Where
from chengjie.expression import Expression, Name, Schema
from chengjie.expression.schema import Kind
from chengjie.package import Package
from chengjie.package.written import Part, Said
from chengjie.settlement.agreement import Exact
from chengjie.values import Text
from chengjie.values.quantity import units

CLAIM_DAY = "claim_day"
"""The name under which formulas know the day of the claim."""
NAME = r"^[a-z][a-z0-9_]{1,60}$"
ID = r"^[a-z][a-z0-9-]{1,63}$"
Method = Literal["reward", "result-first", "build-first", "interest", "in-kind", "formula", "compensation"]
Shortfall = Literal["proportional", "equal-awards", "equal-losses", "contested-garment", "refuse"]


class Asked(Part):
    """What a claim must say: its name in formulas, kind, unit, and who can supply it."""

    name: str = pydantic.Field(pattern=NAME)
    kind: Kind
    title: Said
    unit: str = ""
    supplier: Said


class Parameter(Part):
    """A rate, threshold or ceiling. Without a value nothing that needs it is paid until somebody fills it, with a source."""

    name: str = pydantic.Field(pattern=NAME)
    title: Said
    kind: Kind = "number"
    unit: str = ""
    value: Annotated[Exact | bool | date | str | None, pydantic.Field(union_mode="left_to_right")] = None
    source: str | None = None


class Condition(Part):
    """What must hold before anything is paid (申领条件)."""

    id: str = pydantic.Field(pattern=ID)
    title: Said
    holds: str
    remedy: Said


class Proof(Part):
    """A document that must be on file, and who issues it (佐证)."""

    id: str = pydantic.Field(pattern=ID)
    title: Said
    supplier: Said


class Stage(Part):
    """One payment of a scheme: due once `when` holds; `amount` in money or, for benefits in kind, nothing."""

    id: str = pydantic.Field(pattern=ID)
    title: Said
    when: str = "TRUE"
    amount: str | None = None
    most: str | None = None
    proofs: tuple[str, ...] = ()


class Fund(Part):
    """The money set aside, by the parameter that holds it, and how it is divided when claims exceed it."""

    parameter: str = pydantic.Field(pattern=NAME)
    shortfall: Shortfall


class Clause(Part):
    """What many schemes have in common: parameters to be filled and conditions that then hold for each claim."""

    form: Literal["clause"]
    id: str = pydantic.Field(pattern=ID)
    title: Said
    source: str
    article: str = ""
    evidence: Literal["L", "F", "V"]
    parameters: tuple[Parameter, ...] = ()
    conditions: tuple[Condition, ...] = pydantic.Field(min_length=1)


class Scheme(Part):
    """A scheme. `once_per` are the inputs that together may be paid once for each stage, whoever asks.

    `most` bounds what one claimant gets of all stages together, `most_per` over a calendar year or over the scheme's life.
    """

    form: Literal["scheme"]
    id: str = pydantic.Field(pattern=ID)
    title: Said
    method: Method
    payer: Said
    claimant: Said
    source: str
    article: str = ""
    evidence: Literal["L", "F", "V"]
    once_per: tuple[str, ...] = pydantic.Field(min_length=1)
    inputs: tuple[Asked, ...] = pydantic.Field(min_length=1)
    parameters: tuple[Parameter, ...] = ()
    conditions: tuple[Condition, ...] = ()
    proofs: tuple[Proof, ...] = ()
    stages: tuple[Stage, ...] = pydantic.Field(min_length=1)
    most: str | None = None
    most_per: Literal["year", "scheme"] = "scheme"
    fund: Fund | None = None
    clauses: tuple[str, ...] = ()
    """Clauses that many schemes share, such as the fair-competition review; their parameters and conditions become its own."""
    note: Said | None = None

    @property
    def names(self) -> Schema:
        """The names that formulas may use."""
        return _schema(self.inputs, self.parameters)

    def parsed(self, text: str) -> Expression:
        """A checked formula."""
        return _parsed(text, self.names)

    def blanks(self) -> tuple[Parameter, ...]:
        """The parameters that wait for a value."""
        return tuple(each for each in self.parameters if each.value is None)


@lru_cache(maxsize=64)
def _schema(inputs: tuple[Asked, ...], parameters: tuple[Parameter, ...]) -> Schema:
    names = [Name(CLAIM_DAY, "date", Text("申领日期", "day of the claim"))]
    names += [Name(each.name, each.kind, each.title.text, each.unit, each.supplier.text) for each in inputs]
    return Schema((*names, *(Name(each.name, each.kind, each.title.text, each.unit) for each in parameters)))


@lru_cache(maxsize=1024)
def _parsed(text: str, schema: Schema) -> Expression:
    return chengjie.expression.parse(text, schema, file="settlements")


def yuan(unit: str) -> Fraction | None:
    """How many yuan one unit holds, read from left to right with what cancels taken out; None where it is none of money.

    >>> yuan("万元"), yuan("万元·%"), yuan("元/人·人"), yuan("亩")
    (Fraction(10000, 1), Fraction(100, 1), Fraction(1, 1), None)
    """
    known, factor, left = units(), Fraction(1), Counter[str]()
    for sign, name in re.findall(r"(^|[·/])([^·/]+)", unit):
        declared = known.get(name)
        power = -1 if sign == "/" else 1
        if declared and declared.dimension in {known["%"].dimension, known["元"].dimension}:
            factor *= Fraction(declared.factor) ** power
            left[declared.dimension] += power
        else:
            left[name] += power
    left.pop(known["%"].dimension, None)
    return factor if {name: power for name, power in left.items() if power} == {known["元"].dimension: 1} else None


@dataclass(frozen=True)
class Kept:
    """The schemes of a zone by id."""

    schemes: dict[str, Scheme]


_kept: weakref.WeakKeyDictionary[Package, Kept] = weakref.WeakKeyDictionary()


def schemes(package: Package) -> dict[str, Scheme]:
    """Every scheme of a zone by id, read once. Refuses `scheme-…`, every fault of every one."""
    if package not in _kept:
        forms = {
            form: [each for each in package.definitions("settlements") if each.data.get("form") == form]
            for form in ("clause", "scheme")
        }
        clauses = {each.id: each for each in chengjie.package.checked(forms["clause"], Clause)}
        bare = chengjie.package.checked(forms["scheme"], Scheme)
        sources = set(package.sources)
        faults = [fault for each in bare for fault in _clause_faults(each, clauses)]
        faults += [
            Fault("scheme-source-unknown", Where(file=f"settlements/{each.id}.yaml"), {"source": each.source})
            for each in clauses.values()
            if each.source not in sources
        ]
        if faults:
            raise Refusal(faults)
        found = {each.id: _joined(each, clauses) for each in bare}
        faults = [fault for each in found.values() for fault in faults_of(each, sources)]
        if faults:
            raise Refusal(faults)
        _kept[package] = Kept(found)
    return _kept[package].schemes


def _clause_faults(scheme: Scheme, clauses: Mapping[str, Clause]) -> Iterator[Fault]:
    for name in scheme.clauses:
        if name not in clauses:
            where = Where(file=f"settlements/{scheme.id}.yaml", column="clauses")
            yield Fault("scheme-name-unknown", where, {"name": name, "part": "clauses"})


def _joined(scheme: Scheme, clauses: Mapping[str, Clause]) -> Scheme:
    joined = [clauses[name] for name in scheme.clauses]
    parameters = (*scheme.parameters, *(each for clause in joined for each in clause.parameters))
    conditions = (*(each for clause in joined for each in clause.conditions), *scheme.conditions)
    return scheme.model_copy(update={"parameters": parameters, "conditions": conditions})


def scheme(package: Package, name: str) -> Scheme:
    """One scheme. Refuses `scheme-unknown` with those that there are."""
    known = schemes(package)
    if name not in known:
        raise Refusal.of("scheme-unknown", scheme=name, known="、".join(sorted(known)))
    return known[name]


def faults_of(scheme: Scheme, sources: set[str]) -> Iterator[Fault]:
    """Everything that is wrong with a scheme beyond its form."""
    where = Where(file=f"settlements/{scheme.id}.yaml")
    if scheme.source not in sources:
        yield Fault("scheme-source-unknown", where, {"source": scheme.source})
    names = [*(each.name for each in scheme.inputs), *(each.name for each in scheme.parameters)]
    twice = sorted({name for name in names if names.count(name) > 1})
    yield from (Fault("scheme-name-twice", where, {"name": name}) for name in twice)
    for each in scheme.parameters:
        if each.value is not None and not each.source:
            yield Fault("scheme-parameter-without-source", where, {"parameter": each.name})
        elif each.source and each.source not in sources:
            yield Fault("scheme-source-unknown", where, {"source": each.source})
    if twice:
        return
    yield from _strangers(scheme, where)
    yield from _formulas(scheme, where)


def _strangers(scheme: Scheme, where: Where) -> Iterator[Fault]:
    inputs = {each.name for each in scheme.inputs}
    proofs = {each.id for each in scheme.proofs}
    for name in scheme.once_per:
        if name not in inputs:
            yield Fault("scheme-name-unknown", where, {"name": name, "part": "once_per"})
    for stage in scheme.stages:
        for name in stage.proofs:
            if name not in proofs:
                yield Fault("scheme-name-unknown", where, {"name": name, "part": f"stages.{stage.id}"})
    if scheme.fund and scheme.fund.parameter not in {each.name for each in scheme.parameters}:
        yield Fault("scheme-name-unknown", where, {"name": scheme.fund.parameter, "part": "fund"})


def _formulas(scheme: Scheme, where: Where) -> Iterator[Fault]:
    conditions = [(f"conditions.{each.id}", each.holds) for each in scheme.conditions]
    conditions += [(f"stages.{each.id}.when", each.when) for each in scheme.stages]
    amounts = [(f"stages.{each.id}.amount", each.amount) for each in scheme.stages if each.amount]
    amounts += [(f"stages.{each.id}.most", each.most) for each in scheme.stages if each.most]
    amounts += [("most", scheme.most)] if scheme.most else []
    for part, text in (*conditions, *amounts):
        here = Where(file=where.file, column=part)
        try:
            parsed = scheme.parsed(text)
        except Refusal as refusal:
            yield from (Fault(fault.code, here, fault.parameters) for fault in refusal.faults)
            continue
        if (part, text) in amounts and (parsed.kind != "number" or yuan(parsed.unit) is None):
            yield Fault("scheme-not-money", here, {"formula": text, "unit": parsed.unit or "—"})
        elif (part, text) in conditions and parsed.kind != "truth":
            yield Fault("scheme-not-a-condition", here, {"formula": text})
