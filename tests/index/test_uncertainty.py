"""Thousands of runs: one run is the index itself, nothing is skipped in silence, and effects are those of other programs."""

import numpy as np
import pytest
from SALib.analyze import sobol as salib
from tests.index.conftest import GAP, codes, index, indicator, sheet

from chengjie.index import Group, compute, sensitivity, uncertainty, varying
from chengjie.index.influence import drivers, removals
from chengjie.index.ranking import places
from chengjie.index.sensitivity import confidence, effects
from chengjie.index.steps import Doubts, Imputation, Normalisation, Ranking, Treatment, Weighing
from chengjie.index.varying import Draw, ranks, vary

GROUPS = (Group(code="total"), Group(code="g", parent="total", weight=2), Group(code="h", parent="total"))
THREE = index(indicator("a", "g"), indicator("b", "g", weight=3), indicator("c", "h", direction=-1), groups=GROUPS)
DATA = sheet(
    a=[1, 5, 3, 8, 2, 9, 4, 7], b=[2, 1, 7, 3, 9, 4, 8, 5], c=[5, 3, 1, 9, 2, 8, 4, 6]
)  # fmt: skip


def still(runs: int, left_out: list[int] | None = None, nodes: int = 6) -> Draw:
    none = np.zeros((5, runs), dtype=np.int64)
    left = np.array(left_out) if left_out else none[0] - 1
    return Draw(none[0], none[1], none[2], none[3], none[4], left, np.ones((runs, nodes)))


@pytest.mark.parametrize("method", ["arithmetic", "geometric", "harmonic", "sum", "minimum", "copeland"])
def test_a_run_without_change_is_the_index_itself(method: str) -> None:
    definition = index(*THREE.indicators, groups=GROUPS, normalise={"low": 1}, aggregate={"method": method})
    varied = vary(definition, DATA, Doubts(), still(3))
    for run in varied.scores:
        np.testing.assert_allclose(run, compute(definition, DATA).score)


@pytest.mark.parametrize("method", ["arithmetic", "geometric", "minimum", "copeland", "benefit-of-the-doubt"])
def test_leaving_an_indicator_out_is_the_index_without_it(method: str) -> None:
    steps = {"normalise": {"low": 1}, "aggregate": {"method": method}}
    own = index(*THREE.indicators, groups=GROUPS, **steps)
    varied = vary(own, DATA, Doubts(), still(2, [0, 2]))
    without = index(indicator("b", "g"), indicator("c", "h", direction=-1), groups=GROUPS, **steps)
    np.testing.assert_allclose(varied.scores[0], compute(without, DATA).score)
    alone = index(indicator("a", "g"), indicator("b", "g", weight=3), groups=GROUPS[:2], **steps)
    np.testing.assert_allclose(varied.scores[1], compute(alone, DATA).score)


def test_bonus_points_and_gates_can_be_left_out_too() -> None:
    gated = (Group(code="total", gate={"below": 50, "most": 10}), *GROUPS[1:])  # type: ignore[arg-type]
    own = index(*THREE.indicators, indicator("d", "total", bonus=True, normalise={"method": "as-is"}), groups=gated)
    data = sheet(**{code: values.tolist() for code, values in DATA.numbers.items()}, d=[5, 0, 9, 1, 2, 3, 4, 5])
    varied = vary(own, data, Doubts(), still(3, [-1, 2, 3], 7))
    for run, codes_kept in ((0, "abcd"), (1, "abd"), (2, "abc")):
        kept = tuple(each for each in own.indicators if each.code in codes_kept)
        groups = gated if "c" in codes_kept else gated[:2]
        np.testing.assert_allclose(varied.scores[run], compute(index(*kept, groups=groups), data).score)


@pytest.mark.parametrize("method", ["entropy", "critic", "pca"])
def test_weights_from_figures_are_drawn_again_without_what_is_left_out(method: str) -> None:
    three = (indicator("a"), indicator("b"), indicator("c", direction=-1))
    varied = vary(index(*three, weigh={"method": method}), DATA, Doubts(), still(2, [-1, 1], 4))
    np.testing.assert_allclose(varied.scores[0], compute(index(*three, weigh={"method": method}), DATA).score)
    without = index(three[0], three[2], weigh={"method": method})
    np.testing.assert_allclose(varied.scores[1], compute(without, DATA).score)


