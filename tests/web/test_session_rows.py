"""Sessions are read shortly and are otherwise Django's own."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.conftest import signed_in

from chengjie.web.session_rows import SessionStore


def test_a_session_is_read_as_it_was_written_by_one_question(li: User) -> None:
    store = signed_in(li).session
    store["kept"] = {"deep": [1, "二"]}
    store.save()
    with CaptureQueriesContext(connection) as asked:
        read = SessionStore(store.session_key)
        assert dict(read.items()) == dict(store.items())
    assert len(asked) == 1
    assert read.session_key == store.session_key


def test_a_session_that_is_over_or_was_never_there_is_empty_and_loses_its_key(li: User) -> None:
    key = signed_in(li).session.session_key
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    for each in (key, "a" * 32):
        read = SessionStore(each)
        assert dict(read.items()) == {}
        assert read.session_key is None
