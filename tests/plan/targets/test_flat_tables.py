"""The same invented indicator table in every layout that copying and converting leave: each cell is a claim."""

import io
from pathlib import Path

import benchmarks.tables
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from tests.plan.targets.layouts import LAST, LAYOUTS, ROWS, WANTED, cells, claims, spaced

from chengjie.plan.claims import Target
from chengjie.plan.read import read


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("lead", [True, False])
def test_every_cell_is_a_claim_with_its_time(layout: str, lead: bool) -> None:
    found = claims(["专栏1 “十四五”时期主要指标", *LAYOUTS[layout]], lead=lead)
    assert cells(found) == WANTED
    assert len(found) == len(WANTED)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_units_roles_and_forces_are_those_of_the_row(layout: str) -> None:
    found = {(each.indicator, each.period): each for each in claims(["专栏1 “十四五”时期主要指标", *LAYOUTS[layout]])}
    for name, unit, *_, force in ROWS:
        assert found[name, "2025"].unit == unit
        assert found[name, "2025"].role == "target"
        assert found[name, "2020"].role == "baseline"
        assert found[name, "2025"].force == ("binding" if force == "约束性" else "expected")
    assert found["地区生产总值", "2021/2025"].unit == "%"
    assert found["高速公路里程", "2021/2025"].unit == "公里"


def test_a_blank_that_left_no_mark_stays_blank() -> None:
    lines = [LAST, *(line.replace(" —", "") for line in spaced(number=True, force_first=False))]
    found = cells(claims(["主要指标", *lines]))
    assert found["常住人口城镇化率", "2025"] == ("60", "=")
    assert found["高速公路里程", "2021/2025"] == ("800", "=")
    assert len(found) == len(WANTED)


def test_prose_about_indicators_is_no_table() -> None:
    lines = ["指标", "要完成好各项指标", "1 做好第一件事", "2 做好第二件事", "3 做好第三件事"]
    assert claims(lines) == []


def test_rows_that_head_a_group_are_no_part_of_names() -> None:
    lines = [
        "指标名称 计量单位 2020年完成 2025年目标 年均增长（%）", "一、规模", "工业增加值 亿元 1200 1900 9.6", "工业企业数 家 820 1200 —",
        "二、质量", "工业投资 亿元 — — 10", "高技术产业增加值比重 % 38.2 45 [6.8]",
    ]  # fmt: skip
    found = cells(claims(["主要指标", *lines]))
    assert {name for name, _ in found} == {"工业增加值", "工业企业数", "工业投资", "高技术产业增加值比重"}
    assert found["工业投资", "2021/2025"] == ("10", "growth")
    assert found["高技术产业增加值比重", "2021/2025"] == ("6.8", "=")


def test_the_name_of_a_group_between_number_and_name_is_left_out() -> None:
    lines = [
        "序号",
        "类别",
        "指标",
        "2020年",
        "2025年",
        "1",
        "总量",
        "公路里程（公里）",
        "30",
        "35",
        "2",
        "高速公路里程（公里）",
        "3",
        "5",
        "3",
        "服务",
        "通客车率（%）",
        "98",
        "100",
    ]
    assert {each.indicator for each in claims(["主要指标", *lines])} == {
        "公路里程（公里）", "高速公路里程（公里）", "通客车率（%）",
    }  # fmt: skip


def test_a_pdf_whose_cells_are_broken_gives_the_same_claims() -> None:
    x = (60, 95, 260, 330, 390, 440, 512)
    lines = [LAST.split(), *([str(n), *row] for n, row in enumerate(ROWS, 1))]
    out = io.BytesIO()
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(out)
    canvas.setFont("STSong-Light", 11)
    canvas.drawString(60, 800, "青石省“十四五”产业发展规划")
    canvas.drawString(60, 780, "专栏1 “十四五”时期主要指标")
    for number, cells_ in enumerate(lines):
        y = 750 - number * 40
        for left, cell in zip(x, cells_, strict=True):
            if len(cell) > 9 and left == x[1]:
                canvas.drawString(left, y + 10, cell[:8])
                canvas.drawString(left, y - 10, cell[8:])
            else:
                canvas.drawString(left, y, cell)
    canvas.save()
    found = [each for each in read(out.getvalue(), name="a.pdf").claims if isinstance(each, Target)]
    assert cells([each for each in found if each.rule == "table-cell"]) == WANTED


