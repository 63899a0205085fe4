"""What a placement comes to, so that several can stand side by side: value, equity, concentration, use of each capacity."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from chengjie.placement.check import Assignment, usage, value
from chengjie.placement.problem import Problem


@dataclass(frozen=True)
class Use:
    """How much of one capacity is used; a share where it is not endless."""

    carrier: str
    resource: str
    used: float
    room: float

    @property
    def share(self) -> float | None:
        """Used of what there is; None where it is endless or nothing."""
        return self.used / self.room if 0 < self.room < math.inf else None


@dataclass(frozen=True)
class Figures:
    """One placement in figures.

    `areas` counts projects and value by prefecture (or county, or carrier, where nothing wider is said). `evenness` is one minus
    the Gini coefficient of value over these areas: 1 is even. `largest` is the area and industry with the largest share of an
    area's projects.
    """

    value: float
    placed: int
    projects: int
    areas: Mapping[str, tuple[int, float]]
    evenness: float | None
    largest: tuple[str, str, float] | None
    uses: tuple[Use, ...]


def figures(problem: Problem, assignment: Assignment) -> Figures:
    """The figures of a placement.

    >>> from chengjie.placement.problem import Carrier, Option, Project
    >>> one = Project("p", {"a": Option(3.0)}, {"land": 2.0}, "textile")
    >>> found = figures(Problem((one,), (Carrier("a", {"land": 5.0}, "A"),)), {"p": "a"})
    >>> found.uses[0].share, found.largest
    (0.4, ('A', 'textile', 1.0))
    """
    area = {carrier.id: carrier.prefecture or carrier.county or carrier.id for carrier in problem.carriers}
    areas = dict.fromkeys(sorted(set(area.values())), (0, 0.0))
    for project in problem.projects:
        option = assignment.get(project.id)
        if option is not None:
            count, worth = areas[area[project.where(option)]]
            areas[area[project.where(option)]] = (count + 1, worth + project.options[option].value)
    used = usage(problem, assignment)
    uses = tuple(
        Use(carrier.id, resource, used.get((carrier.id, resource), 0.0), room)
        for carrier in problem.carriers
        for resource, room in sorted(carrier.capacities.items())
    )
    placed = sum(assignment.get(project.id) is not None for project in problem.projects)
    return Figures(
        value(problem, assignment), placed, len(problem.projects), areas, evenness([worth for _, worth in areas.values()]),
        _largest(problem, assignment, area), uses,
    )  # fmt: skip


def evenness(amounts: list[float]) -> float | None:
    """One minus the Gini coefficient; None where there is nothing to share or something is negative.

    >>> evenness([2.0, 2.0]), evenness([4.0, 0.0]), evenness([0.0])
    (1.0, 0.5, None)
    """
    total, n = sum(amounts), len(amounts)
    if total <= 0 or min(amounts) < 0:
        return None
    ranked = sum((rank + 1) * amount for rank, amount in enumerate(sorted(amounts)))
    return round(1 - (2 * ranked / (n * total) - (n + 1) / n), 6)


def _largest(problem: Problem, assignment: Assignment, area: Mapping[str, str]) -> tuple[str, str, float] | None:
    """The area, industry and share (by number of projects) where one industry weighs most, of areas with any."""
    counts: dict[str, dict[str, int]] = {}
    for project in problem.projects:
        option = assignment.get(project.id)
        if option is not None and project.industry:
            here = counts.setdefault(area[project.where(option)], {})
            here[project.industry] = here.get(project.industry, 0) + 1
    shares = [
        (number / sum(here.values()), sum(here.values()), name, industry)
        for name, here in counts.items()
        for industry, number in here.items()
    ]
    if not shares:
        return None
    share, _, name, industry = max(shares)
    return name, industry, share
