"""Two people who reserve the last of a budget in the same moment, on a server that lets both in: one of them has it."""

from __future__ import annotations

import threading
from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.db import connection, connections

from chengjie.errors import Refusal
from chengjie.web.records.rules import Account


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_reserve_the_last_at_once_one_has_it(database_url: str) -> None:
    assert connection.vendor == "postgresql", database_url
    li = User.objects.create_user("li", password="long enough for Li")
    account = Account.objects.create(
        resource="energy", place="431000", title="郴州能耗", total=Decimal(100), unit="吨标准煤", source="甲", by=li,
        start=date(2026, 1, 1), end=date(2026, 12, 31),
    )  # fmt: skip
    together, refused = threading.Barrier(8), list[str]()

    def reserve(case: str) -> None:
        together.wait()
        try:
            Account.objects.get(pk=account.pk).act("reserve", case, day=date(2026, 1, 1), by=li, amount=Decimal(60))
        except Refusal as refusal:
            refused.append(refusal.faults[0].code)
        finally:
            connections.close_all()

    people = [threading.Thread(target=reserve, args=(f"项目{number}",)) for number in range(8)]
    for each in people:
        each.start()
    for each in people:
        each.join()
    assert refused == ["budget-overrun"] * 7
    assert account.budget().left == 40
