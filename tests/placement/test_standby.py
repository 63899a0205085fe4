"""What stands ready at once: it holds, and its bound is no less than its worth."""

from __future__ import annotations

import numpy as np
import pytest
from tests.placement.conftest import two_parks

from chengjie.placement import BestFound, Carrier, Optimal, Option, Problem, Project, check, solve, value
from chengjie.placement.model import build, fits
from chengjie.placement.search import Search
from chengjie.placement.standby import at_hand, ceiling, standby


def test_an_answer_that_holds_is_there_however_short_the_time() -> None:
    problem = two_parks()
    answer = solve(problem, seconds=0.01)
    assert isinstance(answer, BestFound | Optimal)
    assert check(problem, answer.assignment) == ()
    assert answer.value <= answer.bound


def test_who_has_most_to_lose_comes_first_and_nobody_is_put_where_there_is_no_room() -> None:
    problem = two_parks()
    model, naming = build(problem)
    chosen = standby(model)
    assert chosen is not None
    assert check(problem, naming.assignment(chosen)) == ()
    assert np.all(model.value[chosen] <= ceiling(model))
    assert model.value[chosen].sum() <= ceiling(model)


def test_what_the_caller_gives_is_at_hand_where_it_is_worth_more() -> None:
    problem = crossed()
    model, naming = build(problem)
    better = naming.columns(model, {"p": "b", "q": "a"})
    assert at_hand(model, better) is better
    worse = naming.columns(model, {"p": None, "q": None})
    known = at_hand(model, worse)
    assert known is not None
    assert model.value[known].sum() == 9.0


def test_what_the_caller_gives_is_not_at_hand_where_it_does_not_hold() -> None:
    model, naming = build(crossed())
    overloaded = naming.columns(model, {"p": "a", "q": "a"})
    known = at_hand(model, overloaded)
    assert known is not None
    assert fits(model, known)
    assert model.value[known].sum() == 9.0


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.2, 1.0])
def test_a_start_is_never_answered_with_less_however_short_the_time(seconds: float) -> None:
    problem, start = crossed(), {"p": "b", "q": "a"}
    answer = solve(problem, seconds=seconds, start=start)
    assert isinstance(answer, BestFound | Optimal)
    assert check(problem, answer.assignment) == ()
    assert answer.value >= value(problem, start) == 16.0


def test_a_search_mends_a_start_that_holds_no_more() -> None:
    model, naming = build(crossed())
    found = Search(model, start=naming.columns(model, {"p": "a", "q": "a"})).found()
    assert found.chosen is not None
    assert fits(model, found.chosen)
    assert found.worth == model.value[found.chosen].sum()


def crossed() -> Problem:
    """Two projects that both want a, where one has room: who comes first takes it, though it could as well be in b."""
    projects = (
        Project("p", {"a": Option(9.0), "b": Option(8.0)}, {"land": 5.0}),
        Project("q", {"a": Option(8.0)}, {"land": 5.0}),
    )
    return Problem(projects, (Carrier("a", {"land": 5.0}), Carrier("b", {"land": 5.0})))
