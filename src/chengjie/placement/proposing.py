"""A placement problem from a zone: MATCH says who may stand where and what it is worth, a table says what the carriers have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chengjie.errors import Fault, Refusal
from chengjie.placement.problem import Carrier, Option, Problem, Project

if TYPE_CHECKING:
    import chengjie.matching
    from chengjie.package import Package

AMOUNTS = ("land", "plant_area", "power", "water", "energy", "jobs")


@dataclass(frozen=True)
class Doubt:
    """A carrier that MATCH could not decide for a project, with what is missing by name."""

    project: str
    carrier: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Proposal:
    """A problem made ready, and what was left out of it because it is not known."""

    problem: Problem
    doubts: tuple[Doubt, ...]


def propose(
    package: Package, wanted: Sequence[chengjie.matching.Project], capacities: Mapping[str, Mapping[str, float]], *,
    with_doubts: bool = False,
) -> Proposal:  # fmt: skip
    """Projects with their eligible carriers and scores, carriers with their capacities (by id; amounts in the units of a project).

    A carrier whose verdict is *no* is no option; one whose verdict is *unknown* only where `with_doubts` says so.
    Refuses `placement-carrier-unknown` and `placement-need-unknown`: what a project needs of a capacity that is counted
    is asked for by name.
    """
    from chengjie.register import carriers  # matching and the register are slow to start

    known = {carrier.id: carrier for carrier in carriers(package)}
    counted = [name for name in AMOUNTS if any(name in each for each in capacities.values())]
    faults = [
        Fault("placement-carrier-unknown", parameters={"carrier": name}) for name in capacities if name not in known
    ]
    faults += _unsaid(wanted, counted)
    if faults:
        raise Refusal(faults)
    doubts: list[Doubt] = []
    projects = tuple(_project(each, package, capacities, counted, doubts, with_doubts=with_doubts) for each in wanted)
    placed = tuple(_carrier(name, dict(rooms), package, known[name].counties) for name, rooms in capacities.items())
    return Proposal(Problem(projects, placed), tuple(doubts))


def _unsaid(wanted: Sequence[chengjie.matching.Project], counted: Sequence[str]) -> Iterator[Fault]:
    for project in wanted:
        for name in counted:
            if getattr(project, name) is None:
                yield Fault("placement-need-unknown", parameters={"project": project.name, "what": name})


def _project(
    wanted: chengjie.matching.Project, package: Package, capacities: Mapping[str, Mapping[str, float]], counted: Sequence[str],
    doubts: list[Doubt], *, with_doubts: bool,
) -> Project:  # fmt: skip
    import chengjie.matching
    from chengjie.matching.answer import NO, UNKNOWN

    options = {}
    for ranked in chengjie.matching.match(wanted, package).ranking:
        name = ranked.carrier.id
        if name not in capacities or ranked.verdict == NO:
            continue
        if ranked.verdict == UNKNOWN:
            doubts.append(Doubt(wanted.name, name, tuple(each.name for each in ranked.missing)))
            if not with_doubts:
                continue
        options[name] = Option(round(ranked.score, 6))
    demands = {name: float(getattr(wanted, name).value) for name in counted}
    return Project(wanted.name, options, demands, wanted.industry)


def _carrier(name: str, rooms: dict[str, float], package: Package, counties: Sequence[str]) -> Carrier:
    from chengjie.register import places

    county = places(package).by_code(counties[0]) if counties else None
    prefecture = places(package).by_code(county.parent) if county and county.parent else None
    return Carrier(name, rooms, county.name if county else None, prefecture.name if prefecture else None)
