"""A project at a carrier on a day: what is known of both goes before the rules, and what a person says outranks it."""

from __future__ import annotations

from datetime import date

import pytest

import chengjie.register
import chengjie.system
from chengjie.errors import Refusal
from chengjie.matching import read_project
from chengjie.matching.admitting import admit, facts, industry_code

ZONE = chengjie.system.open_zone("xiangnan-xiangxi")
DAY = date(2026, 1, 1)
PARK = chengjie.register.carriers(ZONE).one("郴州高新技术产业开发区")
PROJECT = read_project(
    {"name": "甲", "industry": "化工", "investment": "3 亿元", "land": "100 亩", "energy": "6000 吨标准煤"}
)


def test_what_is_known_of_project_and_carrier_has_its_ground() -> None:
    known = facts(PROJECT, PARK, ZONE, day=DAY, left={"free_energy": 500.0}, limited=False)
    assert {name: each.value for name, each in known.items()} == {
        "investment": 30000.0, "land": 100.0, "energy": 6000.0, "industry_code": "26", "carrier": PARK.id, "in_park": True,
        "carrier_grade": PARK.grade_on(DAY), "county": "431003", "prefecture": "431000", "in_western_hunan": False, "free_energy": 500.0,
        "place_limited": False,
    }  # fmt: skip
    assert {known["energy"].ground.zh, known["county"].ground.zh, known["free_energy"].ground.zh} == {
        "项目",
        "承载地资料",
        "指标账",
    }


def test_an_industry_counts_only_where_its_name_is_sure() -> None:
    assert industry_code("2631", ZONE) == "2631"
    assert industry_code("有色金属冶炼", ZONE) == "32"
    assert industry_code("好东西", ZONE) is None
    with pytest.raises(Refusal, match="industry-unknown"):
        industry_code("9999", ZONE)


def test_the_ledger_of_the_place_decides_and_what_is_given_outranks_what_is_known() -> None:
    refused = admit(PROJECT, PARK, ZONE, day=DAY, left={"free_energy": 500.0})
    answers = {each.rule.id: each.answer for each in refused.verdicts}
    assert (answers["budget-energy"], answers["budget-water"]) == ("no", "unknown")
    allowed = admit(PROJECT, PARK, ZONE, day=DAY, left={"free_energy": 500.0}, given={"energy": 400.0, "coal": 0.0})
    answers = {each.rule.id: each.answer for each in allowed.verdicts}
    assert (answers["budget-energy"], answers["energy-review"]) == ("yes", "yes")


def test_without_project_and_carrier_nothing_is_known() -> None:
    assert facts(None, None, ZONE, day=DAY) == {}
    assert admit(None, None, ZONE, day=DAY).answer == "unknown"
