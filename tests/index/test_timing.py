"""Scales over time come out as the OECD/JRC handbook writes them; without several periods they are refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.index.conftest import GAP, codes, index, indicator, sheet

from chengjie.index import compute
from chengjie.index.steps import Normalisation
from chengjie.index.timing import OVER_TIME, over_time

YEARS = ("2021", "2022", "2023")


def normalised(method: str, columns: dict[str, list[float]], *, direction: int = 1) -> dict[str, list[float]]:
    """Two units over three years, year by year."""
    data = sheet(tuple(year for year in YEARS for _ in "ab"), ("a", "b") * 3, **columns)
    wanted = index(*(indicator(code, direction=direction) for code in columns), normalise=Normalisation(method=method))  # type: ignore[arg-type]
    scores = compute(wanted, data)
    return {code: scores.steps["normalised"][code].tolist() for code in columns} | {"total": scores.score.tolist()}


def test_a_cyclical_indicator_is_the_distance_to_its_own_mean_by_its_mean_distance() -> None:
    """a: 1, 2, 6, mean 3, distances −2, −1, 3, mean distance 2; b stays, so that nothing tells its cycle."""
    found = normalised("cyclical", {"x": [1, 5, 2, 5, 6, 5]})["x"]
    assert found[::2] == [-1.0, -0.5, 1.5]
    assert np.isnan(found[1::2]).all()


def test_the_balance_of_opinions_is_the_share_of_those_who_rose_less_of_those_who_fell() -> None:
    """Of four experts in 2022 three say more and one less: (3 − 1) / 4 = 50 %; in 2023 one more, one less, two the same: 0."""
    experts = {
        "one": [1, 1, 2, 2, 3, 3],
        "two": [1, 1, 2, 2, 1, 1],
        "three": [1, 1, 2, 2, 2, 2],
        "four": [2, 2, 1, 1, 1, 1],
    }
    found = normalised("balance-of-opinions", {name: list(map(float, said)) for name, said in experts.items()})
    assert np.isnan(found["total"][:2]).all()
    assert found["total"][2:] == [50, 50, 0, 0]


def test_the_yearly_difference_is_per_cent_of_the_figure_itself() -> None:
    found = normalised("yearly-difference", {"x": [80, 10, 100, 0, 50, 5]})["x"]
    assert found[2] == 20
    assert found[4] == -100
    assert np.isnan([found[0], found[1], found[3]]).all()
    assert found[5] == 100


def test_less_is_better_turns_the_sign() -> None:
    assert normalised("cyclical", {"x": [1, 5, 2, 5, 6, 6]}, direction=-1)["x"][::2] == [1.0, 0.5, -1.5]


@pytest.mark.parametrize("method", sorted(OVER_TIME))
def test_without_several_periods_nothing_is_seen_over_time(method: str) -> None:
    wanted = index(indicator("x"), normalise=Normalisation(method=method))  # type: ignore[arg-type]
    assert codes(lambda: compute(wanted, sheet(x=[1, 2]))) == ["index-panel-one-period"]
    assert codes(lambda: compute(wanted, sheet(("2021", "2021"), ("a", "b"), x=[1, 2]))) == ["index-panel-one-period"]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.one_of(st.integers(-50, 50).map(float), st.just(GAP)), min_size=2, max_size=8), st.integers(2, 9))
def test_a_cycle_does_not_know_its_unit_of_measure(values: list[float], times: int) -> None:
    years = tuple(str(2000 + n) for n in range(len(values)))
    plain = over_time(np.array(values), "cyclical", "a" * len(values), years)
    scaled = over_time(np.array(values) * times + 7, "cyclical", "a" * len(values), years)
    np.testing.assert_allclose(plain, scaled, rtol=1e-9, atol=1e-9)
