"""Clocks of a case on a day (时限): days run, days left, the due date; suspended days do not count, unknown limits stay unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from chengjie.process.definition import Definition
from chengjie.process.entry import CHINA
from chengjie.process.law import Law, Limit
from chengjie.process.parts import Clock
from chengjie.process.state import State
from chengjie.process.workdays import UnknownYearError

_Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Reading:
    """A clock on a day. `due` and `left` follow the promised limit where it has a value, else the statutory one.

    What is unknown is None, and `missing` says why: `limit:ID` is a limit without a value, `year:2027` a year without a calendar,
    `suspended` a clock that stands, so that no due day can be given.
    """

    clock: str
    runs: bool
    suspended: bool
    elapsed: int | None
    working: bool
    statutory: int | None
    promised: int | None
    extended: int
    due: date | None
    left: int | None
    late: bool | None
    """Past the limit that it is held to; `breach` is past the statutory one."""
    breach: bool | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reminder:
    """Something that falls due, or is overdue: whom it concerns and how many days are left (negative: over)."""

    case: str
    clock: str
    steps: tuple[str, ...]
    left: int
    roles: tuple[str, ...]
    escalated: bool


def day_of(moment: datetime) -> date:
    """The day in China."""
    return moment.astimezone(CHINA).date()


def readings(state: State, definition: Definition, *, law: Law, day: date) -> tuple[Reading, ...]:
    """Every clock of a case on a day, those that have begun."""
    return tuple(read for clock in definition.clocks if (read := reading(state, clock, law=law, day=day)) is not None)


def reading(state: State, clock: Clock, *, law: Law, day: date) -> Reading | None:
    """One clock; None where it has not begun."""
    spans = tuple(_spans(state, clock, day))
    if not spans:
        return None
    runs = _runs(state, clock)
    suspended = runs and any(each.until is None and each.clock in {"", clock.id} for each in state.pauses)
    if clock.until is not None:
        return _dated(state, clock, spans, runs, suspended, law=law, day=day)
    statutory, promised = _limit(clock.statutory, law), _limit(clock.promised, law)
    working = (promised or statutory or _WORKING).working
    missing = [f"limit:{each.id}" for each in (statutory, promised) if each is not None and each.value is None]
    extended = sum(each.days for each in state.extended if each.clock == clock.id)
    values = [None if each is None or each.value is None else each.value + extended for each in (statutory, promised)]
    held_to = values[1] if values[1] is not None else values[0]
    elapsed, due = None, None
    try:
        elapsed = sum(_count(law, working, first, last) for first, last in spans)
        if held_to is not None and runs and not suspended:
            due = _due(law, working, spans, held_to, elapsed)
    except UnknownYearError as error:
        missing.append(f"year:{error.year}")
    left = None if held_to is None or elapsed is None else held_to - elapsed
    return Reading(
        clock.id, runs, suspended, elapsed, working, values[0], values[1], extended, due, left,
        None if left is None else left < 0,
        None if values[0] is None or elapsed is None else elapsed > values[0],
        (*missing, *(("suspended",) if suspended else ())),
    )  # fmt: skip


def _dated(
    state: State, clock: Clock, spans: tuple[_Span, ...], runs: bool, suspended: bool, *, law: Law, day: date
) -> Reading:
    """A clock whose due day stands in the case; days left are calendar days."""
    written = state.data.get(clock.until or "")
    due = date.fromisoformat(written) if isinstance(written, str) else None
    missing: tuple[str, ...] = () if due is not None else (f"field:{clock.until}",)
    try:
        elapsed = sum(_count(law, True, first, last) for first, last in spans)
    except UnknownYearError as error:
        elapsed, missing = None, (*missing, f"year:{error.year}")
    left = None if due is None else (due - (day if runs else spans[-1][1])).days
    late = None if left is None else left < 0
    return Reading(clock.id, runs, suspended, elapsed, True, None, None, 0, due, left, late, late, missing)


_WORKING = Limit("", title=None, value=None, working=True, source="")  # type: ignore[arg-type]  # stands for no limit at all


def _runs(state: State, clock: Clock) -> bool:
    if state.ended:
        return False
    if clock.paper is not None:
        paper = state.paper.get(clock.paper)
        return paper is not None and paper.promised is not None and not paper.is_there
    return any(not clock.over or each.step in clock.over for each in state.tokens)


def _opened(state: State, clock: Clock, end: date) -> list[_Span]:
    """The days on which the clock could run: a step is open, or a paper was promised and is not there."""
    if clock.paper is not None:
        paper = state.paper.get(clock.paper)
        if paper is None or paper.promised is None:
            return []
        until = day_of(paper.versions[0].at) if paper.versions else end
        return [(day_of(paper.promised), min(end, until))] if until >= day_of(paper.promised) else []
    return [
        (day_of(each.entered), end if each.left is None else min(end, day_of(each.left)))
        for each in state.visits
        if not clock.over or each.step in clock.over
    ]


def _limit(name: str | None, law: Law) -> Limit | None:
    return law.limits.get(name) if name is not None else None


def _spans(state: State, clock: Clock, day: date) -> Iterator[_Span]:
    """The days on which the clock ran: steps open, less the days on which it was suspended."""
    end = day if state.ended_at is None else min(day, day_of(state.ended_at))
    pauses = _joined(
        (day_of(each.since), end if each.until is None else min(end, day_of(each.until)))
        for each in state.pauses
        if each.clock in {"", clock.id}
    )
    for first, last in _joined(each for each in _opened(state, clock, end) if each[0] <= end):
        yield from _less(first, last, pauses)


def _joined(spans: Iterable[_Span]) -> tuple[_Span, ...]:
    found: list[_Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def _less(first: date, last: date, pauses: tuple[_Span, ...]) -> Iterator[_Span]:
    for begins, ends in pauses:
        if ends <= first or begins >= last:
            continue
        if begins > first:
            yield first, begins
        first = ends
    if first <= last:
        yield first, last


def _count(law: Law, working: bool, first: date, last: date) -> int:
    return law.calendar.count(first, last) if working else (last - first).days


def _due(law: Law, working: bool, spans: tuple[_Span, ...], limit: int, elapsed: int) -> date:
    """The day on which the limit is reached: inside a span that has run, or as many days after the last one as are left."""
    if elapsed < limit:
        last = spans[-1][1]
        return law.calendar.due(last, limit - elapsed) if working else last + timedelta(days=limit - elapsed)
    run = 0
    for first, last in spans:
        here = _count(law, working, first, last)
        if run + here >= limit:
            return law.calendar.due(first, limit - run) if working else first + timedelta(days=limit - run)
        run += here
    return spans[-1][1]


def next_turn(state: State, definition: Definition, *, law: Law, day: date) -> date | None:
    """The first day after `day` on which a clock of the case comes to say something else, if no entry is made until then: a reminder,
    late, past the statutory limit, somebody else's turn to look, or the end of the calendar. None where no such day is known."""
    return min((each for clock in definition.clocks for each in _turns(state, clock, law, day)), default=None)


