"""Rows of directories: every cell as printed, a reading beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.plan.claims import Entry
from chengjie.plan.entries import entries, is_directory, split
from chengjie.plan.reading import read_document


def _plan(*paragraphs: str) -> tuple[Entry, ...]:
    text = "云溪地区产业发展规划\n\n" + "\n\n".join(paragraphs) + "\n"
    return entries(read_document(text.encode(), name="a.txt"))


def test_a_cell_splits_at_commas_but_not_inside_brackets() -> None:
    assert split("茶叶、电子（芯片、屏幕），机械等") == ["茶叶", "电子（芯片、屏幕）", "机械"]


def test_a_layout_in_a_list_gives_name_carriers_and_industries() -> None:
    (row,) = _plan("一、布局", "——北部茶叶带。依托青石园区、白水园区等园区，重点发展绿茶、红茶等产业。")
    assert row.rule == "list-layout"
    assert row.reading["name"] == ("北部茶叶带",)
    assert row.reading["industries"] == ("绿茶", "红茶")


def test_a_layout_says_along_which_roads_and_in_which_places_it_lies() -> None:
    (row,) = _plan(
        "一、布局", "——茶叶、水果产业带。沿云白、云青高速公路，以甲县、乙县为主体，重点发展绿茶、柑橘等产业。"
    )
    assert row.cells == {
        "名称": "茶叶、水果产业带",
        "沿线": "云白、云青高速公路",
        "范围": "甲县、乙县",
        "重点发展": "绿茶、柑橘",
    }
    assert row.reading["county"] == ("甲县", "乙县")


def test_places_that_share_a_paragraph_are_a_row_each() -> None:
    rows = _plan("一、布局", "优化分工。甲市重点承接新材料、电子信息等产业；乙市重点承接茶叶、竹木等产业。")
    assert [(row.cells["名称"], row.reading["industries"]) for row in rows] == [
        ("甲市", ("新材料", "电子信息")),
        ("乙市", ("茶叶", "竹木")),
    ]


def test_an_advantage_that_a_place_leans_on_is_no_carrier() -> None:
    (row,) = _plan("一、布局", "——甲市加工基地。依托生态环境优势和旅游业发展基础，重点发展食品、竹木等产业。")
    assert "依托" not in row.cells


def test_running_text_without_a_layout_gives_no_entry() -> None:
    assert _plan("一、总则", "本规划自发布之日起施行。") == ()


@pytest.mark.parametrize("plan", ["s1", "s2"])
def test_every_cell_of_every_directory_is_kept_as_printed(shared: Path, plan: str) -> None:
    document = read_document(shared / "plans" / f"{plan}.txt")
    rows = [row for row in entries(document) if row.rule == "table-row"]
    printed = [
        [cell.raw.strip() for cell in row]
        for table in document.tables if is_directory(table)
        for row in table.rows if any(cell.raw.strip() for cell in row)
    ]  # fmt: skip
    assert [list(row.cells.values()) for row in rows] == printed


def test_the_annexes_of_the_first_plan_have_six_and_seventy_one_rows(shared: Path) -> None:
    rows = [row for row in entries(read_document(shared / "plans" / "s1.txt")) if row.rule == "table-row"]
    sizes = [sum(row.table == table for row in rows) for table in dict.fromkeys(row.table for row in rows)]
    assert sizes == [6, 71]


@given(st.text(alphabet="——。：，、依托重点发展市县等园区（）\n\t一1", max_size=200))
def test_no_text_breaks_the_reading_of_entries(text: str) -> None:
    for row in _plan("一、布局", text):
        assert row.citation.text[row.citation.mark_start - row.citation.start :]
