"""A paper in Word holds what was given, in the language asked for."""

from pathlib import Path

import docx

from chengjie.report.document import to_docx
from chengjie.values import Column, Table, Text

TABLE = Table(
    (Column("name", Text("名称", "name")), Column("area", Text("面积", "area"), "公顷", numeric=True)),
    (("蓝山县", 12), ("=1+1\x00", None)),
    Text("承载地", "Carriers"),
)


def test_texts_and_tables_come_back_in_order(tmp_path: Path) -> None:
    to_docx(Text("报告", "Report"), [Text("甲", "one"), TABLE], tmp_path / "a.docx")
    paper = docx.Document(str(tmp_path / "a.docx"))
    assert [each.text for each in paper.paragraphs] == ["报告", "甲", "承载地"]
    rows = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert rows == [["名称", "面积（公顷）"], ["蓝山县", "12"], ["=1+1", ""]]


def test_the_paper_is_in_the_language_asked_for(tmp_path: Path) -> None:
    to_docx(Text("报告", "Report"), [TABLE], tmp_path / "a.docx", language="en")
    paper = docx.Document(str(tmp_path / "a.docx"))
    assert [each.text for each in paper.paragraphs] == ["Report", "Carriers"]
