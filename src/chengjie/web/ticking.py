"""What goes on by itself while the site is served: letters every minute, the clocks of cases once a day."""

from __future__ import annotations

import logging
import threading
from datetime import date

from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from chengjie.web import cases, letters

SECONDS = 60
_say = logging.getLogger(__name__)


def start() -> threading.Event:
    """Begin in the background; set the event to stop."""
    stop = threading.Event()
    threading.Thread(target=_go_on, args=(stop,), daemon=True).start()
    return stop


def _go_on(stop: threading.Event) -> None:
    walked: date | None = None
    while not stop.wait(SECONDS):
        walked = beat(walked)


def beat(walked: date | None) -> date | None:
    """One round: letters that are due, and the clocks where they have not been walked today; the day on which they were.

    What fails is recorded and tried at the next round. All of it may be done by `chengjie notify` as well: nothing happens twice.
    """
    today = timezone.localdate()
    try:
        if walked != today:
            cases.run_clocks(day=today)
            walked = today
        letters.send(day=today)
    except DatabaseError:
        _say.exception("clocks and letters are tried again")
    finally:
        close_old_connections()
    return walked
