"""What a request gives is read in one way, and what is strange in it breaks nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from tests.web.conftest import signed_in

from chengjie.errors import Refusal
from chengjie.web import taking

STRANGE = ("²", "-1", "1.0", " 1", "9" * 19, "9" * 400)


@pytest.mark.parametrize("written", STRANGE)
def test_what_is_no_row_number_is_none(written: str) -> None:
    assert taking.whole(written) is None


def test_numbers_and_days_are_read() -> None:
    assert (taking.whole("0"), taking.whole("9" * 18)) == (0, 10**18 - 1)
    assert (taking.day("2026-11-24"), taking.day("2026-02-30"), taking.day("")) == (date(2026, 11, 24), None, None)


@pytest.mark.parametrize("name", ["C:\\表\\台账.xlsx", "../../台账.xlsx", "台账.xlsx"])
def test_a_file_has_the_last_part_of_its_name(name: str) -> None:
    brought: UploadedFile[bytes] = SimpleUploadedFile("x", b"12")
    brought._name = name  # type: ignore[attr-defined]  # as a client may send it
    assert taking.named(brought, "x") == "台账.xlsx"


def test_a_file_beyond_the_bound_is_refused_by_name() -> None:
    brought = SimpleUploadedFile("台账.xlsx", b"123")
    taking.bounded(brought, 3)
    with pytest.raises(Refusal) as refused:
        taking.bounded(brought, 2)
    (fault,) = refused.value.faults
    assert (fault.code, fault.where.file, fault.parameters) == ("file-too-large", "台账.xlsx", {"bytes": 3, "most": 2})


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/notices/", "/cases/", "/registers/plots/"])
def test_a_strange_place_in_a_list_is_none(offices: dict[str, User], page: str) -> None:
    lan = signed_in(offices["lan"])
    assert {lan.get(page, {"after": each}).status_code for each in STRANGE} == {200}


@pytest.mark.django_db
def test_a_strange_notice_is_none(offices: dict[str, User]) -> None:
    assert signed_in(offices["lan"]).post("/notices/read/", {"notice": list(STRANGE)}).status_code == 302