def test_names_that_go_on_below_their_line_only_are_whole() -> None:
    lines = [
        "序号 指标 单位 2020年 2025年 属性", "1 全社会研发经费投入占地区 % 1.2 1.6 预期性", "生产总值比重",
        "2 每万人口高价值发明专利拥 件 3 5 预期性", "有量", "3 登记失业率 % 3 4 预期性", "4 单位地区生产总值二氧化碳 % — 18 约束性", "排放降低",
    ]  # fmt: skip
    assert {each.indicator for each in claims(["主要指标", *lines])} == {
        "全社会研发经费投入占地区生产总值比重", "每万人口高价值发明专利拥有量", "登记失业率", "单位地区生产总值二氧化碳排放降低",
    }  # fmt: skip


def test_names_in_three_lines_about_their_own_are_whole() -> None:
    lines = [
        "序号 指标 单位 2020年 2025年 属性", "1 粮食产量 万吨 1.2 1.6 预期性", "每千人口拥有三岁以下", "2 婴幼儿托位数（含各类 个 3 5 预期性",
        "机构）", "3 登记失业率 % 3 4 预期性",
    ]  # fmt: skip
    names = {each.indicator for each in claims(["主要指标", *lines])}
    assert "每千人口拥有三岁以下婴幼儿托位数（含各类机构）" in names


def test_figures_on_the_line_below_the_name_and_heads_of_pages_do_not_part_a_row() -> None:
    lines = [
        "序号 指标 2019年 2020年 2025年", "（1） 产值占比（%） 28.1 28.5 30", "（2） 工业企业研发经费投入强度", "（%） 1.2 1.3 1.6", "— 7 —",
        "青石省制造业发展“十四五”规划", "（3） 能耗下降（%） — — [13.5]", "表2 其他", "后面的话。",
    ]  # fmt: skip
    found = cells(claims(["主要指标", *lines]))
    assert {name for name, _ in found} == {"产值占比（%）", "工业企业研发经费投入强度", "能耗下降（%）"}
    assert found["工业企业研发经费投入强度", "2025"] == ("1.6", "=")
    assert found["能耗下降（%）", "2025"] == ("13.5", "=")


@given(
    st.sampled_from(sorted(LAYOUTS)),
    st.lists(st.tuples(st.sampled_from(["cut", "twice", "swap", "halve"]), st.integers(0, 70)), max_size=12),
)
@settings(max_examples=150, deadline=None)
def test_damaged_tables_are_read_without_a_fault(layout: str, damage: list[tuple[str, int]]) -> None:
    lines = list(LAYOUTS[layout])
    for kind, place in damage:
        at = place % max(1, len(lines))
        if kind == "cut":
            lines[at : at + 1] = []
        elif kind == "twice":
            lines[at:at] = lines[at : at + 1]
        elif kind == "swap":
            lines[at : at + 2] = lines[at : at + 2][::-1]
        else:
            lines[at : at + 1] = [line[: len(line) // 2] for line in lines[at : at + 1]]
    for each in claims(["主要指标", *lines]):
        assert each.citation.mark_end <= each.citation.end


@pytest.mark.parametrize("name", ["s1", "others/shanghai-145"])
def test_every_cell_of_the_published_indicator_tables_is_a_claim(shared: Path, name: str) -> None:
    reading = read(shared / f"plans/{name}.txt")
    claimed = {each.citation.paragraph for each in reading.claims if isinstance(each, Target)}
    (wanted,) = (found for table in reading.document.tables if (found := benchmarks.tables.cells(table)))
    assert wanted <= claimed


def test_tables_without_an_indicator_column_are_not_counted() -> None:
    reading = read("名称\t产业\t面积\n甲园\t茶叶\t5\n".encode(), name="a.txt")
    assert [benchmarks.tables.cells(table) for table in reading.document.tables] == [set()]


def test_cells_one_a_line_that_kept_the_rule_at_their_end_are_a_table() -> None:
    lines = ["指标 |", "2020年 |", "2025年 |"]
    for name, then, aim in (
        ("粮食产量（万吨）", "15", "16"),
        ("转化率（%）", "63", "70"),
        ("企业数量（家）", "161", "215"),
    ):
        lines += [f"{name} |", f"{then} |", f"{aim} |"]
    found = [
        each
        for each in read(("云溪市发展规划\n\n" + "\n".join(lines) + "\n").encode(), name="a.txt").claims
        if isinstance(each, Target)
    ]
    assert [(each.period, int(each.value or 0)) for each in found] == [
        ("2020", 15),
        ("2025", 16),
        ("2020", 63),
        ("2025", 70),
        ("2020", 161),
        ("2025", 215),
    ]
