"""What an index is made of: its tree, weights, the choice at each step, and what nobody has stated yet (指数定义)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from chengjie.index.steps import (
    Aggregation,
    Doubts,
    Finite,
    Gate,
    Imputation,
    Method,
    Normalisation,
    Portion,
    Positive,
    Ranking,
    Screening,
    Treatment,
    Weighing,
)
from chengjie.package.written import Part, Said
from chengjie.values import Text


class Node(Part):
    """What stands in the tree. `weight` None is a weight that nobody has stated: the index then refuses to score.

    `source` and `evidence` say where the node and its weight come from; `supplier` who could give what is missing. A `bonus`
    is added to its parent on top of the weighted mean, at most `most`.
    """

    code: str
    parent: str | None = None
    name: str = ""
    title: Said | None = None
    weight: Positive | None = 1.0
    source: str = ""
    evidence: str = ""
    supplier: Said | None = None
    note: Said | None = None
    bonus: bool = False
    most: Finite | None = None

    @property
    def label(self) -> Text:
        """What it is called."""
        return self.title.text if self.title else Text(self.name or self.code, self.name or self.code)


class Indicator(Node):
    """A column of the data: which way is good, what it is divided by, under which group it counts.

    `column` is the column where it differs from the code; with `base` the figure is the growth on that column; `denominator`
    divides. `goalposts` are (worst, best); `impute`, `treat`, `normalise` overrule the definition's for this one.
    """

    parent: str
    direction: Literal[1, -1] = 1
    column: str | None = None
    base: str | None = None
    denominator: str | None = None
    unit: str = ""
    goalposts: tuple[Finite, Finite] | None = None
    target: Finite | None = None
    benchmark: Finite | None = None
    impute: Imputation | None = None
    treat: Treatment | None = None
    normalise: Normalisation | None = None

    @property
    def data(self) -> str:
        """The column that its raw figure stands in."""
        return self.column or self.code


class Group(Node):
    """A node of the tree above the indicators; the root has no parent. `method` and `weigh` overrule the definition's."""

    method: Method | None = None
    weigh: Weighing | None = None
    gate: Gate | None = None
    blend: Blend | None = None


class Blend(Part):
    """Level and growth of the same indicators together (静态×动态): the shares of the two, and the name of the column that holds
    the earlier figure, with `{column}` for the indicator's own."""

    level: Positive
    growth: Positive
    base: str = "{column}_before"


class Ask(Part):
    """Something that the definition needs and nobody has stated: the index refuses to score and names who can supply it.

    `fills` is the part of the definition that an answer would set, such as `normalise`.
    """

    what: Said
    supplier: Said
    fills: str = ""


class Grade(Part):
    """A class (等级): from a score on, or the first `top` share of the ranked, or both."""

    id: str
    title: Said
    at_least: Finite | None = None
    top: Portion | None = None


class Publication(Part):
    """How results go out: who publishes, how many working days objections may be raised; None is not stated."""

    by: Said
    objection_days: Annotated[int, Field(ge=1)] | None = None
    source: str = ""


class Column(Part):
    """Where a zone has an indicator's figures: an indicator of its observations in a period, or a way to a destination, or what
    its carriers add up to."""

    indicator: str = ""
    period: str = ""
    distance: str = ""
    carriers: Literal["", "count", "area"] = ""


class Data(Part):
    """The units of a zone that are scored, and the column of each indicator."""

    units: Literal["counties", "prefectures"]
    columns: dict[str, Column]


class Example(Part):
    """A worked case: rows given (a unit each), parts of the definition filled `with` an assumption, and what must come out."""

    name: Said
    given: dict[str, dict[str, float | str | None]]
    fill: dict[str, Any] = Field(default_factory=dict)
    scores: dict[str, float | None] = Field(default_factory=dict)
    ranks: dict[str, int | None] = Field(default_factory=dict)
    grades: dict[str, str | None] = Field(default_factory=dict)
    refused: tuple[str, ...] = ()
    margin: Positive = 1e-6


class IndexDefinition(Part):
    """A composite index (指数). `weights_total` is what the weights under each group must sum to, where one is stated;
    `take_given` lets the data hold scores of whole groups, which are then taken as they are."""

    id: str
    title: Said
    about: Said | None = None
    source: str = ""
    evidence: str = ""
    since: date | None = None
    indicators: tuple[Indicator, ...]
    groups: tuple[Group, ...]
    weights_total: Positive | None = None
    take_given: bool = False
    screen: Screening = Screening()
    impute: Imputation = Imputation()
    treat: Treatment = Treatment()
    normalise: Normalisation = Normalisation()
    weigh: Weighing = Weighing()
    aggregate: Aggregation = Aggregation()
    rank: Ranking = Ranking()
    doubts: Doubts = Doubts()
    grades: tuple[Grade, ...] = ()
    publication: Publication | None = None
    asks: tuple[Ask, ...] = ()
    data: Data | None = None
    cases: tuple[Example, ...] = ()

    @property
    def root(self) -> str:
        """The code of the index itself."""
        return next(group.code for group in self.groups if group.parent is None)

    @property
    def nodes(self) -> tuple[Indicator | Group, ...]:
        """Everything in the tree, groups first."""
        return (*self.groups, *self.indicators)

    def node(self, code: str) -> Indicator | Group | None:
        """The node of a code."""
        return next((each for each in self.nodes if each.code == code), None)

    def children(self, code: str) -> tuple[Indicator | Group, ...]:
        """What counts directly under a group, groups first."""
        return tuple(node for node in self.nodes if node.parent == code)

    def bottom_up(self) -> tuple[Group, ...]:
        """Every group after all groups under it."""
        ordered: list[Group] = []
        waiting = [next(group for group in self.groups if group.parent is None)]
        while waiting:
            group = waiting.pop()
            ordered.append(group)
            waiting.extend(child for child in self.groups if child.parent == group.code)
        return tuple(reversed(ordered))

    def level(self, code: str) -> int:
        """How high a node stands above the indicators, which are 0."""
        under = [node for node in self.groups if node.parent == code]
        own = 0 if any(each.code == code for each in self.indicators) else 1
        return own + max((self.level(each.code) for each in under), default=0)

    def method(self, group: Group) -> Method:
        """How the children of a group become one."""
        return group.method or self.aggregate.levels.get(self.level(group.code)) or self.aggregate.method
