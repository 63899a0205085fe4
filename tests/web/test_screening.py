"""Screening on the site: only the owner's, whole or refused, every reason at hand, taken away with its register."""

import csv
import io
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chengjie.web import screenings
from chengjie.web.records.screening import ScreeningRun

ROWS = "id,name,industry,employees\n模拟1,模拟鞋业,1952,1200\n模拟2,模拟电子,3982,30\n模拟3,模拟坏行,3982,-1\n"
_DONE: list[tuple[bytes, bytes]] = []


def bring(client: Client, data: bytes, name: str, monkeypatch: pytest.MonkeyPatch) -> ScreeningRun | int:
    monkeypatch.setattr(screenings, "start", screenings.screen)
    answer = client.post("/screening/", {"register": SimpleUploadedFile(name, data), "top": "10"})
    return (
        ScreeningRun.objects.get(pk=answer["Location"].split("/")[2])
        if answer.status_code == 302
        else answer.status_code
    )


@pytest.fixture
def done(li: User, home: Path) -> ScreeningRun:
    """李's register, screened by the same program that the site runs."""
    run = ScreeningRun.objects.create(owner=li, name="名录.csv", size=len(ROWS), top=10, gaps=True)
    run.folder.mkdir(parents=True)
    run.file.write_text(ROWS, encoding="utf-8")
    if not _DONE:  # the program is started once; the others get what it wrote
        screenings.screen(run)
        _DONE.append((run.result.read_bytes(), run.rejects.read_bytes()))
    else:
        run.result.write_bytes(_DONE[0][0])
        run.rejects.write_bytes(_DONE[0][1])
        run.state = "read"
        run.save()
    run.refresh_from_db()
    return run


def test_a_stranger_is_asked_to_sign_in(db: None) -> None:
    answer = Client().get("/screening/")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/screening/")


def test_a_screened_register_shows_every_list_and_one_with_its_points(as_li: Client, done: ScreeningRun) -> None:
    assert done.state == "read"
    address = f"/screening/{done.pk}/"
    whole = as_li.get(address).content.decode()
    assert "row-out-of-bounds" not in whole
    assert "数值不合理" in whole
    assert "未计入的行 <small>1</small>" in whole
    assert "beyond reason" in as_li.get(address, headers={"Accept-Language": "en"}).content.decode()
    first = next(each for each in done.answer()["carriers"] if each["top"])
    one = as_li.get(address, {"list": first["carrier"]}).content.decode()
    assert first["top"][0]["name"] in one
    assert as_li.get(address, {"q": first["name"]}).content.decode().count("<tr><th") >= 1


def test_all_lists_go_out_as_a_table_and_the_rows_set_aside_as_another(as_li: Client, done: ScreeningRun) -> None:
    lists = list(
        csv.reader(io.StringIO(as_li.get(f"/screening/{done.pk}/", {"format": "csv"}).content.decode("utf-8-sig")))
    )
    assert len(lists) == 1 + sum(len(each["top"]) for each in (*done.answer()["carriers"], *done.answer()["gaps"]))
    aside = as_li.get(f"/screening/{done.pk}/rejects.csv").content.decode("utf-8-sig")
    assert [row["code"] for row in csv.DictReader(io.StringIO(aside))] == ["row-out-of-bounds"]


def test_one_firm_is_explained(as_li: Client, done: ScreeningRun) -> None:
    first = next(each for each in done.answer()["carriers"] if each["top"])
    firm = first["top"][0]
    page = as_li.get(f"/screening/{done.pk}/why/", {"firm": firm["id"], "list": first["carrier"]}).content.decode()
    assert firm["name"] in page
    assert re.search(r"<strong>1</strong> /", page)
    missing = as_li.get(f"/screening/{done.pk}/why/", {"firm": "没有这家", "list": first["carrier"]}).content.decode()
    assert "没有这家" in missing
    assert as_li.get(f"/screening/{done.pk}/why/").status_code == 404


def test_another_person_sees_nothing_of_it(as_wang: Client, done: ScreeningRun) -> None:
    for part in ("", "why/", "rejects.csv"):
        assert as_wang.get(f"/screening/{done.pk}/{part}").status_code == 404
    assert as_wang.post(f"/screening/{done.pk}/remove/").status_code == 404
    assert str(done.pk) not in as_wang.get("/screening/").content.decode()


def test_a_register_is_brought_and_taken_away_with_all_its_files(as_li: Client, done: ScreeningRun) -> None:
    assert str(done.pk) in as_li.get("/screening/").content.decode()
    assert as_li.post(f"/screening/{done.pk}/remove/").status_code == 302
    assert not done.folder.exists()
    assert not ScreeningRun.objects.exists()


def test_what_is_no_register_is_refused_and_nothing_stays(as_li: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bring(as_li, b"", "a.csv", monkeypatch) == 400
    assert bring(as_li, b"x", "a.txt", monkeypatch) == 400
    assert not ScreeningRun.objects.exists()
    run = bring(as_li, b"PAR1 not really", "b.parquet", monkeypatch)
    assert isinstance(run, ScreeningRun)
    assert (run.state, run.refusal[0]["code"]) == ("refused", "register-unreadable")
    assert list(run.folder.iterdir()) == []
    page = as_li.get(f"/screening/{run.pk}/", headers={"Accept-Language": "en"}).content.decode()
    assert "register-unreadable" in page


def test_a_screening_under_way_shows_how_far_it_is(as_li: Client, li: User) -> None:
    run = ScreeningRun.objects.create(owner=li, name="名录.csv", state="reading", done=2, pieces=5)
    page = as_li.get(f"/screening/{run.pk}/").content.decode()
    assert '<progress aria-label="进度" max="5" value="2">' in page
    assert 'http-equiv="refresh"' in page
