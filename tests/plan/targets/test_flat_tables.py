"""The same invented indicator table in every layout that copying and converting leave: each cell is a claim."""

import io
from decimal import Decimal
from pathlib import Path

import benchmarks.tables
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from chengjie.plan.claims import Target
from chengjie.plan.read import read

TITLE = "青石省国民经济和社会发展第十四个五年规划纲要（“十四五”规划）"
LEAD = [
    "到二〇二五年，全省经济社会发展各项事业迈上新台阶，综合实力明显增",
    "强，产业结构不断优化，创新能力持续提高，城乡居民生活水平稳步改善，生",
    "态环境质量明显好转，治理效能不断提升，开放格局更加完善，为基本实现现",
    "代化打下坚实的基础，人民群众的获得感幸福感安全感不断地增强起来，全省",
    "各级各部门要认真贯彻落实，把各项工作抓紧抓好抓实抓出成效来，确保规划",
    "目标任务如期实现，奋力谱写新时代高质量发展的新篇章，不断开创工作的新",
    "局面，努力走在全国前列，为国家的发展大局作出新的更大的贡献，让发展成",
    "果更多更公平地惠及全体人民群众，推动共同富裕取得更为明显的实质性进展",
    "，不断满足人民群众对美好生活的向往和期待，持续推进各项改革开放的事业",
    "，全面提升治理体系和治理能力的现代化水平，促进人的全面发展和社会进步",
    "，这些都是今后一个时期必须坚持的方向和原则，要毫不动摇地长期坚持下去。",
]  # fmt: skip
AFTER = ["第二章 重点任务", "全省各地要结合实际抓好落实。"]

# 指标, 单位, 2020年, 2025年, 年均[累计], 属性
ROWS: list[tuple[str, str, str, str, str, str]] = [
    ("地区生产总值", "亿元", "3620.5", "5000", "6左右", "预期性"),
    ("常住人口城镇化率", "%", "55.1", "60", "—", "预期性"),
    ("全员劳动生产率", "万元/人", "11", ">15", "—", "预期性"),
    ("高速公路里程", "公里", "—", "—", "[800]", "约束性"),
    ("城镇调查失业率", "%", "5.4", "—", "<5.5", "预期性"),
    ("单位地区生产总值能源消耗降低", "%", "—", "—", "[13.5]", "约束性"),
    ("人均预期寿命", "岁", "77.2", "78.5左右", "—", "预期性"),
]
WANTED: dict[tuple[str, str], tuple[str | None, str]] = {
    ("地区生产总值", "2020"): ("3620.5", "="),
    ("地区生产总值", "2025"): ("5000", "="),
    ("地区生产总值", "2021/2025"): ("6", "growth"),
    ("常住人口城镇化率", "2020"): ("55.1", "="),
    ("常住人口城镇化率", "2025"): ("60", "="),
    ("常住人口城镇化率", "2021/2025"): (None, "="),
    ("全员劳动生产率", "2020"): ("11", "="),
    ("全员劳动生产率", "2025"): ("15", ">"),
    ("全员劳动生产率", "2021/2025"): (None, "="),
    ("高速公路里程", "2020"): (None, "="),
    ("高速公路里程", "2025"): (None, "="),
    ("高速公路里程", "2021/2025"): ("800", "="),
    ("城镇调查失业率", "2020"): ("5.4", "="),
    ("城镇调查失业率", "2025"): (None, "="),
    ("城镇调查失业率", "2021/2025"): ("5.5", "<"),
    ("单位地区生产总值能源消耗降低", "2020"): (None, "="),
    ("单位地区生产总值能源消耗降低", "2025"): (None, "="),
    ("单位地区生产总值能源消耗降低", "2021/2025"): ("13.5", "="),
    ("人均预期寿命", "2020"): ("77.2", "="),
    ("人均预期寿命", "2025"): ("78.5", "≈"),
    ("人均预期寿命", "2021/2025"): (None, "="),
}


def claims(lines: list[str], *, name: str = "a.txt", lead: bool = True) -> list[Target]:
    text = "\n".join([TITLE, "", "第一章 发展目标", *(LEAD if lead else []), *lines, *AFTER])
    found = read(text.encode(), name=name).claims
    return [claim for claim in found if isinstance(claim, Target) and claim.rule == "table-cell"]


def cells(found: list[Target]) -> dict[tuple[str, str], tuple[str | None, str]]:
    return {
        (each.indicator, each.period or ""): (str(each.value) if each.value is not None else None, each.comparator)
        for each in found
    }


