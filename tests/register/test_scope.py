"""Scopes of business as registries write them: what is said of industries, and what every licence says."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import chengjie.package
from chengjie.register import industries
from chengjie.register.scope import items, told

KNOWN = industries(chengjie.package.open_package("xiangnan-xiangxi"))
SCOPES = [
    (row["scope"], set(row["divisions"].split(";")))
    for row in csv.DictReader(
        (Path(__file__).parents[2] / "benchmarks/scopes.csv").read_text(encoding="utf-8").splitlines()
    )
]


@pytest.mark.parametrize(("scope", "divisions"), SCOPES, ids=[scope[:16] for scope, _ in SCOPES])
def test_a_scope_is_read_among_three_and_rightly_where_it_says_sure(scope: str, divisions: set[str]) -> None:
    found = KNOWN.suggest(scope, limit=3)
    said = [each.industry.code[:2] for each in found]
    assert divisions & set(said)
    assert said[0] in divisions or not found[0].sure
    assert sum(each.certainty for each in found) <= 1.01


def test_what_is_excepted_in_brackets_is_not_done() -> None:
    scope = "一般项目：涂料制造（不含危险化学品）；专用设备制造（不含许可类专业设备制造）"
    assert told(scope) == "涂料制造；专用设备制造"


def test_licensed_items_are_told_from_general_ones() -> None:
    scope = "许可项目：药品生产；药品批发（依法须经批准的项目，经相关部门批准后方可开展经营活动，具体经营项目以审批结果为准）一般项目：中药提取物生产；货物进出口"
    assert [(each.text, each.licensed) for each in items(scope)] == [
        ("药品生产", True), ("药品批发", True), ("中药提取物生产", False),
    ]  # fmt: skip


def test_goods_that_a_maker_also_sells_do_not_outweigh_what_it_makes() -> None:
    scope = "一般项目：家用电器制造；家用电器销售；家用电器零配件销售；模具销售；塑料制品销售"
    assert KNOWN.suggest(scope, limit=1)[0].industry.code.startswith("38")


def test_a_scope_of_phrases_alone_tells_nothing() -> None:
    assert KNOWN.suggest("一般项目：技术服务、技术开发、技术咨询；货物进出口；以自有资金从事投资活动") == ()


@given(st.lists(st.sampled_from(["鞋制造", "塑料制品销售", "食品生产", "技术服务", "（不含危险化学品）"]), max_size=6))
def test_an_item_stands_once_and_only_what_was_written_is_told(parts: list[str]) -> None:
    found = [each.text for each in items("；".join(parts))]
    assert len(found) == len(set(found))
    assert set(found) <= set(parts)