CHOICES: dict[str, dict[str, object]] = {
    "impute": {"impute": {"method": "median"}},
    "treat": {"treat": {"method": "log", "always": True}},
    "normalise": {"normalise": {"method": "rank"}},
    "weigh": {"weigh": {"method": "entropy"}},
    "aggregate": {"aggregate": {"method": "copeland"}},
}


@pytest.mark.parametrize("factor", CHOICES)
def test_a_run_under_another_choice_is_the_index_defined_so(factor: str) -> None:
    data = sheet(a=[1, 5, GAP, 8, 2, 9, 4, 7], b=[2, 1, 7, 3, 9, 4, 8, 5], c=[5, 3, 1, 9, 2, 8, 4, 90])
    own = index(*THREE.indicators, groups=GROUPS, impute={"method": "mean"})
    steps: dict[str, object] = {"impute": {"method": "mean"}}
    other = index(*THREE.indicators, groups=GROUPS, **(steps | CHOICES[factor]))
    alternative = getattr(other, factor)
    doubts = Doubts.model_validate({factor: (alternative.method if factor == "aggregate" else alternative,)})
    draw = still(2)
    getattr(draw, factor)[1] = 1
    varied = vary(own, data, doubts, draw)
    np.testing.assert_allclose(varied.scores, [compute(own, data).score, compute(other, data).score])


def test_a_way_of_weighing_may_be_for_some_groups_only() -> None:
    expert = {"g": Weighing(method="budget", experts=({"a": 20, "b": 80},))}
    draw = still(1)
    draw.weigh[0] = 1
    varied = vary(THREE, DATA, Doubts(weigh=(expert,)), draw)
    told = index(indicator("a", "g", weight=20), indicator("b", "g", weight=80), THREE.indicators[2], groups=GROUPS)
    np.testing.assert_allclose(varied.scores[0], compute(told, DATA).score)


def test_a_way_of_weighing_for_a_group_that_is_not_there_is_refused() -> None:
    doubts = {"weigh": [{"nowhere": {"method": "equal"}}]}
    astray = index(*THREE.indicators, groups=GROUPS, doubts=doubts)
    assert codes(lambda: compute(astray, DATA)) == ["index-node-unknown"]
    assert codes(lambda: uncertainty(THREE, DATA, doubts=Doubts.model_validate(doubts))) == ["index-node-unknown"]


def test_every_choice_is_a_factor_and_none_is_left_away() -> None:
    doubts = Doubts(
        impute=(Imputation(method="median"),), treat=(Treatment(method="winsorise"),), normalise=(Normalisation(method="rank"),),
        weigh=(Weighing(method="equal"), Weighing(method="critic")), aggregate=("minimum", "copeland"), seed=2,
    )  # fmt: skip
    found = sensitivity(THREE, DATA, doubts=doubts, rows=64)
    assert [each.factor for each in found.effects] == ["impute", "treat", "normalise", "weigh", "aggregate", "leave-out", "weights"]  # fmt: skip
    assert (found.runs, found.rows_left_out, found.failures) == (64 * 9, 0, ())
    moved = {each.factor: each.total for each in found.effects}
    assert moved["impute"] == 0  # there is no gap to fill
    assert min(moved["weigh"], moved["aggregate"], moved["leave-out"]) > 0


def test_ranks_within_a_run_are_those_of_the_index() -> None:
    scores = np.array([[5.0, 7.0, 5.0, GAP, 1.0], [1, 1, 1, 1, 1]])
    np.testing.assert_equal(ranks(scores), [[2, 1, 2, GAP, 4], [1, 1, 1, 1, 1]])
    np.testing.assert_equal(ranks(scores, np.array([True, False, True, True, True]))[0], [1, GAP, 1, GAP, 3])


def test_the_same_seed_gives_the_same_ranges_and_another_seed_others() -> None:
    one, same, other = (uncertainty(THREE, DATA, doubts=Doubts(runs=200, seed=seed)) for seed in (4, 4, 5))
    assert one.ranges == same.ranges
    assert one.ranges != other.ranges
    assert all(each.best <= each.low <= each.median <= each.high <= each.worst for each in one.ranges)


