"""What a zone tells the linter: divisions, dated names, published figures; and only where the plan is about its places."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import benchmarks.lint
import pytest
from tests.plan.lint.builders import table_text

import chengjie.package
import chengjie.plan
from chengjie.errors import Refusal
from chengjie.plan.claims import Reading
from chengjie.plan.lint import Facts, lint
from chengjie.plan.reading import read_document
from chengjie.system import facts_for, facts_of


@pytest.fixture(scope="module")
def hunan() -> Facts:
    return facts_of(chengjie.package.open_package("hunan"))


def plan(title: str, *paragraphs: str) -> Reading:
    text = "\n\n".join([title, *paragraphs])
    return Reading(read_document(text.encode(), name="a.txt"))


def test_the_counties_of_a_prefecture_come_under_each_of_its_names(hunan: Facts) -> None:
    assert len(hunan.counties["邵阳市"]) == 12
    assert hunan.counties["湘西州"] == hunan.counties["湘西土家族苗族自治州"]
    assert "吉首市" in hunan.counties["湘西州"]
    assert hunan.statistical["怀化市"] == ("洪江管理区",)


def test_a_renamed_county_keeps_the_day_as_its_source_knows_it(hunan: Facts) -> None:
    (change,) = (each for each in hunan.renamed if each.before == "邵东县")
    assert (change.after, change.since, change.said) == ("邵东市", date(2019, 12, 31), "2019")


def test_names_too_short_to_be_told_from_other_words_are_left_out(hunan: Facts) -> None:
    assert all(len(each.before) >= 3 for each in hunan.renamed)


def test_figures_of_whole_years_are_published_under_indicator_place_and_unit(hunan: Facts) -> None:
    assert hunan.published["地区生产总值", "邵阳市", 2020, "亿元"] > Decimal(1000)
    assert all(1978 <= year <= 2030 for _, _, year, _ in hunan.published)


def test_a_plan_of_the_zones_places_is_checked_with_its_facts() -> None:
    assert facts_for([plan("邵阳市产业发展规划", "一、总则。")])
    assert facts_for([plan("某地产业发展规划", "包括邵阳市、怀化市、永州市的部分县。")])


def test_a_plan_of_another_place_is_checked_without() -> None:
    assert facts_for([plan("云溪省产业发展规划", "一、总则。学习怀化市的做法。")]) is None
    assert facts_for([plan("云溪省产业发展规划", "一、总则。")], "hunan") is not None


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        facts_for([plan("云溪省规划", "一、总则。")], "no-such-zone")
    assert refused.value.faults[0].code == "zone-unknown"


def test_one_root_cause_is_told_once() -> None:
    head = ["市州", "县市区", "重点产业1", "承接产业主要承载地"]
    rows = (["邵阳市", "邵东县", "电子信息", "甲工业集中区"], ["", "新邵县", "现代农业", "乙工业集中区"])
    issued = plan("云溪地区规划", "云政发〔2021〕4号", "2021年3月1日", "附件2 各县目录", table_text(head, *rows))
    issued = replace(issued, document=replace(issued.document, issued=date(2021, 3, 1)))
    for facts, code in ((facts_for([issued], "hunan"), "place-renamed"), (None, "place-name-outdated")):
        told = [each.code for each in lint([issued], facts=facts) if each.code.startswith("place-")]
        assert told == [code]


def test_all_that_the_plans_are_known_to_hold_is_found_with_facts(shared: Path) -> None:
    readings = list(benchmarks.lint.readings(shared / "plans").values())
    shown = "\n".join(
        f"{each.code} {each.message.zh} {each.arithmetic}" for each in lint(readings, facts=facts_for(readings))
    )
    for truth in (
        "365.82亿元 ≠ 893.87亿元", "5.06% ≠ 4.8%", "100.08 ≠ 100", "43 ≠ 44", "便利度指数", "九通一平", "3 + 6 + ? = ?",
        "下降率 -15%", "% + 50%、95%", "邵东县 → 邵东市", "regions-overlap", "plans-differ-on-target",
    ):  # fmt: skip
        assert truth in shown


@pytest.mark.parametrize(
    "name", ["shanghai-145", "baotou-2022-assessment", "sichuan-2026-report", "guangxi-2026-report"]
)
def test_nothing_grave_is_found_in_plans_that_bear_their_figures_out(shared: Path, name: str) -> None:
    reading = chengjie.plan.read(shared / f"plans/others/{name}.txt")
    findings = lint([reading], facts=facts_for([reading]))
    assert facts_for([reading]) is None
    assert {each.severity for each in findings} <= {"note"}
    assert all(each.arithmetic and each.citations for each in findings)
