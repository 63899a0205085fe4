"""Somebody without any right is told why pages are empty and what to do; everybody else is left in peace."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from tests.web.conftest import signed_in

from chengjie.web.records.people import Right, StandIn

PAGES = ("/work/", "/cases/", "/ledger/", "/dispatch/")


@pytest.mark.parametrize("address", PAGES)
def test_an_administrator_without_rights_is_led_to_people_and_rights(administrator: User, address: str) -> None:
    page = signed_in(administrator).get(address).content.decode()
    assert "您还没有业务授权" in page
    assert 'href="/people/admin/"' in page


@pytest.mark.parametrize("address", PAGES)
def test_somebody_without_rights_is_told_whom_to_ask(administrator: User, address: str) -> None:
    nobody = User.objects.create_user("nobody")
    client = signed_in(nobody)
    assert "请向本单位上级或系统管理员申请" in client.get(address).content.decode()
    assert "Ask your superior office" in client.get(address, headers={"accept-language": "en"}).content.decode()
    Right.objects.create(user=nobody, role="county-officer", place="431127", since="2020-01-01", given_by=administrator, ended=timezone.now())  # fmt: skip
    assert "以前给您授权的是： admin" in client.get(address).content.decode()


@pytest.mark.parametrize("name", ["lan", "firm", "province"])
def test_somebody_with_a_right_is_left_in_peace(offices: dict[str, User], name: str) -> None:
    for address in PAGES:
        assert "所以这里是空的" not in signed_in(offices[name]).get(address).content.decode()


def test_a_stand_in_has_work_for_the_day(offices: dict[str, User]) -> None:
    nobody, today = User.objects.create_user("nobody"), timezone.localdate()
    StandIn.objects.create(away=offices["lan"], acts=nobody, since=today, until=today)
    assert "所以这里是空的" not in signed_in(nobody).get("/work/").content.decode()
