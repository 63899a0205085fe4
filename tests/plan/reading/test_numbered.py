"""Indicator tables whose ruling is lost are put together again from their numbered lines."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from chengjie.plan.claims import Target
from chengjie.plan.document import Paragraph
from chengjie.plan.read import read
from chengjie.plan.reading import numbered, numbering
from chengjie.plan.reading.cells import Columns, row_of
from chengjie.plan.reading.raw import RawTable

HEADER = ["序号 指 标 单位 2020年 2025年 属性"]
ROWS = ["1 梨园面积 万亩 10 12 预期性", "2 学位数 个 300 400 约束性", "3 林地占比 % 40 41.5 约束性"]


def found(lines: list[str]) -> RawTable | None:
    table = numbered.find(list(enumerate(lines, 1)), 0)
    return table[0] if table else None


def test_a_row_a_line_is_read_with_the_property_behind() -> None:
    table = found([*HEADER, *ROWS, "后面的一段话。"])
    assert table is not None
    assert table.rows[0] == ("序号", "指标", "单位", "2020年", "2025年", "属性")
    assert table.rows[3] == ("3", "林地占比", "%", "40", "41.5", "约束性")


def test_words_above_and_below_a_numbered_line_belong_to_its_row() -> None:
    table = found([*HEADER, "每千名老人", ROWS[0].replace("梨园面积 万亩", "张"), "拥有的床位", *ROWS[1:]])
    assert table is not None
    assert table.rows[1] == ("1", "每千名老人拥有的床位", "张", "10", "12", "预期性")
    lines = [*HEADER, ROWS[0], "每千名老人", "2 张 30 40 约束性", "拥有的床位", ROWS[2]]
    table = found(lines)
    assert table is not None
    assert table.rows[2] == ("2", "每千名老人拥有的床位", "张", "30", "40", "约束性")


def test_a_table_that_goes_on_on_the_next_page_is_one() -> None:
    table = found([*HEADER, *ROWS[:2], "", "续表", *HEADER, ROWS[2], "4 路网 公里 5 6 预期性"])
    assert table is not None
    assert [row[0] for row in table.rows[1:]] == ["1", "2", "3", "4"]


def test_numbered_sentences_are_no_table() -> None:
    assert found(["指标的说明如下", "1 面积是指年末的数", "2 人数是指常住的人", "3 其余从略"]) is None
    assert found([*HEADER, *ROWS[:2]]) is None


def test_low_numbers_of_formulas_and_footnotes_are_no_words_of_a_cell() -> None:
    columns = Columns(("2025年", "累计"), True)
    row = row_of(["4", "/", "约束性", "全面稳定达到国家", "-"], ("PM 、NO 浓度",), ("2.5 2 限值标准",), columns)
    assert "2.5" not in "".join(row)
    assert row_of(["5", "拥有量1", "件", "预期性", "30", "-"], (), (), columns, notes=frozenset("1"))[1] == "拥有量"


def test_sums_in_square_brackets_stand_in_the_column_of_sums() -> None:
    row = row_of(
        ["6", "约束性", "-"],
        ("老屋 万平 [五年累计约8",),
        ("改造 方米 另有2]",),
        Columns(("2025年", "年均[累计]"), True),
    )
    assert row == ("6", "老屋改造", "万平方米", "约束性", "-", "[五年累计约8另有2]")


@given(st.lists(st.tuples(st.integers(0, 9999), st.integers(0, 9999)), min_size=3, max_size=30))
def test_every_figure_of_a_table_comes_back_in_its_place(figures: list[tuple[int, int]]) -> None:
    rows = [f"{n} 某项产量 吨 {before} {after} 预期性" for n, (before, after) in enumerate(figures, 1)]
    table = found([*HEADER, *rows])
    assert table is not None
    assert [(int(row[3]), int(row[4])) for row in table.rows[1:]] == figures


def test_a_figure_that_continues_no_sequence_is_no_heading_number() -> None:
    assert numbering.strays(["1.1 基础", "1.69 每千人", "1.2 形势", "2.1 要求", "9.8 分值"]) == {1, 4}


def test_the_indicator_table_of_a_published_outline_is_whole(shared: Path) -> None:
    reading = read(shared / "plans/others/shanghai-145.txt")
    (table,) = reading.document.tables
    assert len(table.rows) == 20
    assert [row[0].text for row in table.rows] == [str(number) for number in range(1, 21)]
    assert all(row[2].text and row[3].text in {"预期性", "约束性"} for row in table.rows)
    assert sum(row[3].text == "约束性" for row in table.rows) == 8
    claims = [
        claim for claim in reading.claims if isinstance(claim, Target) and claim.citation.paragraph.startswith("t1.")
    ]
    assert len({claim.citation.paragraph for claim in claims}) == 40  # every cell; one of them holds two figures
    assert len(claims) == 41
    assert {claim.period for claim in claims} == {"2025", "2021/2025"}
    assert {claim.unit for claim in claims} == {"万元/人", "人/亿元", "万平方米", "万亿元", "家", "件", "岁", "%", None}
    assert all(claim.force for claim in claims)


def test_a_heading_of_the_contents_ends_where_the_contents_say(shared: Path) -> None:
    document = read(shared / "plans/others/shanghai-145.txt").document
    assert max(len(section.title) for section in document.sections if section.id.count(".") == 1) < 40
    headings = [block for block in document.blocks if isinstance(block, Paragraph) and block.kind == "heading"]
    assert not any("亿元" in heading.text for heading in headings)
