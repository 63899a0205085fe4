"""Orders out of orders: duels, the order that agrees most, and whether it is proven."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.index.conftest import codes, index, indicator, sheet

from chengjie.index import compute
from chengjie.index.frontier import doubt
from chengjie.index.voting import agreement, copeland, kemeny, outranking


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 4), min_size=5, max_size=5), min_size=1, max_size=4))
def test_the_proven_order_is_the_best_of_all_orders(rows: list[list[int]]) -> None:
    values, weights = np.array(rows, dtype=float), np.ones(len(rows))
    before = outranking(values, weights)
    best = max(agreement(before, list(order)) for order in permutations(range(5)))
    found = kemeny(values, weights)
    assert found.status == "optimal"
    assert found.agreement == pytest.approx(best)
    assert found.agreement <= found.bound + 1e-9


def test_a_unit_that_wins_every_duel_comes_first() -> None:
    values = np.array([[3.0, 2, 1], [3, 1, 2], [2, 3, 1]])
    assert kemeny(values, np.ones(3)).order[0] == int(copeland(values, np.ones(3)).argmax()) == 0


def test_beyond_the_exact_size_the_bound_is_shown_and_optimal_only_where_it_is_met() -> None:
    agreed = kemeny(np.vstack([np.arange(20.0)] * 3), np.ones(3))
    assert (agreed.status, agreed.agreement, agreed.bound) == ("optimal", 190.0, 190.0)
    torn = kemeny(np.random.default_rng(1).random((7, 20)), np.ones(7))
    assert torn.status == "heuristic"
    assert torn.agreement < torn.bound
    assert torn.agreement > 0.9 * torn.bound


@pytest.mark.parametrize("method", ["copeland", "kemeny"])
def test_who_is_unknown_in_one_column_takes_no_part(method: str) -> None:
    definition = index(indicator("a"), indicator("b"), aggregate={"method": method})
    assert compute(definition, sheet(a=[3, 2, 1, float("nan")], b=[3, 2, 1, 9])).ranks == (1, 2, 3, None)


def test_each_unit_has_the_benefit_of_the_doubt() -> None:
    scores = doubt(np.array([[4.0, 1, 2], [1, 4, 2]])).scores
    np.testing.assert_allclose(scores, [1, 1, 0.8])


def test_bounds_on_shares_only_lower_a_score() -> None:
    values = np.random.default_rng(2).random((3, 12)) + 0.1
    free, bound = doubt(values).scores, doubt(values, shares=(0.2, 0.6)).scores
    assert (bound <= free + 1e-9).all()
    assert bound.max() <= 1 + 1e-9


def test_shares_that_cannot_hold_and_negative_values_are_refused() -> None:
    assert codes(lambda: doubt(np.ones((2, 2)), shares=(0.6, 1.0))) == ["index-doubt-shares"]
    assert codes(lambda: doubt(np.array([[1.0, -1.0]]))) == ["index-not-positive"]
