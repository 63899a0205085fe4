"""Why a project stays out, and why nothing fits at all, in words that name capacities and projects."""

from __future__ import annotations

import dataclasses

from tests.placement.conftest import two_parks

from chengjie.placement import Carrier, Floor, Limit, Option, Project, colliding, unplaced, why_not
from chengjie.placement.collide import smallest

OUT: dict[str, str | None] = {"p": "b", "q": "a", "r": None}


def test_a_project_that_stays_out_hears_what_is_missing_and_what_helps() -> None:
    tight = (Carrier("a", {"land": 8.0}), Carrier("b", {"land": 6.0}))
    (conflict,) = unplaced(two_parks(carriers=tight), OUT)
    assert conflict.projects == ("r",)
    assert "a 的land要 9，只有 8" in conflict.reason.zh
    assert conflict.remedy.en == "add 1 of land in a"


def test_a_project_without_eligible_carriers_hears_so() -> None:
    none = two_parks(projects=(Project("z", {}, {"land": 1.0}),))
    assert "no carrier is eligible" in unplaced(none, {"z": None})[0].reason.en


def test_a_project_that_would_fit_hears_that_nothing_is_gained() -> None:
    assert "nothing is gained" in unplaced(two_parks(), OUT)[0].reason.en


def test_why_not_there_names_limits_and_groups() -> None:
    problem = two_parks(limits=(Limit("textile", ("A",), "land", 0.5),), apart=(frozenset("pq"),))
    assert [each.kind for each in why_not(problem, {"p": None, "q": "a", "r": None}, "p", "a")] == [
        "capacity",
        "limit",
        "apart",
    ]


def test_the_smallest_set_that_collides_is_named() -> None:
    p, q, r = (dataclasses.replace(each, unplaced_price=None) for each in two_parks().projects)
    idle = Project("s", {"b": Option(1.0)}, {"land": 0.0}, unplaced_price=None)
    only_a = (
        dataclasses.replace(p, options={"a": Option(9.0)}), dataclasses.replace(q, options={"a": Option(8.0)}), r, idle,
    )  # fmt: skip
    (conflict,) = colliding(two_parks(projects=only_a))
    assert len(conflict.projects) == 2
    assert "s" not in conflict.projects
    assert "p" in conflict.projects
    assert "add" in conflict.remedy.en


def test_a_floor_that_cannot_be_reached_is_named() -> None:
    (conflict,) = colliding(two_parks(floors=(Floor(("B",), 5.0),)))
    assert "兜底" in conflict.reason.zh


def test_a_set_that_can_be_met_has_nothing_smallest_beyond_one() -> None:
    assert smallest([], lambda _: True) == []
