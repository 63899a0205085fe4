"""Examples that others worked by hand: votes, judgements and scales of the literature come out as printed."""

from itertools import combinations

import numpy as np
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.index.conftest import sheet

from chengjie.index import IndexDefinition, compute
from chengjie.index.frontier import doubt
from chengjie.index.judging import pairwise
from chengjie.index.scaling import scale
from chengjie.index.steps import Normalisation
from chengjie.index.voting import kemeny, outranking

VOTES = """
id: votes
title: {zh: 投票, en: Votes}
normalise: {method: borda}
aggregate: {method: sum}
groups: [{code: whole}]
indicators:
  - {code: one, parent: whole, weight: 3}
  - {code: two, parent: whole, weight: 5}
  - {code: three, parent: whole, weight: 7}
  - {code: four, parent: whole, weight: 6}
"""
ORDERS = {"one": "abcd", "two": "acbd", "three": "bdca", "four": "cbda"}
"""Moulin (1988), as the OECD/JRC handbook of 2008 uses it: 21 criteria in four orders of four alternatives."""
SAATY: dict[str, list[float]] = {
    "coffee": [1, 9, 5, 2, 1, 1, 1 / 2], "wine": [1 / 9, 1, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9], "tea": [1 / 5, 3, 1, 1 / 3, 1 / 4, 1 / 3, 1 / 9],
    "beer": [1 / 2, 9, 3, 1, 1 / 2, 1, 1 / 3], "soda": [1, 9, 4, 2, 1, 2, 1 / 2], "milk": [1, 9, 3, 1, 1 / 2, 1, 1 / 3], "water": [2, 9, 9, 3, 2, 3, 1],
}  # fmt: skip


def votes(method: str, scale: str) -> list[float]:
    text = VOTES.replace("method: sum", f"method: {method}").replace("method: borda", f"method: {scale}")
    figures = {code: [float(4 - order.index(unit)) for unit in "abcd"] for code, order in ORDERS.items()}
    found = compute(IndexDefinition.model_validate(yaml.safe_load(text)), sheet((), tuple("abcd"), **figures))
    return [float(each) for each in found.score]


def test_twenty_one_criteria_by_borda_are_won_by_b() -> None:
    assert votes("sum", "borda") == [24, 44, 38, 20]


def test_twenty_one_criteria_by_duels_and_by_the_order_that_agrees_most_are_won_by_c() -> None:
    assert votes("copeland", "rank") == [-3, 1, 3, -1]
    assert votes("kemeny", "rank") == [0, 2, 3, 1]
    values = np.array([[4.0 - order.index(unit) for unit in "abcd"] for order in ORDERS.values()])
    found = kemeny(values, np.array([3.0, 5, 7, 6]))
    assert found.agreement * 21 == pytest.approx(11 + 14 + 13 + 21 + 13 + 13)


def test_the_circle_of_condorcet_is_cut_at_its_weakest_link() -> None:
    """Condorcet (1785), Young (1988): sixty voters, a before b before c before a; what agrees most is b, c, a."""
    values = np.array([[3.0 - order.index(unit) for unit in "abc"] for order in ("abc", "bca", "bac", "cab", "cba")])
    weights = np.array([23.0, 17, 2, 10, 8])
    before = outranking(values, weights) * 60
    assert [round(before[place]) for place in ((0, 1), (1, 2), (2, 0))] == [33, 42, 35]
    found = kemeny(values, weights)
    assert (found.order, round(found.agreement * 60), found.status) == ((1, 2, 0), 104, "optimal")


def test_what_people_drink_by_pairwise_comparison() -> None:
    """Saaty (2008), consumption of drinks in the United States: weights to three places, consistency ratio 0.022."""
    names = list(SAATY)
    comparisons = {f"{one}/{other}": SAATY[one][names.index(other)] for one, other in combinations(names, 2)}
    judged = pairwise(comparisons, names)
    np.testing.assert_allclose(judged.weights, [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327], atol=6e-4)
    assert judged.inconsistency == pytest.approx(0.022, abs=5e-4)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 20), st.integers(1, 20)), min_size=2, max_size=8))
def test_the_benefit_of_the_doubt_is_the_best_corner_of_the_weights_allowed(figures: list[tuple[int, int]]) -> None:
    """An oracle without a solver: over two indicators the best weights stand where two limits cross."""
    points = np.array(figures, dtype=float)
    lines = [*((one, 1.0) for one in points), (np.array([1.0, 0.0]), 0.0), (np.array([0.0, 1.0]), 0.0)]
    corners = []
    for (one, first), (other, second) in combinations(lines, 2):
        both = np.array([one, other])
        if abs(np.linalg.det(both)) > 1e-9:
            corners.append(np.linalg.solve(both, [first, second]))
    allowed = [each for each in corners if (each >= -1e-9).all() and (points @ each <= 1 + 1e-9).all()]
    np.testing.assert_allclose(doubt(points.T).scores, np.max(points @ np.array(allowed).T, axis=1), atol=1e-7)


@pytest.mark.parametrize(
    ("direction", "margin", "expected"), [(1, 0.0, [-1, -1, 1]), (1, 0.5, [-1, 0, 1]), (-1, 0.0, [1, 1, -1])]
)
def test_above_and_below_the_mean_by_a_margin(direction: int, margin: float, expected: list[float]) -> None:
    assert (
        scale(np.array([1.0, 4, 10]), direction, Normalisation(method="above-mean", margin=margin)).tolist() == expected
    )


def test_bands_by_share_of_the_units_are_those_of_the_handbook() -> None:
    """Scores 0 to 100 with edges at the percentiles 15, 25, 65, 85 and 95 (handbook 2008, categorical scales)."""
    how = Normalisation(method="quantile-bands", bands=((0.15, 20), (0.25, 40), (0.65, 60), (0.85, 80), (0.95, 100)))
    found = scale(np.arange(101.0), 1, how)
    assert [found[place] for place in (14, 15, 24, 25, 64, 65, 84, 85, 94, 95, 100)] == [0, 20, 20, 40, 40, 60, 60, 80, 80, 100, 100]  # fmt: skip


def test_a_share_of_the_units_above_all_of_them_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        Normalisation(method="quantile-bands", bands=((15, 20),))
