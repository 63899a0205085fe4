"""People and rights on the site: within one's reach, on record, and nobody gets in as a superior."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from tests.web.conftest import signed_in

from chengjie.web.records.people import Right, SignIn

NEW = {"username": "newcomer", "name": "某某", "role": "approval-clerk", "place": "431127"}


def test_a_county_officer_makes_a_clerk_who_comes_in_by_the_link(offices: dict[str, User]) -> None:
    shown = signed_in(offices["lan"]).post("/people/invite/", NEW).content.decode()
    link = re.search(r"/welcome/[^<\"]+", shown)
    assert link is not None
    newcomer = Client()
    answer = newcomer.post(
        link[0], {"username": "newcomer", "password": "a very long phrase", "again": "a very long phrase"}
    )
    assert answer["Location"] == "/account/"
    assert Right.objects.get(user__username="newcomer").given_by == offices["lan"]
    assert "审批员" in newcomer.get("/account/").content.decode()
    assert newcomer.get("/people/").status_code == 404


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"place": "431128"}, "people-right-beyond"),
        ({"role": "county-officer"}, "people-right-beyond"),
        ({"role": "emperor"}, "people-right-unknown"),
        ({"place": ""}, "people-right-unbound"),
        ({"username": "x"}, "people-name-length"),
        ({"username": "clerk"}, "people-name-taken"),
        ({"until": "tomorrow"}, "people-days-wrong"),
    ],
)
def test_what_may_not_be_given_is_refused_and_makes_nobody(
    offices: dict[str, User], changes: dict[str, str], code: str
) -> None:
    before = User.objects.count(), Right.objects.count()
    answer = signed_in(offices["lan"]).post("/people/invite/", {**NEW, **changes})
    assert code in answer.content.decode()
    assert (User.objects.count(), Right.objects.count()) == before


def test_the_list_ends_where_the_reach_ends(offices: dict[str, User]) -> None:
    shown = signed_in(offices["lan"]).get("/people/").content.decode()
    assert "/people/clerk/" in shown
    for other in ("xintian", "yongzhou", "province", "colleague"):
        assert f"/people/{other}/" not in shown
        assert signed_in(offices["lan"]).get(f"/people/{other}/").status_code == 404
    above = signed_in(offices["yongzhou"]).get("/people/").content.decode()
    assert "/people/lan/" in above
    assert "/people/xintian/" in above
    assert signed_in(offices["firm"]).get("/people/").status_code == 404


def test_a_right_is_ended_and_stays_on_record(offices: dict[str, User]) -> None:
    right = Right.objects.get(user=offices["clerk"])
    assert signed_in(offices["xintian"]).post(f"/people/rights/{right.pk}/end/").status_code == 404
    assert signed_in(offices["lan"]).post(f"/people/rights/{right.pk}/end/").status_code == 302
    right.refresh_from_db()
    assert right.ended_by == offices["lan"]
    assert Right.objects.filter(pk=right.pk).exists()


def test_nobody_gets_a_link_into_the_account_of_a_superior(offices: dict[str, User], administrator: User) -> None:
    Right.objects.create(
        user=offices["yongzhou"], role="approval-clerk", place="431127", since="2020-01-01", given_by=offices["lan"]
    )
    assert signed_in(offices["lan"]).get("/people/yongzhou/").status_code == 200
    assert signed_in(offices["lan"]).post("/people/yongzhou/link/").status_code == 404
    assert signed_in(offices["lan"]).post("/people/clerk/link/").status_code == 200
    assert signed_in(administrator).post("/people/yongzhou/link/").status_code == 200


def test_a_shut_account_is_out_at_once_and_can_be_opened(offices: dict[str, User], administrator: User) -> None:
    clerk = Client()
    assert clerk.post("/sign-in/", {"username": "clerk", "password": "long enough for clerk"}).status_code == 302
    assert clerk.get("/account/").status_code == 200
    boss = signed_in(administrator)
    assert signed_in(offices["lan"]).post("/people/clerk/shut/").status_code == 404
    boss.post("/people/clerk/shut/")
    assert clerk.get("/account/").status_code == 302
    assert clerk.post("/sign-in/", {"username": "clerk", "password": "long enough for clerk"}).status_code == 400
    boss.post("/people/clerk/shut/")
    assert clerk.post("/sign-in/", {"username": "clerk", "password": "long enough for clerk"}).status_code == 302
    assert "people-own-account" in boss.post("/people/admin/shut/").content.decode()
    assert SignIn.objects.filter(user=offices["clerk"]).count() == 2


def test_a_further_right_is_given_on_the_page_of_the_person(offices: dict[str, User]) -> None:
    client = signed_in(offices["yongzhou"])
    assert client.post("/people/lan/", {"role": "approval-clerk", "place": "431128"}).status_code == 302
    assert Right.objects.filter(user=offices["lan"]).count() == 2
    assert (
        "people-right-beyond"
        in client.post("/people/lan/", {"role": "county-officer", "place": "431021"}).content.decode()
    )
