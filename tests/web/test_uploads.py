"""A user's own plan: only theirs, read or refused whole, reviewed, taken away."""

import csv
import io
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from tests.web.conftest import PLAN

from chengjie.web import jobs
from chengjie.web.models import Decision, Upload


def bring(client: Client, data: bytes, name: str, monkeypatch: pytest.MonkeyPatch) -> Upload | int:
    monkeypatch.setattr(jobs, "start", jobs.read)
    answer = client.post("/uploads/", {"plan": SimpleUploadedFile(name, data)})
    return Upload.objects.get(pk=answer["Location"].split("/")[2]) if answer.status_code == 302 else answer.status_code


def test_a_stranger_is_asked_to_sign_in(db: None) -> None:
    answer = Client().get("/uploads/")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/uploads/")


def test_a_plan_is_read_and_shown_for_review(as_li: Client, read_upload: Upload) -> None:
    assert read_upload.state == "read"
    text = as_li.get(f"/uploads/{read_upload.pk}/").content.decode()
    assert "<mark>1200亿元</mark>" in text
    assert "地区生产总值" in text


def test_another_person_sees_nothing_of_it(as_wang: Client, read_upload: Upload) -> None:
    for part in ("", "decide/", "corrections.csv", "remove/"):
        address = f"/uploads/{read_upload.pk}/{part}"
        assert (
            as_wang.post(address, {}) if part in {"decide/", "remove/"} else as_wang.get(address)
        ).status_code == 404
    assert str(read_upload.pk) not in as_wang.get("/uploads/").content.decode()
    assert Upload.objects.filter(pk=read_upload.pk).exists()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"\x00\x01\x02\x03" * 500, "a.txt", "plan-"),
        (b"   \n", "b.txt", "plan-empty"),
        (b"PK\x03\x04 broken", "c.docx", "plan-"),
        (b"%PDF-1.7 broken", "d.pdf", "plan-"),
    ],
)
def test_a_bad_file_is_refused_and_nothing_of_it_stays(
    as_li: Client, home: Path, monkeypatch: pytest.MonkeyPatch, data: bytes, name: str, code: str
) -> None:
    upload = bring(as_li, data, name, monkeypatch)
    assert isinstance(upload, Upload)
    assert upload.state == "refused"
    assert str(upload.refusal[0]["code"]).startswith(code)
    assert list((home / "uploads").iterdir()) == []
    assert upload.refusal[0]["remedy"]["en"] in as_li.get(
        f"/uploads/{upload.pk}/", headers={"Accept-Language": "en"}
    ).content.decode().replace("&quot;", '"').replace("&#x27;", "'")


def test_an_empty_file_is_refused_at_the_door(as_li: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bring(as_li, b"", "a.txt", monkeypatch) == 400


def test_a_file_over_the_bound_is_refused_at_the_door(
    as_li: Client, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    settings.MOST_UPLOAD = 10  # type: ignore[attr-defined]  # the fixture sets what it is given
    assert bring(as_li, b"x" * 11, "a.txt", monkeypatch) == 400


def test_a_path_in_the_name_is_only_a_name(as_li: Client, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    upload = bring(as_li, "到2030年，森林覆盖率达到60%。".encode(), "..\\..\\evil.txt", monkeypatch)
    assert isinstance(upload, Upload)
    assert upload.name == "evil.txt"
    assert {path.parent for path in (home / "uploads").iterdir()} == {home / "uploads"}


def test_a_reading_that_takes_too_long_is_given_up(
    as_li: Client, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    settings.READING_SECONDS = 0.001  # type: ignore[attr-defined]  # the fixture sets what it is given
    upload = bring(as_li, "到2030年，森林覆盖率达到60%。".encode(), "a.txt", monkeypatch)
    assert isinstance(upload, Upload)
    assert upload.refusal[0]["code"] == "plan-too-slow"


def test_decisions_are_added_never_overwritten_and_go_out_as_corrections(as_li: Client, read_upload: Upload) -> None:
    import json

    claim = next(
        each
        for each in json.loads(read_upload.reading.read_text(encoding="utf-8"))["claims"]
        if each["kind"] == "target"
    )
    address = f"/uploads/{read_upload.pk}/decide/"
    as_li.post(address, {"claim": claim["id"], "action": "confirm"})
    as_li.post(address, {"claim": claim["id"], "action": "correct", "field": "value", "new": "1300", "why": "印刷错误"})
    assert [each.action for each in Decision.objects.all()] == ["confirm", "correct"]
    rows = list(csv.DictReader(io.StringIO(as_li.get(f"/uploads/{read_upload.pk}/corrections.csv").content.decode())))
    assert (rows[1]["field"], rows[1]["new"], rows[1]["by"], rows[1]["why"]) == ("value", "1300", "li", "印刷错误")


@pytest.mark.parametrize(
    "given", [{"claim": "x", "action": "confirm"}, {"action": "erase"}, {"action": "correct", "field": "id"}]
)
def test_a_decision_about_nothing_is_not_taken(as_li: Client, read_upload: Upload, given: dict[str, str]) -> None:
    import json

    first = json.loads(read_upload.reading.read_text(encoding="utf-8"))["claims"][0]["id"]
    assert as_li.post(f"/uploads/{read_upload.pk}/decide/", {"claim": first, **given}).status_code == 404
    assert Decision.objects.count() == 0


def test_taking_it_away_leaves_nothing(as_li: Client, read_upload: Upload, home: Path) -> None:
    assert as_li.post(f"/uploads/{read_upload.pk}/remove/").status_code == 302
    assert list((home / "uploads").iterdir()) == []
    assert Upload.objects.count() == 0


def test_the_sentence_stands_beside_the_claim_for_who_brought_the_plan(
    as_li: Client, as_wang: Client, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring(as_li, (shared / "plans/s1.txt").read_bytes(), "s1.txt", monkeypatch)
    assert "地区生产总值达到1.8万亿元" in as_li.get("/plans/S1/?period=2025").content.decode()
    assert "地区生产总值达到1.8万亿元" not in as_wang.get("/plans/S1/?period=2025").content.decode()
    assert "893.87" in as_li.get("/plans/S1/findings/").content.decode()


def test_a_person_keeps_a_bounded_number_of_plans(as_li: Client, li: User, settings: Settings) -> None:
    settings.MOST_UPLOADS = 1
    Upload.objects.create(owner=li, name="one.txt")
    answer = as_li.post("/uploads/", {"plan": SimpleUploadedFile("two.txt", PLAN.encode())})
    assert answer.status_code == 400
    assert "uploads-too-many" in answer.content.decode() or "已存有 1 份" in answer.content.decode()
    assert Upload.objects.count() == 1
