"""Who asks is known by one question, and is whom the separate questions would find."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import User
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.conftest import signed_in

from chengjie.web import callers, notices, scope, sessions
from chengjie.web.callers import Caller
from chengjie.web.records.notices import Notice
from chengjie.web.records.people import Right, SignIn, StandIn


def session_of(user: User, sign_in: SignIn | None = None) -> SessionBase:
    session = signed_in(user).session
    if sign_in is not None:
        session[sessions.KEY] = sign_in.pk
    return session


def asked(user: User, sign_in: SignIn | None = None) -> Caller | None:
    number = sign_in.pk if sign_in else None
    return callers.caller(session_of(user, sign_in), number, touched=timezone.now() - sessions.TOUCHED)


def stand_in(away: User, acts: User) -> StandIn:
    today = timezone.localdate()
    return StandIn.objects.create(away=away, acts=acts, since=today, until=today)


def test_the_person_and_the_seats_are_those_that_separate_questions_find(offices: dict[str, User]) -> None:
    lan, today = offices["lan"], timezone.localdate()
    Right.objects.create(user=lan, role="analyst", place="431100", since=today, given_by=lan)
    Right.objects.create(
        user=lan, role="supervisor", place="430000", since=today, until=today - timedelta(1), given_by=lan
    )
    Right.objects.create(user=lan, role="dispatcher", place="430000", since=today, ended=timezone.now(), given_by=lan)
    stand_in(offices["xintian"], lan)
    stand_in(offices["firm"], lan)
    offices["firm"].is_active = False
    offices["firm"].save()
    with CaptureQueriesContext(connection) as questions:
        found = asked(lan)
    assert found is not None
    assert found.user == lan
    assert found.actors == scope.actors(lan)
    assert [each.seat for each in found.actors] == ["lan", "xintian"]
    assert sum("web_right" in each["sql"] for each in questions.captured_queries) == 1


def test_somebody_without_rights_is_known_and_may_do_nothing(li: User) -> None:
    found = asked(li)
    assert found is not None
    assert found.actors == scope.actors(li)
    assert found.actors[0].grants == ()


def test_what_is_unread_is_counted_to_a_hundred(li: User) -> None:
    Notice.objects.bulk_create(Notice(user=li, kind="case-moved", occasion=str(each)) for each in range(120))
    found = asked(li)
    assert found is not None
    assert found.unread == notices.unread(li) == Notice.MOST_COUNTED


def test_a_sign_in_stands_until_it_is_ended_idle_or_too_long(li: User) -> None:
    now = timezone.now()
    made = SignIn.objects.create(user=li)
    assert (found := asked(li, made)) is not None
    assert found.stands
    for change in (
        {"ended": now},
        {"seen": now - SignIn.IDLE - timedelta(minutes=1)},
        {"when": now - SignIn.LONGEST - timedelta(minutes=1)},
    ):
        SignIn.objects.filter(pk=made.pk).update(ended=None, seen=now, when=now)
        SignIn.objects.filter(pk=made.pk).update(**change)
        assert (found := asked(li, made)) is not None
        assert not found.stands, change


def test_the_sign_in_of_somebody_else_does_not_stand(li: User, wang: User) -> None:
    found = asked(li, SignIn.objects.create(user=wang))
    assert found is not None
    assert not found.stands


def test_a_session_from_before_the_password_was_changed_is_left_to_be_shut(li: User) -> None:
    client = signed_in(li)
    li.set_password("another password that is long")
    li.save()
    assert callers.caller(client.session, None, touched=timezone.now()) is None
    assert client.get("/work/").status_code == 302


def test_an_account_that_is_shut_is_not_known(li: User) -> None:
    client = signed_in(li)
    User.objects.filter(pk=li.pk).update(is_active=False)
    assert callers.caller(client.session, None, touched=timezone.now()) is None
    assert client.get("/work/").status_code == 302
