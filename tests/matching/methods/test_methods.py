"""What holds of every method: splits that add up, one set of weights like many, order, and what is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from chengjie.errors import Refusal
from chengjie.matching import methods
from chengjie.matching.methods.topsis import topsis
from chengjie.matching.methods.weighted_sum import weighted_sum

CELLS = st.floats(0, 1).map(lambda value: round(value, 3))


def matrices(rows: int = 6, columns: int = 4) -> st.SearchStrategy[np.ndarray]:
    return st.tuples(st.integers(1, rows), st.integers(1, columns)).flatmap(
        lambda shape: arrays(np.float64, shape, elements=CELLS)
    )


@settings(max_examples=60, deadline=None)
@given(matrices(), st.sampled_from(sorted(methods.METHODS)), st.data())
def test_what_the_criteria_earn_adds_up_to_the_score(matrix: np.ndarray, name: str, data: st.DataObject) -> None:
    weights = np.array(data.draw(st.lists(st.floats(0.1, 9), min_size=matrix.shape[1], max_size=matrix.shape[1])))
    found = methods.METHODS[name].one(matrix, weights / weights.sum())
    np.testing.assert_allclose(found.earned.sum(axis=1), found.scores, atol=1e-9)
    np.testing.assert_allclose(found.most.sum(axis=1), 1, atol=1e-9)
    assert (found.scores > -1e-9).all()
    assert (found.scores < 1 + 1e-9).all()


@settings(max_examples=40, deadline=None)
@given(matrices(), st.sampled_from(sorted(methods.METHODS)))
def test_many_sets_of_weights_give_what_each_gives_alone(matrix: np.ndarray, name: str) -> None:
    many = np.random.default_rng(1).random((300, matrix.shape[1])) + 0.01
    many /= many.sum(axis=1, keepdims=True)
    together = methods.scores(name, matrix, many)
    for place in (0, 255, 256, 299):
        np.testing.assert_allclose(together[place], methods.METHODS[name].one(matrix, many[place]).scores, atol=1e-9)


@settings(max_examples=40, deadline=None)
@given(matrices(8, 4), st.sampled_from(["weighted-sum", "promethee", "vikor"]))
def test_an_alternative_that_is_nowhere_worse_ranks_no_lower(matrix: np.ndarray, name: str) -> None:
    matrix[0] = matrix.max(axis=0)
    found = methods.METHODS[name].one(matrix, np.full(matrix.shape[1], 1 / matrix.shape[1]))
    assert found.scores[0] >= found.scores.max() - 1e-12


def test_the_order_of_equal_scores_is_their_place() -> None:
    scores = np.array([[0.5, 0.9, 0.5, 0.9], [0.1, 0.2, 0.3, 0.4]])
    assert methods.order(scores).tolist() == [[1, 3, 0, 2], [3, 2, 1, 0]]
    assert methods.best(scores, 1).tolist() == [[1], [3]]
    assert methods.order(scores[0]).tolist() == [1, 3, 0, 2]


def test_everything_wrong_with_a_matrix_is_told_at_once() -> None:
    with pytest.raises(Refusal) as refused:
        topsis([[1, float("nan")], [float("inf"), 2]], [-1, 2])
    assert sorted((fault.code, fault.where.row, fault.where.column) for fault in refused.value.faults) == [
        ("match-value-not-a-number", 1, "2"), ("match-value-not-a-number", 2, "1"), ("match-weight-out-of-range", None, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("matrix", "weights", "code"),
    [([[1, 2]], [1], "match-matrix-shape"), ([[1, 2]], [0, 0], "match-weights-zero"), ([], [], "match-matrix-shape")],
)
def test_shapes_and_weights_that_cannot_be_are_refused(matrix: object, weights: object, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        weighted_sum(matrix, weights)
    assert [fault.code for fault in refused.value.faults] == [code]


@pytest.mark.parametrize("how", ["sum", "max"])
def test_a_share_of_a_sum_needs_values_that_are_not_negative(how: str) -> None:
    with pytest.raises(Refusal) as refused:
        weighted_sum([[-1, 2], [3, 4]], [1, 1], normalisation=how)
    assert [(fault.code, fault.where.row) for fault in refused.value.faults] == [("match-value-negative", 1)]


def test_weights_by_entropy_need_values_that_are_not_negative() -> None:
    with pytest.raises(Refusal) as refused:
        methods.weigh("entropy", np.array([[-1.0]]), np.array([1.0]))
    assert refused.value.faults[0].code == "match-value-negative"


def test_a_criterion_that_all_meet_alike_gets_no_weight_by_entropy_and_all_alike_get_equal_ones() -> None:
    told = methods.weigh("entropy", np.array([[1.0, 1.0], [1.0, 3.0]]), np.array([1.0, 1.0]))
    assert told.tolist() == [0.0, 1.0]
    assert methods.weigh("entropy", np.ones((3, 2)), np.array([1.0, 3.0])).tolist() == [0.5, 0.5]
    assert methods.weigh("given", np.ones((3, 2)), np.array([1.0, 3.0])).tolist() == [0.25, 0.75]
    assert methods.weigh("equal", np.ones((3, 2)), np.array([1.0, 0.0])).tolist() == [1.0, 0.0]
