"""Sector plans: thresholds inside names, fractions with a stroke, ratios that are no shares, goals without a year of their own."""

from decimal import Decimal

from chengjie.plan.claims import Target
from chengjie.plan.read import read

HEAD = "青石省“十四五”先进制造业发展规划\n\n一、重点任务\n\n"


def claims(text: str, head: str = "") -> list[Target]:
    return [each for each in read((head + text).encode(), name="规划.txt").claims if isinstance(each, Target)]


def said(text: str) -> list[tuple[str, str]]:
    return [(each.indicator, f"{each.comparator}{each.value}{each.unit or ''}") for each in claims(text)]


def test_a_threshold_in_the_name_of_what_is_counted_is_no_figure() -> None:
    assert said("培育营收超百亿元企业20家，其中超千亿元企业2家。") == [
        ("营收超百亿元企业", "=20家"),
        ("超千亿元企业", "=2家"),
    ]


def test_a_list_that_rose_from_a_year_goes_on_with_the_names_before_it() -> None:
    text = "装备制造业、高技术制造业增加值占规上工业比重分别达31.2%和12.8%，比2015年分别提高4.5个和3.9个百分点。"
    assert [each[0][:5] for each in said(text)] == ["装备制造业", "高技术制造", "装备制造业", "高技术制造"]


def test_falling_to_is_a_level_and_falling_by_is_a_fall() -> None:
    assert said("物流总费用占GDP比重下降到13.5%。") == [("物流总费用占GDP比重", "=13.5%")]
    assert said("审批时间压减到60个工作日以内。") == [("审批时间", "<=60个工作日")]
    assert said("单位能耗下降14%。") == [("单位能耗", "decrease14%")]


def test_a_fraction_with_a_stroke_and_a_ratio_that_is_no_share() -> None:
    assert [(each.value, each.unit, each.comparator) for each in claims("占比达到1/3以上。")] == [
        (Decimal("33.33"), "%", ">=")
    ]
    assert [(each.value, each.unit) for each in claims("车桩比达到2∶1。")] == [(Decimal(2), None), (Decimal(1), None)]


def test_a_strong_province_is_no_place() -> None:
    found = claims("到2025年，制造强省建设取得进展，制造业增加值占比稳定在30%左右。", HEAD)
    assert [each.place for each in found] == ["青石省"]


def test_what_was_reached_before_a_five_year_plan_began_is_no_goal() -> None:
    found = claims("研发投入强度由2015年的1.46%提高到2020年的2.07%。", HEAD)
    assert [each.role for each in found] == ["baseline", "baseline"]


def test_goals_of_a_chapter_of_tasks_need_no_year_of_their_own() -> None:
    found = claims("技能劳动者占就业人员比重超过30%。创建绿色工厂150家、绿色园区15个、绿色企业30家。", HEAD)
    assert {each.role for each in found} == {"target"}


def test_a_most_that_is_given_is_a_rule() -> None:
    found = claims("对首台装备给予最高500万元奖励。", HEAD)
    assert [(each.comparator, each.value, each.role) for each in found] == [("<=", Decimal(500), "parameter")]
