"""The rows of a model: what is limited, by how much, and what one project takes of each."""

from __future__ import annotations

import math

from chengjie.placement.problem import Problem, Project

Entries = tuple[list[int], list[float]]
VALUE, ONE = "value of the option", "one project"


class Rows:
    """Numbered rows in the order of their names; every row says: what is taken stays at or below the capacity.

    A floor is a row below zero: each project inside takes minus one, or minus its value.
    """

    def __init__(self, problem: Problem) -> None:
        self.carriers = sorted(problem.carriers, key=lambda carrier: carrier.id)
        self.number = {carrier.id: n for n, carrier in enumerate(self.carriers)}
        self.names: list[tuple[str, ...]] = []
        self.capacity: list[float] = []
        self._rooms = [self._room(n) for n in range(len(self.carriers))]
        self._limits = self._limit_rows(problem)
        self._floors = self._floor_rows(problem)
        self._apart = self._apart_rows(problem)
        self._plain: dict[tuple[int, str | None, bool], dict[str, list[int]]] = {}

    def _new(self, name: tuple[str, ...], capacity: float) -> int:
        self.names.append(name)
        self.capacity.append(capacity)
        return len(self.names) - 1

    def _room(self, number: int) -> tuple[dict[str, int], dict[str, int]]:
        carrier = self.carriers[number]
        bounded = [(what, room) for what, room in sorted(carrier.capacities.items()) if math.isfinite(room)]
        whole = {what: self._new(("capacity", carrier.id, what), room) for what, room in bounded}
        common = {
            what: self._new(("unreserved", carrier.id, what), room - carrier.reserved[what])
            for what, room in bounded
            if carrier.reserved.get(what, 0.0) > 0
        }
        return whole, common

    def _limit_rows(self, problem: Problem) -> dict[tuple[str, int], list[tuple[str, int]]]:
        found: dict[tuple[str, int], list[tuple[str, int]]] = {}
        for limit in sorted(problem.limits, key=lambda each: (each.industry, each.within, each.resource, each.share)):
            inside = [n for n, carrier in enumerate(self.carriers) if carrier.inside(limit.within)]
            total = sum(self.carriers[n].capacities.get(limit.resource, 0.0) for n in inside)
            row = self._new(("limit", *limit.within, limit.industry, limit.resource), limit.share * total)
            for n in inside:
                found.setdefault((limit.industry, n), []).append((limit.resource, row))
        return found

    def _floor_rows(self, problem: Problem) -> dict[int, list[tuple[str, int]]]:
        found: dict[int, list[tuple[str, int]]] = {}
        for floor in sorted(problem.floors, key=lambda each: (each.within, each.of, each.least)):
            row = self._new(("floor", *floor.within, floor.of), -floor.least)
            for n, carrier in enumerate(self.carriers):
                if carrier.inside(floor.within):
                    found.setdefault(n, []).append((ONE if floor.of == "projects" else VALUE, row))
        return found

    def _apart_rows(self, problem: Problem) -> dict[tuple[str, int], list[int]]:
        found: dict[tuple[str, int], list[int]] = {}
        for group in sorted(problem.apart, key=sorted):
            for n, carrier in enumerate(self.carriers):
                row = self._new(("apart", carrier.id, *sorted(group)), 1.0)
                for name in group:
                    found.setdefault((name, n), []).append(row)
        return found

    def _template(self, number: int, industry: str | None, *, major: bool) -> dict[str, list[int]]:
        """Resource → the rows that it is counted in, for a project of one industry in one carrier."""
        key = (number, industry, major)
        if key not in self._plain:
            whole, common = self._rooms[number]
            found = {what: [row] for what, row in whole.items()}
            for what, row in () if major else common.items():
                found[what].append(row)
            for what, row in self._limits.get((industry or "", number), ()):
                found.setdefault(what, []).append(row)
            self._plain[key] = found
        return self._plain[key]

    def entries(self, project: Project, name: str) -> Entries:
        """What a project takes of each row by one of its options; each row once."""
        option = project.options[name]
        number = self.number[option.carrier or name]
        template = self._template(number, project.industry, major=project.major)
        at: list[int] = []
        taken: list[float] = []
        for what, amount in sorted(project.needs(name).items()):
            if amount > 0:
                for row in template.get(what, ()):
                    at.append(row)
                    taken.append(amount)
        if option.elsewhere or self._floors or self._apart:
            self._rest(project, name, number, at, taken)
        return at, taken

    def _rest(self, project: Project, name: str, number: int, at: list[int], taken: list[float]) -> None:
        option = project.options[name]
        for kind, row in self._floors.get(number, ()):
            at.append(row)
            taken.append(-1.0 if kind is ONE else -option.value)
        for row in self._apart.get((project.id, number), ()):
            at.append(row)
            taken.append(1.0)
        for carrier, amounts in sorted(option.elsewhere.items()):
            rows = self._template(self.number[carrier], project.industry, major=project.major)
            for what, amount in sorted(amounts.items()):
                for row in rows.get(what, ()) if amount > 0 else ():
                    if row in at:
                        taken[at.index(row)] += amount
                    else:
                        at.append(row)
                        taken.append(amount)
