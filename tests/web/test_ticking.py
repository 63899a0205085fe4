"""What goes on by itself: clocks once a day, letters each time, and a fault of the database stops neither."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import OperationalError
from django.utils import timezone

from chengjie.web import letters, ticking, turns


@pytest.mark.django_db
def test_clocks_are_walked_once_a_day_and_letters_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(turns, "run_clocks", lambda *, day: done.append("clocks"))
    monkeypatch.setattr(letters, "send", lambda *, day: done.append("letters"))
    monkeypatch.setattr(ticking, "close_old_connections", lambda: None)
    walked = ticking.beat(ticking.beat(None))
    assert (walked, done) == (timezone.localdate(), ["clocks", "letters", "letters"])


@pytest.mark.django_db
def test_a_fault_of_the_database_is_recorded_and_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def locked(*, day: date) -> int:
        raise OperationalError("database is locked")

    monkeypatch.setattr(turns, "run_clocks", locked)
    monkeypatch.setattr(ticking, "close_old_connections", lambda: None)
    assert ticking.beat(None) is None
    assert "tried again" in caplog.text
