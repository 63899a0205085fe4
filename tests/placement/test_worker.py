"""A solver's process that fails is told of in words; what else is known is still answered."""

from __future__ import annotations

import sys

import pytest
from tests.placement.conftest import two_parks

from chengjie.placement import BestFound, Infeasible, check, solve

SAYS = "raise SystemExit('no memory left')"
KILLED = "import os; os.kill(os.getpid(), 9)"
WELL = "import sys; sys.stdin.buffer.read(1)"


def instead(monkeypatch: pytest.MonkeyPatch, **programs: str) -> None:
    monkeypatch.setattr("chengjie.placement.worker.command", lambda role: [sys.executable, "-c", programs[role]])


def test_when_every_process_fails_the_plain_placement_is_answered_with_the_reasons(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    instead(monkeypatch, search=SAYS, proof=KILLED)
    problem = two_parks()
    answer = solve(problem, seconds=20)
    assert isinstance(answer, BestFound)
    assert check(problem, answer.assignment) == ()
    assert sorted(note.en for note in answer.notes) == [
        "The process of the proof failed: signal 9", "The process of the search failed: no memory left",
    ]  # fmt: skip
    assert all(note.zh for note in answer.notes)
    assert answer.seconds < 20


def test_a_process_that_comes_to_its_end_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, search=WELL, proof=WELL)
    answer = solve(two_parks(), seconds=20)
    assert not isinstance(answer, Infeasible)
    assert getattr(answer, "notes", ()) == ()
