"""Small problems that people can check by hand, and any small problem for the property tests."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from chengjie.placement import Carrier, Floor, Limit, Option, Problem, Project


def two_parks(**changes: object) -> Problem:
    """Three projects, two carriers; each project is worth most in a."""
    projects = (
        Project("p", {"a": Option(9.0), "b": Option(5.0)}, {"land": 6.0}, "textile"),
        Project("q", {"a": Option(8.0), "b": Option(2.0)}, {"land": 5.0}, "textile"),
        Project("r", {"a": Option(3.0)}, {"land": 4.0}, "food"),
    )
    carriers = (Carrier("a", {"land": 10.0}, "A", "X"), Carrier("b", {"land": 6.0}, "B", "X"))
    return Problem(**{"projects": projects, "carriers": carriers} | changes)  # type: ignore[arg-type]  # given by the test


amounts = st.integers(0, 9).map(float)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to five projects and three carriers with everything that a problem may have."""
    carriers = [
        Carrier(
            name, {"land": draw(amounts) + 3, "power": draw(amounts) + 3}, county=draw(st.sampled_from("AB")),
            reserved={"land": 2.0} if draw(st.booleans()) else {},
        )
        for name in "abc"[: draw(st.integers(1, 3))]
    ]  # fmt: skip
    names = [f"p{n}" for n in range(draw(st.integers(1, 5)))]
    projects = [_project(draw, name, carriers) for name in names]
    pairs = st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True).map(frozenset)
    together = draw(st.lists(pairs, max_size=1)) if len(names) > 1 else []
    stays = {each.id: each.where(each.fixed) for each in projects if each.fixed}
    together = [group for group in together if len({stays[name] for name in group if name in stays}) < 2]
    apart = [one for one in (draw(st.lists(pairs, max_size=1)) if len(names) > 1 else []) if one not in together]
    counties = sorted({carrier.county for carrier in carriers if carrier.county})
    limits = [
        Limit("i", (county,), "land", draw(st.sampled_from([0.3, 0.5, 1.0])))
        for county in counties
        if draw(st.booleans())
    ]
    floors = [Floor((draw(st.sampled_from(counties)),), 1.0)] if draw(st.booleans()) else []
    return Problem(
        tuple(projects), tuple(carriers), tuple(together), tuple(apart), tuple(limits), tuple(floors),
        draw(st.sampled_from(["max", "min"])),
    )  # fmt: skip


def _project(draw: st.DrawFn, name: str, carriers: list[Carrier]) -> Project:
    options = {each.id: Option(draw(amounts)) for each in carriers if draw(st.integers(0, 3))}
    if draw(st.booleans()):
        home = carriers[0].id
        options["enclave"] = Option(
            draw(amounts), {"land": draw(amounts)}, home, {carriers[-1].id: {"power": draw(amounts)}}
        )
    fixed = draw(st.sampled_from(sorted(options))) if options and draw(st.integers(0, 4)) == 0 else None
    price = None if draw(st.integers(0, 3)) == 0 else draw(amounts)
    demands = {"land": draw(amounts), "power": draw(amounts)}
    return Project(name, options, demands, draw(st.sampled_from("ij")), price, fixed, major=draw(st.booleans()))


@pytest.fixture(scope="session", autouse=True)
def _ready(compiled: None) -> None:
    """Every test here may solve."""
