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
