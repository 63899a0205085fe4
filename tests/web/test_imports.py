"""Tables into registers: a preview that writes nothing, all or nothing, the same file twice, and the way back."""

from __future__ import annotations

import csv
import io

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook
from tests.web.conftest import signed_in
from tests.web.test_registers import FIRM, PLOT, made, page

from chengjie.web.records.registers import Record, RecordVersion, RegisterImport

HEAD = ["地块编号", "地块名称", "县市区", "面积（亩）", "状态", "标准地", "供地价（万元/亩）", "可供起始日", "来源"]
ROWS = [
    ["A-1", "一号地", "蓝山县", "12.5", "可供", "是", "18", "2026-01-02", "甲"],
    ["A-2", "=HYPERLINK(1)", "431127 蓝山县", "0.1", "已供", "否", "", "", "-乙"],
]


@pytest.fixture
def lan(offices: dict[str, User]) -> Client:
    return signed_in(offices["lan"])


def sheet(rows: list[list[str]], head: list[str] | None = None) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([head or HEAD, *rows])
    return out.getvalue().encode("utf-8-sig")


def bring(client: Client, content: bytes, *, register: str = "plots", name: str = "t.csv") -> RegisterImport:
    answer = client.post(f"/registers/{register}/imports/", {"table": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    return RegisterImport.objects.get(pk=answer["Location"].split("/")[-2])


def act(client: Client, row: RegisterImport, what: str) -> str:
    answer = client.post(f"/registers/{row.register}/imports/{row.pk}/{what}/")
    row.refresh_from_db()
    return answer.content.decode()


def counts(row: RegisterImport) -> tuple[int, int, int, int]:
    return row.fresh, row.changed, row.unchanged, row.refused


def kept() -> dict[str, dict[str, object]]:
    return {each.key: each.data for each in Record.objects.filter(state="current")}


def test_nothing_is_written_before_it_is_accepted_then_all_of_it(lan: Client) -> None:
    row = bring(lan, sheet(ROWS))
    assert counts(row) == (2, 0, 0, 0)
    assert "一号地" in page(lan, f"/registers/plots/imports/{row.pk}/")
    assert Record.objects.count() == 0
    act(lan, row, "accept")
    assert row.state == "accepted"
    assert not row.file.exists()
    assert kept()["A-1"] == {"number": "A-1", "name": "一号地", "place": "431127", "area": "12.5", "state": "offered", "standard_land": True, "floor_price": "18", "since": "2026-01-02", "source": "甲"}  # fmt: skip
    assert {(each.number, each.how, each.brought_id) for each in RecordVersion.objects.all()} == {(1, "import", row.pk)}
    assert "已写入" in page(lan, f"/registers/plots/imports/{row.pk}/")


def test_the_same_file_twice_changes_nothing(lan: Client) -> None:
    act(lan, bring(lan, sheet(ROWS)), "accept")
    again = bring(lan, sheet(ROWS))
    assert counts(again) == (0, 0, 2, 0)
    act(lan, again, "accept")
    assert RecordVersion.objects.count() == 2
    assert "同一个文件" in page(lan, f"/registers/plots/imports/{bring(lan, sheet(ROWS)).pk}/")


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_goes_out_comes_back_in_unchanged(lan: Client, ending: str, language: str) -> None:
    act(lan, bring(lan, sheet(ROWS)), "accept")
    lan.cookies["language"] = language
    out = lan.get(f"/registers/plots/?format={ending}").content
    assert counts(bring(lan, out, name=f"out.{ending}")) == (0, 0, 2, 0)


def test_a_cell_that_looks_like_a_formula_goes_out_inert(lan: Client) -> None:
    act(lan, bring(lan, sheet(ROWS)), "accept")
    assert "'=HYPERLINK(1)" in lan.get("/registers/plots/?format=csv").content.decode()
    book = load_workbook(io.BytesIO(lan.get("/registers/plots/?format=xlsx").content))
    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} <= {"s", "n", "d", "b"}


def test_each_fault_is_at_its_cell_and_nothing_of_the_file_is_taken(lan: Client) -> None:
    bad = [*ROWS, ["A-3", "", "新田县", "x", "可供", "", "", "", "甲"], ["A-4", "四号", "新田县", "1", "可供", "", "", "", "甲"]]  # fmt: skip
    row = bring(lan, sheet(bad))
    assert counts(row) == (2, 0, 0, 2)
    assert [(each["code"], each["where"]["row"], each["where"]["column"]) for each in row.sample["faults"]] == [
        ("sheet-cell-missing", 4, "地块名称"), ("sheet-cell-not-a-number", 4, "面积"), ("register-row-beyond", 5, None),
    ]  # fmt: skip
    assert "不能接受" in page(lan, f"/registers/plots/imports/{row.pk}/")
    assert "register-import-faults" in act(lan, row, "accept")
    assert Record.objects.count() == 0


def test_a_change_shows_what_it_was_and_a_whole_import_is_undone(lan: Client) -> None:
    act(lan, bring(lan, sheet(ROWS)), "accept")
    before = kept()
    row = bring(
        lan, sheet([["A-1", "一号地", "蓝山县", "13", "可供", "是", "18", "2026-01-02", "甲"], ["A-9", *ROWS[0][1:]]])
    )
    assert counts(row) == (1, 1, 0, 0)
    assert "<s>12.5</s> → 13" in page(lan, f"/registers/plots/imports/{row.pk}/")
    act(lan, row, "accept")
    assert kept()["A-1"]["area"] == "13"
    act(lan, row, "undo")
    assert row.state == "undone"
    assert kept() == before
    assert Record.objects.get(key="A-9").state == "withdrawn"
    assert [each.how for each in RecordVersion.objects.filter(record__key="A-1")] == ["undo", "import", "import"]
    assert "register-import-settled" in act(lan, row, "undo")


def test_what_was_corrected_since_keeps_the_import_from_being_undone(lan: Client) -> None:
    row = bring(lan, sheet(ROWS))
    act(lan, row, "accept")
    record = Record.objects.get(key="A-1")
    cells = {"number": "A-1", "name": "改", "place": "431127", "state": "offered", "source": "甲", "version": "1"}
    lan.post(f"/registers/plots/records/{record.pk}/correct/", cells)
    assert "register-undo-overtaken" in act(lan, row, "undo")
    assert (row.state, Record.objects.filter(state="current").count()) == ("accepted", 2)


def test_a_preview_that_no_longer_holds_is_not_written(lan: Client) -> None:
    row = bring(lan, sheet(ROWS))
    made(lan, "plots", {**PLOT, "number": "A-1"})
    assert "register-import-stale" in act(lan, row, "accept")
    assert counts(row) == (1, 1, 0, 0)
    act(lan, row, "accept")
    assert row.state == "accepted"
    assert "register-import-settled" in act(lan, row, "accept")
    assert "register-import-settled" in act(lan, row, "drop")


def test_a_file_that_is_left_is_gone(lan: Client) -> None:
    row = bring(lan, sheet(ROWS))
    act(lan, row, "drop")
    assert (row.state, row.file.exists(), Record.objects.count()) == ("dropped", False, 0)


def test_a_cell_that_one_does_not_see_is_not_written_over(lan: Client, offices: dict[str, User]) -> None:
    made(lan, "enterprises", FIRM)
    province = signed_in(offices["province"])
    head = ["统一社会信用代码", "企业名称", "县市区", "联系电话", "来源"]
    line = [FIRM["credit_code"], FIRM["name"], "蓝山县", "", "园区填报"]
    assert counts(bring(province, sheet([line], head), register="enterprises")) == (0, 0, 1, 0)
    assert counts(bring(province, province.get("/registers/enterprises/?format=xlsx").content, register="enterprises", name="o.xlsx")) == (0, 0, 1, 0)  # fmt: skip
    line[3] = "1"
    row = bring(province, sheet([line], head), register="enterprises")
    assert [each["code"] for each in row.sample["faults"]] == ["register-cell-not-yours"]


def test_an_import_is_nobody_elses(lan: Client, offices: dict[str, User]) -> None:
    row = bring(lan, sheet(ROWS))
    for name in ("xintian", "colleague"):
        client = signed_in(offices[name])
        assert client.get(f"/registers/plots/imports/{row.pk}/").status_code == 404
        assert client.post(f"/registers/plots/imports/{row.pk}/accept/").status_code == 404
    assert signed_in(offices["clerk"]).get("/registers/plots/imports/").status_code == 404


def test_a_file_that_is_no_table_is_refused(lan: Client) -> None:
    for content, code in ((b"\xff\xfe\x00", "file-not-utf8"), (sheet([]), "sheet-empty"), (sheet(ROWS, ["颜色", *HEAD[1:]]), "sheet-column-unknown")):  # fmt: skip
        answer = lan.post("/registers/plots/imports/", {"table": SimpleUploadedFile("t.csv", content)})
        assert answer.status_code in {400, 404}
        assert code in answer.content.decode()
    assert "register-import-empty" in lan.post("/registers/plots/imports/").content.decode()
    assert RegisterImport.objects.count() == 0


def test_the_empty_form_has_drop_downs_and_notes_and_is_read_once_filled(lan: Client) -> None:
    book = load_workbook(io.BytesIO(lan.get("/registers/plots/form/").content))
    form = book.worksheets[0]
    titles = [str(cell.value) for cell in form[1]]
    assert all(cell.comment for cell in form[1])
    assert len(form.data_validations.dataValidation) >= 10
    filled = {"地块编号 *": "A-1", "地块名称 *": "一号", "县市区 *": "431127 蓝山县", "状态 *": "可供", "来源 *": "甲"}
    for number, title in enumerate(titles, start=1):
        form.cell(2, number, filled.get(title))
    out = io.BytesIO()
    book.save(out)
    assert counts(bring(lan, out.getvalue(), name="form.xlsx")) == (1, 0, 0, 0)