def _turns(state: State, clock: Clock, law: Law, day: date) -> Iterator[date]:
    read = reading(state, clock, law=law, day=day)
    if read is None or not read.runs or read.suspended:
        return
    worked = read.working and clock.until is None
    if worked and law.calendar.last is not None and law.calendar.last >= day:
        yield law.calendar.last + timedelta(days=1)
    for days in _ahead(clock, read):
        try:
            yield law.calendar.due(day, days) if worked else day + timedelta(days=days)
        except UnknownYearError:
            continue  # nobody can say when


def _ahead(clock: Clock, read: Reading) -> Iterator[int]:
    """In how many days, counted as the clock counts, it reaches each point at which it has something to say."""
    points = {*clock.remind, -1, *(() if clock.escalate is None else (-clock.escalate.after - 1,))}
    if read.left is not None:
        yield from (read.left - each for each in points if each < read.left)
    if read.statutory is not None and read.elapsed is not None and read.elapsed <= read.statutory:
        yield read.statutory + 1 - read.elapsed


def reminders(state: State, definition: Definition, *, law: Law, day: date) -> tuple[Reminder, ...]:
    """What people should be told on a day: clocks that come near their due day or are past it, and who hears of it besides."""
    return tuple(_reminders(state, definition, law, day))


def _reminders(state: State, definition: Definition, law: Law, day: date) -> Iterator[Reminder]:
    for clock in definition.clocks:
        read = reading(state, clock, law=law, day=day)
        if read is None or not read.runs or read.suspended or read.left is None:
            continue
        steps = tuple(each.step for each in state.tokens if not clock.over or each.step in clock.over)
        roles = tuple(dict.fromkeys(role for step in steps for role in definition.step_of[step].who.roles))
        if read.left < 0 or read.left in clock.remind:
            yield Reminder(state.case, clock.id, steps, read.left, roles, escalated=False)
        if clock.escalate is not None and read.left < -clock.escalate.after:
            yield Reminder(state.case, clock.id, steps, read.left, clock.escalate.roles, escalated=True)


def lapses(state: State, definition: Definition, *, law: Law, day: date) -> tuple[tuple[str, str, str], ...]:
    """What is taken as decided because a clock has run out: clock, step, outcome. The door enters each as a `lapse`.

    Where there is a statutory limit it alone has this effect: a promise that was not kept changes nobody's rights.
    """
    return tuple(
        (clock.id, step, outcome)
        for clock in definition.clocks
        if clock.lapse and (read := reading(state, clock, law=law, day=day)) is not None
        if (read.late if clock.statutory is None else read.breach) is True
        for step, outcome in clock.lapse.items()
        if step in state.open
    )