def spaced(*, number: bool, force_first: bool, group: bool = False) -> list[str]:
    out = []
    for place, (name, unit, before, goal, mean, force) in enumerate(ROWS, 1):
        values = [force, before, goal, mean] if force_first else [before, goal, mean, force]
        head = ("经济 " if place == 1 else "民生 " if place == 5 else "") if group else ""
        out.append(head + " ".join([*([str(place)] if number else []), name, unit, *values]))
    return out


def broken() -> list[str]:
    """Names in two lines about their row's line, units in two, groups at the left."""
    return [
        "1 地区生产总值 亿元 3620.5 5000 6 左右 预期性",
        "经济",
        "2 常住人口城镇化率 % 55.1 60 — 预期性",
        "发展",
        "万元/",
        "3 全员劳动生产率 11 > 15 — 预期性",
        "人",
        "4 高速公路里程 公里 — — [ 800 ] 约束性",
        "5 城镇调查失业率 % 5.4 — <5.5 预期性",
        "单位地区生产总值能源",
        "6 % — — [13.5] 约束性",
        "消耗降低",
        "7 人均预期寿命 岁 77.2 78.5 左右 — 预期性",
    ]


def one_a_line(*, number: bool = True, force_first: bool = False, group: bool = False) -> list[str]:
    out = []
    for place, (name, unit, before, goal, mean, force) in enumerate(ROWS, 1):
        values = [force, before, goal, mean] if force_first else [before, goal, mean, force]
        out += [
            *(["经济", "发展"] if group and place == 1 else ["民生福祉"] if group and place == 5 else []),
            *([str(place)] if number else []), *([name[:8], name[8:]] if len(name) > 9 else [name]), unit, *values,
        ]  # fmt: skip
    return out


FIRST = "序号 指标 单位 属性 2020年 2025年 年均[累计]"
LAST = "序号 指标 单位 2020年 2025年 年均[累计] 属性"
LAYOUTS: dict[str, list[str]] = {
    "a row a line, property last": [LAST, *spaced(number=True, force_first=False)],
    "a row a line, property first": [FIRST, *spaced(number=True, force_first=True)],
    "no numbers": [LAST.removeprefix("序号 "), *spaced(number=False, force_first=False)],
    "letters of titles apart": ["序号 指 标 单 位 2020 年 2025 年 年均[累计] 属 性", *spaced(number=True, force_first=False)],
    "titles in three lines": [
        "2020 年 2025 年 年均", "序号 指标 单位 属性", "实际 目标 [累计]", *spaced(number=True, force_first=False),
    ],
    "a title over two": [
        "序 “十四五”目标", "指标 单位 2020年 属性", "号 2025年 年均[累计]", *spaced(number=True, force_first=False),
    ],
    "groups at the left": ["类别 " + LAST, *spaced(number=True, force_first=False, group=True)],
    "cells broken above and below": ["类别 " + LAST, *broken()],
    "points behind the numbers": [LAST, *(f"{n}.{row}" for n, row in enumerate(spaced(number=False, force_first=False), 1))],
    "over two pages": [
        LAST, *spaced(number=True, force_first=False)[:4], "", "— 12 —", "", "续表", LAST, *spaced(number=True, force_first=False)[4:],
    ],
    "a cell a line": ["序号", "指标", "单位", "2020年", "2025年", "年均[累计]", "属性", *one_a_line()],
    "a cell a line, title broken": ["序号", "指标", "单位", "2020年", "2025年", "年均", "[累计]", "属性", *one_a_line()],
    "a cell a line, property first": ["序号", "指标", "单位", "属性", "2020年", "2025年", "年均[累计]", *one_a_line(force_first=True)],
    "a cell a line, no numbers": ["指标", "单位", "2020年", "2025年", "年均[累计]", "属性", *one_a_line(number=False)],
    "a cell a line, groups": ["类别", "序号", "指标", "单位", "2020年", "2025年", "年均[累计]", "属性", *one_a_line(group=True)],
    "a cell a line, empty lines": [
        line for cell in ["序号", "指标", "单位", "2020年", "2025年", "年均[累计]", "属性", *one_a_line()] for line in (cell, "")
    ],
    "tabs": [LAST.replace(" ", "\t"), *(line.replace(" ", "\t") for line in spaced(number=True, force_first=False))],
    "strokes": [
        "|" + LAST.replace(" ", "|") + "|", "|" + "---|" * 7, *("|" + line.replace(" ", "|") + "|" for line in spaced(number=True, force_first=False)),
    ],
}  # fmt: skip


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


