"""The independent check (独立核验): reads a problem and an assignment, and nothing of how it was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from chengjie.placement.problem import Problem, Project

NEAR = 1e-6
Assignment = Mapping[str, str | None]


@dataclass(frozen=True)
class Breach:
    """One rule that an assignment breaks: its kind, who is concerned, how much there is and how much may be."""

    kind: str
    names: tuple[str, ...]
    used: float = 0.0
    allowed: float = 0.0


def check(problem: Problem, assignment: Assignment) -> tuple[Breach, ...]:
    """Every breach of an assignment; none means that it holds.

    >>> from chengjie.placement.problem import Carrier, Option, Project
    >>> one = Project("p", {"a": Option(3.0)}, {"land": 7.0})
    >>> check(Problem((one,), (Carrier("a", {"land": 5.0}),)), {"p": "a"})[0].kind
    'capacity'
    """
    wrong = tuple(_choices(problem, assignment))
    if wrong:
        return wrong
    return (
        *_capacities(problem, assignment), *_groups(problem, assignment), *_limits(problem, assignment),
        *_floors(problem, assignment),
    )  # fmt: skip


def value(problem: Problem, assignment: Assignment) -> float:
    """The value of an assignment, prices of the unplaced taken off (added, where cost is counted)."""
    total = 0.0
    off = -1.0 if problem.sense == "max" else 1.0
    for project in problem.projects:
        where = assignment.get(project.id)
        total += off * (project.unplaced_price or 0.0) if where is None else project.options[where].value
    return total


def usage(
    problem: Problem, assignment: Assignment, *, counted: Callable[[Project], bool] = lambda _: True
) -> dict[tuple[str, str], float]:
    """What is used of each resource of each carrier, as (carrier, resource) → amount, by all projects or those counted."""
    used: dict[tuple[str, str], float] = {}
    for project in problem.projects:
        option = assignment.get(project.id)
        if option is None or not counted(project):
            continue
        parts = [(project.where(option), project.needs(option)), *project.options[option].elsewhere.items()]
        for carrier, amounts in parts:
            for resource, amount in amounts.items():
                used[carrier, resource] = used.get((carrier, resource), 0.0) + amount
    return used


def _choices(problem: Problem, assignment: Assignment) -> Iterator[Breach]:
    known = {project.id for project in problem.projects}
    for name in sorted(set(assignment) - known):
        yield Breach("unknown-project", (name,))
    for project in problem.projects:
        option = assignment.get(project.id)
        if option is None and (project.unplaced_price is None or project.fixed is not None):
            yield Breach("must-be-placed", (project.id,))
        if option is not None and option not in project.options:
            yield Breach("not-eligible", (project.id, option))
        elif option is not None and project.fixed not in (None, option):
            yield Breach("fixed", (project.id, option))


def _over(used: float, allowed: float) -> bool:
    return used > allowed + NEAR * max(1.0, abs(allowed))


def _capacities(problem: Problem, assignment: Assignment) -> Iterator[Breach]:
    room = {carrier.id: carrier for carrier in problem.carriers}
    for (carrier, resource), used in sorted(usage(problem, assignment).items()):
        allowed = room[carrier].capacities[resource] if used > 0 else 0.0
        if _over(used, allowed):
            yield Breach("capacity", (carrier, resource), used, allowed)
    for (carrier, resource), used in sorted(usage(problem, assignment, counted=lambda each: not each.major).items()):
        kept = room[carrier].reserved.get(resource, 0.0)
        if kept and _over(used, room[carrier].capacities[resource] - kept):
            yield Breach("reserve", (carrier, resource), used, room[carrier].capacities[resource] - kept)


def _groups(problem: Problem, assignment: Assignment) -> Iterator[Breach]:
    projects = {project.id: project for project in problem.projects}

    def stands(name: str) -> str | None:
        option = assignment.get(name)
        return None if option is None else projects[name].where(option)

    for group in problem.together:
        if len({stands(name) for name in group}) > 1:
            yield Breach("together", tuple(sorted(group)))
    for group in problem.apart:
        placed = [where for name in group if (where := stands(name)) is not None]
        if len(set(placed)) < len(placed):
            yield Breach("apart", tuple(sorted(group)))


def _limits(problem: Problem, assignment: Assignment) -> Iterator[Breach]:
    by_industry: dict[str, dict[tuple[str, str], float]] = {}
    for limit in problem.limits:
        if limit.industry not in by_industry:
            by_industry[limit.industry] = usage(problem, assignment, counted=lambda each: each.industry == limit.industry)  # noqa: B023  # used at once  # fmt: skip
        inside = [carrier for carrier in problem.carriers if carrier.inside(limit.within)]
        taken = sum(by_industry[limit.industry].get((carrier.id, limit.resource), 0.0) for carrier in inside)
        allowed = limit.share * sum(carrier.capacities.get(limit.resource, 0.0) for carrier in inside)
        if _over(taken, allowed):
            yield Breach("limit", (*limit.within, limit.industry, limit.resource), taken, allowed)


def _floors(problem: Problem, assignment: Assignment) -> Iterator[Breach]:
    for floor in problem.floors:
        inside = {carrier.id for carrier in problem.carriers if carrier.inside(floor.within)}
        reached = 0.0
        for project in problem.projects:
            option = assignment.get(project.id)
            if option is not None and project.where(option) in inside:
                reached += 1.0 if floor.of == "projects" else project.options[option].value
        if _over(-reached, -floor.least):
            yield Breach("floor", (*floor.within, floor.of), reached, floor.least)
