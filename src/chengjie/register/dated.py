"""Names that hold for a time: from a year, month or day until another, either end open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DatedName:
    """A name of a place or carrier (曾用名). `start` and `end` are as fine as the source gives them: 2019, 2019-07, 2019-07-30.

    In a year of change of which only the year is known, the old and the new name both hold.

    >>> DatedName("430582", "邵东县", "former", "", "2019", "county-events").holds(date(2020, 2, 24))
    False
    """

    of: str
    name: str
    kind: str
    start: str
    end: str
    source: str
    former_code: str = ""
    note: str = ""

    def holds(self, on: date | None) -> bool:
        """Whether the name was in use on a day; without a day every name counts."""
        if on is None:
            return True
        day = on.isoformat()
        return (not self.start or day[: len(self.start)] >= self.start) and (
            not self.end or day[: len(self.end)] <= self.end
        )


def plain(name: str) -> str:
    """A name without spaces, its brackets full width: what look-ups compare.

    >>> plain(" 湖南(沅陵) 台湾工业园")
    '湖南（沅陵）台湾工业园'
    """
    return "".join(name.split()).translate(_BRACKETS)


_BRACKETS = str.maketrans("()", "（）")