def test_nothing_varied_leaves_every_rank_where_it_is() -> None:
    found = uncertainty(THREE, DATA, doubts=Doubts(runs=20, weights=0, leave_out=False))
    assert all(each.low == each.high == each.rank for each in found.ranges)


def test_a_combination_that_cannot_be_computed_is_counted_and_named() -> None:
    doubts = Doubts(runs=400, aggregate=("geometric",), normalise=(Normalisation(low=1),))
    found = uncertainty(THREE, DATA, doubts=doubts)
    failed = {
        (each.combination["normalise"], each.combination.get("aggregate"), each.faults[0].code)
        for each in found.failures
    }
    assert failed == {("min-max", "geometric", "index-not-positive")}
    assert 0 < found.computed < 400
    assert found.computed + sum(each.runs for each in found.failures) == 400
    assert found.as_json()["failures"][0]["codes"] == ["index-not-positive"]


def test_an_imputation_by_a_group_that_is_not_there_is_named_too() -> None:
    data = sheet(a=[1, 5, 3, GAP], b=[2, 1, 7, 3], c=[5, 3, 1, 9])
    doubts = Doubts(runs=50, impute=(Imputation(method="mean", group="east"),))
    found = uncertainty(THREE, data, doubts=doubts)
    assert {fault.code for each in found.failures for fault in each.faults} == {"index-data-column-missing"}


def test_effects_are_those_of_salib() -> None:
    generator = np.random.default_rng(3)
    one, other = generator.random((2, 2048, 3))

    def ishigami(x: np.ndarray) -> np.ndarray:
        angle = np.pi * (2 * x - 1)
        return np.asarray(
            np.sin(angle[:, 0]) + 7 * np.sin(angle[:, 1]) ** 2 + 0.1 * angle[:, 2] ** 4 * np.sin(angle[:, 0])
        )

    mixed_points = [np.column_stack([other[:, j] if j == i else one[:, j] for j in range(3)]) for i in range(3)]
    mixed = np.array([ishigami(points) for points in mixed_points])
    first, total = effects(ishigami(one), ishigami(other), mixed)
    woven = np.column_stack([ishigami(one), *mixed, ishigami(other)]).ravel()
    theirs = salib.analyze(
        {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3}, woven, calc_second_order=False, seed=1
    )
    np.testing.assert_allclose(total, theirs["ST"], atol=1e-9)
    np.testing.assert_allclose(first, theirs["S1"], atol=1e-9)
    np.testing.assert_allclose(total, [0.5576, 0.4424, 0.2437], atol=0.05)
    spread = confidence(ishigami(one), ishigami(other), mixed, seed=1)
    np.testing.assert_allclose(spread[1], theirs["ST_conf"], rtol=0.35)


def test_the_choice_that_moves_the_ranks_is_found() -> None:
    doubts = Doubts(weights=0.01, leave_out=False, normalise=(Normalisation(method="rank"),), seed=1)
    data = sheet(a=[1, 2, 3, 4, 50], b=[9, 40, 3, 2, 1], c=[1, 2, 3, 90, 5])
    found = sensitivity(THREE, data, doubts=doubts, rows=64)
    by_name = {each.factor: each for each in found.effects}
    assert set(by_name) == {"normalise", "weights"}
    assert by_name["normalise"].total > 0.9 > 0.1 > by_name["weights"].total
    assert found.runs == 64 * 4
    assert found.as_json()["rows_left_out"] == 0


def test_rows_that_could_not_be_computed_are_left_out_by_number_and_reason() -> None:
    doubts = Doubts(normalise=(Normalisation(low=1),), aggregate=("geometric",), weights=0.3, leave_out=False)
    found = sensitivity(THREE, DATA, doubts=doubts, rows=256)
    assert 0 < found.rows_left_out < 256
    assert {fault.code for each in found.failures for fault in each.faults} == {"index-not-positive"}


