"""Each way to put figures on one scale, against hand-made figures, and what each refuses."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from tests.index.conftest import GAP, codes

from chengjie.index.scaling import scale
from chengjie.index.steps import Normalisation, StepPoints

VALUES = np.array([1.0, 3.0, 5.0])


@pytest.mark.parametrize(
    ("how", "direction", "expected"),
    [
        (Normalisation(method="distance-to-target", targets={"a": 3.0}), 1, [0, 1, 2]),
        (Normalisation(method="distance-to-target", targets={"a": 3.0}, cap=1.0), 1, [0, 1, 1]),
        (Normalisation(method="distance-to-target", targets={"a": 3.0}), -1, [2, 1, 0]),
        (Normalisation(method="distance-to-reference", reference="y"), 1, [0, 1, 2]),
        (Normalisation(method="ratio", benchmarks={"a": 2.0}), 1, [50, 150, 250]),
        (Normalisation(method="ratio", benchmarks={"a": 2.0}, cap=120), 1, [50, 120, 120]),
        (Normalisation(method="ratio", benchmarks={"a": 3.0}), -1, [300, 100, 60]),
        (Normalisation(method="piecewise", knots=((1, 0), (3, 80), (5, 100))), 1, [0, 80, 100]),
        (Normalisation(method="bands", bands=((3, 60), (5, 100)), low=20), 1, [20, 60, 100]),
        (Normalisation(method="as-is"), 1, [1, 3, 5]),
        (Normalisation(method="goalposts", goalposts={"a": (1, 3)}), 1, [0, 100, 100]),
        (Normalisation(method="goalposts", goalposts={"a": (1, 3)}, clip=False), 1, [0, 100, 200]),
    ],
)
def test_a_scale_gives_what_its_formula_says(how: Normalisation, direction: int, expected: list[float]) -> None:
    found = scale(VALUES, direction, how, code="a", units=("x", "y", "z"))
    np.testing.assert_allclose(found, expected)


def test_income_counts_by_its_logarithm() -> None:
    how = Normalisation(method="goalposts", log=True, high=1, goalposts={"a": (100, 75000)})
    found = scale(np.array([100.0, 75000.0, np.sqrt(100 * 75000)]), 1, how, code="a")
    np.testing.assert_allclose(found, [0, 1, 0.5])


def test_holding_the_base_year_earns_eighty_and_each_step_one_more() -> None:
    how = Normalisation(method="steps", steps=StepPoints(cap=150))
    before = np.array([100.0, 100, 100, 100, 0])
    found = scale(np.array([100.0, 105, 112, 90, 5]), 1, how, code="a", before=before)
    np.testing.assert_allclose(found, [80, 81, 82, 78, GAP])


def test_steps_stop_at_the_cap() -> None:
    how = Normalisation(method="steps", steps=StepPoints(cap=90))
    assert scale(np.array([1e6]), 1, how, code="a", before=np.array([1.0])).tolist() == [90]


@pytest.mark.parametrize(
    ("values", "how", "code"),
    [
        ([GAP, GAP], Normalisation(), "index-indicator-empty"),
        ([0.0, 1.0], Normalisation(log=True), "index-not-loggable"),
        ([1.0, 2.0], Normalisation(method="goalposts", log=True, goalposts={"a": (0, 3)}), "index-not-loggable"),
        ([1.0, 2.0], Normalisation(method="ratio"), "index-benchmark-unknown"),
        ([1.0, 2.0], Normalisation(method="distance-to-target"), "index-target-unknown"),
        ([1.0, 2.0], Normalisation(method="distance-to-target", targets={"a": 1.0}), "index-target-useless"),
        ([1.0, 2.0], Normalisation(method="distance-to-reference", reference="q"), "index-reference-unknown"),
        ([1.0, 2.0], Normalisation(method="steps"), "index-base-unknown"),
    ],
)
def test_a_scale_that_cannot_be_made_is_refused(values: list[float], how: Normalisation, code: str) -> None:
    assert codes(lambda: scale(np.array(values), 1, how, code="a", units=("x", "y"))) == [code]


def test_knots_that_do_not_ascend_are_refused() -> None:
    with pytest.raises(ValidationError):
        Normalisation(method="piecewise", knots=((3, 0), (1, 5)))


@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=20, unique=True), st.sampled_from(["min-max", "z-score", "rank", "borda", "percentile-rank", "distance-to-maximum"]))  # fmt: skip
def test_every_relative_scale_keeps_the_order(values: list[int], method: str) -> None:
    found = scale(np.array(values, dtype=float), 1, Normalisation(method=method))  # type: ignore[arg-type]
    assert np.argsort(found).tolist() == np.argsort(values).tolist()
