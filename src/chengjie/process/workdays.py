"""Working days (工作日): weekends, public holidays and make-up days as the State Council's notices set them, year by year."""

from __future__ import annotations

import weakref
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from chengjie.package import Package

TABLE = "calendar_days"
_SATURDAY = 5
_DAY = timedelta(days=1)
LONGEST = 3660  # days that a due date may lie ahead


class UnknownYearError(ValueError):
    """A year whose public holidays nobody has entered."""

    def __init__(self, year: int) -> None:
        super().__init__(f"no calendar for {year}")
        self.year = year


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. A year without rows is unknown: no count and no due date that touches it can be given.

    >>> rest, work = frozenset({date(2024, 5, 1)}), frozenset({date(2024, 4, 28)})
    >>> calendar = Calendar(rest, work, frozenset({2024}))
    >>> calendar.works(date(2024, 4, 28)), calendar.works(date(2024, 5, 1))
    (True, False)
    >>> calendar.due(date(2024, 4, 27), 3)
    datetime.date(2024, 4, 30)
    """

    rest: frozenset[date]
    work: frozenset[date]
    years: frozenset[int]
    _sums: dict[int, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    def works(self, day: date) -> bool:
        """Whether a day is worked. Raises `UnknownYearError`."""
        if day.year not in self.years:
            raise UnknownYearError(day.year)
        return day in self.work or (day.weekday() < _SATURDAY and day not in self.rest)

    def count(self, first: date, last: date) -> int:
        """Working days after `first` up to and with `last`: the day on which something begins is not counted."""
        if last <= first:
            return 0
        if first.year == last.year:
            sums = self._of(first.year)
            return sums[_at(last)] - sums[_at(first)]
        whole = sum(self._of(year)[-1] for year in range(first.year + 1, last.year))
        begun = self._of(first.year)
        return begun[-1] - begun[_at(first)] + whole + self._of(last.year)[_at(last)]

    def due(self, start: date, days: int) -> date:
        """The day that many working days after a start. Raises `UnknownYearError`.

        The start itself is not counted; with no days left the start is the due day.
        """
        day = start
        for _ in range(LONGEST):
            if days <= 0:
                return day
            day += _DAY
            days -= self.works(day)
        raise OverflowError("a due date lies too far ahead")

    def _of(self, year: int) -> tuple[int, ...]:
        """How many working days there were by each day of the year."""
        if year not in self._sums:
            sums = [0]
            day = date(year, 1, 1)
            while day.year == year:
                sums.append(sums[-1] + self.works(day))
                day += _DAY
            self._sums[year] = tuple(sums)
        return self._sums[year]

    @cached_property
    def last(self) -> date | None:
        """The last day that it knows."""
        return date(max(self.years), 12, 31) if self.years else None


def _at(day: date) -> int:
    return day.timetuple().tm_yday


_kept: weakref.WeakKeyDictionary[Package, Calendar] = weakref.WeakKeyDictionary()


def calendar(package: Package) -> Calendar:
    """The calendar of a zone from `calendar_days.csv`; a year is known when a notice of that year has rows."""
    if package not in _kept:
        rows = package.rows(TABLE) if TABLE in package.tables else ()
        days = [(date.fromisoformat(row["day"]), row["kind"], int(row["year"])) for row in rows]
        _kept[package] = Calendar(
            frozenset(day for day, kind, _ in days if kind == "rest"),
            frozenset(day for day, kind, _ in days if kind == "work"),
            frozenset(year for _, _, year in days),
        )
    return _kept[package]