def test_what_has_nothing_to_vary_or_cannot_be_computed_is_refused() -> None:
    nothing = Doubts(weights=0, leave_out=False)
    assert codes(lambda: sensitivity(THREE, DATA, doubts=nothing)) == ["index-sensitivity-nothing"]
    alike = index(indicator("a"), indicator("b"))
    same = sheet(a=[1, 2, 3], b=[2, 4, 6])
    assert codes(lambda: sensitivity(alike, same, doubts=Doubts())) == ["index-sensitivity-nothing"]
    hopeless = Doubts(aggregate=("geometric", "harmonic"), weights=0.1, leave_out=False)
    assert codes(lambda: sensitivity(THREE, DATA, doubts=hopeless, rows=16)) == ["index-sensitivity-failed"]


def test_in_a_panel_every_period_has_its_own_field_of_places() -> None:
    panel = sheet(("1", "1", "1", "2", "2", "2"), ("x", "y", "z") * 2, a=[1, 5, 3, 9, 2, 4], b=[2, 1, 7, 3, 8, 5], c=[5, 3, 1, 9, 1, 2])  # fmt: skip
    still = uncertainty(THREE, panel, doubts=Doubts(runs=5, weights=0, leave_out=False))
    assert [(each.period, each.rank, each.best, each.worst) for each in still.ranges] == [
        (period, rank, rank, rank) for period, rank in zip(panel.periods, compute(THREE, panel).ranks, strict=True)
    ]
    moved = uncertainty(THREE, panel, doubts=Doubts(runs=200, weights=0.5))
    assert {each.worst for each in moved.ranges} <= {1, 2, 3}
    assert moved.as_json()["ranges"][3]["period"] == "2"
    assert sensitivity(THREE, panel, doubts=Doubts(weights=0.5), rows=16).rows_left_out == 0


@pytest.mark.parametrize(("ties", "decimals"), [("best", 1), ("middle", 1), ("dense", 1), ("middle", None)])
def test_places_of_a_run_follow_the_rule_of_the_definition(ties: str, decimals: int | None) -> None:
    how = Ranking(ties=ties, decimals=decimals)  # type: ignore[arg-type]
    scores = np.array([5.02, 7.0, 5.04, 5.04, np.nan, 1.0])
    by_rule = [np.nan if place is None else place for place in places(scores, how)]
    np.testing.assert_array_equal(varying.ranks(scores[None, :], how=how)[0], by_rule)


def test_a_combination_that_failed_is_said_in_words() -> None:
    failure = varying.Failure({"normalise": "rank", "weigh": "east entropy, west pca", "aggregate": "geometric"}, 3, ())
    assert failure.title.zh == "标准化：名次；赋权：east 熵权、west 主成分；合成：加权几何平均"
    assert failure.as_json()["title"]["en"] == "normalisation: rank; weighing: east entropy, west principal components; aggregation: weighted geometric mean"  # fmt: skip


@pytest.mark.parametrize("method", ["arithmetic", "geometric"])
def test_what_drives_a_score_sums_to_it(method: str) -> None:
    definition = index(*THREE.indicators, groups=GROUPS, normalise={"low": 1}, aggregate={"method": method})
    scores = compute(definition, DATA)
    found = drivers(scores)
    assert found.exact is (method == "arithmetic")
    total = found.middle + np.sum(list(found.points.values()), axis=0)
    np.testing.assert_allclose(total, scores.score, rtol=1e-9)


def test_orders_of_shapley_agree_with_arithmetic_where_the_gate_stays_open() -> None:
    exact = drivers(compute(THREE, DATA))
    gated = (Group(code="total", gate={"below": -1, "most": 0}), *GROUPS[1:])  # type: ignore[arg-type]
    sampled = drivers(compute(index(*THREE.indicators, groups=gated), DATA))
    assert not sampled.exact
    for code in ("a", "b", "c"):
        np.testing.assert_allclose(sampled.points[code], exact.points[code], atol=1e-9)


def test_removals_name_what_matters_most() -> None:
    scores = compute(THREE, DATA)
    found = removals(THREE, DATA, scores)
    assert [each.mean_shift for each in found] == sorted((each.mean_shift for each in found), reverse=True)
    assert {each.code for each in found} == {"a", "b", "c"}
    assert all(each.unit in DATA.units for each in found)
