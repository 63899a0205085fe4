"""A table keeps its shape; a trail keeps its parts."""

from decimal import Decimal

import pytest

from chengjie.values import Column, Source, Table, Text, Trail

NAME = Column("name", Text("名称", "name"))


def test_a_row_of_another_width_is_not_a_row() -> None:
    with pytest.raises(ValueError, match="row 0 has 2 cells, 1 columns"):
        Table((NAME,), (("蓝山县", "431127"),))


def test_records_go_by_column_key() -> None:
    assert list(Table((NAME,), (("蓝山县",), (None,))).records()) == [{"name": "蓝山县"}, {"name": None}]


def test_a_trail_says_all_its_parts_in_plain_values() -> None:
    source = Source("S1", "规划", licence="公开", grade="A")
    ground = Trail(
        "claim:1", Text("基数", "baseline"), Decimal("1.5"), "亿元", "plan", source=source, locator="二（四）"
    )
    tree = Trail("progress:1", Text("差额", "gap"), None, ground="formula", how="a - b", parts=(ground,)).as_json()
    assert tree["value"] is None
    assert tree["parts"][0]["value"] == 1.5
    assert tree["parts"][0]["source"]["grade"] == "A"


@pytest.mark.parametrize(("grade", "weak"), [("A", False), ("B", False), ("C", True), ("", True), ("P", False)])
def test_weak_sources_say_so(grade: str, weak: bool) -> None:
    assert Source("x", "x", grade=grade).is_weak is weak
