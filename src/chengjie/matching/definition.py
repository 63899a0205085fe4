"""What earns points in a match and what must hold, as data (`matches/*.yaml`)."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

import chengjie.expression
import chengjie.package
from chengjie.errors import Fault, Refusal, Where
from chengjie.expression import Expression
from chengjie.matching.inputs import SCHEMA
from chengjie.package import Package
from chengjie.values import Text


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Said(_Strict):
    """Words in both languages with {placeholders} for the evidence."""

    zh: str
    en: str

    @property
    def text(self) -> Text:
        """As a value."""
        return Text(self.zh, self.en)


class Criterion(_Strict):
    """One aspect that earns up to `weight` points: `value` is an expression between 0 and 1.

    `near` is said up to `near_below`, `fails` at nothing. `needs` names the input of the project without which the
    criterion is not asked: it is then left out, and the input is named as missing.
    """

    id: str
    title: Said
    weight: Annotated[float, Field(ge=0, le=100)]
    value: str
    says: Said
    near: Said | None = None
    near_below: Annotated[float, Field(ge=0, le=1)] = 0
    fails: Said | None = None
    needs: Literal["land", "origin"] | None = None

    def words(self, value: float) -> Said:
        """What is said of a value."""
        if not value and self.fails:
            return self.fails
        return self.near if self.near and value <= self.near_below else self.says


class Condition(_Strict):
    """What must hold (硬条件); asked only `when` it applies."""

    id: str
    title: Said
    holds: str
    when: str | None = None


class Definition(_Strict):
    """A kind of match."""

    id: str
    title: Said
    source: str
    criteria: tuple[Criterion, ...]
    conditions: tuple[Condition, ...] = ()
    origins: dict[str, str] = {}
    """Words for where projects come from, with the destination of the distance table that stands for each."""


@lru_cache(maxsize=64)
def parsed(text: str) -> Expression:
    """A checked expression over the inputs of a match."""
    return chengjie.expression.parse(text, SCHEMA, file="matches")


def definition(package: Package, name: str = "project-carrier") -> Definition:
    """The definition of a kind of match in a zone. Refuses `match-definition-unknown`, `match-weights-zero` and bad expressions."""
    found = chengjie.package.checked((each for each in package.definitions("matches") if each.id == name), Definition)
    if not found:
        raise Refusal.of("match-definition-unknown", name=name, zone=package.id)
    wanted = found[0]
    faults: list[Fault] = []
    if not sum(each.weight for each in wanted.criteria):
        faults.append(Fault("match-weights-zero", Where(file=f"matches/{name}.yaml"), {"name": name}))
    for text in (
        *(each.value for each in wanted.criteria),
        *(part for each in wanted.conditions for part in (each.holds, each.when) if part),
    ):
        try:
            parsed(text)
        except Refusal as refusal:
            faults += refusal.faults
    if faults:
        raise Refusal(faults)
    return wanted


def weighted(wanted: Definition, weights: dict[str, float]) -> Definition:
    """The same with other weights. Refuses `match-weight-unknown`, `match-weight-out-of-range`, `match-weights-zero`."""
    known = {each.id for each in wanted.criteria}
    faults = [Fault("match-weight-unknown", parameters={"name": name}) for name in weights if name not in known]
    faults += [
        Fault("match-weight-out-of-range", parameters={"name": name})
        for name, weight in weights.items()
        if not 0 <= weight <= 100
    ]
    criteria = tuple(each.model_copy(update={"weight": weights.get(each.id, each.weight)}) for each in wanted.criteria)
    if not faults and not sum(each.weight for each in criteria):
        faults.append(Fault("match-weights-zero", parameters={"name": wanted.id}))
    if faults:
        raise Refusal(faults)
    return wanted.model_copy(update={"criteria": criteria})