def test_marks_of_footnotes_are_no_part_of_figures_or_names() -> None:
    rows = ["1 茶园面积① 万亩 12.5 30② 预期性", "2 学位数 个 300* 400(1) 约束性", "3 林地占比 % 40 41.5 约束性"]
    found = cells(claims(["主要指标", "序号 指标 单位 2020年 2025年 属性", *rows]))
    assert found["茶园面积", "2025"] == ("30", "=")
    assert found["学位数", "2025"] == ("400", "=")
    assert found["学位数", "2020"] == ("300", "=")


def test_a_unit_that_reaches_over_rows_is_that_of_each() -> None:
    rows = [
        ("茶园面积", "万亩", "5", "8"),
        ("果园面积", "", "6", "9"),
        ("床位（张）", "", "70", "80"),
        ("学位", "个", "1", "2"),
    ]
    lines = ["指标\t单位\t2020年\t2025年", *("\t".join(row) for row in rows)]
    units = {each.indicator: each.unit for each in claims(["主要指标", *lines])}
    assert units == {"茶园面积": "万亩", "果园面积": "万亩", "床位（张）": "张", "学位": "个"}


def test_a_cell_with_labelled_figures_is_a_claim_for_each() -> None:
    lines = ["指标\t单位\t2025年", "住房改造面积\t万平方米\t成片：约30；零星：20", "学位\t个\t500"]
    found = cells(claims(["主要指标", *lines]))
    assert found["住房改造面积（成片）", "2025"] == ("30", "≈")
    assert found["住房改造面积（零星）", "2025"] == ("20", "=")


def test_a_column_without_a_year_takes_the_years_of_the_plan() -> None:
    lines = [
        "指标\t单位\t基期值\t目标值\t五年累计\t属性",
        "新增就业\t万人\t3\t5\t20\t预期性",
        "森林覆盖率\t%\t40\t≥45\t—\t约束性",
    ]
    found = claims(["主要指标", *lines])
    by = {(each.indicator, each.period): each for each in found}
    assert by["新增就业", "2020"].role == "baseline"
    assert by["新增就业", "2021/2025"].value == Decimal(20)
    assert (by["森林覆盖率", "2025"].comparator, by["森林覆盖率", "2025"].force) == (">=", "binding")


def test_a_title_over_several_columns_is_said_of_each() -> None:
    page = """<h1>青石市产业发展“十四五”规划</h1><p>主要指标</p><table>
    <tr><th rowspan=2>指标</th><th rowspan=2>单位</th><th rowspan=2>2020年</th><th colspan=2>2025年</th><th rowspan=2>属性</th></tr>
    <tr><th>目标值</th><th>年均增速</th></tr>
    <tr><td>茶产值</td><td rowspan=2>亿元</td><td>5</td><td>9</td><td>12%</td><td rowspan=2>预期性</td></tr>
    <tr><td>果产值</td><td>6</td><td>10</td><td>—</td></tr></table>"""
    found = [each for each in read(page.encode(), name="a.html").claims if isinstance(each, Target)]
    assert [(each.period, each.unit, each.comparator) for each in found[:3]] == [
        ("2020", "亿元", "="), ("2025", "亿元", "="), ("2025", "%", "growth"),
    ]  # fmt: skip
    assert {each.unit for each in found[3:5]} == {"亿元"}
    assert {each.force for each in found} == {"expected"}


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


def test_goals_in_words_and_units_within_cells_stay_whole() -> None:
    lines = [
        "序号 指标 2020 年 2025 年 年均增速/累计 属性", "1 单位 GDP 能耗降低（%） - - 完成国家下达任务 约束性",
        "2 居民收入增长（%） 2.1 - 与 GDP 增长基本同步 预期性", "3 生产总值 3.6 万亿元 5 万亿元 6 左右 预期性",
    ]  # fmt: skip
    found = claims(["主要指标", *lines])
    by = cells(found)
    assert by["居民收入增长（%）", "2020"] == ("2.1", "=")
    assert by["居民收入增长（%）", "2021/2025"] == (None, "growth")
    assert by["单位GDP能耗降低（%）", "2021/2025"][0] is None
    assert by["生产总值", "2025"] == ("5", "=")
    assert next(each.unit for each in found if each.value == 5) == "万亿元"


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


