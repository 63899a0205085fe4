"""Results made public: one checks and another signs, objections go to the publishing office, and who may not see does not see."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.web.conftest import signed_in

from chengjie.web import publications
from chengjie.web.records.cases import Case
from chengjie.web.records.indices import Objection, Publication

NAME = "county-receiving-base"
TAB = f"/indices/{NAME}/?view=publication"
GIVEN = {"edition": "2025 年度", "seat": "431100", "days": "5", "basis": "永政办函（样例）"}


def handed_up(user: User, **more: str) -> Publication:
    answer = signed_in(user).post(f"/indices/{NAME}/publications/", GIVEN | more)
    assert answer.status_code == 302, answer.content.decode()
    return Publication.objects.latest("id")


def decided(user: User, case: Case, step: str, outcome: str, note: str = "") -> int:
    said = {"kind": "decide", "step": step, "outcome": outcome, "note": note}
    return signed_in(user).post(f"/cases/{case.number}/act/", said).status_code


def signed(offices: dict[str, User], **more: str) -> Publication:
    row = handed_up(offices["yongzhou"], **more)
    assert decided(offices["yongzhou"], row.case, "draft", "hand-up") == 302
    assert decided(offices["yongzhou"], row.case, "sign", "publish") != 302  # who checked does not sign
    assert decided(offices["province"], row.case, "sign", "publish") == 302
    row.refresh_from_db()
    return row


def objected(user: User, row: Publication, **more: str) -> int:
    file = SimpleUploadedFile("完税证明.txt", b"grounds")
    given = {"seat": "431127", "unit": "431127", "claim": "人口数有误", "grounds": file} | more
    address = f"/indices/{NAME}/publications/{row.case.number}/objections/"
    return signed_in(user).post(address, given).status_code


@pytest.mark.django_db
def test_results_are_public_only_when_another_person_has_signed(offices: dict[str, User]) -> None:
    row = handed_up(offices["yongzhou"])
    address = f"/indices/{NAME}/publications/{row.case.number}/"
    assert Client().get(address).status_code == 404
    assert signed_in(offices["lan"]).get(address).status_code == 404
    assert signed_in(offices["province"]).get(address).status_code == 200
    row = signed(offices)
    page = Client(headers={"Accept-Language": "zh-CN"}).get(f"/indices/{NAME}/publications/{row.case.number}/")
    assert "公示期内" in page.content.decode()
    assert "2025 年度" in Client(headers={"Accept-Language": "zh-CN"}).get(TAB).content.decode()
    assert row.published is not None
    assert row.case.files.get().digest == row.digest
    assert len(row.rows) > 20


@pytest.mark.django_db
def test_an_objection_holds_the_results_until_the_publishing_office_decides(offices: dict[str, User]) -> None:
    row = signed(offices)
    assert objected(offices["lan"], row) == 302
    case = Objection.objects.get().case
    assert decided(offices["lan"], case, "hear", "dismiss", "自己处理") != 302
    assert decided(offices["colleague"], case, "hear", "dismiss", "同事处理") != 302
    assert row.published is not None
    later = row.published + timedelta(days=30)
    assert publications.standing(row, today=later).stand == "disputed"
    assert decided(offices["yongzhou"], case, "hear", "dismiss", "与统计年鉴一致") == 302
    assert publications.standing(row, today=later).stand == "final"


@pytest.mark.django_db
def test_one_that_is_upheld_leads_to_amended_results(offices: dict[str, User]) -> None:
    row = signed(offices)
    assert objected(offices["lan"], row) == 302
    assert decided(offices["yongzhou"], Objection.objects.get().case, "hear", "uphold", "按年鉴更正") == 302
    assert row.published is not None
    assert publications.standing(row, today=row.published).stand == "amending"
    amended = signed(offices, edition="2025 年度（更正）", replaces=row.case.number)
    assert amended.replaces == row
    assert publications.standing(row, today=row.published).stand == "replaced"
    page = Client(headers={"Accept-Language": "en"}).get(f"/indices/{NAME}/publications/{row.case.number}/")
    assert "replaced by amended results" in page.content.decode()


@pytest.mark.django_db
def test_what_an_objection_says_is_seen_within_reach_only(offices: dict[str, User]) -> None:
    row = signed(offices)
    assert objected(offices["lan"], row) == 302
    address = f"/indices/{NAME}/publications/{row.case.number}/"
    assert "人口数有误" in signed_in(offices["lan"]).get(address).content.decode()
    assert "人口数有误" in signed_in(offices["yongzhou"]).get(address).content.decode()
    for client in (signed_in(offices["xintian"]), Client()):
        page = client.get(address).content.decode()
        assert "人口数有误" not in page
    assert signed_in(offices["xintian"]).get(f"/cases/{Objection.objects.get().case.number}/").status_code == 404


@pytest.mark.django_db
def test_a_late_an_empty_and_a_foreign_objection_are_refused_and_leave_nothing(offices: dict[str, User]) -> None:
    row = signed(offices)
    assert objected(offices["lan"], row, claim=" ") == 400
    assert objected(offices["lan"], row, unit="nobody") in {400, 404}
    assert objected(offices["lan"], row, seat="431128") == 400
    Publication.objects.filter(pk=row.pk).update(published=date(2026, 1, 5))
    row.refresh_from_db()
    assert objected(offices["lan"], row) == 400
    assert not Case.objects.filter(definition=publications.OBJECTION).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "more"),
    [
        ("?unit=431202&column=park-count&value=0", {}),
        ("?sheet=case-0", {}),
        ("", {"days": ""}),
        ("", {"days": "0"}),
        ("", {"seat": "431127"}),
        ("", {"basis": " "}),
        ("", {"edition": ""}),
    ],
)
def test_assumed_results_and_unstated_days_are_not_published(
    offices: dict[str, User], query: str, more: dict[str, str]
) -> None:
    answer = signed_in(offices["yongzhou"]).post(f"/indices/{NAME}/publications/{query}", GIVEN | more)
    assert answer.status_code in {400, 404}
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_a_firm_objects_and_its_neighbour_sees_nothing_of_it(offices: dict[str, User], administrator: User) -> None:
    row = signed(offices)
    firm = offices["firm"]
    assert objected(firm, row, seat="91431127MA4L000001") == 302
    case = Objection.objects.get().case
    assert signed_in(firm).get(f"/cases/{case.number}/").status_code == 200
    assert signed_in(offices["xintian"]).get(f"/cases/{case.number}/").status_code == 404
    assert decided(offices["yongzhou"], case, "hear", "ask", "请补完税证明") == 302


@pytest.mark.django_db
def test_published_results_come_as_a_file(offices: dict[str, User]) -> None:
    row = signed(offices)
    answer = Client().get(f"/indices/{NAME}/publications/{row.case.number}/?format=csv")
    assert answer.status_code == 200
    assert len(answer.content.decode("utf-8-sig").splitlines()) == len(row.rows) + 1
