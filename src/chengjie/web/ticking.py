"""What goes on by itself while the site is served: deliveries every ten seconds, letters and a look at imports every minute, the clocks of cases once a day.

All of it is claimed where it is done, so neither a second server nor the commands `chengjie hooks` and `chengjie notify` do it twice.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from chengjie.web import hooks, letters, turns
from chengjie.web.imports import running

LETTERS, DELIVERIES = 60, 10
"""Seconds from one round to the next."""
_say = logging.getLogger(__name__)


def start() -> threading.Event:
    """Begin in the background; set the event to stop."""
    stop = threading.Event()
    for work in (_letters, _deliveries):
        threading.Thread(target=work, name=work.__name__, args=(stop,), daemon=True).start()
    return stop


def _letters(stop: threading.Event) -> None:
    walked: date | None = None
    while not stop.wait(LETTERS):
        walked = beat(walked)


def _deliveries(stop: threading.Event) -> None:
    while not stop.wait(DELIVERIES):
        deliver()


@contextmanager
def _round() -> Iterator[None]:
    """A round, which a fault of the database ends and the next one takes up."""
    try:
        yield
    except DatabaseError:
        _say.exception("letters, clocks and deliveries wait for the database and are tried again")
    finally:
        close_old_connections()


def beat(walked: date | None) -> date | None:
    """One round of letters that are due, and of the clocks where they have not been walked today; the day on which they were."""
    today = timezone.localdate()
    with _round():
        if walked != today:
            turns.run_clocks(day=today)
            walked = today
        running.tidy()
        letters.send(day=today)
    return walked


def deliver() -> dict[str, int] | None:
    """One round of deliveries; None where the database did not answer."""
    done: dict[str, int] | None = None
    with _round():
        done = hooks.deliver()
    return done  # noqa: RET504  # None where a fault ended the round
