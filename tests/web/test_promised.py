"""A promise on record and its case: one leads to the other, and the register hears once of what the case comes to."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.web.conftest import signed_in

from chengjie.web.records.cases import Case
from chengjie.web.records.settlement import PromiseCase, PromiseEntry

ROW = {
    "promise": "P1", "event": "承诺", "day": "2026-01-10", "by": "蓝山县政府", "to": "甲公司", "what": "租金补贴", "amount": "500000", "due": "2027-06-30", "source": "纪要",
}  # fmt: skip


def act(user: User, case: Case, **said: object) -> int:
    return signed_in(user).post(f"/cases/{case.number}/act/", said).status_code


def registered(user: User, case: Case) -> None:
    paper = SimpleUploadedFile("纪要.txt", b"paper")
    assert act(user, case, kind="submit", document="paper", file=paper) == 302
    assert act(user, case, kind="decide", step="register", outcome="registered") == 302


@pytest.mark.django_db
def test_a_case_is_opened_from_the_row_and_each_leads_to_the_other(offices: dict[str, User]) -> None:
    lan = signed_in(offices["lan"])
    assert lan.post("/promises/add/", ROW).status_code == 302
    assert "转为办件督办" in lan.get("/promises/").content.decode()
    answer = lan.post("/promises/cases/", {"promise": "P1", "seat": "431127"})
    assert answer.status_code == 302
    case = PromiseCase.objects.get(promise="P1").case
    assert case.number in lan.get("/promises/").content.decode()
    assert "/promises/?q=P1" in lan.get(f"/cases/{case.number}/").content.decode()
    registered(offices["lan"], case)
    assert PromiseEntry.objects.filter(promise="P1").count() == 1  # it was on record before
    assert lan.post("/promises/cases/", {"promise": "P1", "seat": "431127"}).status_code == 400
    assert lan.post("/promises/cases/", {"promise": "P9", "seat": "431127"}).status_code == 400
    assert Case.objects.count() == 1


@pytest.mark.django_db
def test_a_case_that_came_first_enters_the_register_once_with_amount_and_date(offices: dict[str, User]) -> None:
    given = {
        "place": "431127", "f-firm": "甲公司", "f-promised": "租金补贴", "f-promiser": "蓝山县政府", "f-keep_by": "2027-06-30", "f-amount": "50",
    }  # fmt: skip
    answer = signed_in(offices["lan"]).post("/cases/new/promise/", given)
    assert answer.status_code == 302, answer.content.decode()
    case = Case.objects.get()
    assert not PromiseEntry.objects.exists()
    registered(offices["lan"], case)
    entry = PromiseEntry.objects.get()
    assert (entry.promise, entry.event, str(entry.due)) == (case.number, "promised", "2027-06-30")
    assert entry.amount == 500_000
    assert act(offices["lan"], case, kind="note", note="再催") == 302
    assert PromiseEntry.objects.count() == 1
    page = signed_in(offices["yongzhou"]).get("/promises/").content.decode()
    assert f"/cases/{case.number}/" in page
    elsewhere = signed_in(offices["xintian"]).get("/promises/").content.decode()
    assert case.number not in elsewhere


@pytest.mark.django_db
def test_nobody_opens_a_case_from_a_place_that_is_not_theirs(offices: dict[str, User]) -> None:
    assert signed_in(offices["lan"]).post("/promises/add/", ROW).status_code == 302
    assert (
        signed_in(offices["xintian"]).post("/promises/cases/", {"promise": "P1", "seat": "431127"}).status_code == 400
    )
    assert not Case.objects.exists()
