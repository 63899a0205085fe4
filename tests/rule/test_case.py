"""A case as people write it: units, choices, dates, and every fault at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml

import chengjie.rule
import chengjie.system
from chengjie.errors import Refusal
from chengjie.rule import read_case

KNOWN = chengjie.rule.books(chengjie.system.open_zone("xiangnan-xiangxi"))


def test_a_case_is_refused_with_every_fault() -> None:
    given = {"enrgy": 3, "energy": -1, "is_new": "maybe", "coal": True, "electricity": float("nan"), "catalogue_class": "喜欢",
             "water": "3 公里", "land": 1e9, "eia_approved_on": "昨天", "jobs": "许多"}  # fmt: skip
    with pytest.raises(Refusal) as refused:
        read_case(given, KNOWN)
    assert [(fault.code, fault.where.column) for fault in refused.value.faults] == [
        ("case-input-unknown", "enrgy"), ("case-input-range", "energy"), ("case-input-kind", "is_new"), ("case-input-kind", "coal"),
        ("case-input-range", "electricity"), ("case-input-choice", "catalogue_class"), ("case-input-unit", "water"),
        ("case-input-absurd", "land"), ("case-input-kind", "eia_approved_on"), ("case-input-kind", "jobs"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "given",
    [
        {"is_new": True, "is_extension": True},
        {"investment": 100, "fixed_investment": 101},
        {"shoreline_km": 5, "main_stem_km": 4, "tributary_km": 9},
        {"eia_approved_on": date(2024, 1, 1), "eia_approved": False},
        {"in_urban_boundary": True, "in_farmland": True},
    ],
)
def test_what_contradicts_itself_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises(Refusal) as refused:
        read_case(given, KNOWN)
    assert [fault.code for fault in refused.value.faults] == ["case-contradiction"]


def test_amounts_are_converted_and_truths_and_dates_are_read() -> None:
    given = {"energy": "0.4 万吨标准煤", "investment": "3 亿元", "land": "1,000", "is_new": "是", "work_started": "no",
             "eia_approved_on": "2024-02-29", "eia_approved": True, "catalogue_class": "允许"}  # fmt: skip
    assert read_case(given, KNOWN) == {
        "energy": 4000.0, "investment": 30000.0, "land": 1000.0, "is_new": True, "work_started": False, "eia_approved_on": date(2024, 2, 29),
        "eia_approved": True, "catalogue_class": "允许",
    }  # fmt: skip


def test_an_empty_input_is_unknown_and_the_example_can_be_read() -> None:
    assert read_case({"energy": None, "catalogue_class": ""}, KNOWN) == {}
    assert read_case(yaml.safe_load(chengjie.rule.example(KNOWN)), KNOWN) == {}
