"""Entries of the office's own lists: brought in without code, named where they may concern a project, decided by people."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.test import Client
from tests.web.conftest import signed_in
from tests.web.test_registers import made

PARK = "G432129"  # 郴州高新技术产业开发区, 431003
CASE = f"/admission/?carrier={PARK}&on=2026-01-01&is_new=true&industry="
ENTRY = {"list": "产业结构调整指导目录", "edition": "2024年本", "number": "甲-1", "place": "郴州市", "class": "限制", "words": "示例条目", "industries": "2631、C27", "keywords": "示例词", "since": "2024-02-01", "source": "示例文件"}  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture
def planner(offices: dict[str, User]) -> Client:
    return signed_in(offices["province"])


def page(industry: str, more: str = "") -> str:
    return Client().get(CASE + quote(industry) + more).content.decode()


@pytest.mark.parametrize("industry", ["2631", "2710", "示例词加工"])
def test_an_entry_is_named_by_a_code_that_lies_in_it_or_by_a_keyword(planner: Client, industry: str) -> None:
    made(planner, "list-entries", ENTRY)
    shown = page(industry)
    assert "示例条目" in shown
    assert "照此填写" in shown


def test_without_a_persons_word_the_rule_cannot_say_and_with_it_the_rule_refuses(planner: Client) -> None:
    made(planner, "list-entries", ENTRY)
    assert _restricted("2631", "") == "未知"
    more = "&catalogue_class=" + quote("限制")
    assert "已照此填写" in page("2631", more)
    assert _restricted("2631", more) == "不通过"


def _restricted(industry: str, more: str) -> str:
    found = Client().get(CASE + quote(industry) + more + "&format=json").json()["rows"]
    return str(next(row["verdict"] for row in found if row["rule"] == "限制类不得新建"))


@pytest.mark.parametrize(
    ("change", "industry"),
    [({}, "0111"), ({"until": "2025-01-01"}, "2631"), ({"place": "永州市"}, "2631"), ({"class": "禁止准入"}, "2631")],
)
def test_another_industry_day_place_or_class_is_no_entry_here(planner: Client, change: dict[str, str], industry: str) -> None:  # fmt: skip
    made(planner, "list-entries", {**ENTRY, **change})
    assert "示例条目" not in page(industry)
