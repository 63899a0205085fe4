"""The solvers against brute force, whatever the order of the input; what comes out has passed the check."""

from __future__ import annotations

import dataclasses
import itertools
import math
import random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.placement.conftest import problems, two_parks

from chengjie.placement import Carrier, Infeasible, Optimal, Option, Problem, Project, check, solve, value
from chengjie.placement.found import Found
from chengjie.placement.model import build
from chengjie.placement.proof import prove
from chengjie.placement.search import Search

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def best_of_all(problem: Problem) -> float | None:
    """Every assignment there is, checked one by one."""
    ways = [[None, *project.options] for project in problem.projects]
    names = [project.id for project in problem.projects]
    worths = [
        value(problem, assignment)
        for chosen in itertools.product(*ways)
        if not check(problem, assignment := dict(zip(names, chosen, strict=True)))
    ]
    return (max(worths) if problem.sense == "max" else min(worths)) if worths else None


def proven(problem: Problem) -> tuple[float | None, dict[str, str | None]]:
    """What the proof alone comes to, in this process."""
    model, naming = build(problem)
    if (model.first[1:] == model.first[:-1]).any():
        return None, {}
    told: list[Found] = []
    assert prove(model, lambda: None, told.append)
    best = max((found for found in told if found.chosen is not None), key=lambda found: found.worth, default=None)
    if best is None or best.chosen is None:
        return None, {}
    assert min(found.bound for found in told) == pytest.approx(best.worth)
    return naming.sign * best.worth, naming.assignment(best.chosen)


@QUICK
@given(problems())
def test_the_proof_agrees_with_brute_force(problem: Problem) -> None:
    expected = best_of_all(problem)
    found, assignment = proven(problem)
    assert (found is None) == (expected is None)
    if expected is not None:
        assert found == pytest.approx(expected)
        assert check(problem, assignment) == ()
        assert value(problem, assignment) == pytest.approx(expected)


@QUICK
@given(problems(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_changes_nothing(problem: Problem, dice: random.Random) -> None:
    def mixed(rows: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(dice.sample(rows, len(rows)))

    parts = ("projects", "carriers", "together", "apart", "limits", "floors")
    other = dataclasses.replace(problem, **{name: mixed(getattr(problem, name)) for name in parts})  # type: ignore[arg-type]  # the same kinds, mixed
    one, two = build(problem)[0], build(other)[0]
    for field in dataclasses.fields(one):
        assert np.array_equal(getattr(one, field.name), getattr(two, field.name)), field.name
    assert proven(problem)[1] == proven(other)[1]


@QUICK
@given(problems())
def test_what_the_search_finds_passes_the_check_and_stays_below_its_bound(problem: Problem) -> None:
    model, naming = build(problem)
    if (model.first[1:] == model.first[:-1]).any():
        return
    search = Search(model)
    search.walk(3000, 0)
    found = search.found()
    expected = best_of_all(problem)
    if expected is not None:
        assert naming.sign * expected <= found.bound + 1e-6
    if found.chosen is not None:
        assert expected is not None
        assert check(problem, naming.assignment(found.chosen)) == ()
        assert found.worth <= naming.sign * expected + 1e-6


def test_a_seed_and_rounds_give_the_same_choice_again() -> None:
    draw = np.random.default_rng(4)
    projects = tuple(
        Project(
            f"p{n:02d}",
            {name: Option(float(draw.integers(1, 99))) for name in "abcd"},
            {"land": float(draw.integers(1, 30))},
        )
        for n in range(40)
    )
    model, _ = build(Problem(projects, tuple(Carrier(name, {"land": 90.0}) for name in "abcd")))

    def ended() -> Found:
        search = Search(model, seed=5)
        for found, _ in zip(search.rounds(), range(4), strict=False):
            last = found
        return last

    one, two = ended(), ended()
    assert one.chosen is not None
    assert two.chosen is not None
    assert np.array_equal(one.chosen, two.chosen)
    assert one.work == two.work


def test_a_finished_answer_is_of_its_own_type() -> None:
    answer = solve(two_parks(), seconds=30)
    assert isinstance(answer, Optimal)
    assert (answer.value, answer.bound) == (16.0, 16.0)
    assert answer.assignment == {"p": "b", "q": "a", "r": "a"}


def test_a_problem_without_an_answer_is_proven_so() -> None:
    must = tuple(dataclasses.replace(each, unplaced_price=None) for each in two_parks().projects)
    tight = (Carrier("a", {"land": 8.0}), Carrier("b", {"land": 6.0}))
    assert isinstance(solve(two_parks(projects=must, carriers=tight), seconds=30), Infeasible)


def test_rounds_end_a_solve_without_a_clock() -> None:
    seen: list[float | None] = []
    answer = solve(two_parks(), rounds=1, told=lambda progress: seen.append(progress.bound))
    assert isinstance(answer, Optimal)
    assert all(bound is None or math.isfinite(bound) for bound in seen)


def test_the_proof_goes_on_when_no_placement_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chengjie.placement.proof.SMALL", 0)
    monkeypatch.setattr("chengjie.placement.proof.SMALL_CORE", 1000)
    draw = np.random.default_rng(7)
    projects = tuple(
        Project(
            f"p{n:02d}", {name: Option(float(111 - need), {"land": float(need)}) for name in "abc" for need in [int(draw.integers(5, 60))]},
            unplaced_price=None,
        )
        for n in range(12)
    )  # fmt: skip
    problem = Problem(projects, tuple(Carrier(name, {"land": 160.0}) for name in "abc"))
    model, naming = build(problem)
    told: list[Found] = []
    assert prove(model, lambda: None, told.append, most=100_000)
    best = max((found for found in told if found.chosen is not None), key=lambda found: found.worth)
    assert best.worth == min(found.bound for found in told)
    assert best.chosen is not None
    assert check(problem, naming.assignment(best.chosen)) == ()
