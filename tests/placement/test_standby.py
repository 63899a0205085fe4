"""What stands ready at once: it holds, and its bound is no less than its worth."""

from __future__ import annotations

import numpy as np
from tests.placement.conftest import two_parks

from chengjie.placement import BestFound, Optimal, check, solve
from chengjie.placement.model import build
from chengjie.placement.standby import ceiling, standby


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
