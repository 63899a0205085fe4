"""Periods: what is written is read back, and time does not run backwards."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.values import Period

months = st.tuples(st.integers(1900, 2100), st.integers(1, 12))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    first, last = sorted([draw(months), draw(months)])
    return Period(*first, *last)


@given(periods())
def test_a_written_period_reads_back_as_itself(period: Period) -> None:
    assert Period.parse(str(period)) == period


@given(periods(), periods())
def test_containing_each_other_means_being_the_same(one: Period, other: Period) -> None:
    assert (one in other and other in one) == (one == other)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-Q1", date(2020, 1, 1), date(2020, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021/2025", date(2021, 1, 1), date(2025, 12, 31)),
    ],
)
def test_a_period_knows_its_days(written: str, first: date, last: date) -> None:
    period = Period.parse(written)
    assert (period.first_day, period.last_day) == (first, last)


@pytest.mark.parametrize("written", ["", "20", "2020-13", "2020-Q5", "2025/2021", "二〇二五"])
def test_what_is_no_period_is_named_as_such(written: str) -> None:
    with pytest.raises(ValueError, match=r"period|month"):
        Period.parse(written)


def test_a_period_does_not_contain_other_things() -> None:
    assert "2020" not in Period.year(2020)
