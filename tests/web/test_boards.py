"""Boards of supply and demand: kinds, templates, tables brought by 李 that 王 must not see, faults at their cell, answers and files."""

import io
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chengjie.matching import kinds
from chengjie.web import zone
from chengjie.web.pages import board_forms
from chengjie.web.records.matching import KeptBoard

pytestmark = pytest.mark.django_db
POSTS = "岗位,招聘人数,技能要求,最高月薪\n数控,1,数控、PLC,9000\n焊工,1,焊接,7000\n"
PEOPLE = "姓名,技能,期望月薪\n张,数控,8000\n王,焊接,6500\n赵,会计,6000\n"


def brought(posts: str = POSTS, people: str = PEOPLE) -> dict[str, object]:
    return {
        "name": "六月招聘",
        "demand": SimpleUploadedFile("岗位.csv", posts.encode()),
        "supply": SimpleUploadedFile("人才.csv", people.encode()),
    }


@pytest.fixture
def board(as_li: Client) -> KeptBoard:
    assert as_li.post("/boards/post-talent/", brought()).status_code == 302
    return KeptBoard.objects.get()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_kind_has_a_page_an_example_and_templates(language: str) -> None:
    client = Client(headers={"Accept-Language": language})
    listed = client.get("/boards/").content.decode()
    for kind in kinds(zone.package()):
        if not (tables := board_forms.tables(kind)):
            continue
        assert f"/boards/{kind.id}/" in listed
        assert client.get(f"/boards/{kind.id}/").status_code == 200
        assert client.get(f"/boards/{kind.id}/example/").status_code == 200
        for side, _ in tables:
            sheet = openpyxl.load_workbook(
                io.BytesIO(client.get(f"/boards/{kind.id}/?template={side}").content)
            ).worksheets[0]
            assert sheet.max_row == 1


def test_a_template_has_drop_downs_notes_and_marks_what_is_required() -> None:
    answer = Client(headers={"Accept-Language": "zh"}).get("/boards/post-talent/?template=demand")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet, notes = book.worksheets
    heads = {str(cell.value): cell for cell in sheet[1]}
    assert "岗位 *" in heads
    assert heads["最低学历"].comment is not None
    assert "大专" in heads["最低学历"].comment.text
    assert any("大专" in str(rule.formula1) for rule in sheet.data_validations.dataValidation)
    assert notes.cell(3, 3).value == "数控调试工程师"


def test_a_template_that_is_filled_in_is_taken_as_it_is(as_li: Client) -> None:
    content = as_li.get("/boards/lead-carrier/?template=demand").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    places = {str(cell.value).rstrip(" *"): place for place, cell in enumerate(sheet[1], start=1)}
    rows: dict[str, str | int] = {
        "企业名称": "甲鞋厂",
        "行业或产品": "制鞋",
        "现持有的承载地": "湖南平江高新技术产业园区",
        "用地（亩）": 80,
    }
    for title, value in rows.items():
        sheet.cell(2, places[title]).value = value
    out = io.BytesIO()
    book.save(out)
    answer = as_li.post(
        "/boards/lead-carrier/", {"demand": SimpleUploadedFile("leads.xlsx", out.getvalue())}, follow=True
    )
    text = answer.content.decode()
    assert "移交建议" in text
    assert "甲鞋厂" in text


def test_the_answer_ranks_assigns_and_names_who_is_left(as_li: Client, board: KeptBoard) -> None:
    text = as_li.get(f"/boards/{board.pk}/").content.decode()
    assert "稳定配对" in text
    assert "没有用上：" in text
    assert "赵" in text
    assert "总分最高" in as_li.get(f"/boards/{board.pk}/?assign=best-total").content.decode()
    assert 'value="topsis" selected' in as_li.get(f"/boards/{board.pk}/?method=topsis").content.decode()


