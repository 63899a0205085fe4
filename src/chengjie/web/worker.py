"""What the running server does beside answering: deliveries go out (后台投递). Each is claimed, so several servers do not send it twice."""

from __future__ import annotations

import logging
import threading
import time

from django.db import DatabaseError, connection

from chengjie.web import hooks

EVERY = 10.0
"""Seconds from one round to the next."""
log = logging.getLogger(__name__)


def begin() -> threading.Thread:
    """Begin in the background; it ends with the server."""
    thread = threading.Thread(target=_run, name="deliveries", daemon=True)
    thread.start()
    return thread


def _run() -> None:
    while True:
        time.sleep(EVERY)
        once()


def once() -> dict[str, int] | None:
    """One round; None where the database did not answer, which is tried again in the next."""
    try:
        return hooks.deliver()
    except DatabaseError:
        log.exception("deliveries wait for the database")
        return None
    finally:
        connection.close_if_unusable_or_obsolete()
