"""What cells and titles of an indicator table say: bounds, changes, units, years, remarks, labelled parts."""

from decimal import Decimal

import pytest
from tests.plan.targets.layouts import cells, claims

from chengjie.plan.claims import Target
from chengjie.plan.read import read


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


def tabled(text: str, name: str = "文.md") -> list[tuple[str, str | None, str]]:
    claims = (each for each in read(text.encode(), name=name).claims if isinstance(each, Target))
    return [(each.indicator, each.period, f"{each.value}{each.unit or ''}") for each in claims]


def test_a_table_that_stands_on_its_side_has_a_row_a_year() -> None:
    table = "|年份|工业总产值（亿元）|规上企业（家）|\n|---|---|---|\n|2021年|550|320|\n|2025年|900|450|\n"
    assert tabled("云溪市发展规划\n\n" + table) == [
        ("工业总产值（亿元）", "2021", "550亿元"),
        ("规上企业（家）", "2021", "320家"),
        ("工业总产值（亿元）", "2025", "900亿元"),
        ("规上企业（家）", "2025", "450家"),
    ]


def test_rows_behind_the_end_of_a_page_go_on_with_the_table_above() -> None:
    table = "|指标|单位|2025年|\n|---|---|---|\n|利税|亿元|35|\n\n— 6 —\n\n|吞吐量|万吨|2，000|\n"
    assert tabled("云溪市发展规划\n\n" + table) == [("利税", "2025", "35亿元"), ("吞吐量", "2025", "2000万吨")]


def test_what_was_aimed_at_and_what_was_done_stand_under_one_year() -> None:
    head = "<tr><td rowspan=2>指标</td><td rowspan=2>单位</td><td colspan=2>2020年</td></tr><tr><td>目标</td><td>完成</td></tr>"
    table = f"<h1>云溪市发展规划</h1><table>{head}<tr><td>利税</td><td>亿元</td><td>30</td><td>35</td></tr></table>"
    assert tabled(table, "文.html") == [("利税", "2020", "30亿元"), ("利税", "2020", "35亿元")]
