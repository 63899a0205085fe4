"""Desks: what is put on them stays; a ledger comes back as it was written; a number is taken once."""

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, transaction

from chengjie.settlement import ledger, read_agreement, read_facts, settle
from chengjie.web.records.settlement import Desk

AGREEMENT = {
    "id": "a", "title": {"zh": "甲", "en": "a"}, "parties": [{"id": "x", "title": {"zh": "甲", "en": "x"}}, {"id": "y", "title": {"zh": "乙", "en": "y"}}],
    "phases": [{"id": "p", "from": "2024-01-01", "until": "2024-12-31", "lines": [{"id": "tax", "title": {"zh": "税", "en": "tax"}, "items": {"vat": "1"}, "shares": {"x": "0.4", "y": "0.6"}, "source": "三"}]}],
}  # fmt: skip
FACTS = b"period,item,amount,source\n2024,vat,100.01,s\n"


@pytest.fixture
def desk(li: User) -> Desk:
    return Desk.objects.create(owner=li, name="甲", form="agreement", definition="enclave")


def test_an_input_is_added_and_the_same_again_adds_nothing(desk: Desk, li: User) -> None:
    first = desk.put("facts", "f.csv", FACTS, li)
    assert desk.put("facts", "again.csv", FACTS, li) == first
    desk.put("facts", "g.csv", FACTS + b"2024-01,vat,1,t\n", li)
    latest = desk.latest("facts")
    assert latest is not None
    assert latest.name == "g.csv"
    assert desk.inputs.count() == 2


def test_a_ledger_comes_back_as_it_was_written(desk: Desk) -> None:
    statement = settle(read_agreement(AGREEMENT), read_facts(FACTS))
    before = desk.ledger()
    after = ledger.post(before, statement, day=date(2025, 1, 1))
    assert desk.write(before, after) == 1
    assert desk.ledger() == after
    assert ledger.verify(desk.ledger()) == ()
    with pytest.raises(IntegrityError), transaction.atomic():
        desk.write(before, after)
    row = desk.rows.get()
    row.content["amounts"]["x"] = "41.00"
    row.save()
    assert [fault.code for fault in ledger.verify(desk.ledger())] == ["ledger-broken"]
