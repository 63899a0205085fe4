"""What lies ahead of a case, and what waits at whose desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from tests.process.samples import LAW, OFFICER, REVIEWER, SAID, Play, base, defined

from chengjie.process import paths
from chengjie.process.law import Limit
from chengjie.values import Text


def timed() -> Any:
    """The sample with a limit on every step: left takes 5 days, right 10."""
    data = base()
    limits = {
        "accept": "one-notice",
        "ask": "one-notice",
        "left": "five",
        "right": "licensing-extension",
        "places": "five",
        "decide": "licensing",
    }
    data["clocks"] += [
        {"id": f"of-{name}", "title": SAID, "over": [name], "statutory": limit} for name, limit in limits.items()
    ]
    return defined(data)


def test_the_critical_path_goes_through_the_ordinary_outcomes_and_the_longest_branch() -> None:
    play = Play(timed(), big=True, name="不问")
    path = paths.critical(play.state, play.definition, law=LAW)
    assert (path.steps, path.days, path.missing) == (("accept", "left", "decide"), 5 + 5 + 20, ())


def test_of_several_open_steps_the_longest_way_counts() -> None:
    play = Play(timed(), big=True, name="不问")
    play.accepted()
    assert paths.critical(play.state, play.definition, law=LAW).days == 10 + 20
    play.did(REVIEWER, "decide", step="left", outcome="agree")
    assert paths.critical(play.state, play.definition, law=LAW).steps == ("right", "decide")


def test_a_limit_without_a_value_leaves_the_path_unknown_and_is_named() -> None:
    play = Play(timed())
    law = replace(
        LAW, limits={**LAW.limits, "licensing": Limit("licensing", Text("许可", "licensing"), None, True, "chengjie")}
    )
    path = paths.critical(play.state, play.definition, law=law)
    assert (path.days, path.missing) == (None, ("limit:licensing",))
    assert paths.critical(play.state, defined(), law=LAW).days is None


def test_a_case_that_has_ended_has_nothing_ahead() -> None:
    play = Play()
    play.did(OFFICER, "decide", step="accept", outcome="refuse", note="一")
    assert paths.critical(play.state, play.definition, law=LAW) == paths.Path((), 0, ())


def test_the_load_of_a_desk_tells_late_from_in_time_and_from_unknown() -> None:
    play, definition = Play(timed(), big=True, name="不问"), timed()
    play.accepted()
    known = {("sample", 1): definition}
    early = paths.load([play.state], known, law=LAW, day=date(2024, 5, 7))
    late = paths.load([play.state, play.state], known, law=LAW, day=date(2024, 7, 1))
    never = paths.load([play.state], known, law=LAW, day=date(2027, 1, 4))
    assert [row[2:] for row in (*early.rows, *late.rows, *never.rows)] == [(2, 0, 0), (4, 4, 0), (2, 0, 2)]
