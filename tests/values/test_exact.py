"""Exact numbers."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.values.exact import Exact

numbers = st.decimals(-(10**12), 10**12, places=4)


@given(numbers, numbers, st.integers(-1000, 1000))
def test_sums_products_and_differences_are_those_of_fractions(one: Decimal, other: Decimal, third: int) -> None:
    a, b = Exact.of(one), Exact.of(other)
    assert (a + b).value == Fraction(one) + Fraction(other)
    assert (a - b).value == Fraction(one) - Fraction(other)
    assert (third - a).value == third - Fraction(one)
    assert (third * a * b).value == third * Fraction(one) * Fraction(other)
    assert (a < b) == (one < other)
    assert (a == b) == (one == other)
    assert abs(-a) == abs(a)


@given(numbers, st.floats(0.001, 1000, allow_nan=False))
def test_a_float_counts_by_its_digits(one: Decimal, rate: float) -> None:
    assert (Exact.of(one) * rate).value == Fraction(one) * Fraction(repr(rate))
    assert (rate / (Exact.of(one) + 10**13)).value == Fraction(repr(rate)) / (Fraction(one) + 10**13)


def test_equal_values_hash_alike_and_print_their_digits() -> None:
    assert len({Exact.of("0.50"), Exact.of("0.5")}) == 1
    assert str(Exact.of("1200.50")) == "1200.5"
    assert str(Exact.of(1) / 3) == "0.333333333333"
    assert float(Exact.of("2.5")) == 2.5
    assert not Exact.of(0)
    assert Exact.of("1.5").__floor__() == 1
    assert Exact.of("1.5").__ceil__() == 2


def test_it_does_not_meet_words() -> None:
    with pytest.raises(TypeError):
        Exact.of(1) + "a"
    with pytest.raises(TypeError):
        assert Exact.of(1) < "a"
    assert Exact.of(1) != "1"
