"""A printed figure is every value that rounds to it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.plan.lint.interval import Interval, show


@given(st.decimals(-(10**6), 10**6, places=4), st.integers(0, 3))
def test_a_value_lies_in_the_interval_of_its_rounded_print(value: Decimal, places: int) -> None:
    printed = round(value, places)
    span = Interval.printed(printed)
    assert span.low <= value <= span.high


def test_the_interval_of_a_whole_number_is_half_a_unit_wide_on_each_side() -> None:
    assert Interval.printed(Decimal(18000)) == Interval(Decimal("17999.5"), Decimal("18000.5"))


def test_about_widens_a_figure() -> None:
    assert Interval.printed(Decimal(100), rough=Decimal("0.05")) == Interval(Decimal(95), Decimal(105))


def test_a_divisor_that_may_be_zero_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        _ = Interval.exactly(1) / Interval(Decimal(-1), Decimal(1))


@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(2, 10))
def test_the_yearly_factor_raised_again_holds_the_factor(base: int, result: int, years: int) -> None:
    factor = Interval.exactly(Decimal(result) / base)
    again = factor.root(years).raised(years)
    assert abs(again.middle - factor.middle) < Decimal("1e-9") * factor.middle


def test_figures_are_shown_without_idle_zeros() -> None:
    assert [show(Decimal(text)) for text in ("5.0555", "4.00", "100")] == ["5.06", "4", "100"]
