"""Who asks (来者): the person of a session, whether the sign-in still stands, rights and seats of today, unread notices, in one question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from chengjie.process import Actor, Grant
from chengjie.web.records.notices import Notice
from chengjie.web.records.people import SignIn

_FIELDS = ("id", "password", "is_superuser", "username", "first_name", "last_name", "email", "is_staff", "is_active")
_QUESTION = f"""
SELECT {", ".join(f"u.{each}" for each in _FIELDS)},
  (SELECT COUNT(*) FROM (SELECT 1 FROM web_notice WHERE user_id = u.id AND read IS NULL LIMIT {Notice.MOST_COUNTED}) AS waiting),
  s.id IS NOT NULL AND s.ended IS NULL AND s.seen >= %s AND s."when" >= %s, s.seen < %s,
  seats.seat, away.username, r.role, r.place, r.carrier, r.enterprise
FROM auth_user u
LEFT JOIN web_signin s ON s.id = %s AND s.user_id = u.id
CROSS JOIN (
  SELECT %s AS seat
  UNION SELECT t.away_id FROM web_standin t JOIN auth_user gone ON gone.id = t.away_id AND gone.is_active
  WHERE t.acts_id = %s AND t.ended IS NULL AND t.since <= %s AND t.until >= %s
) AS seats
JOIN auth_user away ON away.id = seats.seat
LEFT JOIN web_right r ON r.user_id = seats.seat AND r.ended IS NULL AND r.since <= %s AND (r.until IS NULL OR r.until >= %s)
WHERE u.id = %s AND u.is_active
ORDER BY r.id DESC
"""  # noqa: S608  # our own names
"""A row for each right that the person has today, of their own or in the seat of a colleague who is away; one row where there is none."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The person of a session. `stands`: the sign-in has not ended and is neither idle nor too long; `quiet`: nothing came for a while."""

    user: User
    stands: bool
    quiet: bool
    actors: tuple[Actor, ...]
    unread: int


def caller(session: SessionBase, sign_in: int | None, *, touched: datetime) -> Caller | None:
    """The person of a session; None where there is none, or where Django itself must look whether the session is genuine."""
    own = session.get(SESSION_KEY, "")
    if not str(own).isdecimal() or session.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return None
    rows = _asked(int(own), sign_in, timezone.now(), timezone.localdate(), touched)
    if not rows:
        return None
    user = User.from_db("default", _FIELDS, rows[0][: len(_FIELDS)])
    if not constant_time_compare(session.get(HASH_SESSION_KEY) or "", user.get_session_auth_hash()):
        return None
    unread, stands, quiet = rows[0][len(_FIELDS) : len(_FIELDS) + 3]
    return Caller(user, bool(stands), bool(quiet), _actors(user, [row[len(_FIELDS) + 3 :] for row in rows]), unread)


def _asked(own: int, sign_in: int | None, now: datetime, today: date, touched: datetime) -> list[tuple[Any, ...]]:
    moment, day = connection.ops.adapt_datetimefield_value, connection.ops.adapt_datefield_value(today)
    since = [moment(each) for each in (now - SignIn.IDLE, now - SignIn.LONGEST, touched)]
    with connection.cursor() as cursor:
        cursor.execute(_QUESTION, [*since, sign_in, own, own, day, day, day, day, own])
        return list(cursor.fetchall())


def _actors(user: User, rows: Sequence[Sequence[Any]]) -> tuple[Actor, ...]:
    """The person first, then the person in each seat in which there is any right."""
    seats: dict[str, list[Grant]] = {user.username: []}
    for _, name, role, place, carrier, enterprise in rows:
        if role is not None:
            seats.setdefault(name, []).append(Grant(role, place, carrier, enterprise))
    own, *away = (Actor(name, tuple(grants)) for name, grants in seats.items())
    return (own, *(Actor(own.person, own.grants, stands_in_for=each) for each in away))
