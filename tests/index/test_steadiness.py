"""The words about steady ranks say what the runs hold."""

import numpy as np
from tests.index.conftest import index, indicator, sheet

from chengjie.index import Sheet, uncertainty
from chengjie.index.steadiness import Steadiness, steadiness
from chengjie.index.steps import Doubts, Normalisation


def found(data: Sheet, *codes: str, runs: int = 200) -> Steadiness:
    wanted = index(*(indicator(code) for code in codes), doubts=Doubts(runs=runs, weights=0.5, seed=1))
    said = steadiness(uncertainty(wanted, data))
    assert said is not None
    return said


def test_one_order_in_all_indicators_is_steady_whatever_is_chosen() -> None:
    steady = found(sheet(a=[9, 5, 1], b=[8, 4, 2], c=[30, 20, 10]), "a", "b", "c")
    assert (steady.first, steady.stays, steady.width, steady.top, steady.kept) == (("u0",), 1.0, 0.0, 1, 1)


def test_who_leads_by_one_indicator_only_is_named_as_least_certain() -> None:
    data = sheet(a=[100, 6, 5, 4, 3, 2], b=[1, 6, 5, 4, 3, 2], c=[1, 6, 5, 4, 3, 2])
    loose = found(data, "a", "b", "c")
    assert loose.loosest[0].unit == "u0"
    assert loose.loosest[0].high - loose.loosest[0].low > loose.width


def test_of_a_panel_the_last_period_is_spoken_of() -> None:
    data = sheet(("2023", "2023", "2024", "2024"), ("a", "b", "a", "b"), x=[9, 1, 2, 7], y=[9, 1, 2, 7])
    last = found(data, "x", "y")
    assert (last.period, last.first, last.stays) == ("2024", ("b",), 1.0)


def test_nothing_is_said_of_one_unit() -> None:
    wanted = index(indicator("a"), normalise=Normalisation(method="as-is"))
    assert steadiness(uncertainty(wanted, sheet(a=[1.0]))) is None


def test_units_without_a_score_are_not_spoken_of() -> None:
    steady = found(sheet(a=[9, 5, np.nan], b=[8, 4, 2]), "a", "b")
    assert steady.units == 2
