"""What stands where: what is used of everything, and what one more project would break."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from chengjie.placement.check import Breach, usage
from chengjie.placement.problem import Problem, Project

NEAR = 1e-6


class Standing:
    """An assignment with its loads summed once, so that many questions are quick."""

    def __init__(self, problem: Problem, assignment: Mapping[str, str | None]) -> None:
        self.problem = problem
        self.assignment = assignment
        self.projects = {project.id: project for project in problem.projects}
        self.carriers = {carrier.id: carrier for carrier in problem.carriers}
        self.used = usage(problem, assignment)
        self.common = usage(problem, assignment, counted=lambda each: not each.major)
        self._by_industry: dict[str, dict[tuple[str, str], float]] = {}

    def industry(self, name: str) -> dict[tuple[str, str], float]:
        """What one industry uses."""
        if name not in self._by_industry:
            self._by_industry[name] = usage(self.problem, self.assignment, counted=lambda each: each.industry == name)
        return self._by_industry[name]

    def against(self, name: str, option: str) -> tuple[Breach, ...]:
        """What a project that is not placed would break, were it placed so."""
        project = self.projects[name]
        parts = [(project.where(option), project.needs(option)), *project.options[option].elsewhere.items()]
        taken: dict[tuple[str, str], float] = {}
        for carrier, amounts in parts:
            for resource, amount in amounts.items():
                if amount > 0:
                    taken[carrier, resource] = taken.get((carrier, resource), 0.0) + amount
        return (*self._rooms(project, taken), *self._limits(project, taken), *self._apart(project, option))

    def _rooms(self, project: Project, taken: Mapping[tuple[str, str], float]) -> Iterator[Breach]:
        for (carrier, resource), amount in taken.items():
            room = self.carriers[carrier].capacities[resource]
            total = self.used.get((carrier, resource), 0.0) + amount
            kept = 0.0 if project.major else self.carriers[carrier].reserved.get(resource, 0.0)
            common = self.common.get((carrier, resource), 0.0) + amount
            if total > room + NEAR * max(1.0, room):
                yield Breach("capacity", (carrier, resource), total, room)
            elif kept and common > room - kept + NEAR * max(1.0, room):
                yield Breach("reserve", (carrier, resource), common, room - kept)

    def _limits(self, project: Project, taken: Mapping[tuple[str, str], float]) -> Iterator[Breach]:
        for limit in self.problem.limits:
            if limit.industry != project.industry:
                continue
            inside = [carrier for carrier in self.problem.carriers if carrier.inside(limit.within)]
            more = sum(taken.get((carrier.id, limit.resource), 0.0) for carrier in inside)
            used = self.industry(limit.industry)
            total = more + sum(used.get((carrier.id, limit.resource), 0.0) for carrier in inside)
            allowed = limit.share * sum(carrier.capacities.get(limit.resource, 0.0) for carrier in inside)
            if more > 0 and total > allowed + NEAR * max(1.0, allowed):
                yield Breach("limit", (*limit.within, limit.industry, limit.resource), total, allowed)

    def _apart(self, project: Project, option: str) -> Iterator[Breach]:
        for group in self.problem.apart:
            if project.id not in group:
                continue
            for other in sorted(group - {project.id}):
                stands = self.assignment.get(other)
                if stands is not None and self.projects[other].where(stands) == project.where(option):
                    yield Breach("apart", (other, project.id))
