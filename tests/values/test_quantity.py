"""Quantities convert exactly, along declared paths only."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.errors import Refusal
from chengjie.values import Quantity
from chengjie.values.quantity import units

amounts = st.decimals(min_value="-1e9", max_value="1e9", places=4)


@given(amounts, st.sampled_from(["元", "万元", "亿元", "万亿元"]), st.sampled_from(["元", "万元", "亿元", "万亿元"]))
def test_money_comes_back_exact_from_another_unit(amount: Decimal, here: str, there: str) -> None:
    assert Quantity(amount, here).to(there).to(here).value == amount


@pytest.mark.parametrize(
    ("value", "here", "there", "expected"),
    [("1.25", "万亿元", "亿元", "12500"), ("100", "公顷", "亩", "1500"), ("12.1", "万平方公里", "平方公里", "121000")],
)
def test_known_conversions_hold(value: str, here: str, there: str, expected: str) -> None:
    assert Quantity(Decimal(value), here).to(there).value == Decimal(expected)


@pytest.mark.parametrize(("here", "there"), [("亿元", "亿美元"), ("%", "百分点"), ("家", "个"), ("吨", "吨标准煤")])
def test_it_refuses_to_cross_dimensions(here: str, there: str) -> None:
    with pytest.raises(Refusal) as refused:
        Quantity(Decimal(1), here).to(there)
    assert refused.value.faults[0].code == "unit-mismatch"


def test_it_refuses_a_unit_that_nobody_declared() -> None:
    with pytest.raises(Refusal) as refused:
        Quantity(Decimal(1), "斛").to("吨")
    assert refused.value.faults[0].code == "unit-unknown"
    assert refused.value.faults[0].parameters == {"unit": "斛"}


def test_every_declared_unit_has_a_positive_factor_and_an_english_name() -> None:
    assert all(unit.factor > 0 and unit.en for unit in units().values())
