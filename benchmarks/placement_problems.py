"""Placement problems that are made up: the classes A–E of the literature on generalised assignment, and our own family.

Every generator takes a seed and nothing from outside, so that a figure can be measured again.
"""

from __future__ import annotations

import numpy as np

from chengjie.placement import Carrier, Limit, Option, Problem, Project

RESOURCES = ("energy", "labour", "land", "power", "water")
PARKS, INDUSTRIES, ELIGIBLE, SHARE = 66, 20, 0.3, 0.35


def assignment(kind: str, agents: int, jobs: int, seed: int) -> str:
    """One instance of type A, B, C, D or E in the OR-Library layout.

    Sources: Chu and Beasley 1997 (A–D), Laguna et al. 1995 (E).
    """
    draw = np.random.default_rng(seed)
    need, cost = draw.integers(5, 26, (agents, jobs)), draw.integers(10, 51, (agents, jobs))
    if kind == "D":
        need = draw.integers(1, 101, (agents, jobs))
        cost = 111 - need + draw.integers(-10, 11, (agents, jobs))
    elif kind == "E":
        need = np.floor(1 - 10 * np.log(1 - draw.random((agents, jobs)))).astype(int)
        cost = np.floor(1000 / need - 10 * draw.random((agents, jobs))).astype(int)
    if kind in "AB":
        cheapest = cost.argmin(axis=0)
        most = max(int(need[i, cheapest == i].sum()) for i in range(agents))
        room = np.full(agents, int((0.6 * jobs / agents * 15 + 0.4 * most) * (1.0 if kind == "A" else 0.7)))
    else:
        room = (0.8 * need.sum(axis=1) / agents).astype(int)
    lines = [f"{agents} {jobs}", *(" ".join(map(str, row)) for row in (*cost.tolist(), *need.tolist(), room.tolist()))]
    return "\n".join(lines) + "\n"


def family(projects: int, kind: str, seed: int) -> Problem:
    """Our own family: 66 carriers, five capacities, 30 % of the pairs eligible, one industry at most 35 % of a carrier's land.

    "typical": land is asked for 1.1 times, the rest is ample. "hard": everything is asked for 1.6 times, sizes have a heavy tail.
    """
    draw = np.random.default_rng(seed)
    size = draw.lognormal(0.0, 0.8, projects) if kind == "typical" else draw.pareto(1.5, projects) + 0.2
    land = np.round(20 * size * draw.lognormal(0.0, 0.3, projects), 1) + 0.5
    invested = size * draw.lognormal(0.0, 0.5, projects)
    needs = {name: np.round(100 * size * draw.lognormal(0.0, 0.5, projects), 1) for name in RESOURCES} | {"land": land}
    weight = draw.lognormal(0.0, 0.5, PARKS)
    weight /= weight.sum()
    room: dict[str, list[float]] = {}
    for name in RESOURCES:
        asked = 1.6 if kind == "hard" else 1.1 if name == "land" else 0.5
        jitter = weight if name == "land" else weight * draw.lognormal(0.0, 0.2, PARKS)
        room[name] = np.round(needs[name].sum() / asked * jitter / jitter.sum(), 1).tolist()
    eligible = draw.random((projects, PARKS)) < ELIGIBLE
    fit = draw.beta(2, 2, (projects, PARKS))
    value = np.round(100 * fit * np.sqrt(invested)[:, None], 3)
    industry = draw.integers(0, INDUSTRIES, projects)
    park = [f"park{n:02d}" for n in range(PARKS)]
    made = tuple(
        Project(
            f"p{j:05d}",
            {park[k]: Option(float(value[j, k])) for k in np.flatnonzero(eligible[j])},
            {name: float(needs[name][j]) for name in RESOURCES},
            f"industry{industry[j]:02d}",
        )
        for j in range(projects)
    )
    return Problem(
        made,
        tuple(Carrier(park[k], {name: room[name][k] for name in RESOURCES}) for k in range(PARKS)),
        limits=tuple(Limit(f"industry{i:02d}", (name,), "land", SHARE) for i in range(INDUSTRIES) for name in park),
    )
