"""Sheets as offices send them: CSV in two encodings, Excel, titles in words; faults named at their cell."""

from pathlib import Path

import numpy as np
import pytest
import xlsxwriter
from tests.index.conftest import codes, index, indicator

from chengjie.errors import Refusal
from chengjie.index import compute, matched, read_sheet, sheet_of, template
from chengjie.index.sheet import LARGEST


def test_a_sheet_in_the_encoding_of_offices_is_read() -> None:
    found = sheet_of('单位,产值\n甲,"1,234.5"\n乙,—\n'.encode("gb18030"), file="a.csv")
    assert found.units == ("甲", "乙")
    np.testing.assert_equal(found.numbers["产值"], [1234.5, np.nan])


def test_an_excel_sheet_is_read_like_a_csv(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for row, cells in enumerate([["unit", "a", "b"], ["x", 1, "NA"], ["y", 2.5, "3"]]):
            sheet.write_row(row, 0, cells)
    found = read_sheet(path)
    assert found.units == ("x", "y")
    np.testing.assert_equal(found.numbers["b"], [np.nan, 3])


@pytest.mark.parametrize(
    ("text", "expected", "place"),
    [
        ("unit,a,a\nx,1,2\n", "index-data-duplicate-column", "f.csv · row 1 · a"),
        ("unit,a\n,1\ny,2\n", "index-data-unit-unnamed", "f.csv · row 2"),
        ("unit,a\nx,-inf\ny,2\n", "index-data-not-finite", "f.csv · row 2 · a"),
        ("unit,year,a\nx,2020,1\nx,2020,2\n", "index-data-duplicate-unit", "f.csv · row 3"),
    ],
)
def test_a_fault_is_named_at_its_cell(text: str, expected: str, place: str) -> None:
    with pytest.raises(Refusal) as refused:
        sheet_of(text.encode(), file="f.csv")
    assert [(fault.code, str(fault.where)) for fault in refused.value.faults] == [(expected, place)]


def test_words_among_numbers_are_named_at_their_cells() -> None:
    data = sheet_of("unit,a\nx,1\ny,约 2\nz,n.a.\n".encode(), file="f.csv")
    with pytest.raises(Refusal) as refused:
        compute(index(indicator("a")), data)
    assert [str(fault.where) for fault in refused.value.faults] == ["f.csv · row 3 · a", "f.csv · row 4 · a"]


def test_a_unit_may_return_over_the_years() -> None:
    found = sheet_of(b"unit,year,a\nx,2020,1\nx,2021,2\n", file="f.csv")
    assert found.periods == ("2020", "2021")


def test_a_file_that_is_too_large_or_in_no_encoding_is_refused() -> None:
    assert codes(lambda: sheet_of(b" " * (LARGEST + 1), file="f.csv")) == ["index-data-unreadable"]
    assert codes(lambda: sheet_of(b"\xff\xfe\x00\x81,1\n", file="f.csv")) == ["index-data-unreadable"]


def test_columns_under_their_titles_are_found() -> None:
    definition = index(indicator("a", title={"zh": "产值", "en": "output"}, unit="亿元"), indicator("b", name="人口"))
    found = matched(sheet_of("单位,产值（亿元）,人口\n甲,1,2\n乙,3,4\n".encode(), file="f.csv"), definition)
    assert set(found.numbers) == {"a", "b"}
    assert compute(definition, found).ranks == (2, 1)


def test_the_template_has_every_column_that_the_index_reads() -> None:
    definition = index(
        indicator("a", denominator="people"), indicator("b", base="b_last"), impute={"method": "mean", "group": "class"}
    )
    table = template(definition)
    assert [column.key for column in table.columns] == ["unit", "a", "people", "b", "b_last", "class"]
    known = sheet_of(b"unit,a,people,b,b_last,class\nx,1,,3,4,k\n", file="f.csv")
    assert template(definition, known).rows == (("x", 1.0, None, 3.0, 4.0, None),)


def test_a_changed_cell_is_a_new_sheet() -> None:
    before = sheet_of(b"unit,a\nx,1\ny,2\n", file="f.csv")
    after = before.changed({("x", "a"): 9.0, ("q", "a"): 1.0, ("x", "q"): 1.0})
    assert (before.numbers["a"].tolist(), after.numbers["a"].tolist()) == ([1, 2], [9, 2])
