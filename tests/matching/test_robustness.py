"""How far ranks can be trusted: seeds, shares, dropped criteria, reversals; and the neighbour that is nearest."""

import numpy as np
import pytest

from chengjie.matching import Matching, match, methods, read_project
from chengjie.matching.definition import Criterion
from chengjie.matching.grid import Grid
from chengjie.matching.robustness import robustness, shaken
from chengjie.package import Package

SHOES = {"name": "鞋厂", "industry": "制鞋", "land": "80亩", "origin": "广东省东莞市"}


@pytest.fixture(scope="module")
def shoes(zone: Package) -> Matching:
    return match(read_project(SHOES), zone)


def grid(values: object, method: str = "weighted-sum", normalisation: str = "given") -> Grid:
    matrix = np.array(values, dtype=float)
    said = {"zh": "甲", "en": "a"}
    criteria = tuple(Criterion.model_validate({"id": f"c{k}", "title": said, "weight": 10, "value": "1"}) for k in range(matrix.shape[1]))  # fmt: skip
    return Grid(criteria, matrix, np.isfinite(matrix), method, normalisation, "given")


def test_the_same_seed_gives_the_same_answer_and_first_places_sum_to_one(shoes: Matching) -> None:
    one, other = shoes.robustness(seed=7), shoes.robustness(seed=7)
    assert one == other
    assert sum(each.first for each in one.standings) == pytest.approx(1)
    for rank, each in enumerate(one.standings, start=1):
        assert 1 <= each.best <= rank <= each.worst <= len(one.standings) or each.best <= each.middle <= each.worst
    assert one.standing(shoes.ranking[0].offer.id) == one.standings[0]


def test_weights_that_are_not_shaken_leave_every_rank_where_it_is(shoes: Matching) -> None:
    found = shoes.robustness(spread=0.0, draws=3)
    assert [(each.best, each.worst) for each in found.standings] == [
        (rank, rank) for rank in range(1, len(found.standings) + 1)
    ]
    assert found.standings[0].first == 1


def test_shaken_weights_stay_within_the_spread_and_sum_to_one() -> None:
    found = shaken(grid([[1, 0], [0, 1]]), seed=1, draws=200, spread=0.2)
    np.testing.assert_allclose(found.sum(axis=1), 1)
    assert found.min() >= 0.8 / 2.0 - 1e-9


def test_every_criterion_is_dropped_once_and_the_first_without_it_is_named(shoes: Matching) -> None:
    found = shoes.robustness(draws=10).dropped
    assert [each.criterion for each in found] == [each.id for each in shoes.grid.criteria]
    assert all((each.rank == 1) == (each.first == shoes.ranking[0].offer.id) for each in found)


def test_points_that_do_not_depend_on_the_others_cannot_turn(shoes: Matching) -> None:
    found = shoes.robustness(draws=10)
    assert not found.relative
    assert found.reversals == ()


def test_a_rank_reversal_is_named_with_who_was_taken_away() -> None:
    made = grid([[0.9, 0.0], [0.3, 0.75], [0.22, 0.84], [0.0, 0.98]], method="topsis", normalisation="vector")
    order = [int(each) for each in methods.order(made.scored.scores)]
    found = robustness(made, order, [str(each) for each in order], seed=1, draws=5, spread=0.1)
    assert found.relative
    for each in found.reversals:
        left = [place for place in range(4) if str(place) != each.removed]
        scores = dict(zip(left, made.only(np.array(left)).scored.scores, strict=True))
        before = made.scored.scores
        assert before[int(each.ahead)] <= before[int(each.behind)]
        assert scores[int(each.ahead)] > scores[int(each.behind)]
    assert found.reversals


def test_nobody_left_is_an_answer_too() -> None:
    assert robustness(grid([[1.0]]), [], [], seed=1, draws=5, spread=0.1).standings == ()


def test_the_nearest_competitor_is_a_neighbour_and_what_separates_them_sums_to_the_gap(shoes: Matching) -> None:
    for ranked in shoes.ranking[:10]:
        rival = shoes.rival(ranked)
        assert rival is not None
        assert abs(rival.rank - ranked.rank) == 1
        assert sum(points for _, _, points in rival.by) == pytest.approx(rival.gap, abs=0.05)
        parts = [abs(points) for _, _, points in rival.by]
        assert parts == sorted(parts, reverse=True)


@pytest.mark.parametrize("method", sorted(methods.METHODS))
def test_every_method_ranks_with_points_that_sum_and_an_interval_that_holds(zone: Package, method: str) -> None:
    found = match(read_project(SHOES), zone, method=method)
    assert found.method == method
    for each in found.ranking[:15]:
        assert sum(one.points for one in each.contributions) == pytest.approx(each.score, abs=1e-6)
        assert each.low - 1e-6 <= each.score <= each.high + 1e-6


def test_an_unknown_counts_as_the_middle_of_what_is_known_and_all_alike_are_kept() -> None:
    made = grid([[2.0, 1.0], [float("nan"), 1.0], [4.0, 1.0]], normalisation="min-max")
    assert made.filled[1].tolist() == [3.0, 1.0]
    low, high = made.intervals
    assert (low <= made.scored.scores).all()
    assert (made.scored.scores <= high).all()
    assert (low[1], high[1]) == (pytest.approx(0.5), pytest.approx(1.0))
