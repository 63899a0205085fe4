"""The calendar: what the notices say, what a count includes, and years that nobody has entered."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.process.samples import PLAIN

from chengjie.process import UnknownYearError

CALENDAR = PLAIN.calendar
DAYS = st.dates(date(2018, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize("year", range(2018, 2027))
def test_a_year_has_the_days_off_that_the_law_gives(year: int) -> None:
    """Eleven days until 2024, thirteen since 2025; 2020 had two more when the Spring Festival was lengthened."""
    days = [
        date(year, 1, 1) + timedelta(each) for each in range(366) if (date(year, 1, 1) + timedelta(each)).year == year
    ]
    weekdays = sum(each.weekday() < 5 for each in days)
    worked = sum(CALENDAR.works(each) for each in days)
    assert weekdays - worked == (13 if year >= 2025 or year == 2020 else 11)


@pytest.mark.parametrize(
    ("day", "works"),
    [(date(2018, 12, 29), True), (date(2018, 12, 31), False), (date(2020, 2, 1), False), (date(2020, 2, 3), True),
     (date(2022, 12, 31), False), (date(2024, 5, 11), True), (date(2025, 1, 26), True), (date(2026, 1, 2), False),
     (date(2026, 1, 4), True)],
)  # fmt: skip
def test_single_days_are_as_the_notices_set_them(day: date, works: bool) -> None:
    assert CALENDAR.works(day) is works


def test_a_period_over_may_day_skips_the_holiday_and_counts_the_make_up_days() -> None:
    assert CALENDAR.due(date(2024, 4, 26), 20) == date(2024, 5, 27)
    assert CALENDAR.count(date(2024, 4, 26), date(2024, 5, 27)) == 20


@given(DAYS, DAYS, DAYS)
def test_counts_add_up(one: date, two: date, three: date) -> None:
    first, middle, last = sorted((one, two, three))
    assert CALENDAR.count(first, last) == CALENDAR.count(first, middle) + CALENDAR.count(middle, last)


@given(st.dates(date(2018, 1, 1), date(2025, 12, 31)), st.integers(0, 120))
def test_a_due_day_is_worked_and_just_far_enough(start: date, days: int) -> None:
    due = CALENDAR.due(start, days)
    assert CALENDAR.count(start, due) == days
    assert days == 0 or CALENDAR.works(due)


def test_a_year_that_nobody_entered_is_unknown_and_named() -> None:
    with pytest.raises(UnknownYearError, match="2027"):
        CALENDAR.due(date(2026, 12, 30), 5)
    with pytest.raises(UnknownYearError, match="2017"):
        CALENDAR.count(date(2017, 12, 1), date(2018, 1, 10))
