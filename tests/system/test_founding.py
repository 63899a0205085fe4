"""A zone from the file of a plan: founded whole or not at all, filled in a workbook, and read back as it went out."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell, MergedCell

import chengjie.package
import chengjie.system
from chengjie.errors import Refusal
from chengjie.package import Package
from chengjie.system import Charter

PLAN = """白石县人民政府关于印发《白石县承接产业发展规划》的通知

白政发〔2024〕3号

2024年3月1日

白石县承接产业发展规划

一、发展目标

到2028年，地区生产总值达到300亿元。

附件

产业承接目录

	县市区
	重点承接产业
	主要承接载体

	白石县
	纺织服装、电子信息
	白石经济开发区

	清河县
	食品加工
	清河工业集中区
"""
CODES = {"白石县": "990101", "清河县": "990102"}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("founded")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    chengjie.system.found_zone(folder / "baishi", Charter("baishi"), {"P": folder / "plan.txt"})
    return folder / "baishi"


@pytest.fixture(scope="module")
def completed(founded: Path) -> Path:
    folder = founded.with_name("completed")
    shutil.copytree(founded, folder)
    zone = chengjie.package.open_package(folder)
    chengjie.system.write_workbook(zone, folder.with_suffix(".xlsx"), language="en")
    take(folder.with_suffix(".xlsx"))
    chengjie.system.accept_workbook(chengjie.system.read_workbook(zone, folder.with_suffix(".xlsx")))
    return folder


@pytest.fixture
def baishi(tmp_path: Path, founded: Path) -> Package:
    return chengjie.package.open_package(shutil.copytree(founded, tmp_path / "baishi"))


@pytest.fixture
def zone(tmp_path: Path, completed: Path) -> Package:
    """The zone with every proposal completed and taken."""
    return chengjie.package.open_package(shutil.copytree(completed, tmp_path / "baishi"))


def codes(refused: pytest.ExceptionInfo[Refusal]) -> list[str]:
    return [fault.code for fault in refused.value.faults]


def test_a_founded_zone_is_sound_and_has_its_claims_and_its_region(baishi: Package) -> None:
    assert chengjie.system.check_zone(baishi.nearest.folder) == ()
    assert [row["title"] for row in baishi.rows("documents")] == ["白石县承接产业发展规划"]
    assert baishi.nearest.zone.region == "baishi"
    assert [row["value"] for row in baishi.rows("claims/targets")] == ["300"]


def test_the_source_of_a_plan_is_graded_by_nobody_yet(baishi: Package) -> None:
    assert baishi.sources["P"].grade == "U"


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path, plan: Path) -> None:
    kept = tmp_path / "taken" / "mine.txt"
    kept.parent.mkdir()
    kept.write_text("mine", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        chengjie.system.found_zone(kept.parent, Charter("taken"), {"P": plan})
    assert codes(refused) == ["zone-folder-taken"]
    assert [path.name for path in kept.parent.iterdir()] == ["mine.txt"]


def test_what_is_refused_leaves_nothing_behind(tmp_path: Path, plan: Path) -> None:
    before = sorted(tmp_path.iterdir())
    with pytest.raises(Refusal) as refused:
        chengjie.system.found_zone(tmp_path / "zone", Charter("zone", extends="nowhere"), {"P": plan})
    assert codes(refused) == ["zone-extends-unknown"]
    with pytest.raises(Refusal) as refused:
        chengjie.system.found_zone(tmp_path / "zone", Charter("zone"), {})
    assert codes(refused) == ["zone-without-plan"]
    assert sorted(tmp_path.iterdir()) == before


def test_a_plan_that_does_not_say_who_issued_it_is_asked_for_it(tmp_path: Path) -> None:
    nameless = tmp_path / "a.txt"
    nameless.write_text("某某发展规划\n\n一、目标\n\n到2028年，地区生产总值达到300亿元。\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        chengjie.system.found_zone(tmp_path / "zone", Charter("zone"), {"P": nameless})
    assert codes(refused) == ["plan-without-issuer"]
    named = Charter("zone", issuer="白石县人民政府")
    assert chengjie.system.found_zone(tmp_path / "zone", named, {"P": nameless}).rows("documents")[0]["issuer"]


def test_what_the_plan_names_is_proposed_with_the_place_that_names_it(baishi: Package) -> None:
    proposed = chengjie.system.proposals(baishi)
    assert [row.values["name"] for row in proposed["places"]] == ["白石县", "清河县"]
    assert [row.values["code"] for row in proposed["places"]] == ["", ""]
    assert [row.values["kind"] for row in proposed["carriers"]] == ["经济开发区", ""]
    assert {row.values["label"] for row in proposed["industry_labels"]} == {"纺织服装", "电子信息", "食品加工"}
    assert [row.values["indicator"] for row in proposed["indicator_labels"]] == ["gdp"]
    assert all(row.document == "P" and row.paragraph for rows in proposed.values() for row in rows)


def take(path: Path) -> None:
    """Complete every proposal of the workbook, as a planner would."""
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets[:-1]:
        heads = [str(cell.value).removesuffix(" *").split()[-1] for cell in sheet[1]]
        for line in sheet.iter_rows(min_row=2):
            row = dict(zip(heads, line, strict=True))
            if row["state"].value == "proposed":
                row["state"].value = "taken"
                complete(sheet.title, row)
    book.save(path)


def complete(table: str, row: dict[str, Cell | MergedCell]) -> None:
    if table == "places":
        row["code"].value = CODES[str(row["name"].value)]
    if table == "region_members":
        row["code"].value = CODES[str(row["note"].value)]
    if table == "carriers":
        row["kind"].value = row["kind"].value or "工业集中区"
    if table == "carrier_places":
        row["place"].value = next(iter(CODES.values()))


def test_a_workbook_that_is_completed_fills_the_zone(zone: Package) -> None:
    assert chengjie.system.check_zone(zone.nearest.folder) == ()
    assert [row["code"] for row in zone.rows("places") if row.origin.layer == "baishi"] == list(CODES.values())
    assert {row["name"] for row in zone.rows("carriers")} == {"白石经济开发区", "清河工业集中区"}
    assert chengjie.system.proposals(zone) == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_goes_out_comes_back_unchanged(zone: Package, tmp_path: Path, language: str) -> None:
    chengjie.system.write_workbook(zone, tmp_path / "b.xlsx", language="zh" if language == "zh" else "en")
    assert all(change.is_empty for change in chengjie.system.read_workbook(zone, tmp_path / "b.xlsx").changes)


def test_proposals_that_nobody_took_are_left_out_and_counted(baishi: Package, tmp_path: Path) -> None:
    count = chengjie.system.write_workbook(baishi, tmp_path / "a.xlsx")
    filling = chengjie.system.read_workbook(baishi, tmp_path / "a.xlsx")
    assert filling.proposed == count > 0
    assert all(change.is_empty for change in filling.changes)


def test_a_row_that_is_gone_from_its_sheet_is_gone_from_its_table(zone: Package, tmp_path: Path) -> None:
    chengjie.system.write_workbook(zone, tmp_path / "b.xlsx", language="en")
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    book["industry_labels"].delete_rows(2)
    book.save(tmp_path / "b.xlsx")
    filling = chengjie.system.read_workbook(zone, tmp_path / "b.xlsx")
    assert [(each.table, each.removed) for each in filling.changes if not each.is_empty] == [("industry_labels", 1)]
    chengjie.system.accept_workbook(filling)
    assert len(chengjie.package.open_package(zone.nearest.folder).rows("industry_labels")) == 2


def test_every_fault_is_named_at_its_sheet_row_and_column_and_nothing_is_written(zone: Package, tmp_path: Path) -> None:
    chengjie.system.write_workbook(zone, tmp_path / "b.xlsx", language="en")
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    book["places"].cell(row=3, column=1).value = "9901"
    book["carrier_places"].cell(row=2, column=1).value = "nobody"
    book.save(tmp_path / "b.xlsx")
    before = {path: path.read_bytes() for path in zone.nearest.folder.rglob("*.csv")}
    with pytest.raises(Refusal) as refused:
        chengjie.system.read_workbook(zone, tmp_path / "b.xlsx")
    found = {(each.code, each.where.sheet, each.where.row, each.where.column) for each in refused.value.faults}
    assert ("cell-shape", "places", 3, "code") in found
    assert ("reference-unknown", "carrier_places", 2, "carrier") in found
    assert {path: path.read_bytes() for path in zone.nearest.folder.rglob("*.csv")} == before


def test_a_sheet_and_a_column_that_nobody_knows_are_refused_together(baishi: Package, tmp_path: Path) -> None:
    chengjie.system.write_workbook(baishi, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    book.create_sheet("地名")
    book["places"].cell(row=1, column=20).value = "颜色"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(Refusal) as refused:
        chengjie.system.read_workbook(baishi, tmp_path / "a.xlsx")
    assert sorted(codes(refused)) == ["column-unknown", "zone-sheet-unknown"]
