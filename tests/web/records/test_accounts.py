"""An account as one case meets it: its own entries one by one, all others as one that the database adds up; and read only when asked for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chengjie.errors import Refusal
from chengjie.web import cases
from chengjie.web.records.rules import OTHERS, Account

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 5)


@pytest.fixture
def land() -> Account:
    by = User.objects.create_user("keeper", password="long enough for a keeper")
    made = Account.objects.create(
        resource="land", place="431100", title="用地", unit="亩", total=Decimal(100), start=date(2020, 1, 1),
        end=date(2099, 12, 31), source="市政府文件", by=by,
    )  # fmt: skip
    for case, kind, amount in (("a", "reserve", "30.1"), ("b", "reserve", "0.2"), ("b", "release", None), ("c", "reserve", "40.25"), ("c", "commit", None)):  # fmt: skip
        made.act(kind, case, day=DAY, by=by, amount=Decimal(amount) if amount else None)
    return made


@pytest.mark.parametrize("case", ["a", "b", "c", "another"])
def test_what_is_left_and_what_a_case_holds_are_those_of_the_whole_account(land: Account, case: str) -> None:
    whole, met = land.budget(), land.left_for(case)
    assert (met.left, met.held(case), met.is_committed(case)) == (
        whole.left,
        whole.held(case),
        whole.is_committed(case),
    )
    assert len([each for each in met.draws if each.case == OTHERS]) == 1


def test_what_others_hold_is_not_reserved_again(land: Account) -> None:
    with pytest.raises(Refusal, match="budget-overrun"):
        land.left_for("another").reserve("another", Decimal("29.66"), day=DAY)
    assert land.left_for("another").reserve("another", Decimal("29.65"), day=DAY).left == 0


def test_nothing_is_asked_of_the_database_before_a_resource_is(land: Account) -> None:
    with CaptureQueriesContext(connection) as asked:
        law = cases.law_for("431127", case="a")
        assert len(asked) == 0
        left = law.budgets["land"].left
        first = len(asked)
        assert law.budgets["land"].unit == "亩"
        assert len(asked) == first
    assert left == land.budget().left
    assert list(law.budgets) == ["land"]
    assert law.budgets.get("water") is None
