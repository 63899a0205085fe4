"""Weights from figures and from people, against other programs and published examples."""

import numpy as np
import pymcdm.weights
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.index.conftest import GAP, codes, index, indicator, sheet

from chengjie.index import Group, compute
from chengjie.index.judging import best_worst, budget, pairwise
from chengjie.index.steps import Weighing
from chengjie.index.weighing import critic, entropy, principal, varimax

DATA = np.random.default_rng(7).random((40, 5)) + 0.1


def test_entropy_weights_are_those_of_pymcdm() -> None:
    np.testing.assert_allclose(entropy(DATA), pymcdm.weights.entropy_weights(DATA), atol=1e-12)


def test_critic_weights_are_those_of_pymcdm() -> None:
    np.testing.assert_allclose(critic(DATA), pymcdm.weights.critic_weights(DATA), atol=1e-12)


def test_principal_weights_sum_to_one_and_do_not_depend_on_units_of_measurement() -> None:
    found = principal(DATA)
    assert abs(found.sum() - 1) < 1e-12
    np.testing.assert_allclose(principal(DATA * [1, 10, 100, 0.1, 5]), found)


def test_turning_keeps_what_the_components_explain_together() -> None:
    loadings = np.random.default_rng(3).normal(size=(8, 3))
    turned = varimax(loadings)
    np.testing.assert_allclose((turned**2).sum(axis=1), (loadings**2).sum(axis=1))
    assert ((turned**2).var(axis=0)).sum() >= ((loadings**2).var(axis=0)).sum()


def test_consistent_comparisons_give_back_their_weights() -> None:
    judged = pairwise({"a/b": 2, "b/c": 3, "a/c": 6}, "abc")
    np.testing.assert_allclose(judged.weights, [0.6, 0.3, 0.1])
    assert judged.inconsistency < 1e-12


def test_contradicting_comparisons_are_refused_above_the_limit() -> None:
    how = Weighing(method="ahp", comparisons={"a/b": 9, "b/c": 9, "c/a": 9})
    definition = index(*(indicator(code) for code in "abc"), weigh=how)
    data = sheet(a=[1, 2], b=[1, 3], c=[1, 4])
    assert codes(lambda: compute(definition, data)) == ["index-judgement-inconsistent"]
    lenient = definition.model_copy(update={"weigh": how.model_copy(update={"consistency": 9.9})})
    assert compute(lenient, data).ranks == (2, 1)


def test_missing_comparisons_are_all_asked_for() -> None:
    assert codes(lambda: pairwise({"a/b": 2}, "abc")) == ["index-judgement-missing"] * 2


def test_a_pair_that_is_judged_both_ways_must_be_one_judgement() -> None:
    assert codes(lambda: pairwise({"a/b": 3, "b/a": 3}, "ab")) == ["index-judgement-contradicts"]
    np.testing.assert_allclose(pairwise({"a/b": 3, "b/a": 0.333}, "ab").weights, [0.75, 0.25], atol=1e-3)


def test_too_many_things_cannot_be_compared_in_pairs() -> None:
    assert codes(lambda: pairwise({}, [str(n) for n in range(16)])) == ["index-judgement-too-many"]


def test_each_expert_hands_out_the_whole() -> None:
    how = Weighing(method="budget", experts=({"a": 60, "b": 40}, {"a": 20, "b": 80}))
    assert budget(how, "ab", "x").tolist() == [0.4, 0.6]
    wrong = Weighing(method="budget", experts=({"a": 60, "b": 30}, {"a": 110, "b": -10}))
    assert codes(lambda: budget(wrong, "ab", "x")) == ["index-budget-total", "index-budget-negative"]
    assert codes(lambda: budget(Weighing(method="budget"), "ab", "x")) == ["index-judgement-missing"]


def test_best_and_worst_reproduce_the_published_car_example() -> None:
    """Rezaei 2016, linear model: quality, price, comfort, safety, style; price is best, style is worst."""
    how = Weighing(
        method="best-worst", best="price", worst="style",
        best_to_others={"quality": 2, "price": 1, "comfort": 4, "safety": 2, "style": 8},
        others_to_worst={"quality": 4, "price": 8, "comfort": 4, "safety": 2, "style": 1},
    )  # fmt: skip
    judged = best_worst(how, ["quality", "price", "comfort", "safety", "style"], "car")
    assert abs(judged.weights.sum() - 1) < 1e-9
    assert judged.weights.argmax() == 1
    assert judged.weights.argmin() == 4
    assert 0 < judged.inconsistency < 0.2


def test_best_and_worst_that_agree_leave_nothing_over() -> None:
    how = Weighing(method="best-worst", best="a", worst="c", best_to_others={"a": 1, "b": 2, "c": 6}, others_to_worst={"a": 6, "b": 3, "c": 1})  # fmt: skip
    judged = best_worst(how, ["a", "b", "c"], "x")
    np.testing.assert_allclose(judged.weights, [0.6, 0.3, 0.1], atol=1e-9)
    assert judged.inconsistency < 1e-9
    assert codes(lambda: best_worst(Weighing(method="best-worst"), ["a"], "x")) == ["index-judgement-missing"] * 4


@pytest.mark.parametrize(
    ("method", "columns", "normal", "code"),
    [
        ("entropy", {"a": [1, 2], "b": [1, 3]}, "min-max", "index-weighing-too-few"),
        ("entropy", {"a": [1, 2, 3], "b": [3, 1, 2]}, "z-score", "index-weighing-negative"),
        ("critic", {"a": [1, 2, 3, 9], "b": [1, 1, 1, 2]}, "min-max", None),
    ],
)
def test_figures_that_tell_no_weight_are_refused(method: str, columns: dict[str, list[float]], normal: str, code: str | None) -> None:  # fmt: skip
    definition = index(indicator("a"), indicator("b"), weigh={"method": method}, normalise={"method": normal})
    if code:
        assert codes(lambda: compute(definition, sheet(**columns))) == [code]
    else:
        assert abs(sum(compute(definition, sheet(**columns)).weights["total"].values()) - 1) < 1e-12


def test_a_column_that_is_flat_where_all_are_known_tells_no_weight() -> None:
    definition = index(indicator("a"), indicator("b"), weigh={"method": "critic"})
    data = sheet(a=[1, 2, 3, GAP], b=[1, 1, 1, 2])
    assert codes(lambda: compute(definition, data)) == ["index-weighing-flat"]


def test_a_group_may_be_weighed_by_its_own_method() -> None:
    groups = (Group(code="total"), Group(code="g", parent="total", weigh=Weighing(method="equal")))
    definition = index(
        indicator("a", "g", weight=3), indicator("b", "g", weight=1), indicator("c", weight=3), groups=groups
    )
    assert compute(definition, sheet(a=[1, 2], b=[1, 3], c=[1, 4])).weights == {
        "g": {"a": 0.5, "b": 0.5},
        "total": {"g": 0.25, "c": 0.75},
    }


@given(arrays(np.float64, (6, 3), elements=st.integers(1, 1000).map(float)))
def test_weights_from_figures_are_shares(data: np.ndarray) -> None:
    if (np.ptp(data, axis=0) == 0).any():
        return
    found = entropy(data)
    assert (found >= 0).all()
    assert abs(found.sum() - 1) < 1e-9
