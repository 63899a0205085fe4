"""What is written in a cell is read by one set of readers, whoever asks."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.values import reading

AMOUNTS = st.decimals(-(10**15), 10**15, places=4, allow_nan=False, allow_infinity=False)


@given(AMOUNTS)
def test_a_number_written_with_or_without_commas_is_the_same_exact_number(amount: Decimal) -> None:
    assert reading.number(f"{amount:f}") == reading.number(f"{amount:,f}") == reading.number(f" {amount:,f}".replace(",", "，")) == amount  # fmt: skip


@pytest.mark.parametrize("cell", ["", ".", "+", ",", "1,2", "12,34,567", "1,2345", "1_0", "0x1", "1e", "e5", "inf", "NaN", "1e99", "一", "²", "9" * 61, "1 2"])  # fmt: skip
def test_what_is_no_number_is_none_and_never_a_guess(cell: str) -> None:
    assert reading.number(cell) is None


def test_digits_of_full_width_are_digits() -> None:
    assert reading.number("１，２００.５") == Decimal("1200.5")


@given(st.text(max_size=30))
def test_no_text_makes_a_reader_stumble(cell: str) -> None:
    for read in (reading.number, reading.amount, reading.share, reading.day, reading.truth):
        found = read(cell)
        assert found is None or isinstance(found, Decimal | tuple | date | bool)


@given(AMOUNTS, st.sampled_from(["元", "万元", "kWh", "吨标准煤", "%"]))
def test_the_unit_behind_an_amount_is_split_off(amount: Decimal, unit: str) -> None:
    assert reading.amount(f"{amount:,f}{unit}") == reading.amount(f"{amount:,f} {unit}") == (amount, unit)


@given(st.dates(date(1000, 1, 1)))
def test_a_day_is_read_in_every_form_that_offices_write(day: date) -> None:
    forms = (day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day.year}.{day.month}.{day.day}", f"{day.year}年{day.month}月{day.day}日", day.strftime("%Y%m%d"))  # fmt: skip
    assert {reading.day(each) for each in forms} == {day}


@pytest.mark.parametrize("cell", ["2025-02-29", "2025-13-01", "2025-1", "25-01-01", "2025-W01-1", "01/02/2025"])
def test_what_is_no_day_is_none(cell: str) -> None:
    assert reading.day(cell) is None


@pytest.mark.parametrize(("cell", "said"), [("是", True), ("有", True), ("YES", True), ("否", False), ("无", False), ("False", False), ("", None), ("也许", None)])  # fmt: skip
def test_yes_and_no_are_said_in_both_languages_and_silence_is_neither(cell: str, said: bool | None) -> None:
    assert reading.truth(cell) is said


@given(st.decimals(0, 100, places=2))
def test_a_share_in_per_cent_is_the_same_share_as_its_fraction(percent: Decimal) -> None:
    assert reading.share(f"{percent}%") == reading.share(f"{percent / 100:f}") == percent / 100
