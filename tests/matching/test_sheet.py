"""A user's table: columns by any of their titles, every form of file, and every fault at its cell."""

from pathlib import Path

import openpyxl
import polars as pl
import pytest

import chengjie.report.refusal
from chengjie.errors import Refusal
from chengjie.matching import definition
from chengjie.matching.sheet import MOST_ROWS, read_sheet
from chengjie.package import Package

POSTS = [
    {
        "name": "数控",
        "vacancies": "2",
        "skills": "数控、PLC",
        "pay": "9,000 元",
        "place": "蓝山县",
        "education": "college",
    }
]
HEAD = "岗位,招聘人数（人）,技能要求,最高月薪（元）,所在县市区\n"


def faults(refused: pytest.ExceptionInfo[Refusal]) -> list[tuple[str, int | None, str | None]]:
    for fault in refused.value.faults:
        assert "{" not in chengjie.report.refusal.sentence(fault).zh + chengjie.report.refusal.remedy(fault).en
    return [(fault.code, fault.where.row, fault.where.column) for fault in refused.value.faults]


def refuse(
    zone: Package, rows: object, *, kind: str = "post-talent", side: str = "demand"
) -> list[tuple[str, int | None, str | None]]:
    with pytest.raises(Refusal) as refused:
        read_sheet(rows, definition(zone, kind), side, zone)  # type: ignore[arg-type]  # rows of any kind
    return faults(refused)


def test_cells_become_values_in_the_unit_of_their_column(zone: Package) -> None:
    entry = read_sheet(POSTS, definition(zone, "post-talent"), "demand", zone).entries[0]
    assert entry.values["pay"] == 9000
    assert entry.values["education"] == "大专"
    assert entry.values["place"] == "431127"
    assert entry.words["place"] == "蓝山县"
    assert entry.values["years"] is None


def test_an_amount_in_another_unit_is_converted(zone: Package) -> None:
    rows = [{"name": "甲", "amount": "0.3亿元", "form": "贷款"}]
    assert read_sheet(rows, definition(zone, "project-capital"), "demand", zone).entries[0].values["amount"] == 3000


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_the_same_table_is_read_from_every_form_of_file(zone: Package, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"posts.{ending}"
    titles, row = ["岗位名称", "人数", "skills wanted", "月薪"], ["数控", 2, "数控、PLC", 9000]
    if ending == "csv":
        path.write_text(",".join(titles) + "\n" + ",".join(map(str, row)), encoding="utf-8-sig")
    elif ending == "xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(titles)
        sheet.append(row)
        book.save(path)
    else:
        pl.DataFrame([row], schema=titles, orient="row").write_parquet(path)
    values = read_sheet(path, definition(zone, "post-talent"), "demand", zone).entries[0].values
    assert (values["name"], values["vacancies"], values["skills"], values["pay"]) == ("数控", 2, "数控、PLC", 9000)


def test_every_fault_of_a_table_is_told_at_its_cell(zone: Package, tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text(HEAD + "数控,2.5,数控,-1,蓝山县\n数控,0,,九千,蓝山镇\n,nan,焊接,80 亩,\n", encoding="utf-8")
    assert refuse(zone, path) == [
        ("sheet-cell-not-whole", 2, "招聘人数"), ("sheet-cell-out-of-bounds", 2, "最高月薪"),
        ("sheet-cell-out-of-bounds", 3, "招聘人数"), ("sheet-cell-missing", 3, "技能要求"), ("sheet-cell-not-a-number", 3, "最高月薪"),
        ("sheet-cell-place", 3, "所在县市区"), ("sheet-row-twice", 3, None),
        ("sheet-cell-missing", 4, "岗位"), ("sheet-cell-not-a-number", 4, "招聘人数"), ("sheet-cell-unit", 4, "最高月薪"),
    ]  # fmt: skip


def test_columns_that_are_unknown_twice_or_missing_are_told_together(zone: Package, tmp_path: Path) -> None:
    path = tmp_path / "posts.csv"
    path.write_text("岗位,岗位名称,工资,招聘人数\n数控,a,1,2\n", encoding="utf-8")
    assert refuse(zone, path) == [
        ("sheet-column-twice", None, "岗位名称"), ("sheet-column-unknown", None, "工资"), ("sheet-column-missing", None, "技能要求"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"education": "学士后"}, "sheet-cell-choice"),
        ({"skills": "长" * 501}, "sheet-cell-too-long"),
        ({"pay": "1e999"}, "sheet-cell-out-of-bounds"),
        ({"pay": "9000000"}, "sheet-cell-out-of-bounds"),
    ],
)
def test_a_cell_that_makes_no_sense_is_refused(zone: Package, cells: dict[str, str], code: str) -> None:
    assert [fault[0] for fault in refuse(zone, [{**POSTS[0], **cells}])] == [code]


@pytest.mark.parametrize(
    ("kind", "row", "code"),
    [
        ("lead-carrier", {"name": "甲", "industry": "制鞋", "holder": "无此园区"}, "sheet-cell-carrier-unknown"),
        ("lead-carrier", {"name": "甲", "industry": "9999", "holder": "道县工业集中区"}, "sheet-cell-industry-unknown"),
        ("load-truck", {"name": "甲", "from_place": "道县", "to_place": "深圳", "amount": "3", "cold": "也许"}, "sheet-cell-not-yes-or-no"),
        ("load-truck", {"name": "甲", "from_place": "道县", "to_place": "深圳", "amount": "3", "day": "2026-13-40"}, "sheet-cell-not-a-date"),
        ("load-truck", {"name": "甲", "from_place": "道县", "to_place": "深圳", "amount": "3", "day": "明天"}, "sheet-cell-not-a-date"),
    ],
)  # fmt: skip
def test_codes_names_truths_and_days_are_checked(zone: Package, kind: str, row: dict[str, str], code: str) -> None:
    assert [fault[0] for fault in refuse(zone, [row], kind=kind)] == [code]


def test_a_row_that_contradicts_itself_is_refused_with_the_reason(zone: Package) -> None:
    row = {"name": "丁基金", "amount": "100", "form": "股权", "cost": "5"}
    assert refuse(zone, [row], kind="project-capital", side="supply") == [("sheet-row-contradictory", 2, None)]


def test_tables_that_are_empty_unreadable_or_too_long_are_refused(zone: Package, tmp_path: Path) -> None:
    empty, odd, broken, long = (tmp_path / name for name in ("empty.csv", "odd.doc", "broken.parquet", "long.csv"))
    empty.write_text(HEAD, encoding="utf-8")
    odd.write_text("x", encoding="utf-8")
    broken.write_bytes(b"PAR1 not a table")
    long.write_text(HEAD + "甲,1,a,1,\n" * (MOST_ROWS + 1), encoding="utf-8")
    found = [refuse(zone, path)[0][0] for path in (empty, odd, broken, long)]
    assert found == ["sheet-empty", "sheet-form-unsupported", "sheet-unreadable", "sheet-too-long"]
