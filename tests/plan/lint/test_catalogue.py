"""Catalogues: city against counties, cells, carriers, body and other plans."""

from dataclasses import replace
from datetime import date

import pytest
from tests.plan.lint.builders import found, table_text, text_plan

from chengjie.plan.claims import Reading

HEAD = ["市州", "县市区", "重点产业1", "重点产业2", "承接产业主要承载地"]
CITY = table_text(["市州", "重点承接发展的产业方向"], ["安顺市", "电子信息、轨道交通、现代农业"])


def _plan(*rows: list[str], city: str = CITY, body: str = "坚持错位发展。", name: str = "a.txt") -> Reading:
    return text_plan(
        "一、布局", body, "附件1", "各市州一览表", city, "附件2", "各县目录", table_text(HEAD, *rows), name=name
    )


GOOD = (
    ["安顺市", "西秀区", "电子信息", "轨道交通装备", "西秀工业集中区"],
    ["", "平坝区", "现代农业", "电子信息", "平坝工业集中区"],
)


def test_a_catalogue_that_agrees_with_itself_is_silent() -> None:
    codes = {"direction-without-county", "industry-outside-directions", "labels-run-together", "label-repeated"}
    assert not [code for code in codes if found(_plan(*GOOD), code=code)]


def test_a_direction_that_no_county_takes_up_is_noted() -> None:
    (finding,) = found(
        _plan(["安顺市", "西秀区", "电子信息", "现代农业", "西秀工业集中区"]), code="direction-without-county"
    )
    assert "轨道交通" in finding.arithmetic


def test_industries_outside_the_directions_are_one_finding_a_city() -> None:
    rows = (
        *GOOD,
        ["", "普定县", "文化旅游", "健康养老", "普定工业集中区"],
        ["", "镇宁县", "文化旅游", "电子信息", "镇宁工业集中区"],
    )
    (finding,) = found(_plan(*rows), code="industry-outside-directions")
    assert "文化旅游×2" in finding.arithmetic


def test_two_labels_in_one_cell_and_a_label_twice_in_a_row_are_noted() -> None:
    plan = _plan(*GOOD, ["", "普定县", "电子信息", "电子信息现代农业", "普定工业集中区"])
    (joined,) = found(plan, code="labels-run-together")
    assert "电子信息|现代农业" in joined.arithmetic
    (twice,) = found(plan, code="label-repeated")
    assert twice.arithmetic == "普定县：电子信息 × 2"


def test_a_carrier_under_two_counties_with_different_industries_is_noted() -> None:
    (finding,) = found(
        _plan(*GOOD, ["", "普定县", "现代农业", "食品", "西秀工业集中区"]), code="carrier-under-two-counties"
    )
    assert "西秀区" in finding.arithmetic
    assert "普定县" in finding.arithmetic
    assert not found(_plan(*GOOD), code="carrier-under-two-counties")


def test_a_district_that_is_its_own_carrier_is_noted() -> None:
    (finding,) = found(_plan(*GOOD, ["", "普定县", "现代农业", "食品", "普定县"]), code="carrier-is-a-place")
    assert finding.arithmetic == "普定县 = 普定县"
    assert not found(_plan(*GOOD), code="carrier-is-a-place")


def test_more_counties_than_the_city_has_are_a_warning() -> None:
    rows = [["安顺市", f"甲{place}县", "电子信息", "现代农业", f"甲{place}园区"] for place in "一二三四五六七八九"]
    (finding,) = found(_plan(*rows), code="counties-unlike-divisions")
    assert "9 ≠ 6" in finding.arithmetic
    assert not found(_plan(*GOOD), code="counties-unlike-divisions")


@pytest.mark.parametrize(("listed", "differs"), [("电子信息、轨道交通、现代农业", False), ("电子信息、文化旅游", True)])
def test_catalogue_and_body_are_held_against_each_other(listed: str, differs: bool) -> None:
    plan = _plan(*GOOD, body=f"安顺市重点承接{listed}等产业。")
    assert bool(found(plan, code="catalogue-unlike-body")) == differs


def test_two_plans_that_name_different_industries_for_a_city_are_noted() -> None:
    other = text_plan("一、布局", "安顺市。依托园区，重点发展生物医药、文化旅游等产业。", name="b.txt")
    (finding,) = found(_plan(*GOOD), other, code="plans-differ-on-place")
    assert "者：生物医药、文化旅游" in finding.arithmetic
    same = text_plan("一、布局", "安顺市。依托园区，重点发展电子信息、轨道交通、现代农业等产业。", name="b.txt")
    assert not found(_plan(*GOOD), same, code="plans-differ-on-place")


def test_a_park_that_the_catalogue_lacks_is_noted() -> None:
    (finding,) = found(_plan(*GOOD, body="支持西秀经开区提质。"), code="carrier-not-in-catalogue")
    assert "西秀经开区" in finding.arithmetic
    assert not found(_plan(*GOOD, body="支持西秀工业集中区提质。"), code="carrier-not-in-catalogue")


def test_a_county_under_a_name_that_was_over_is_noted_in_plans_since_then() -> None:
    rows = (
        ["遵义市", "桐梓县", "电子信息", "现代农业", "桐梓园区"],
        ["", "凤冈市", "食品", "茶", "凤冈园区"],
        ["", "仁怀县", "白酒", "茶", "仁怀园区"],
    )
    plan = _plan(*rows)
    late = replace(plan, document=replace(plan.document, issued=date(2020, 12, 1)))
    early = replace(plan, document=replace(plan.document, issued=date(2015, 12, 1)))
    (finding,) = found(late, code="place-name-outdated")
    assert finding.arithmetic == "仁怀县 → 仁怀市"
    assert not found(early, code="place-name-outdated")