@pytest.mark.parametrize(
    ("cell", "value", "comparator", "unit", "period"),
    [
        ("突破5000", "5000", ">", "万人", "2025"),
        ("累计提高5个百分点", "5", "increase", "个百分点", "2025"),
        ("下降18%", "18", "decrease", "%", "2025"),
        ("提高到60", "60", "=", "万人", "2025"),
        ("约3万", "3", "≈", "万人", "2025"),
        ("77.3（2024年）", "77.3", "=", "万人", "2024"),
        ("13.5〔累计〕", "13.5", "=", "万人", "2025"),
        ("1：1.8", None, "=", "万人", "2025"),
        ("6—7", "6", "=", "万人", "2025"),
    ],
)
def test_the_rhetoric_of_cells_is_read(cell: str, value: str | None, comparator: str, unit: str, period: str) -> None:
    lines = ["指标\t单位\t2025年", f"就业\t{'人' if cell == '约3万' else '万人'}\t{cell}", "学位\t个\t500"]
    (first, *_) = claims(["主要指标", *lines])
    assert (str(first.value) if first.value is not None else None, first.comparator, first.unit, first.period) == (
        value, comparator, unit, period,
    )  # fmt: skip


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


def test_an_expected_figure_of_the_year_before_is_the_baseline_and_offices_behind_figures_are_left_out() -> None:
    rows = ["1 粮食产量 万吨 10 12 农业农村局", "2 工业产值 亿元 100 120 工信局、统计局", "3 林地占比 % 60 61 林业局"]
    found = claims(["主要指标", "序号 主要指标 单位 2020年 预期 2025年 目标 责任部门", *rows])
    assert [(each.indicator, each.period, each.role) for each in found[:2]] == [
        ("粮食产量", "2020", "baseline"), ("粮食产量", "2025", "target"),
    ]  # fmt: skip
    assert {each.indicator for each in found} == {"粮食产量", "工业产值", "林地占比"}
    lines = "指标|单位|2020年|2025年|责任部门|粮食产量|万吨|10|12|农业农村局|工业产值|亿元|100|120|工信局|林地占比|%|60|61|林业局"
    assert {each.indicator for each in claims(["主要指标", *lines.split("|")])} == {"粮食产量", "工业产值", "林地占比"}


def test_the_end_of_a_five_year_period_in_a_title_is_its_last_year() -> None:
    lines = ["指标 “十三五”末 “十四五”末", "茶产量（万吨） 10 12", "茶产值（亿元） 100 120", "茶园占比（%） 60 61"]
    assert [(each.period, each.role, each.unit) for each in claims(["主要指标", *lines])[:2]] == [
        ("2020", "baseline", "万吨"), ("2025", "target", "万吨"),
    ]  # fmt: skip


@pytest.mark.parametrize("title", ["2021年上半年", "2021年6月", "2021年一季度"])
def test_a_column_of_part_of_a_year_is_read(title: str) -> None:
    found = claims(["主要指标", f"指标\t单位\t{title}\t2025年", "学位\t个\t5\t9", "床位\t张\t6\t8"])
    assert len(found) == 4
    assert found[0].period is not None
    assert found[0].period.startswith("2021-")


def test_thousands_set_apart_are_one_figure() -> None:
    rows = ["1 生猪出栏（万头） 4 658.9 5500左右", "2 油料产量（万吨） 260 275", "3 机械化率（%） 52.2 >60"]
    found = cells(claims(["主要指标", "序号 指标 2020年基期值 2025年目标值", *rows]))
    assert found["生猪出栏（万头）", "2020"] == ("4658.9", "=")
    assert found["油料产量（万吨）", "2020"] == ("260", "=")


@pytest.mark.parametrize("name", ["s1", "others/shanghai-145"])
def test_every_cell_of_the_published_indicator_tables_is_a_claim(shared: Path, name: str) -> None:
    reading = read(shared / f"plans/{name}.txt")
    claimed = {each.citation.paragraph for each in reading.claims if isinstance(each, Target)}
    (wanted,) = (found for table in reading.document.tables if (found := benchmarks.tables.cells(table)))
    assert wanted <= claimed


def test_tables_without_an_indicator_column_are_not_counted() -> None:
    reading = read("名称\t产业\t面积\n甲园\t茶叶\t5\n".encode(), name="a.txt")
    assert [benchmarks.tables.cells(table) for table in reading.document.tables] == [set()]
