"""What earns points in a match, what must hold and who is assigned to whom, as data (`matches/*.yaml`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field

import chengjie.expression
from chengjie.expression import Expression, Schema
from chengjie.matching.inputs import SCHEMA
from chengjie.matching.sides import Pair, Side
from chengjie.package.written import Part, Said

__all__ = ["Assigning", "Condition", "Criterion", "Definition", "Rules", "Said"]
MethodName = Literal["weighted-sum", "topsis", "vikor", "promethee"]
NormalisationName = Literal["given", "min-max", "vector", "sum", "max"]
WeighingName = Literal["given", "equal", "entropy"]


class Criterion(Part):
    """One aspect that earns up to `weight` points. Under the normalisation `given`, `value` is between 0 and 1.

    `near` is said up to `near_below`, `fails` at nothing. `needs` names the input of the demand without which the
    criterion is not asked: it is then left out, and the input is named as missing. `of` says whose view it is.
    """

    id: str
    title: Said
    weight: Annotated[float, Field(ge=0, le=100)]
    value: str
    goal: Literal["more", "less"] = "more"
    of: Literal["demand", "supply", "both"] = "both"
    says: Said | None = None
    near: Said | None = None
    near_below: Annotated[float, Field(ge=0, le=1)] = 0
    fails: Said | None = None
    needs: str | None = None

    def words(self, value: float) -> Said | None:
        """What is said of a value."""
        if not value and self.fails:
            return self.fails
        return self.near if self.near and value <= self.near_below else self.says


class Condition(Part):
    """What must hold (硬条件); asked only `when` it applies. `source` and `article` cite what it stands on."""

    id: str
    title: Said
    holds: str
    when: str | None = None
    source: str = ""
    article: str = ""


class Assigning(Part):
    """Who is assigned to whom (配对): each demand to one supply unless a column says to how many; amounts may be split.

    `stable`: no two would both rather have each other. `best-total`: the sum of the scores is the largest there is.
    """

    by: Literal["stable", "best-total"] = "stable"
    demand_capacity: str | None = None
    supply_capacity: str | None = None
    demand_amount: str | None = None
    supply_amount: str | None = None


class Rules(Part):
    """The rule books that a demand is held against, and the input of theirs that each input of the match fills."""

    books: tuple[str, ...]
    inputs: Annotated[dict[str, str], Field(default_factory=dict)]


class Definition(Part):
    """A kind of match (匹配种类)."""

    id: str
    title: Said
    source: str
    group: Literal["place", "factor", "chain"] = "place"
    note: Said | None = None
    demand: Side = Side.model_validate({"title": {"zh": "项目", "en": "project"}, "from": "project"})
    supply: Side = Side.model_validate({"title": {"zh": "承载地", "en": "carrier"}, "from": "carriers"})
    pairs: tuple[Pair, ...] = ()
    criteria: tuple[Criterion, ...]
    conditions: tuple[Condition, ...] = ()
    method: MethodName = "weighted-sum"
    normalisation: NormalisationName = "given"
    weights: WeighingName = "given"
    weights_sum: float | None = None
    """What the weights must sum to; where it is not said, they are scaled."""
    good: str | None = None
    """What must hold of some pair that nothing rules out, else there is no good match."""
    least: Annotated[float, Field(ge=0, le=100)] = 0
    """The score below which nobody is assigned."""
    assigning: Assigning | None = None
    rules: Rules | None = None
    together: str | None = None
    """The column that names the group whose firms go to one carrier together."""
    held: str | None = None
    """The column that names the carrier that holds the lead today."""
    margin: float = 0
    """By how many points another carrier must be ahead before a lead is handed over."""
    origins: Annotated[dict[str, str], Field(default_factory=dict)]
    """Words for where projects come from, with the destination of the distance table that stands for each."""

    @property
    def is_of_tables(self) -> bool:
        """Whether both sides are tables of the user's."""
        return self.demand.source == self.supply.source == "table"

    @cached_property
    def schema_(self) -> Schema:
        """The names that its expressions may use."""
        if self.is_of_tables:
            pairs = (each.declared for each in self.pairs)
            return Schema((*self.demand.names("demand"), *self.supply.names("supply"), *pairs))
        return SCHEMA

    @cached_property
    def remembered(self) -> dict[str, Expression]:
        """Its expressions, parsed once."""
        return {}

    def parsed(self, text: str) -> Expression:
        """A checked expression over its inputs."""
        if text not in self.remembered:
            self.remembered[text] = chengjie.expression.parse(text, self.schema_, file=f"matches/{self.id}.yaml")
        return self.remembered[text]

    def expressions(self) -> Iterator[str]:
        """Every expression in it."""
        yield from (each.value for each in self.criteria)
        yield from (part for each in self.conditions for part in (each.holds, each.when) if part)
        if self.good:
            yield self.good
