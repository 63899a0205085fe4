"""What goes out comes back: CSV, JSON and Excel, with formulas made inert and unknown left empty."""

import csv
import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chengjie.report.tables import inert, to_csv, to_json, to_xlsx
from chengjie.values import Column, Table, Text

words = st.text(st.characters(categories=("L", "N", "P", "S"), exclude_characters="_"), min_size=1, max_size=30)
numbers = st.one_of(st.none(), st.decimals(-(10**9), 10**9, places=2))
TITLE = Text("承载地", "Carriers")


def table(rows: Sequence[tuple[str | None, Decimal | None]]) -> Table:
    columns = (Column("name", Text("名称", "name")), Column("area", Text("面积", "area"), "公顷", numeric=True))
    return Table(columns, tuple(rows), TITLE)


def sheet(path: Path) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(path)
    return [tuple(cell.value for cell in row) for row in book.active.iter_rows()]  # type: ignore[union-attr]


every = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@every
@given(st.lists(st.tuples(st.one_of(st.none(), words), numbers), max_size=8))
def test_a_table_comes_back_from_excel(tmp_path: Path, rows: list[tuple[str | None, Decimal | None]]) -> None:
    to_xlsx(table(rows), tmp_path / "a.xlsx")
    titles, *back = sheet(tmp_path / "a.xlsx")
    assert titles == ("名称", "面积（公顷）")
    back = [row for row in back if any(cell is not None for cell in row)]
    kept = [row for row in rows if any(cell is not None for cell in row)]
    assert [row[0] for row in back] == [row[0] for row in kept]
    assert [row[1] for row in back] == [None if row[1] is None else pytest.approx(float(row[1])) for row in kept]


@every
@given(st.lists(st.tuples(words, numbers), max_size=8))
def test_a_table_comes_back_from_csv(tmp_path: Path, rows: list[tuple[str, Decimal | None]]) -> None:
    to_csv(table(rows), tmp_path / "a.csv", language="en")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        titles, *back = list(csv.reader(file))
    assert titles == ["name", "area（公顷）"]
    assert [(name, area) for name, area in back] == [
        (inert(name), "" if area is None else str(area)) for name, area in rows
    ]


@every
@given(st.lists(st.tuples(st.one_of(st.none(), words), numbers), max_size=8))
def test_a_table_comes_back_from_json(tmp_path: Path, rows: list[tuple[str | None, Decimal | None]]) -> None:
    to_json(table(rows), tmp_path / "a.json")
    back = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert [column["key"] for column in back["columns"]] == ["name", "area"]
    assert [row["name"] for row in back["rows"]] == [name for name, _ in rows]
    assert [row["area"] for row in back["rows"]] == [None if area is None else float(area) for _, area in rows]


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_inert(tmp_path: Path, text: str) -> None:
    to_csv(table([(text, None)]), tmp_path / "a.csv")
    assert "'" + text in (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    to_xlsx(table([(text, None)]), tmp_path / "a.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx").active["A2"]  # type: ignore[index]
    assert (cell.data_type, cell.value) == ("s", text)


def test_dates_and_truths_stay_what_they_are(tmp_path: Path) -> None:
    columns = (Column("day", Text("日期", "day")), Column("met", Text("达到", "met")))
    to_xlsx(Table(columns, ((date(2020, 2, 24), True),)), tmp_path / "a.xlsx")
    day, met = sheet(tmp_path / "a.xlsx")[1]
    assert str(day)[:10] == "2020-02-24"
    assert met is True


def test_columns_are_wide_enough_for_chinese(tmp_path: Path) -> None:
    to_xlsx(table([("郴州高新技术产业开发区", None)]), tmp_path / "a.xlsx")
    width = openpyxl.load_workbook(tmp_path / "a.xlsx").active.column_dimensions["A"].width  # type: ignore[union-attr]
    assert 22 <= width <= 62
