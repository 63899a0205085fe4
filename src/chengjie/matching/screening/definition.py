"""What a screening asks of a register of firms and what earns points, as data (`matches/carrier-enterprise.yaml`)."""

from __future__ import annotations

import functools
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

import chengjie.expression
import chengjie.package
from chengjie.errors import Fault, Refusal, Where
from chengjie.expression import Expression, Name, Schema
from chengjie.package import Package
from chengjie.package.written import Part, Said
from chengjie.values import Text

POINT = 1_000_000  # points are counted in whole millionths: sums of whole numbers are the same in every order and on every engine
AFFINITY = Name("affinity", "number", Text("行业吻合度", "fit of the industry"))


class RegisterColumn(Part):
    """A column of the register: its name here, the titles that registers give it, and the values that make sense."""

    name: str
    kind: Literal["text", "number"]
    title: Said
    required: bool = False
    unit: str = ""
    least: float | None = None
    most: float | None = None
    also: tuple[str, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        """Every title under which the column is known."""
        return tuple(dict.fromkeys((self.name, self.title.zh, self.title.en, *self.also)))


class Holds(Part):
    """What must hold of a firm; where it cannot be said, the firm stays and the condition is named as unknown."""

    id: str
    title: Said
    holds: str
    source: str = ""


class Points(Part):
    """What earns up to `weight` points: an expression between 0 and 1; unknown counts half."""

    id: str
    title: Said
    weight: Annotated[float, Field(ge=0, le=100)]
    value: str


class ScreenDefinition(Part):
    """A kind of screening."""

    id: str
    title: Said
    source: str
    columns: tuple[RegisterColumn, ...]
    conditions: tuple[Holds, ...] = ()
    criteria: tuple[Points, ...]

    @property
    def schema_(self) -> Schema:
        """The names that the expressions may use."""
        named = (Name(each.name, each.kind, each.title.text, each.unit) for each in self.columns)
        return Schema((*named, AFFINITY))

    @property
    def total(self) -> float:
        """All weights together."""
        return float(sum(Fraction(str(each.weight)) for each in self.criteria))

    def most(self) -> dict[str, int]:
        """The most that each criterion can earn, in millionths of a point; together a hundred points exactly."""
        exact = {
            each.id: Fraction(str(each.weight)) * 100 * POINT / Fraction(str(self.total)) for each in self.criteria
        }
        whole = {name: int(value) for name, value in exact.items()}
        left = 100 * POINT - sum(whole.values())
        for name in sorted(exact, key=lambda each: (whole[each] - exact[each], each))[:left]:
            whole[name] += 1
        return whole

    def of_the_firm(self) -> tuple[Points, ...]:
        """The criteria that speak of the firm alone: the same for every carrier."""
        return tuple(each for each in self.criteria if AFFINITY.name not in self.parsed(each.value).names)

    def of_the_fit(self) -> tuple[Points, ...]:
        """The criteria that speak of how well the industry fits the carrier."""
        return tuple(each for each in self.criteria if AFFINITY.name in self.parsed(each.value).names)

    def parsed(self, text: str) -> Expression:
        """A checked expression over the register's columns."""
        return _parsed(text, self.schema_, f"matches/{self.id}.yaml")


@functools.lru_cache(maxsize=512)
def _parsed(text: str, schema: Schema, file: str) -> Expression:
    return chengjie.expression.parse(text, schema, file=file)


def screen_definition(package: Package, name: str = "carrier-enterprise") -> ScreenDefinition:
    """The definition of a screening in a zone. Refuses `match-definition-unknown` and bad expressions, all at once."""
    given = (each for each in package.definitions("matches") if each.id == name)
    found = chengjie.package.checked(given, ScreenDefinition)
    if not found:
        raise Refusal.of("match-definition-unknown", name=name, zone=package.id)
    wanted = found[0]
    faults: list[Fault] = []
    if not sum(each.weight for each in wanted.criteria):
        faults.append(Fault("match-weights-zero", Where(file=f"matches/{name}.yaml"), {"name": name}))
    for text in (*(each.value for each in wanted.criteria), *(each.holds for each in wanted.conditions)):
        try:
            wanted.parsed(text)
        except Refusal as refusal:
            faults += refusal.faults
    for each in wanted.criteria if not faults else ():
        names = set(wanted.parsed(each.value).names)
        if AFFINITY.name in names and len(names) > 1:
            faults.append(Fault("screen-criterion-mixed", Where(file=f"matches/{name}.yaml"), {"criterion": each.id}))
    if faults:
        raise Refusal(faults)
    return wanted
