"""Parts inside their whole, turns, spans and structures of one sentence: each check firing, and what it must leave alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chengjie.plan
from chengjie.plan.lint import Finding, lint


def _lint(*paragraphs: str) -> list[Finding]:
    text = "云溪县2030年统计公报\n\n一、综合\n\n" + "\n\n".join(paragraphs) + "\n"
    return list(lint([chengjie.plan.read(text.encode(), name="a.txt")]))


def _of(code: str, *paragraphs: str) -> list[str]:
    return [finding.arithmetic for finding in _lint(*paragraphs) if finding.code == code]


def test_a_part_is_no_more_than_its_whole() -> None:
    assert _of("part-above-whole", "2030年，全县签约项目300个，其中亿元以上项目420个。") == ["420个 > 300个"]
    assert _of("part-above-whole", "2030年，全县签约项目300个，其中亿元以上项目42个。") == []


def test_what_stands_behind_the_part_in_another_clause_is_no_part() -> None:
    told = "2030年，全县财政收入6亿元，实际利用外资800万美元，其中直接利用外资500万美元，引进内资25亿元。"
    assert _of("part-above-whole", told) == []


def test_parts_that_exclude_each_other_are_together_no_more_than_the_whole() -> None:
    told = "2030年，全县粮食产量10.3万吨，增长1%。其中，夏粮产量7.4万吨，增长2%；秋粮{}万吨，增长1%。"
    assert _of("parts-do-not-sum", told.format("4.9")) == ["7.4万吨 + 4.9万吨 = 12.3 > 10.3万吨"]
    assert _of("parts-do-not-sum", told.format("2.9")) == []


def test_a_share_of_a_named_whole_follows_from_part_and_whole() -> None:
    told = "2030年，全县签约金额900亿元，增长3%。2030年，工业签约金额450亿元，占总签约金额的{}%。"
    assert _of("ratio-unlike-parts", told.format(70))[0].startswith("450亿元 ÷ 900亿元 = 50% ≠ 70%")
    assert _of("ratio-unlike-parts", told.format(50)) == []


def test_counts_told_together_come_to_what_is_said() -> None:
    told = "截至2029年，全县有国家级园区16家和省级园区23家，合计{}家。"
    assert _of("parts-do-not-sum", told.format(49)) == ["16家 + 23家 = 39家 ≠ 49家"]
    assert _of("parts-do-not-sum", told.format(39)) == []


def test_shares_of_three_sectors_told_one_by_one_make_a_hundred() -> None:
    told = "2030年，第一产业增加值占地区生产总值比重为7.3%，第二产业增加值比重为{}%，第三产业增加值比重为52.8%。"
    assert _of("shares-do-not-sum", told.format("41.9")) == ["7.3 + 41.9 + 52.8 = 102.0"]
    assert _of("shares-do-not-sum", told.format("39.9")) == []


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("服务业比重从51.6%提高到45.3%。", ["51.6% > 45.3%"]),
        ("物流费用比率由14.1%下降到18.6%。", ["14.1% < 18.6%"]),
        ("总额由9000亿元增加到1.2万亿元。", []),
        ("排名从第15位上升到第8位。", []),
    ],
)
def test_figures_go_the_way_the_sentence_says(told: str, shown: list[str]) -> None:
    assert _of("turn-the-other-way", told) == shown


def test_nothing_rises_by_more_than_there_is_but_a_rate_may() -> None:
    assert _of("rise-above-level", "税收千万元以上企业6家，较上年增加8家。") == ["6家 − 8家 < 0"]
    assert _of("rise-above-level", "工业增加值增长5%，比上年提高8个百分点。") == []


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("园区、景区、小城镇完成投资分别占计划的74%、88%、97%、98%。", "3 ≠ 4"),
        ("第一产业增加值13亿元、第二产业增加值147亿元、第三产业增加值158亿元，分别增长4.6%和8.7%。", "3 ≠ 2"),
        ("城镇、农村居民收入分别增长5.5%和8.6%，10件实事完成。", ""),
        ("甲镇、乙镇、丙镇产值和税收分别增长5%和6%。", ""),
    ],
)
def test_there_is_a_value_for_each_name(told: str, shown: str) -> None:
    assert [each.split("（")[0] for each in _of("values-unlike-names", told)] == ([shown] if shown else [])


def test_a_change_and_its_rate_follow_from_the_level() -> None:
    told = "全年粮食产量10.3亿斤，减少0.37亿斤，同比下降{}%。"
    assert _of("change-unlike-rate", told.format("13.45"))[0].endswith("≠ 13.45%")
    assert _of("change-unlike-rate", told.format("3.45")) == []


@pytest.mark.parametrize(
    ("said", "fits"), [("增长近1倍", True), ("增长近3倍", False), ("翻一番", True), ("翻两番", False)]
)
def test_times_and_doublings_follow_from_both_levels(said: str, fits: bool) -> None:
    assert (_of("change-unlike-rate", f"总收入从7.1亿元增长至13.8亿元，{said}。") == []) is fits


def test_yearly_growth_over_years_told_before_both_levels_is_checked() -> None:
    told = "2015年至2025年，总额由100亿元增长至260亿元，年均增长{}%。"
    assert _of("growth-unlike-levels", told.format("3"))
    assert _of("growth-unlike-levels", told.format("10")) == []


def test_what_each_sector_gained_follows_from_both_structures() -> None:
    told = "三次产业结构由上年的14.9:33.2:51.9调整为15.3:31.3:53.4，二产业所占比重下降{}个百分点。"
    assert _of("points-unlike-levels", told.format("2.9"))
    assert _of("points-unlike-levels", told.format("1.9")) == []


def test_a_structure_in_per_cent_makes_a_hundred() -> None:
    told = "产业结构由上年的22.26%、28.63%和49.11%调整为21.35%、27.92%和{}%。"
    assert _of("shares-do-not-sum", told.format("52.73"))
    assert _of("shares-do-not-sum", told.format("50.73")) == []


def test_births_less_deaths_are_the_natural_growth() -> None:
    told = "出生率为7.33‰；死亡人口300人，死亡率为8.01‰；自然增长率为{}‰。"
    assert _of("parts-do-not-sum", told.format("-1.68"))
    assert _of("parts-do-not-sum", told.format("-0.68")) == []


def test_a_head_of_the_mean_population_is_no_contradiction() -> None:
    told = "2030年，全县地区生产总值186.3亿元，人均地区生产总值{}元。2030年末常住人口43.05万人。"
    assert _of("per-head-unlike-total", told.format(42900)) == []
    assert _of("per-head-unlike-total", told.format(52666))


@settings(max_examples=25)
@given(st.integers(2, 500), st.integers(2, 500))
def test_two_counts_that_add_up_are_never_found(one: int, two: int) -> None:
    assert _of("parts-do-not-sum", f"截至2029年，全县有学校{one}所和医院{two}所，合计{one + two}所。") == []


def test_what_was_done_is_so_much_of_what_was_planned_and_may_be_more() -> None:
    told = "4月，一般公共预算收入完成24627万元，完成年初预算数60999万元的{}%。"
    assert _of("ratio-unlike-parts", told.format("50.4")) == ["24627 ÷ 60999 = 40.37% ≠ 50.4%"]
    assert _of("ratio-unlike-parts", told.format("40.4")) == []
    assert _of("share-above-hundred", "2030年，税收收入完成11136万元，占调整预算117.66%。") == []


def test_a_change_is_found_behind_the_clause_on_the_budget() -> None:
    told = "收入完成24627万元，完成年初预算的40.4%，比上年减收1070万元，下降{}%。"
    assert _of("change-unlike-rate", told.format("14.2"))
    assert _of("change-unlike-rate", told.format("4.2")) == []


def test_a_surplus_is_no_part_of_trade() -> None:
    told = (
        "2030年，进出口总值6.57万亿元，下降6%。其中，出口3.33万亿元，下降11%；进口{}万亿元，下降1%；贸易顺差983亿元。"
    )
    assert _of("parts-do-not-sum", told.format("3.54"))
    assert _of("parts-do-not-sum", told.format("3.24")) == []


def test_a_name_with_its_own_and_is_one_name() -> None:
    assert _of("values-unlike-names", "服装、塑料制品、家具及其零件分别增长5.4%、14%、23.5%。") == []
    assert _of("values-unlike-names", "服装、塑料制品、家具及其零件分别增长5.4%、14%。")
