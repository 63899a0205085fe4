"""Announcements against what follows."""

from tests.plan.lint.builders import found, text_plan


def test_a_heading_that_counts_more_than_follows_is_an_error() -> None:
    plan = text_plan("一、布局", "建设三大特色产业带。", "——北部产业带。发展茶叶。", "——南部产业带。发展果蔬。")
    (finding,) = found(plan, code="count-unlike-sections")
    assert finding.arithmetic == "3 ≠ 2"


def test_items_that_all_bear_another_name_than_their_heading_are_a_warning() -> None:
    items = ("——甲市国家农业科技园区。发展果蔬。", "——乙市国家农业科技园区。发展茶叶。")
    (finding,) = found(text_plan("一、布局", "建设两大国家现代农业产业园。", *items), code="items-named-otherwise")
    assert "国家农业科技园区" in finding.arithmetic


def test_items_that_keep_the_name_and_the_count_are_silent() -> None:
    plan = text_plan("一、布局", "建设两大特色产业带。", "——北部产业带。发展茶叶。", "——南部产业带。发展果蔬。")
    assert not found(plan, code="count-unlike-sections")
    assert not found(plan, code="items-named-otherwise")


def test_a_chapter_that_announces_more_works_than_it_has_is_an_error() -> None:
    plan = text_plan(
        "一、重大工程", "实施三项重大工程，推进建设。", "（一）甲工程", "建设甲。", "（二）乙工程", "建设乙。"
    )
    (finding,) = found(plan, code="count-unlike-sections")
    assert finding.arithmetic == "3 ≠ 2"


def test_a_lead_and_a_heading_that_name_one_work_differently_are_noted() -> None:
    lead = "推动实施平台提质、基础设施完善、人才引进等重点工程。"
    plan = text_plan(
        "一、重点工程",
        lead,
        "（一）实施平台提质工程",
        "甲。",
        "（二）实施基础设施升级工程",
        "乙。",
        "（三）实施人才引进工程",
        "丙。",
    )
    (finding,) = found(plan, code="heading-unlike-lead")
    assert finding.arithmetic == "基础设施完善 ≠ 基础设施升级 (1.2)"


def test_works_announced_under_another_title_are_counted_by_their_own_names() -> None:
    plan = text_plan("一、重点任务", "实施四大工程，推动升级。", "（一）甲工程", "建设甲。", "（二）乙工程", "建设乙。")
    assert found(plan, code="count-unlike-sections")
