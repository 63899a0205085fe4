"""Assignments: stable whatever the scores, the largest total against every other way, amounts that are kept."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chengjie.errors import Refusal
from chengjie.matching import assigning
from chengjie.matching.assigning import Assigned, best_total, blocking, flow, stable


@st.composite
def markets(draw: st.DrawFn, most: int = 5) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Scores of both sides with many ties, pairs that are not allowed, and capacities."""
    n, m = draw(st.integers(1, most)), draw(st.integers(1, most))
    made = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return (
        made.integers(0, 4, (n, m)).astype(float), made.integers(0, 4, (n, m)).astype(float), made.random((n, m)) < 0.8,
        made.integers(0, 3, n), made.integers(0, 3, m),
    )  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(markets())
def test_no_pair_would_both_rather_have_each_other(market: tuple[np.ndarray, ...]) -> None:
    demand, supply, allowed, wants, room = market
    found = stable(demand, supply, allowed, wants, room)
    assert blocking(found, demand, supply, allowed, wants, room) == ()
    for i, want in enumerate(wants):
        assert sum(each.demand == i for each in found) <= want
    for j, take in enumerate(room):
        assert sum(each.supply == j for each in found) <= take
    assert all(allowed[each.demand, each.supply] for each in found)
    assert len({(each.demand, each.supply) for each in found}) == len(found)


def test_a_pair_that_would_both_rather_have_each_other_is_found() -> None:
    scores, ones = np.array([[2.0, 1.0], [1.0, 2.0]]), np.ones(2, dtype=np.int64)
    wrong = (Assigned(0, 1), Assigned(1, 0))
    assert blocking(wrong, scores, scores, np.ones((2, 2), dtype=bool), ones, ones) == ((0, 0), (1, 1))


@settings(max_examples=60, deadline=None)
@given(markets(4))
def test_the_total_is_the_largest_of_all_ways(market: tuple[np.ndarray, ...]) -> None:
    scores, _, allowed, wants, _ = market
    one = np.ones(scores.shape[1], dtype=np.int64)
    found = best_total(scores, allowed, np.minimum(wants, 1), one)
    best = 0.0
    for chosen in itertools.product(range(-1, scores.shape[1]), repeat=len(scores)):
        taken = [(i, j) for i, j in enumerate(chosen) if j >= 0]
        if all(allowed[i, j] and wants[i] for i, j in taken) and len({j for _, j in taken}) == len(taken):
            best = max(best, sum(scores[i, j] for i, j in taken))
    assert sum(scores[each.demand, each.supply] for each in found) == pytest.approx(best)


@settings(max_examples=40, deadline=None)
@given(markets(4))
def test_with_room_on_both_sides_no_pair_is_counted_twice(market: tuple[np.ndarray, ...]) -> None:
    scores, _, allowed, wants, room = market
    found = best_total(scores, allowed, wants + 1, room + 1)
    assert len({(each.demand, each.supply) for each in found}) == len(found)
    assert all(each.amount == 1 for each in found)
    for j, take in enumerate(room + 1):
        assert sum(each.supply == j for each in found) <= take


@settings(max_examples=40, deadline=None)
@given(markets(4))
def test_amounts_stay_within_what_is_wanted_and_what_there_is(market: tuple[np.ndarray, ...]) -> None:
    scores, _, allowed, wants, room = market
    found = flow(scores + 1, allowed, wants.astype(float), room.astype(float))
    for i, want in enumerate(wants):
        assert sum(each.amount for each in found if each.demand == i) <= want + 1e-6
    for j, take in enumerate(room):
        assert sum(each.amount for each in found if each.supply == j) <= take + 1e-6
    assert all(float(each.amount).is_integer() for each in found)


def test_where_there_is_room_for_all_each_takes_its_best() -> None:
    scores = np.array([[3.0, 2.0], [3.0, 1.0], [0.0, 1.0]])
    found = best_total(scores, scores > 0, np.ones(3, dtype=np.int64), np.full(2, 3))
    assert [(each.demand, each.supply) for each in found] == [(0, 0), (1, 0), (2, 1)]


def test_too_many_pairs_are_refused_before_they_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assigning, "MOST_FLOWS", 3)
    ones = np.ones(2)
    with pytest.raises(Refusal) as refused:
        flow(np.ones((2, 2)), np.ones((2, 2), dtype=bool), ones, ones)
    assert refused.value.faults[0].code == "board-too-large"


def test_a_flow_that_the_solver_does_not_finish_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        flow(np.ones((1, 1)), np.ones((1, 1), dtype=bool), np.array([-1.0]), np.ones(1))
    assert refused.value.faults[0].code == "board-unsolved"
