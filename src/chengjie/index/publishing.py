"""Results made public (公示): who publishes, how long objections may be raised, and how it stands on a day; computed, never set."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from chengjie.errors import Refusal
from chengjie.index.definition import Publication

Stand = Literal["draft", "open", "disputed", "final"]


@dataclass(frozen=True, slots=True)
class Objection:
    """Who objects to whose result and when; and when it was decided, if it was."""

    unit: str
    by: str
    raised: date
    decided: date | None = None


def closes(published: date, days: int, *, holidays: Collection[date] = ()) -> date:
    """The last working day on which an objection is in time: the day of publication does not count.

    Saturdays, Sundays and the `holidays` given are no working days; days worked in lieu are not known here.

    >>> closes(date(2026, 4, 30), 5, holidays=[date(2026, 5, 1), date(2026, 5, 4), date(2026, 5, 5)])
    datetime.date(2026, 5, 12)
    """
    day, left = published, days
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5 and day not in holidays
    return day


def stand(
    publication: Publication,
    *,
    published: date | None,
    today: date,
    objections: Collection[Objection] = (),
    holidays: Collection[date] = (),
) -> Stand:
    """How the results stand: `draft` before publication, `open` to objections, `disputed` while one that was raised in time is
    undecided, then `final`. Refuses `index-objection-period-unknown` where nobody stated how long."""
    if published is None or today < published:
        return "draft"
    if publication.objection_days is None:
        raise Refusal.of("index-objection-period-unknown", by=publication.by.zh, by_en=publication.by.en)
    last = closes(published, publication.objection_days, holidays=holidays)
    if today <= last:
        return "open"
    timely = [each for each in objections if published <= each.raised <= last]
    return "disputed" if any(each.decided is None or each.decided > today for each in timely) else "final"
