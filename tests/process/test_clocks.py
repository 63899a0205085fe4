"""Clocks: working days, suspensions, extensions, unknown limits and years, reminders and lapses."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.process.samples import LAW, OFFICER, OWNER, SAID, Play, at, base, defined

from chengjie.errors import Refusal
from chengjie.process import SYSTEM, Reading, data_of, lapses, readings, reminders
from chengjie.process.clocks import next_turn
from chengjie.process.law import Limit
from chengjie.values import Text


def clock(play: Play, name: str, day: date) -> Reading:
    return next(each for each in readings(play.state, play.definition, law=LAW, day=day) if each.clock == name)


def test_days_run_from_the_day_after() -> None:
    play = Play()
    assert (clock(play, "all", date(2024, 5, 6)).elapsed, clock(play, "all", date(2024, 5, 13)).elapsed) == (0, 6)
    assert clock(play, "all", date(2024, 5, 6)).due == date(2024, 5, 31)


def test_suspended_days_do_not_count_and_then_no_due_day_is_given() -> None:
    play = Play()
    play.did(OFFICER, "suspend", clock="all", note="等材料", on=at(8))
    read = clock(play, "all", date(2024, 5, 20))
    assert (read.elapsed, read.suspended, read.due, read.missing) == (2, True, None, ("suspended",))
    play.did(OFFICER, "resume", clock="all", on=at(20))
    read = clock(play, "all", date(2024, 5, 20))
    assert (read.elapsed, read.left, read.due) == (2, 18, date(2024, 6, 14))


def test_an_extension_moves_the_due_day() -> None:
    play = Play()
    play.did(OFFICER, "extend", clock="all", days=10, note="复杂")
    assert clock(play, "all", date(2024, 5, 6)).due == date(2024, 6, 17)


def test_a_limit_without_a_value_leaves_the_due_day_unknown_and_is_named() -> None:
    play = Play()
    play.did(OWNER, "promise", document="proof")
    read = clock(play, "curing", date(2024, 9, 1))
    assert (read.due, read.left, read.late, read.missing) == (None, None, None, ("limit:cure",))
    assert read.elapsed is not None


def test_a_paper_s_clock_stops_when_the_paper_is_there() -> None:
    play = Play()
    play.did(OWNER, "promise", document="proof")
    play.did(OWNER, "submit", document="proof", digest="d", on=at(10))
    read = clock(play, "curing", date(2024, 9, 1))
    assert (read.runs, read.elapsed) == (False, 4)


def test_a_year_without_a_calendar_leaves_the_due_day_unknown_and_is_named() -> None:
    play = Play()
    play.did(OFFICER, "note", note="记", on=at(25, month=12, year=2026))
    read = clock(play, "all", date(2027, 1, 20))
    assert (read.elapsed, read.due, read.missing) == (None, None, ("year:2027",))


def test_a_due_day_that_is_past_is_still_the_day_it_was() -> None:
    play = Play()
    read = clock(play, "accepting", date(2024, 7, 1))
    assert (read.due, read.late, read.breach) == (date(2024, 5, 11), True, True)


def test_who_is_reminded_and_when_it_goes_up() -> None:
    play = Play()
    told = {day: [(each.clock, each.left, each.escalated) for each in reminders(play.state, play.definition, law=LAW, day=day)]
            for day in (date(2024, 5, 9), date(2024, 5, 28), date(2024, 6, 3))}  # fmt: skip
    assert told[date(2024, 5, 9)] == []
    assert ("all", 3, False) in told[date(2024, 5, 28)]
    assert ("all", -1, True) in told[date(2024, 6, 3)]


def test_what_is_taken_as_decided_is_entered_when_the_clock_has_run_out() -> None:
    play = Play()
    assert lapses(play.state, play.definition, law=LAW, day=date(2024, 5, 11)) == ()
    assert lapses(play.state, play.definition, law=LAW, day=date(2024, 5, 13)) == (("accepting", "accept", "accept"),)
    assert list(play.did(SYSTEM, "lapse", step="accept", outcome="accept", on=at(13)).open) == ["ask"]


def test_a_due_day_set_in_the_case_is_kept_to() -> None:
    data = base()
    data["clocks"].append({"id": "dated", "title": SAID, "until": "day"})
    play = Play(defined(data))
    assert clock(play, "dated", date(2024, 5, 6)).missing == ("field:day",)
    play.did(OFFICER, "supply", data=data_of({"day": date(2024, 5, 20)}))
    assert (clock(play, "dated", date(2024, 5, 18)).left, clock(play, "dated", date(2024, 5, 21)).late) == (2, True)


@given(
    st.lists(st.sampled_from(["suspend", "resume", "wait", "extend"]), max_size=12),
    st.lists(st.integers(0, 9), min_size=12, max_size=12),
)
def test_clocks_never_run_backwards_and_never_below_zero(acts: list[str], waits: list[int]) -> None:
    play, day, before = Play(), 6, 0
    for kind, wait in zip(acts, waits, strict=False):
        day += wait
        on = at(1 + (day - 1) % 28, month=5 + (day - 1) // 28)
        parts: dict[str, Any] = {"clock": "all", "note": "样例", **({"days": 3} if kind == "extend" else {})}
        if kind != "wait":
            with contextlib.suppress(Refusal):
                play.did(OFFICER, kind, on=on, **parts)
        read = clock(play, "all", on.date())
        assert read.elapsed is not None
        assert read.elapsed >= before >= 0
        before = read.elapsed


def test_a_promise_that_is_not_kept_is_late_but_only_the_statutory_limit_decides() -> None:
    data = base()
    data["clocks"][1]["promised"] = "two"
    law = replace(LAW, limits={**LAW.limits, "two": Limit("two", Text("两天", "two days"), 2, True, "chengjie")})
    play = Play(defined(data), law)
    read = next(
        each
        for each in readings(play.state, play.definition, law=law, day=date(2024, 5, 9))
        if each.clock == "accepting"
    )
    assert (read.due, read.late, read.breach) == (date(2024, 5, 8), True, False)
    assert lapses(play.state, play.definition, law=law, day=date(2024, 5, 9)) == ()
    assert lapses(play.state, play.definition, law=law, day=date(2024, 5, 13)) == (("accepting", "accept", "accept"),)


def said(play: Play, day: date) -> tuple[object, set[tuple[str, bool, int]]]:
    """What lists keep of the clocks of a case on a day, and what people are told of them."""
    reads = tuple(
        (each.clock, each.late, each.breach, each.due)
        for each in readings(play.state, play.definition, law=LAW, day=day)
        if each.runs
    )
    found = reminders(play.state, play.definition, law=LAW, day=day)
    told = {(each.clock, each.escalated, max(each.left, -1)) for each in found}
    return (reads, lapses(play.state, play.definition, law=LAW, day=day)), told


@given(st.integers(0, 700), st.booleans(), st.booleans())
def test_until_the_next_turn_the_clocks_say_nothing_else(later: int, asked: bool, promised: bool) -> None:
    play = Play()
    if promised:
        play.did(OWNER, "submit", document="form", digest="0" * 64)
        play.did(OWNER, "promise", document="proof")
    if asked:
        play.did(OFFICER, "suspend", clock="accepting", note="等材料")
    day = date(2024, 5, 6) + timedelta(days=later)
    turn = next_turn(play.state, play.definition, law=LAW, day=day)
    assert turn is None or turn > day
    listed, told = said(play, day)
    for ahead in range(1, 400 if turn is None else (turn - day).days):
        later_listed, later_told = said(play, day + timedelta(days=ahead))
        assert later_listed == listed
        assert later_told <= told


def test_the_next_turns_are_a_limit_past_a_reminder_and_a_day_late() -> None:
    play, day = Play(), date(2024, 5, 6)
    turns: list[date] = []
    while len(turns) < 3 and (turn := next_turn(play.state, play.definition, law=LAW, day=day)) is not None:
        turns.append(turn)
        day = turn
    assert turns == [date(2024, 5, 13), date(2024, 5, 28), date(2024, 6, 3)]
    assert [clock(play, "all", each).left for each in turns[1:]] == [3, -1]
    assert clock(play, "accepting", turns[0]).late
