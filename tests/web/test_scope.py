"""Who sees and may give what: one question, asked of one thing and of lists alike."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.utils import timezone

from chengjie.process import Subject
from chengjie.web import scope
from chengjie.web.records.people import Right, StandIn

HERS = Subject("431127")
OF_THE_FIRM = Subject("431128", enterprise="91431127MA4L000001")


@pytest.mark.parametrize(
    ("name", "hers", "firms"),
    [
        ("lan", True, False),
        ("colleague", True, False),
        ("xintian", False, True),
        ("yongzhou", True, True),
        ("province", True, True),
        ("firm", False, True),
    ],
)
def test_each_sees_what_lies_within_the_reach(offices: dict[str, User], name: str, hers: bool, firms: bool) -> None:
    who = scope.actors(offices[name])
    assert scope.may_see(who, HERS) is hers
    assert scope.may_see(who, OF_THE_FIRM) is firms


def test_a_stranger_sees_nothing(offices: dict[str, User]) -> None:
    assert not scope.may_see(scope.actors(AnonymousUser()), HERS)


def test_a_list_answers_like_one_thing(offices: dict[str, User]) -> None:
    rows = list(Right.objects.all())
    for user in offices.values():
        who = scope.actors(user)
        single = {row.pk for row in rows if scope.may_see(who, Subject(row.place, row.carrier, row.enterprise))}
        listed = set(Right.objects.filter(scope.within(who)).values_list("pk", flat=True))
        assert listed == single, user.username


def test_a_right_counts_on_its_days_only_and_not_once_ended(offices: dict[str, User]) -> None:
    right = Right.objects.get(user=offices["lan"])
    today = timezone.localdate()
    for since, until, counts in (
        (today, None, True),
        (today + timedelta(1), None, False),
        (date(2020, 1, 1), today - timedelta(1), False),
        (date(2020, 1, 1), today, True),
    ):
        Right.objects.filter(pk=right.pk).update(since=since, until=until)
        assert scope.may_see(scope.actors(offices["lan"]), HERS) is counts
    Right.objects.filter(pk=right.pk).update(ended=timezone.now())
    assert not scope.may_see(scope.actors(offices["lan"]), HERS)


def test_nobody_shut_has_a_right(offices: dict[str, User]) -> None:
    offices["lan"].is_active = False
    assert not scope.may_see(scope.actors(offices["lan"]), HERS)


def test_a_stand_in_sees_with_the_eyes_of_the_one_who_is_away(offices: dict[str, User]) -> None:
    today = timezone.localdate()
    made = StandIn.objects.create(away=offices["lan"], acts=offices["xintian"], since=today, until=today)
    who = scope.actors(offices["xintian"])
    assert scope.may_see(who, HERS)
    assert [each.seat for each in who] == ["xintian", "lan"]
    StandIn.objects.filter(pk=made.pk).update(ended=timezone.now())
    assert not scope.may_see(scope.actors(offices["xintian"]), HERS)


@pytest.mark.parametrize(
    ("giver", "role", "subject", "may"),
    [
        ("lan", "approval-clerk", HERS, True),
        ("lan", "county-officer", HERS, False),
        ("lan", "approval-clerk", Subject("431128"), False),
        ("yongzhou", "county-officer", Subject("431128"), True),
        ("yongzhou", "prefecture-officer", Subject("431100"), False),
        ("yongzhou", "county-officer", Subject("431021"), False),
        ("province", "prefecture-officer", Subject("431100"), True),
        ("province", "province-planner", Subject("430000"), False),
        ("firm", "enterprise", OF_THE_FIRM, False),
        ("clerk", "approval-clerk", HERS, False),
    ],
)
def test_rights_are_given_downwards_within_the_reach(
    offices: dict[str, User], giver: str, role: str, subject: Subject, may: bool
) -> None:
    assert scope.may_give(offices[giver], role, subject) is may


def test_an_administrator_gives_every_role_and_no_other_word(administrator: User) -> None:
    assert scope.may_give(administrator, "province-planner", Subject("430000"))
    assert not scope.may_give(administrator, "emperor", Subject("430000"))


def test_every_role_that_may_be_given_is_a_role(administrator: User) -> None:
    known = set(scope.law().roles)
    assert set(scope.ADMINISTERS) <= known
    assert {role for given in scope.ADMINISTERS.values() for role in given} <= known
