"""Filling, treating, blending, gating, screening: each named treatment does what it says, and unknown stays unknown."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.index.conftest import GAP, codes, index, indicator, sheet

from chengjie.index import Group, Sheet, compute
from chengjie.index.imputing import carry, expect, regress
from chengjie.index.ranking import places
from chengjie.index.steps import Ranking, Treatment
from chengjie.index.treating import tame, transform

A, B = indicator("a"), indicator("b")


def test_regression_finds_the_line() -> None:
    columns = {"x": np.array([1.0, 2, 3, 4, 5]), "y": np.array([3.0, 5, 7, GAP, 11])}
    np.testing.assert_allclose(regress(columns, ["y"])["y"], [3, 5, 7, 9, 11])


def test_expectation_maximisation_finds_the_line_and_keeps_what_is_known() -> None:
    x = np.linspace(0, 1, 12)
    columns = {"x": x, "y": 2 * x + 1}
    columns["y"] = np.where(np.arange(12) == 4, GAP, columns["y"])
    found = expect(columns, ["y"])["y"]
    np.testing.assert_allclose(found, 2 * x + 1, atol=1e-6)


@pytest.mark.parametrize("method", ["regression", "em"])
def test_too_few_units_cannot_tell_a_gap(method: str) -> None:
    definition = index(A, B, impute={"method": method})
    assert codes(lambda: compute(definition, sheet(a=[1, 2, GAP], b=[1, 2, 3]))) == ["index-impute-too-few"]


@pytest.mark.parametrize("method", ["mean", "median", "regression", "em"])
def test_a_filled_gap_is_scored(method: str) -> None:
    definition = index(A, B, impute={"method": method})
    scores = compute(definition, sheet(a=[1, 2, 3, 4, 5, GAP], b=[2, 4, 6, 8, 10, 7]))
    assert None not in scores.ranks
    assert np.isnan(scores.steps["denominated"]["a"][5])
    assert not np.isnan(scores.steps["imputed"]["a"][5])


def test_the_last_figure_is_carried_so_many_years_and_no_further() -> None:
    values = np.array([1.0, GAP, GAP, GAP, 5.0])
    found = carry(values, ["x", "x", "x", "y", "y"], ["2020", "2021", "2022", "2020", "2021"], 1)
    np.testing.assert_equal(found, [1, 1, GAP, GAP, 5])


def test_carrying_needs_periods() -> None:
    assert codes(lambda: compute(index(A, impute={"method": "carry"}), sheet(a=[1, 2]))) == [
        "index-data-column-missing"
    ]


SKEWED = np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, 1000])


@pytest.mark.parametrize(
    ("how", "said"),
    [
        (Treatment(method="log"), "logged"),
        (Treatment(method="log-gii"), "logged"),
        (Treatment(method="log-shifted"), "logged"),
        (Treatment(method="box-cox", power=0.1), "box-cox"),
        (Treatment(method="winsorise", most=0, then="none"), "still skewed"),
        (Treatment(method="winsorise", most=0), "logged"),
    ],
)
def test_a_treatment_says_what_it_did(how: Treatment, said: str) -> None:
    values, done = tame(SKEWED, how)
    assert done.startswith(said)
    assert np.argsort(values).tolist() == list(range(10))


@given(st.lists(st.integers(-1000, 1000), min_size=3, max_size=20, unique=True), st.sampled_from(["log", "log-shifted", "log-gii", "box-cox"]))  # fmt: skip
def test_every_bent_scale_keeps_the_order(values: list[int], by: str) -> None:
    if by == "log-gii" and max(values) <= 1:
        return
    bent = transform(np.array(values, dtype=float), by, power=0.5)
    assert (np.diff(bent[np.argsort(values)]) >= 0).all()


def test_a_treatment_that_always_applies_refuses_a_constant() -> None:
    definition = index(A, treat={"method": "log", "always": True})
    assert codes(lambda: compute(definition, sheet(a=[1, 1]))) == ["index-indicator-constant"]


def test_one_indicator_may_have_its_own_treatment_and_scale() -> None:
    own = indicator("b", treat={"method": "none"}, normalise={"method": "as-is"})
    scores = compute(index(A, own, treat={"method": "winsorise"}), sheet(a=list(range(10)), b=SKEWED.tolist()))
    assert scores.steps["normalised"]["b"].tolist() == SKEWED.tolist()
    assert scores.treatment == {}


def test_level_and_growth_are_blended_by_their_shares() -> None:
    groups = (Group(code="total", blend={"level": 80, "growth": 20}),)  # type: ignore[arg-type]
    definition = index(A, groups=groups)
    data = sheet(a=[100, 200, 300], a_before=[50, 200, 300])
    np.testing.assert_allclose(compute(definition, data).score, [20, 40, 80])
    assert codes(lambda: compute(definition, sheet(a=[1, 2]))) == ["index-data-column-missing"]


def test_a_blend_over_groups_is_refused() -> None:
    groups = (Group(code="total", blend={"level": 1, "growth": 1}), Group(code="g", parent="total"))  # type: ignore[arg-type]
    assert codes(lambda: compute(index(indicator("a", "g"), groups=groups), sheet(a=[1, 2]))) == ["index-blend-groups"]


def test_growth_in_a_panel_is_on_the_period_before() -> None:
    panel = sheet(("1", "2", "1", "2"), ("x", "x", "y", "y"), a=[10, 11, 10, 13])
    definition = index(indicator("a", base="a_before"))
    np.testing.assert_allclose(compute(definition, panel).steps["denominated"]["a"], [GAP, 10, GAP, 30])


def test_a_gate_holds_the_total_down_and_leaves_it_unknown_where_it_cannot_tell() -> None:
    groups = (Group(code="total", gate={"below": 40, "most": 59}),)  # type: ignore[arg-type]
    definition = index(A, B, groups=groups, normalise={"method": "as-is"}, aggregate={"missing": "known"})
    scores = compute(definition, sheet(a=[90, 90, 90, 50], b=[30, 50, GAP, GAP]))
    assert scores.as_json()["scores"] == [59.0, 70.0, None, 50.0]


def test_a_bonus_comes_on_top_up_to_its_most_and_unknown_stays_unknown() -> None:
    bonus = indicator("b", bonus=True, most=5, normalise={"method": "as-is"})
    scores = compute(index(A, bonus), sheet(a=[0, 5, 10, 10], b=[3, 9, 0, GAP]))
    assert scores.as_json()["scores"] == [3.0, 55.0, 100.0, None]


def test_bonus_points_alone_and_bonus_in_a_vote_are_refused() -> None:
    assert codes(lambda: compute(index(indicator("a", bonus=True)), sheet(a=[1, 2]))) == ["index-only-bonus"]
    voted = index(A, indicator("b", bonus=True), aggregate={"method": "copeland"})
    assert codes(lambda: compute(voted, sheet(a=[1, 2], b=[1, 2]))) == ["index-not-a-mean"]


def test_weights_that_do_not_sum_are_refused() -> None:
    definition = index(indicator("a", weight=60), indicator("b", weight=50), weights_total=100)
    assert codes(lambda: compute(definition, sheet(a=[1, 2], b=[1, 2]))) == ["index-weights-sum"]


def test_the_known_share_a_weight_only_as_far_as_the_definition_allows() -> None:
    how = {"missing": "known", "at_least": 0.5}
    definition = index(indicator("a", weight=3), indicator("b", weight=1), aggregate=how)
    assert compute(definition, sheet(a=[1, 2, GAP], b=[1, GAP, 3])).as_json()["scores"] == [0.0, 100.0, None]


def test_methods_may_differ_by_level() -> None:
    groups = (Group(code="total"), Group(code="g", parent="total"))
    definition = index(indicator("a", "g"), indicator("b", "g"), groups=groups, normalise={"method": "as-is"}, aggregate={"levels": {1: "geometric"}})  # fmt: skip
    assert compute(definition, sheet(a=[4, 1], b=[9, 1])).score.tolist() == [6.0, 1.0]


def test_the_weakest_counts_where_nothing_makes_up_for_it() -> None:
    definition = index(A, B, normalise={"method": "as-is"}, aggregate={"method": "minimum"})
    np.testing.assert_equal(compute(definition, sheet(a=[4, GAP], b=[9, 1])).score, [4, GAP])


def test_too_many_zeros_and_thin_indicators_are_left_out_by_name() -> None:
    definition = index(A, B, indicator("c"), screen={"nonzero": 0.6, "indicators_at_least": 0.5})
    scores = compute(definition, sheet(a=[0, 1, 2, 3], b=[0, 2, 3, 1], c=[GAP, GAP, GAP, 1]))
    assert dict(scores.screened_out) == {"u0": "nonzero 0"}
    assert dict(scores.dropped) == {"c": 0.25}
    assert [each.code for each in scores.definition.indicators] == ["a", "b"]


def test_all_indicators_thin_is_nothing_to_score() -> None:
    definition = index(A, B, screen={"indicators_at_least": 0.9})
    assert codes(lambda: compute(definition, sheet(a=[GAP, 1], b=[1, GAP]))) == ["index-indicator-empty"] * 2


def test_one_unit_is_enough_where_each_is_scored_by_itself() -> None:
    definition = index(indicator("a", normalise={"method": "goalposts"}, goalposts=(0, 10)))
    assert compute(definition, sheet(a=[5])).score.tolist() == [50.0]


def test_ties_share_a_place_by_the_rule_of_the_definition() -> None:
    scores = np.array([9.0, 7, 7, 1])
    assert places(scores, Ranking()) == (1, 2, 2, 4)
    assert places(scores, Ranking(ties="middle")) == (1, 2.5, 2.5, 4)
    assert places(scores, Ranking(ties="dense")) == (1, 2, 2, 3)
    assert places(np.array([0.1234, 0.1230]), Ranking(decimals=3)) == (1, 1)


def test_every_fault_of_a_definition_and_its_data_is_told_at_once() -> None:
    definition = index(indicator("a", weight=None), indicator("b", weight=None), indicator("c"))
    data = Sheet(("x", "y"), {"a": np.array([1.0, 2.0])}, {"b": ("4", "some")}, file="f.csv", rows=(2, 3))
    assert codes(lambda: compute(definition, data)) == [
        "index-weight-unknown", "index-weight-unknown", "index-data-not-number", "index-data-column-missing",
    ]  # fmt: skip
