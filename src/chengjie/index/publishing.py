"""Results made public (公示): how long objections may be raised, and how a publication stands on a day; computed, never set."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

from chengjie.errors import Refusal
from chengjie.index.definition import Publication
from chengjie.process.workdays import Calendar, UnknownYearError

Stand = Literal["draft", "open", "disputed", "amending", "final", "unknown"]


@dataclass(frozen=True, slots=True)
class Objection:
    """Who objects to whose result and when; when it was decided, if it was, and whether it was upheld (成立)."""

    unit: str
    by: str
    raised: date
    decided: date | None = None
    upheld: bool = False


def days_for(publication: Publication | None, *, stated: int | None = None) -> int:
    """Working days for objections: those of the definition, else those that the publisher states. Refuses
    `index-objection-period-unknown` where nobody does."""
    own = publication.objection_days if publication else None
    days = own if own is not None else stated
    if days is None or days < 1:
        by = publication.by if publication else None
        raise Refusal.of("index-objection-period-unknown", by=by.zh if by else "—", by_en=by.en if by else "—")
    return days


def closes(published: date, days: int, *, calendar: Calendar) -> date | None:
    """The last working day on which an objection is in time: the day of publication does not count. None where the holidays of a
    year that it touches are not known.

    >>> rest, work = frozenset({date(2026, 5, 1), date(2026, 5, 4), date(2026, 5, 5)}), frozenset({date(2026, 5, 9)})
    >>> closes(date(2026, 4, 30), 4, calendar=Calendar(rest, work, frozenset({2026})))
    datetime.date(2026, 5, 9)
    """
    try:
        return calendar.due(published, days)
    except UnknownYearError:
        return None


def stand(
    published: date | None, days: int, *, today: date, calendar: Calendar, objections: Collection[Objection] = ()
) -> Stand:
    """How the results stand: `draft` before publication, `open` to objections, `disputed` while one that was raised in time is
    undecided, `amending` where one was upheld, since amended results are a publication of their own; else `final`. `unknown`
    where the calendar does not tell when the days are over."""
    if published is None or today < published:
        return "draft"
    last = closes(published, days, calendar=calendar)
    if last is None:
        return "unknown"
    timely = [each for each in objections if published <= each.raised <= last]
    if any(each.upheld and each.decided is not None and each.decided <= today for each in timely):
        return "amending"
    if today <= last:
        return "open"
    return "disputed" if any(each.decided is None or each.decided > today for each in timely) else "final"
