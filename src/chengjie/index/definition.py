"""What an index is made of: its tree, weights, and the choice at each step (指数定义)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from chengjie.errors import Fault, Refusal, Where

Positive = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Indicator(_Strict):
    """A column of the data: which way is good, what it is divided by, under which group it counts.

    `weight` None is a weight that nobody has stated: the index then refuses to score.
    """

    code: str
    parent: str
    name: str = ""
    direction: Literal[1, -1] = 1
    weight: Positive | None = 1.0
    denominator: str | None = None
    unit: str = ""


class Group(_Strict):
    """A node of the tree above the indicators; the root has no parent. `method` overrules the definition's aggregation."""

    code: str
    parent: str | None = None
    name: str = ""
    weight: Positive | None = 1.0
    method: Literal["arithmetic", "geometric", "harmonic"] | None = None


class Screening(_Strict):
    """Units with less than this share of their indicators known are left out, and named."""

    at_least: Annotated[float, Field(ge=0, le=1)] = 0.0


class Imputation(_Strict):
    """How a missing value is filled: not at all, by the mean or median of all units, or of the unit's group."""

    method: Literal["none", "mean", "median"] = "none"
    group: str | None = None


class Treatment(_Strict):
    """Outliers: where |skewness| and kurtosis both pass their limits, values are winsorised, then logged if that fails."""

    method: Literal["none", "winsorise"] = "none"
    skewness: Positive = 2.0
    kurtosis: Positive = 3.5
    most: Annotated[int, Field(ge=0)] = 5
    then_log: bool = True


class Normalisation(_Strict):
    """How indicators are put on one scale; `low` and `high` bound min-max, `mean` and `deviation` shape z-scores."""

    method: Literal[
        "min-max",
        "z-score",
        "rank",
        "percentile-rank",
        "borda",
        "distance-to-maximum",
        "fraction-of-maximum",
        "goalposts",
    ] = "min-max"
    low: float = 0.0
    high: float = 100.0
    mean: float = 0.0
    deviation: Positive = 1.0
    goalposts: dict[str, tuple[float, float]] = {}


class Aggregation(_Strict):
    """How children become their parent: the weighted arithmetic, geometric or harmonic mean.

    `missing`: with `unknown` one unknown child leaves the parent unknown; with `known` the others share its weight.
    """

    method: Literal["arithmetic", "geometric", "harmonic"] = "arithmetic"
    missing: Literal["unknown", "known"] = "unknown"


class IndexDefinition(_Strict):
    """A composite index (指数). Refused with all faults at once where the tree does not hold together."""

    id: str
    title: dict[Literal["zh", "en"], str]
    source: str = ""
    indicators: tuple[Indicator, ...]
    groups: tuple[Group, ...]
    screen: Screening = Screening()
    impute: Imputation = Imputation()
    treat: Treatment = Treatment()
    normalise: Normalisation = Normalisation()
    aggregate: Aggregation = Aggregation()

    @property
    def root(self) -> str:
        """The code of the index itself."""
        return next(group.code for group in self.groups if group.parent is None)

    def children(self, code: str) -> tuple[Indicator | Group, ...]:
        """What counts directly under a group, groups first."""
        nodes: tuple[Indicator | Group, ...] = (*self.groups, *self.indicators)
        return tuple(node for node in nodes if node.parent == code)

    def bottom_up(self) -> tuple[Group, ...]:
        """Every group after all groups under it."""
        ordered: list[Group] = []
        waiting = [next(group for group in self.groups if group.parent is None)]
        while waiting:
            group = waiting.pop()
            ordered.append(group)
            waiting.extend(child for child in self.groups if child.parent == group.code)
        return tuple(reversed(ordered))


def check(definition: IndexDefinition, *, file: str | None = None) -> None:
    """Refuse a definition that cannot score, with every reason: `index-tree-*`, `index-weight-unknown`, `index-empty`."""
    faults = [Fault(code, Where(file=file), {"name": name}) for code, name in _faults(definition)]
    if faults:
        raise Refusal(faults)


def _faults(definition: IndexDefinition) -> Iterator[tuple[str, str]]:
    nodes: tuple[Indicator | Group, ...] = (*definition.groups, *definition.indicators)
    groups = {group.code: group for group in definition.groups}
    if not definition.indicators:
        yield "index-empty", definition.id
    for code, count in Counter(node.code for node in nodes).items():
        if count > 1:
            yield "index-tree-duplicate", code
    if len([group for group in definition.groups if group.parent is None]) != 1:
        yield "index-tree-root", definition.id
    for node in nodes:
        if node.parent is not None and node.parent not in groups:
            yield "index-tree-orphan", node.code
        elif node.parent is not None and _circles(node.code, groups):
            yield "index-tree-circle", node.code
        if node.weight is None:
            yield "index-weight-unknown", node.code
    parents = {node.parent for node in nodes}
    for group in definition.groups:
        if group.code not in parents:
            yield "index-tree-childless", group.code


def _circles(code: str, groups: dict[str, Group]) -> bool:
    seen: set[str] = set()
    here: str | None = code
    while here in groups:
        if here in seen:
            return True
        seen.add(here)
        here = groups[here].parent
    return False
