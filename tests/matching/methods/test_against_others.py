"""Methods and normalisations against scikit-criteria and pymcdm, which are asked here only."""

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from chengjie.matching import methods
from chengjie.matching.methods.promethee import promethee
from chengjie.matching.methods.topsis import topsis
from chengjie.matching.methods.vikor import vikor
from chengjie.matching.methods.weighted_sum import weighted_sum

with warnings.catch_warnings():  # what these libraries say of themselves while they load is not ours
    warnings.simplefilter("ignore")
    import skcriteria
    from pymcdm import methods as peers
    from pymcdm import normalizations, weights
    from skcriteria.agg.simple import WeightedSumModel
    from skcriteria.agg.topsis import TOPSIS
    from skcriteria.agg.vikor import VIKOR
    from skcriteria.preprocessing.invert_objectives import NegateMinimize
    from skcriteria.preprocessing.scalers import MinMaxScaler, VectorScaler
    from skcriteria.preprocessing.weighters import EntropyWeighter

pytestmark = pytest.mark.filterwarnings("ignore:Alternatives with indices:UserWarning")  # pymcdm on made-up cases
Matrix = NDArray[np.float64]
SHAPES = [(5, 3), (66, 30), (40, 7), (12, 2)]
NAMES = {"vector": normalizations.vector_normalization, "min-max": normalizations.minmax_normalization,
         "sum": normalizations.sum_normalization, "max": normalizations.max_normalization}  # fmt: skip


def case(rows: int, columns: int) -> tuple[Matrix, Matrix, list[bool]]:
    """Values above zero, weights that sum to one, and every third criterion better when less."""
    made = np.random.default_rng(rows * 100 + columns)
    weights = made.random(columns) + 0.05
    return made.random((rows, columns)) * 90 + 1, weights / weights.sum(), [place % 3 != 1 for place in range(columns)]


def types(larger: list[bool]) -> NDArray[np.int64]:
    return np.where(larger, 1, -1)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("how", sorted(NAMES))
def test_a_normalisation_is_that_of_pymcdm(shape: tuple[int, int], how: str) -> None:
    matrix, _, larger = case(*shape)
    theirs = np.column_stack([NAMES[how](matrix[:, k], cost=not better) for k, better in enumerate(larger)])
    ours = methods.NORMALISATIONS[how](matrix, np.array(larger))
    np.testing.assert_allclose(ours, theirs, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("how", sorted(NAMES))
@pytest.mark.parametrize(("ours", "theirs"), [(topsis, peers.TOPSIS), (weighted_sum, peers.WSM)], ids=["topsis", "sum"])
def test_scores_and_ranks_are_those_of_pymcdm(
    shape: tuple[int, int], how: str, ours: Callable[..., methods.Scored], theirs: Callable[..., Any]
) -> None:
    matrix, given, larger = case(*shape)
    peer = theirs(normalization_function=NAMES[how])(matrix, given, types(larger))
    found = ours(matrix, given, maximise=larger, normalisation=how).scores
    np.testing.assert_allclose(found, peer, rtol=0, atol=1e-12)
    assert methods.ranks(found).tolist() == methods.ranks(np.asarray(peer)).tolist()


@pytest.mark.parametrize("shape", SHAPES)
def test_topsis_has_the_scores_and_ranks_of_scikit_criteria(shape: tuple[int, int]) -> None:
    matrix, given, larger = case(*shape)
    with warnings.catch_warnings():  # its own deprecations
        warnings.simplefilter("ignore")
        asked = skcriteria.mkdm(matrix, objectives=list(types(larger)), weights=given)
        peer = TOPSIS().evaluate(VectorScaler(target="matrix").transform(NegateMinimize().transform(asked)))
    found = topsis(matrix, given, maximise=larger)
    np.testing.assert_allclose(found.scores, peer.e_.similarity, rtol=0, atol=1e-12)
    assert methods.ranks(found.scores).tolist() == peer.rank_.tolist()


@pytest.mark.parametrize("shape", SHAPES)
def test_the_weighted_sum_has_the_scores_and_ranks_of_scikit_criteria(shape: tuple[int, int]) -> None:
    matrix, given, larger = case(*shape)
    with warnings.catch_warnings():  # its own deprecations
        warnings.simplefilter("ignore")
        asked = skcriteria.mkdm(matrix, objectives=list(types(larger)), weights=given)
        peer = WeightedSumModel().evaluate(MinMaxScaler(target="matrix").transform(NegateMinimize().transform(asked)))
    found = weighted_sum(matrix, given, maximise=larger)
    np.testing.assert_allclose(found.scores, peer.e_.score, rtol=0, atol=1e-12)
    assert methods.ranks(found.scores).tolist() == peer.rank_.tolist()


@pytest.mark.parametrize("shape", SHAPES)
def test_vikor_has_the_scores_and_ranks_of_both(shape: tuple[int, int]) -> None:
    matrix, given, larger = case(*shape)
    found = vikor(matrix, given, maximise=larger)
    # pymcdm takes the matrix as it is, so costs are turned round first
    turned = np.where(larger, matrix, -matrix)
    peer = np.asarray(peers.VIKOR()(turned, given, np.ones(shape[1])))
    np.testing.assert_allclose(1 - found.scores, peer, rtol=0, atol=1e-12)
    with warnings.catch_warnings():  # its own deprecations
        warnings.simplefilter("ignore")
        other = VIKOR().evaluate(skcriteria.mkdm(turned, objectives=[1] * shape[1], weights=given))
    # its own ranks put a whole compromise set first; the order of Q is what both mean by the ranking
    np.testing.assert_allclose(1 - found.scores, other.e_.q_k, rtol=0, atol=1e-12)
    assert methods.ranks(found.scores).tolist() == methods.ranks(-np.asarray(other.e_.q_k)).tolist()


@pytest.mark.parametrize("shape", SHAPES)
def test_promethee_has_the_net_flows_and_ranks_of_pymcdm(shape: tuple[int, int]) -> None:
    matrix, given, larger = case(*shape)
    peer = np.asarray(peers.PROMETHEE_II("usual")(matrix, given, types(larger)))
    found = promethee(matrix, given, maximise=larger)
    np.testing.assert_allclose(2 * found.scores - 1, peer, rtol=0, atol=1e-12)
    assert methods.ranks(found.scores).tolist() == methods.ranks(peer).tolist()


@pytest.mark.parametrize("shape", SHAPES)
def test_weights_by_entropy_are_those_of_both(shape: tuple[int, int]) -> None:
    matrix, given, _ = case(*shape)
    ours = methods.weigh("entropy", matrix, given)
    np.testing.assert_allclose(ours, weights.entropy_weights(matrix), rtol=1e-10, atol=1e-12)
    with warnings.catch_warnings():  # its own deprecations
        warnings.simplefilter("ignore")
        theirs = EntropyWeighter().transform(skcriteria.mkdm(matrix, objectives=[1] * shape[1])).weights
    np.testing.assert_allclose(ours, theirs, rtol=1e-10, atol=1e-12)
