"""Extents of regions against the divisions, other plans and the names of the day."""

from dataclasses import replace
from datetime import date

from tests.plan.lint.builders import found, text_plan

from chengjie.plan.lint import Facts, Renamed

SCOPE = "本规划所指的范围包括安顺市、铜仁市，共{count}个县（市、区）。"


def test_a_number_of_counties_that_the_divisions_do_not_give_is_a_warning() -> None:
    (finding,) = found(text_plan("一、范围", SCOPE.format(count=19)), code="counties-unlike-divisions")
    assert finding.arithmetic.startswith("安顺市 6 + 铜仁市 10 = 16 ≠ 19")
    assert not found(text_plan("一、范围", SCOPE.format(count=16)), code="counties-unlike-divisions")
    open_list = SCOPE.format(count=19).replace("铜仁市，", "铜仁市等地，")
    assert not found(text_plan("一、范围", open_list), code="counties-unlike-divisions")


def test_facts_of_a_zone_go_before_the_built_in_divisions() -> None:
    facts = Facts(counties={"安顺市": ("甲县", "乙县", "丙县")})
    assert not found(text_plan("一、范围", SCOPE.format(count=13)), code="counties-unlike-divisions", facts=facts)


def test_a_unit_that_only_statistics_count_is_named_beside_the_sum() -> None:
    facts = Facts(counties={"安顺市": ("甲县",), "铜仁市": ("乙县",)}, statistical={"安顺市": ("丙管理区",)})
    (finding,) = found(text_plan("一、范围", SCOPE.format(count=3)), code="counties-unlike-divisions", facts=facts)
    assert "丙管理区" in finding.message.zh


def test_regions_of_two_plans_that_overlap_are_noted() -> None:
    one = text_plan("一、范围", "规划范围包括安顺市、铜仁市。")
    two = text_plan("一、范围", "规划范围包括铜仁市、毕节市。", name="b.txt")
    (finding,) = found(one, two, code="regions-overlap")
    assert finding.arithmetic.endswith("= 铜仁市")
    apart = text_plan("一、范围", "规划范围包括遵义市、毕节市。", name="b.txt")
    assert not found(one, apart, code="regions-overlap")


def test_one_region_name_for_two_extents_is_a_warning() -> None:
    one = text_plan("一、范围", "云溪地区是指安顺市、铜仁市。")
    two = text_plan("一、范围", "云溪地区是指铜仁市、毕节市。", name="b.txt")
    assert found(one, two, code="one-name-two-things")


def test_a_place_that_has_been_renamed_is_noted_only_after_the_day() -> None:
    facts = Facts(renamed=(Renamed("甲县", "甲市", date(2019, 7, 1)),))
    plan = text_plan("一、范围", "支持甲县发展。")
    late = replace(plan, document=replace(plan.document, issued=date(2020, 2, 24)))
    early = replace(plan, document=replace(plan.document, issued=date(2018, 2, 24)))
    assert found(late, code="place-renamed", facts=facts)
    assert not found(early, code="place-renamed", facts=facts)
    assert not found(late, code="place-renamed")
