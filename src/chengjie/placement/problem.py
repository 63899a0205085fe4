"""What is to be placed where: projects, carriers, capacities, groups, limits, floors. A problem that exists is sound.

A resource may carry a period (`land@2027`); then it is counted in that period alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from chengjie.errors import Refusal

Sense = Literal["max", "min"]


@dataclass(frozen=True, slots=True)
class Option:
    """One way to place a project (落地方案): its value, and what it needs there if that differs from the project's own.

    An option stands in the carrier that it is named after, unless `carrier` says otherwise. An enclave (飞地) takes
    `elsewhere` from other carriers too, as carrier → resource → amount.
    """

    value: float
    demands: Mapping[str, float] | None = None
    carrier: str | None = None
    elsewhere: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Project:
    """A project (项目) with its needs and the options that it has.

    `unplaced_price` is what leaving it out costs; None means that it must be placed. `fixed` names the option
    that it stands in already (存量项目). Class 1 of `priority` is served before class 2, and so on; no class comes last.
    A `major` project (重大项目) may use reserved room.
    """

    id: str
    options: Mapping[str, Option]
    demands: Mapping[str, float] = field(default_factory=dict)
    industry: str | None = None
    unplaced_price: float | None = 0.0
    fixed: str | None = None
    priority: int | None = None
    major: bool = False

    def where(self, option: str) -> str:
        """The carrier that an option stands in."""
        return self.options[option].carrier or option

    def needs(self, option: str) -> Mapping[str, float]:
        """What it takes of each resource of that carrier."""
        own = self.options[option].demands
        return self.demands if own is None else own


@dataclass(frozen=True, slots=True)
class Carrier:
    """A carrier (承接载体) with what it has of each resource. Without limit is said as infinity, never by silence.

    `reserved` is the part of a capacity that only major projects may use (预留空间).
    """

    id: str
    capacities: Mapping[str, float]
    county: str | None = None
    prefecture: str | None = None
    reserved: Mapping[str, float] = field(default_factory=dict)

    def inside(self, areas: tuple[str, ...]) -> bool:
        """Whether it lies in one of the areas: itself, its county or its prefecture."""
        return bool({self.id, self.county, self.prefecture} & set(areas))


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `share` of what the carriers within some areas have of a resource may go to one industry (产业集中度上限)."""

    industry: str
    within: tuple[str, ...]
    resource: str
    share: float


@dataclass(frozen=True, slots=True)
class Floor:
    """At least so many projects, or so much value, within some areas (兜底数量)."""

    within: tuple[str, ...]
    least: float
    of: Literal["projects", "value"] = "projects"


@dataclass(frozen=True)
class Problem:
    """Projects × carriers. Refuses every fault at once.

    >>> one = Project("p", {"a": Option(3.0)}, {"land": 2.0})
    >>> Problem((one,), (Carrier("a", {"land": 5.0}),)).sense
    'max'
    >>> Problem((one, one), ())
    Traceback (most recent call last):
    chengjie.errors.Refusal: placement-no-carriers(); placement-id-twice(id='p'); placement-option-unknown(project='p', \
carrier='a') at options; placement-option-unknown(project='p', carrier='a') at options
    """

    projects: tuple[Project, ...]
    carriers: tuple[Carrier, ...]
    together: tuple[frozenset[str], ...] = ()
    apart: tuple[frozenset[str], ...] = ()
    limits: tuple[Limit, ...] = ()
    floors: tuple[Floor, ...] = ()
    sense: Sense = "max"

    def __post_init__(self) -> None:
        from chengjie.placement.soundness import faults

        found = list(faults(self))
        if found:
            raise Refusal(found)
