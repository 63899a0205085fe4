"""Every fault of a problem is refused, by its own code, with all the others."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest
from tests.placement.conftest import two_parks

from chengjie.errors import Refusal
from chengjie.placement import Carrier, Floor, Limit, Option, Problem, Project

A = Carrier("a", {"land": 10.0}, "A")


def project(name: str = "p", **changes: Any) -> Project:
    plain: dict[str, Any] = {"id": name, "options": {"a": Option(1.0)}, "demands": {"land": 1.0}}
    plain.update(changes)
    return Project(**plain)


def one(**changes: Any) -> Problem:
    return two_parks(projects=(project(**changes),), carriers=(A,))


WRONG: dict[str, Callable[[], object]] = {
    "placement-no-projects": lambda: two_parks(projects=()),
    "placement-no-carriers": lambda: two_parks(carriers=()),
    "placement-id-twice": lambda: two_parks(carriers=(A, A)),
    "placement-no-capacity": lambda: two_parks(carriers=(Carrier("a", {}), Carrier("b", {"land": 1.0}))),
    "placement-capacity-unknown": lambda: one(demands={"water": 1.0}),
    "placement-not-a-number": lambda: one(demands={"land": math.nan}),
    "placement-negative": lambda: one(demands={"land": -1.0}),
    "placement-reserve": lambda: two_parks(projects=(project(),), carriers=(Carrier("a", {"land": 1.0}, reserved={"land": 2.0}),)),
    "placement-priority": lambda: one(priority=0),
    "placement-option-unknown": lambda: one(options={"z": Option(1.0)}),
    "placement-fixed-unknown": lambda: one(fixed="z"),
    "placement-group-unknown": lambda: two_parks(apart=(frozenset({"p", "z"}),)),
    "placement-groups-collide": lambda: two_parks(apart=(frozenset("pq"),), together=(frozenset("pr"), frozenset("rq"))),
    "placement-groups-fixed": lambda: two_parks(
        projects=(project("p", fixed="a"), project("q", options={"b": Option(1.0)}, fixed="b")), together=(frozenset("pq"),)
    ),
    "placement-area-unknown": lambda: two_parks(limits=(Limit("textile", ("Z",), "land", 0.5),)),
    "placement-share": lambda: two_parks(limits=(Limit("textile", ("A",), "land", 35.0),)),
    "placement-limit-endless": lambda: two_parks(limits=(Limit("textile", ("A",), "water", 0.5),)),
    "placement-floor-cost": lambda: two_parks(floors=(Floor(("A",), 1.0, "value"),), sense="min"),
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(WRONG))
def test_a_fault_has_its_own_code(code: str) -> None:
    with pytest.raises(Refusal) as refused:
        WRONG[code]()
    assert code in {fault.code for fault in refused.value.faults}


def test_all_faults_are_found_at_once() -> None:
    with pytest.raises(Refusal) as refused:
        one(demands={"land": math.inf, "water": -2.0}, fixed="z", priority=-1)
    codes = {fault.code for fault in refused.value.faults}
    assert codes == {"placement-not-a-number", "placement-negative", "placement-fixed-unknown", "placement-priority"}


def test_without_limit_is_said_and_zero_is_a_capacity() -> None:
    endless = two_parks(projects=(project(),), carriers=(Carrier("a", {"land": math.inf}),))
    none = two_parks(projects=(project(),), carriers=(Carrier("a", {"land": 0.0}),))
    assert endless.carriers[0].capacities["land"] == math.inf
    assert none.carriers[0].capacities["land"] == 0.0
