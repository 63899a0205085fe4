"""After a change: what moves least, what classes keep, what scenarios come to, what a unit is worth, what a zone proposes."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from decimal import Decimal

import pytest
from tests.placement.conftest import two_parks

import chengjie.matching
import chengjie.package
from chengjie.errors import Refusal
from chengjie.placement import Answer, BestFound, Optimal, Problem, figures, propose, replan, solve, worths
from chengjie.placement.classes import in_classes
from chengjie.placement.problem import Carrier
from chengjie.values import Quantity, Text


def test_what_moves_least_stands_beside_what_is_best() -> None:
    before = {"p": "a", "q": "b", "r": "a"}
    both = replan(two_parks(), before, rounds=1)
    assert isinstance(both.least, Optimal)
    assert isinstance(both.best, Optimal)
    assert (both.least.assignment, both.moved) == (before, ())
    assert (both.least.value, both.best.value) == (14.0, 16.0)
    assert both.moved_best == ("p", "q")


def test_a_first_class_is_not_pushed_out_by_a_dearer_second() -> None:
    p, q, r = two_parks().projects
    only_a = (Carrier("a", {"land": 6.0}), Carrier("b", {"land": 0.0}))
    problem = two_parks(projects=(p, dataclasses.replace(q, priority=1), r), carriers=only_a)
    answer = solve(problem, rounds=0)
    assert isinstance(answer, Optimal)
    assert answer.assignment == {"p": None, "q": "a", "r": None}


def test_a_stage_that_was_not_proven_leaves_the_answer_unproven() -> None:
    def weak(problem: Problem, _left: float, _before: object) -> BestFound | Optimal:
        placed: dict[str, str | None] = {project.id: None for project in problem.projects}
        return BestFound(0.0, 9.0, 0.1, placed) if len(placed) == 1 else Optimal(0.0, 0.0, 0.1, placed)

    p, q, r = two_parks().projects
    problem = two_parks(projects=(dataclasses.replace(p, priority=1), q, r))
    assert isinstance(in_classes(problem, 5.0, None, weak), BestFound)


def test_figures_of_a_placement() -> None:
    found = figures(two_parks(), {"p": "b", "q": "a", "r": None})
    assert (found.value, found.placed, found.projects) == (13.0, 2, 3)
    assert found.areas == {"X": (2, 13.0)}
    assert [(use.carrier, use.used, use.share) for use in found.uses] == [("a", 5.0, 0.5), ("b", 6.0, 1.0)]
    assert found.largest == ("X", "textile", 1.0)


def test_a_slack_capacity_is_worth_nothing() -> None:
    wide = (Carrier("a", {"land": 100.0}), Carrier("b", {"land": 6.0}))
    assert worths(two_parks(carriers=wide)) == ()


def project(**changes: object) -> chengjie.matching.Project:
    made = chengjie.matching.Project("一厂", "服装", land=Quantity(Decimal(80), "亩"))
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]  # given by the test


def test_a_zone_proposes_a_problem_and_lists_what_is_not_known() -> None:
    package = chengjie.package.open_package("xiangnan-xiangxi")
    ranking = chengjie.matching.match(project(), package).ranking
    rooms = {each.carrier.id: {"land": 1000.0} for each in ranking[:8]}
    made = propose(package, [project()], rooms, with_doubts=True)
    assert set(made.problem.projects[0].options) <= set(rooms)
    assert made.problem.projects[0].demands == {"land": 80.0}
    strict = propose(package, [project()], rooms)
    doubted = {doubt.carrier for doubt in strict.doubts}
    assert not doubted & set(strict.problem.projects[0].options)
    assert all(doubt.missing for doubt in strict.doubts)


def test_what_is_not_said_is_asked_for_by_name() -> None:
    package = chengjie.package.open_package("xiangnan-xiangxi")
    with pytest.raises(Refusal) as refused:
        propose(package, [project(land=None)], {"nowhere": {"land": 1.0}})
    assert {fault.code for fault in refused.value.faults} == {"placement-carrier-unknown", "placement-need-unknown"}


def test_a_class_begins_with_what_the_caller_gave_and_what_a_class_noted_is_kept() -> None:
    p, q, r = two_parks().projects
    problem = two_parks(projects=(dataclasses.replace(p, priority=1), q, r))
    begun: list[dict[str, str | None]] = []

    def noting(stage: Problem, _seconds: float, before: Mapping[str, str | None] | None) -> Answer:
        begun.append(dict(before or {}))
        where = {each.id: "b" if each.id == "p" else None for each in stage.projects}
        return BestFound(5.0, 9.0, 0.1, where, (Text("一", f"stage {len(begun)}"),))

    answer = in_classes(problem, 5.0, {"p": "a", "q": "b", "r": None}, noting)
    assert begun == [{"p": "a", "q": "b", "r": None}, {"p": "b", "q": "b", "r": None}]
    assert isinstance(answer, BestFound)
    assert [each.en for each in answer.notes] == ["stage 1", "stage 2"]
