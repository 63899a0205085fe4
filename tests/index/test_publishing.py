"""Results made public: no period is guessed, days are working days of the zone, and how results stand follows from days alone."""

from datetime import date

from tests.index.conftest import codes
from tests.index.test_zone_indices import ZONE

from chengjie.index import index_of
from chengjie.index.publishing import Objection, closes, days_for, stand
from chengjie.process.workdays import calendar

DAYS = calendar(ZONE)
PUBLISHED = date(2026, 3, 2)
LAST, AFTER = date(2026, 3, 9), date(2026, 3, 10)


def on(today: date, *objections: Objection, published: date | None = PUBLISHED) -> str:
    return stand(published, 5, today=today, calendar=DAYS, objections=objections)


def test_a_period_that_nobody_stated_is_not_guessed() -> None:
    stated, silent = index_of(ZONE, "cobuilt-parks-wanbei").publication, index_of(ZONE, "per-mu-huangyan").publication
    assert days_for(stated) == days_for(stated, stated=30) == 5
    assert days_for(silent, stated=7) == 7
    assert (
        codes(lambda: days_for(silent)) == codes(lambda: days_for(None, stated=0)) == ["index-objection-period-unknown"]
    )


def test_days_are_working_days_with_holidays_and_days_worked_for_them() -> None:
    assert closes(PUBLISHED, 5, calendar=DAYS) == LAST
    assert closes(date(2026, 4, 30), 3, calendar=DAYS) == date(2026, 5, 8)


def test_a_year_without_a_calendar_leaves_the_end_unknown() -> None:
    assert closes(date(2031, 3, 3), 5, calendar=DAYS) is None
    assert on(date(2031, 5, 5), published=date(2031, 3, 3)) == "unknown"


def test_results_are_final_when_the_days_are_over_and_nothing_is_left_to_decide() -> None:
    assert on(PUBLISHED, published=None) == on(date(2026, 3, 1)) == "draft"
    assert on(LAST) == "open"
    assert on(AFTER) == "final"


def test_an_objection_in_time_holds_them_until_it_is_decided() -> None:
    assert on(AFTER, Objection("甲园", "甲园管委会", date(2026, 3, 5))) == "disputed"
    decided = Objection("甲园", "甲园管委会", date(2026, 3, 5), date(2026, 3, 12))
    assert on(AFTER, decided) == "disputed"
    assert on(date(2026, 3, 12), decided) == "final"


def test_one_that_is_upheld_asks_for_amended_results_and_a_late_one_holds_nothing() -> None:
    upheld = Objection("甲园", "甲园管委会", date(2026, 3, 5), date(2026, 3, 6), upheld=True)
    assert on(date(2026, 3, 6), upheld) == on(date(2026, 6, 1), upheld) == "amending"
    assert on(date(2026, 4, 10), Objection("甲园", "甲园管委会", date(2026, 3, 20))) == "final"