@pytest.mark.parametrize("ending", ["xlsx", "csv", "json", "docx"])
def test_the_answer_goes_out_as_a_file(as_li: Client, board: KeptBoard, ending: str) -> None:
    answer = as_li.get(f"/boards/{board.pk}/?format={ending}")
    assert answer.status_code == 200
    if ending == "docx":
        with zipfile.ZipFile(io.BytesIO(answer.content)) as paper:
            assert "配对" in paper.read("word/document.xml").decode()


def test_every_fault_is_said_at_its_cell_and_nothing_is_kept(as_li: Client) -> None:
    answer = as_li.post(
        "/boards/post-talent/", brought("岗位,招聘人数,技能要求\n数控,-1,数控\n", "姓名,技能,期望月薪\n张,,八千\n")
    )
    text = answer.content.decode()
    assert answer.status_code == 400
    for words in ("岗位.csv · 第 2 行 · 招聘人数", "人才.csv · 第 2 行 · 技能", "人才.csv · 第 2 行 · 期望月薪"):
        assert words in text
    assert "Text(" not in text
    assert not KeptBoard.objects.exists()


def test_rows_may_be_typed_and_stay_in_the_form_when_refused(as_li: Client) -> None:
    typed = {
        "demand-0-name": "数控",
        "demand-0-vacancies": "1",
        "demand-0-skills": "数控",
        "supply-0-name": "张",
        "supply-0-skills": "数控",
    }
    refused = as_li.post("/boards/post-talent/", {**typed, "demand-0-vacancies": "x"})
    assert refused.status_code == 400
    assert 'value="数控"' in refused.content.decode()
    assert as_li.post("/boards/post-talent/", typed).status_code == 302
    assert (KeptBoard.objects.get().demand or [{}])[0]["skills"] == "数控"


def test_an_empty_form_and_a_file_of_another_kind_are_refused(as_li: Client) -> None:
    assert as_li.post("/boards/post-talent/", {}).content.decode().count("board-form-empty") == 2
    odd = {"demand": SimpleUploadedFile("a.exe", b"MZ"), "supply": SimpleUploadedFile("b", b"x")}
    text = as_li.post("/boards/post-talent/", odd).content.decode()
    assert text.count("sheet-form-unsupported") == 2


def test_tables_may_be_changed_downloaded_and_removed(as_li: Client, board: KeptBoard) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(as_li.get(f"/boards/{board.pk}/?template=demand").content)).worksheets[0]
    assert sheet.max_row == 3
    assert as_li.get(f"/boards/{board.pk}/?change=1").status_code == 200
    as_li.post(f"/boards/{board.pk}/", {**brought("岗位,招聘人数,技能要求\n会计,1,会计\n"), "name": "改名"})
    board.refresh_from_db()
    assert (board.name, len(board.demand or ())) == ("改名", 1)
    assert as_li.post(f"/boards/{board.pk}/remove/").status_code == 302
    assert not KeptBoard.objects.exists()


def test_nobody_else_sees_li_s_board(board: KeptBoard, as_wang: Client) -> None:
    assert as_wang.get(f"/boards/{board.pk}/").status_code == 404
    assert as_wang.post(f"/boards/{board.pk}/", brought()).status_code == 404
    assert as_wang.post(f"/boards/{board.pk}/remove/").status_code == 404
    assert "六月招聘" not in as_wang.get("/boards/").content.decode()
    assert Client().get(f"/boards/{board.pk}/").status_code == 302
    assert Client().post("/boards/post-talent/", brought()).status_code == 302
    assert KeptBoard.objects.count() == 1


def test_there_is_a_bound_on_boards_and_an_unknown_kind_is_not_there(
    as_li: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chengjie.web.pages.boards.MOST", 0)
    assert as_li.post("/boards/post-talent/", brought()).status_code == 400
    assert as_li.get("/boards/nothing/").status_code == 404
    assert as_li.get("/boards/lead-carrier/?template=supply").status_code == 400
