"""Placement problems from files: YAML of our own, and the OR-Library layout of the generalised assignment problem."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import pydantic

from chengjie.errors import Fault, Refusal, Where
from chengjie.package import documents
from chengjie.placement.problem import Carrier, Floor, Limit, Option, Problem, Project, Sense

ENDLESS = ("unlimited", "不限")
Dated = dict[str, float]
LARGEST = 64 * 1024 * 1024


class _Form(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="forbid", coerce_numbers_to_str=True)


class _Option(_Form):
    value: float
    demands: dict[str, float | Dated] | None = None
    carrier: str | None = None
    elsewhere: dict[str, dict[str, float | Dated]] = {}


class _Project(_Form):
    id: str
    options: dict[str, float | _Option]
    demands: dict[str, float | Dated] = {}
    industry: str | None = None
    unplaced_price: float | None = 0.0
    fixed: str | None = None
    priority: int | None = None
    major: bool = False


class _Carrier(_Form):
    id: str
    capacities: dict[str, float | Dated | Literal["unlimited", "不限"]]
    county: str | None = None
    prefecture: str | None = None
    reserved: dict[str, float | Dated] = {}


class _Limit(_Form):
    industry: str
    within: str | list[str]
    resource: str
    share: float


class _Floor(_Form):
    within: str | list[str]
    least: float
    of: Literal["projects", "value"] = "projects"


_Group = Annotated[set[str], pydantic.Field(min_length=2)]


class _Problem(_Form):
    projects: list[_Project]
    carriers: list[_Carrier]
    together: list[_Group] = []
    apart: list[_Group] = []
    limits: list[_Limit] = []
    floors: list[_Floor] = []
    sense: Sense = "max"


def read_problem(source: Path | Mapping[str, Any]) -> Problem:
    """A problem from YAML, JSON or values. Refuses `placement-form` for what is not of the form, then what `Problem` refuses.

    An amount may be given by period, `land: {2026: 5, 2027: 8}`; a plain amount of the same resource then holds in each period.
    """
    name = source.name if isinstance(source, Path) else None
    found = _values(source) if isinstance(source, Path) else source
    try:
        form = _Problem.model_validate(found)
    except pydantic.ValidationError as error:
        raise Refusal(
            Fault("placement-form", Where(file=name), {"name": ".".join(map(str, each["loc"])), "detail": each["type"]})
            for each in error.errors()
        ) from error
    return _Reading(form).problem()


def _values(path: Path) -> dict[str, Any]:
    read = documents.read_json if path.suffix.lower() == ".json" else documents.read_yaml
    return read(path, file=path.name, largest=LARGEST)


class _Reading:
    """A form on its way to a problem; knows the periods of each resource."""

    def __init__(self, form: _Problem) -> None:
        self.form = form
        self.periods: dict[str, set[str]] = {}
        for amounts in self._all_amounts():
            for resource, amount in amounts.items():
                if isinstance(amount, dict):
                    self.periods.setdefault(resource, set()).update(amount)

    def _all_amounts(self) -> Iterable[Mapping[str, object]]:
        for carrier in self.form.carriers:
            yield from (carrier.capacities, carrier.reserved)
        for project in self.form.projects:
            yield project.demands
            for option in project.options.values():
                if isinstance(option, _Option):
                    yield from (option.demands or {}, *option.elsewhere.values())

    def amounts(self, given: Mapping[str, float | Dated | str]) -> dict[str, float]:
        """Resource (with its period) → amount."""
        found: dict[str, float] = {}
        for resource, amount in given.items():
            if isinstance(amount, dict):
                found.update({f"{resource}@{period}": each for period, each in amount.items()})
                continue
            number = math.inf if isinstance(amount, str) else amount
            periods = sorted(self.periods.get(resource, ()))
            found.update({f"{resource}@{period}": number for period in periods} if periods else {resource: number})
        return found

    def problem(self) -> Problem:
        return Problem(
            projects=tuple(self._project(each) for each in self.form.projects),
            carriers=tuple(
                Carrier(
                    each.id, self.amounts(each.capacities), each.county, each.prefecture, self.amounts(each.reserved)
                )
                for each in self.form.carriers
            ),
            together=tuple(frozenset(group) for group in self.form.together),
            apart=tuple(frozenset(group) for group in self.form.apart),
            limits=tuple(limit for each in self.form.limits for limit in self._limits(each)),
            floors=tuple(Floor(_names(each.within), each.least, each.of) for each in self.form.floors),
            sense=self.form.sense,
        )

    def _limits(self, form: _Limit) -> list[Limit]:
        return [
            Limit(form.industry, _names(form.within), name, form.share) for name in self.amounts({form.resource: 0.0})
        ]

    def _project(self, form: _Project) -> Project:
        options = {
            name: Option(each) if isinstance(each, float) else Option(
                each.value, None if each.demands is None else self.amounts(each.demands), each.carrier,
                {carrier: self.amounts(amounts) for carrier, amounts in each.elsewhere.items()},
            )
            for name, each in form.options.items()
        }  # fmt: skip
        return Project(
            form.id, options, self.amounts(form.demands), form.industry, form.unplaced_price, form.fixed, form.priority, form.major
        )  # fmt: skip


def _names(given: str | list[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def read_orlib(path: Path) -> Problem:
    """OR-Library: m n, costs m × n, needs m × n, capacities m; least cost, every project placed.

    Refuses `placement-orlib` where the numbers are not as many as their head says.
    """
    try:
        numbers = [float(word) for word in path.read_text(encoding="utf-8").split()]
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise Refusal.of("placement-orlib", file=path.name, expected="m n …", found=0) from error
    m, n = (int(numbers[0]), int(numbers[1])) if len(numbers) > 1 and all(map(math.isfinite, numbers[:2])) else (0, 0)
    expected = 2 + 2 * m * n + m
    if m < 1 or n < 1 or len(numbers) != expected:
        raise Refusal.of("placement-orlib", file=path.name, expected=expected, found=len(numbers))
    costs, needs, room = numbers[2 : 2 + m * n], numbers[2 + m * n : 2 + 2 * m * n], numbers[2 + 2 * m * n :]
    name = [f"{i:06d}" for i in range(max(m, n))]
    projects = tuple(
        Project(
            name[j],
            {name[i]: Option(costs[i * n + j], {"capacity": needs[i * n + j]}) for i in range(m)},
            unplaced_price=None,
        )
        for j in range(n)
    )
    return Problem(projects, tuple(Carrier(name[i], {"capacity": room[i]}) for i in range(m)), sense="min")
