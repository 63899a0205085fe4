"""What makes a placement problem unsound: each fault with its code, all of them found at once."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from chengjie.errors import Fault, Where

if TYPE_CHECKING:
    from chengjie.placement.problem import Carrier, Option, Problem, Project


def faults(problem: Problem) -> Iterator[Fault]:
    """Every fault of a problem."""
    if not problem.projects:
        yield Fault("placement-no-projects")
    if not problem.carriers:
        yield Fault("placement-no-carriers")
    for names in ([each.id for each in problem.projects], [each.id for each in problem.carriers]):
        yield from (Fault("placement-id-twice", parameters={"id": name}) for name, n in Counter(names).items() if n > 1)
    carriers = {carrier.id: carrier for carrier in problem.carriers}
    for carrier in problem.carriers:
        yield from _carrier(carrier)
    for project in problem.projects:
        yield from _project(project, carriers)
    yield from _missing(problem, carriers)
    yield from _groups(problem)
    yield from _limits(problem)
    yield from _floors(problem)


def _amounts(amounts: Mapping[str, float], name: str, *, endless: bool = False) -> Iterator[Fault]:
    for what, amount in amounts.items():
        if math.isnan(amount) or (math.isinf(amount) and not (endless and amount > 0)):
            yield Fault("placement-not-a-number", Where(column=what), {"id": name, "name": what})
        elif amount < 0:
            yield Fault("placement-negative", Where(column=what), {"id": name, "name": what, "value": amount})


def _carrier(carrier: Carrier) -> Iterator[Fault]:
    if not carrier.capacities:
        yield Fault("placement-no-capacity", parameters={"carrier": carrier.id})
    yield from _amounts(carrier.capacities, carrier.id, endless=True)
    yield from _amounts(carrier.reserved, carrier.id)
    for resource, amount in carrier.reserved.items():
        room = carrier.capacities.get(resource, 0.0)
        if amount > room:
            yield Fault("placement-reserve", parameters={"carrier": carrier.id, "resource": resource, "amount": amount, "room": room})  # fmt: skip


def _project(project: Project, carriers: Mapping[str, Carrier]) -> Iterator[Fault]:
    yield from _amounts(project.demands, project.id)
    if project.unplaced_price is not None:
        yield from _amounts({"unplaced_price": project.unplaced_price}, project.id)
    if project.priority is not None and project.priority < 1:
        yield Fault("placement-priority", parameters={"project": project.id, "priority": project.priority})
    for name, option in project.options.items():
        yield from _option(project, name, option, carriers)
    if project.fixed is not None and project.fixed not in project.options:
        yield Fault("placement-fixed-unknown", parameters={"project": project.id, "carrier": project.fixed})


def _option(project: Project, name: str, option: Option, carriers: Mapping[str, Carrier]) -> Iterator[Fault]:
    if not math.isfinite(option.value):
        yield Fault("placement-not-a-number", Where(column=name), {"id": project.id, "name": "value"})
    yield from _amounts(option.demands or {}, f"{project.id}/{name}")
    for amounts in option.elsewhere.values():
        yield from _amounts(amounts, f"{project.id}/{name}")
    for carrier in (option.carrier or name, *option.elsewhere):
        if carrier not in carriers:
            yield Fault("placement-option-unknown", Where(column="options"), {"project": project.id, "carrier": carrier})  # fmt: skip


def _missing(problem: Problem, carriers: Mapping[str, Carrier]) -> Iterator[Fault]:
    """Capacities that a project would draw on and nobody has stated: asked for by name, never taken as endless."""
    asked: dict[tuple[str, str], None] = {}
    for project in problem.projects:
        for name, option in project.options.items():
            for carrier, amounts in chain([(option.carrier or name, project.needs(name))], option.elsewhere.items()):
                known = carriers[carrier].capacities if carrier in carriers else amounts
                if not amounts.keys() <= known.keys():
                    asked |= {(carrier, what): None for what, n in amounts.items() if n > 0 and what not in known}
    for carrier, what in sorted(asked):
        yield Fault("placement-capacity-unknown", parameters={"carrier": carrier, "resource": what})


def _groups(problem: Problem) -> Iterator[Fault]:
    known = {project.id: project for project in problem.projects}
    for group in (*problem.together, *problem.apart):
        yield from (
            Fault("placement-group-unknown", parameters={"project": name}) for name in sorted(group - set(known))
        )
    joined = _joined(problem.together)
    for one in problem.apart:
        for other in joined:
            if len(one & other) > 1:
                yield Fault("placement-groups-collide", parameters={"projects": "、".join(sorted(one & other))})
    for group in joined:
        held = _held(known[name] for name in group if name in known)
        if len(held) > 1:
            yield Fault("placement-groups-fixed", parameters={"projects": "、".join(sorted(group)), "carriers": "、".join(sorted(held))})  # fmt: skip


def _held(projects: Iterable[Project]) -> set[str]:
    """Where those stand that stay."""
    return {each.where(each.fixed) for each in projects if each.fixed is not None and each.fixed in each.options}


def _joined(groups: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Groups that share a project are one."""
    joined: list[frozenset[str]] = []
    for group in groups:
        touching = [each for each in joined if each & group]
        joined = [each for each in joined if not each & group] + [group.union(*touching)]
    return joined


def _areas(problem: Problem) -> set[str | None]:
    return {area for c in problem.carriers for area in (c.id, c.county, c.prefecture)}


def _limits(problem: Problem) -> Iterator[Fault]:
    areas = _areas(problem)
    for limit in problem.limits:
        for name in limit.within:
            if name not in areas:
                yield Fault("placement-area-unknown", parameters={"within": name})
        if not 0 <= limit.share <= 1:
            yield Fault("placement-share", parameters={"within": "、".join(limit.within), "share": limit.share})
        for carrier in problem.carriers:
            if carrier.inside(limit.within) and not math.isfinite(carrier.capacities.get(limit.resource, math.inf)):
                yield Fault("placement-limit-endless", parameters={"carrier": carrier.id, "resource": limit.resource})


def _floors(problem: Problem) -> Iterator[Fault]:
    areas = _areas(problem)
    for floor in problem.floors:
        yield from (
            Fault("placement-area-unknown", parameters={"within": name}) for name in floor.within if name not in areas
        )
        name = "、".join(floor.within)
        yield from _amounts({"least": floor.least}, name)
        if floor.of == "value" and problem.sense == "min":
            yield Fault("placement-floor-cost", parameters={"within": name})
