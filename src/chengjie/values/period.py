"""Years, quarters, months and spans of them: when a figure holds."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_WRITTEN = re.compile(r"(\d{4})(?:-(?:(\d{2})|Q([1-4])))?")


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of whole months, first and last included, written as `2025`, `2025-Q1`, `2020-06` or `2021/2025`.

    >>> Period.parse("2021/2025").years
    (2021, 2022, 2023, 2024, 2025)
    >>> str(Period.parse("2020-Q2"))
    '2020-Q2'
    >>> Period.parse("2020-06") in Period.parse("2020")
    True
    """

    first_year: int
    first_month: int
    last_year: int
    last_month: int

    def __post_init__(self) -> None:
        if not (1 <= self.first_month <= 12 and 1 <= self.last_month <= 12):
            raise ValueError(f"no such month: {self.first_month}, {self.last_month}")
        if (self.first_year, self.first_month) > (self.last_year, self.last_month):
            raise ValueError("a period ends before it begins")

    @classmethod
    def year(cls, year: int) -> Period:
        """The calendar year."""
        return cls(year, 1, year, 12)

    @classmethod
    def span(cls, first: int, last: int) -> Period:
        """From the first day of one year to the last day of another."""
        return cls(first, 1, last, 12)

    @classmethod
    def parse(cls, written: str) -> Period:
        """Read the written form. ValueError where it is none."""
        first, _, last = written.strip().partition("/")
        start = cls._one(first)
        end = cls._one(last) if last else start
        return cls(start.first_year, start.first_month, end.last_year, end.last_month)

    @classmethod
    def _one(cls, written: str) -> Period:
        found = _WRITTEN.fullmatch(written.strip())
        if not found:
            raise ValueError(f"not a period: {written!r}")
        year, month, quarter = int(found[1]), found[2], found[3]
        if month:
            return cls(year, int(month), year, int(month))
        if quarter:
            last = int(quarter) * 3
            return cls(year, last - 2, year, last)
        return cls.year(year)

    def __str__(self) -> str:
        whole_years = self.first_month == 1 and self.last_month == 12
        if whole_years:
            return str(self.first_year) if self.first_year == self.last_year else f"{self.first_year}/{self.last_year}"
        if self.first_year == self.last_year:
            if self.first_month == self.last_month:
                return f"{self.first_year}-{self.first_month:02d}"
            if self.last_month - self.first_month == 2 and self.last_month % 3 == 0:
                return f"{self.first_year}-Q{self.last_month // 3}"
        return f"{self.first_year}-{self.first_month:02d}/{self.last_year}-{self.last_month:02d}"

    def __contains__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return False
        return (self.first_year, self.first_month) <= (other.first_year, other.first_month) and (
            other.last_year,
            other.last_month,
        ) <= (self.last_year, self.last_month)

    @property
    def years(self) -> tuple[int, ...]:
        """The calendar years that it touches."""
        return tuple(range(self.first_year, self.last_year + 1))

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.first_year, self.first_month, 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return date(self.last_year, self.last_month, calendar.monthrange(self.last_year, self.last_month)[1])
