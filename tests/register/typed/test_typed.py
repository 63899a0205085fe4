"""Typed registers: definitions that hold together, cells that come back as they went, masks, and the check of credit codes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chengjie.errors import Refusal
from chengjie.package import Package
from chengjie.register.typed import (
    Field,
    Viewer,
    check_digit,
    how,
    is_credit_code,
    part,
    read_row,
    read_rows,
    register,
    registers,
    written,
)
from chengjie.register.typed.credit_code import ALPHABET
from chengjie.register.typed.written import tidy, value
from chengjie.values.reading import CellFault

HEAD = ["地块编号", "地块名称*", "县市区", "面积（亩）", "state", "来源", "可供起始日", "可供截止日"]
GOOD = ["A-1", "一号地", "永州市蓝山县", "1,200.50", "可供", "甲", "2026年1月2日", "2027-01-02"]
CODES = st.text(ALPHABET, min_size=17, max_size=17).map(lambda first: first + check_digit(first))


@given(CODES, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_a_credit_code_with_one_wrong_character_is_no_credit_code(code: str, place: int, mark: str) -> None:
    assert is_credit_code(code)
    wrong = code[:place] + mark + code[place + 1 :]
    assert is_credit_code(wrong) == (wrong == code)


@given(CODES, st.integers(0, 16))
def test_two_neighbours_that_changed_places_are_found(code: str, place: int) -> None:
    turned = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assert is_credit_code(turned) == (turned == code)


@pytest.mark.parametrize("code", ["", "91350100M000100Y4", "91350100m000100y43", "91350100M000100Y4I"])
def test_what_has_the_wrong_shape_is_no_credit_code(code: str) -> None:
    assert not is_credit_code(code)


def test_every_packaged_register_holds_together_and_says_where_a_record_is_from(zone: Package) -> None:
    assert {"plots", "standard-plants", "enterprises", "policies", "events", "brands", "sites", "talent", "technology"} <= set(registers(zone))  # fmt: skip
    assert all(each.field_of["source"].required for each in registers(zone).values())


def test_a_register_that_is_not_there_is_refused_with_the_nearest(zone: Package) -> None:
    with pytest.raises(Refusal) as refused:
        register(zone, "plot")
    assert (refused.value.faults[0].code, refused.value.faults[0].parameters["nearest"]) == (
        "register-unknown",
        "plots",
    )


def test_a_row_is_read_under_any_of_its_titles(zone: Package) -> None:
    read = read_rows([HEAD, GOOD], register(zone, "plots"), zone, file="t")
    assert read.faults == ()
    assert read.rows[0].values == {
        "number": "A-1", "name": "一号地", "place": "431127", "area": "1200.5", "state": "offered", "source": "甲",
        "since": "2026-01-02", "until": "2027-01-02",
    }  # fmt: skip


def test_every_fault_is_at_its_cell_and_the_other_rows_are_read(zone: Package) -> None:
    bad = ["A-1", "", "某县", "很大", "空", "甲", "2026-13-01", "2026-01-01"]
    late = ["A-2", *GOOD[1:6], "2028-01-01", "2027-01-01"]
    read = read_rows([HEAD, GOOD, bad, GOOD, late], register(zone, "plots"), zone, file="t")
    assert [(fault.code, fault.where.row, fault.where.column) for fault in read.faults] == [
        ("sheet-cell-missing", 3, "地块名称"), ("sheet-cell-place", 3, "县市区"), ("sheet-cell-not-a-number", 3, "面积"),
        ("sheet-cell-choice", 3, "状态"), ("sheet-cell-not-a-date", 3, "可供起始日"), ("sheet-row-twice", 4, None),
        ("register-dates-reversed", 5, "可供截止日"),
    ]  # fmt: skip
    assert read.rows[0].faults == ()


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ([], {"sheet-empty"}),
        ([HEAD], {"sheet-empty"}),
        ([[*HEAD, "颜色", "来源"], GOOD], {"sheet-column-unknown", "sheet-column-twice"}),
        ([HEAD[1:], GOOD[1:]], {"sheet-column-missing"}),
    ],
)
def test_a_table_whose_columns_cannot_be_told_is_refused_whole(zone: Package, rows: list[list[str]], codes: set[str]) -> None:  # fmt: skip
    with pytest.raises(Refusal) as refused:
        read_rows(rows, register(zone, "plots"), zone, file="t")
    assert {fault.code for fault in refused.value.faults} == codes


@pytest.mark.parametrize(
    ("kind", "cell", "code"),
    [
        ("number", "1234567890.1234567", "register-cell-digits"),
        ("number", "NaN", "sheet-cell-not-a-number"),
        ("number", "-1", "sheet-cell-out-of-bounds"),
        ("truth", "也许", "sheet-cell-not-yes-or-no"),
        ("carrier", "不存在的园区", "sheet-cell-carrier-unknown"),
        ("industry", "9999", "sheet-cell-industry-unknown"),
        ("credit-code", "91350100M000100Y44", "sheet-cell-credit-code"),
        ("text", "长" * 301, "sheet-cell-too-long"),
    ],
)
def test_a_cell_that_cannot_be_taken_says_why(zone: Package, kind: str, cell: str, code: str) -> None:
    field = Field.model_validate({"name": "x", "kind": kind, "title": {"zh": "某", "en": "x"}, "least": 0})
    with pytest.raises(CellFault) as fault:
        value(cell, field, zone)
    assert fault.value.code == code


NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4).map(str)


@given(NUMBERS)
def test_a_number_is_kept_exactly_and_comes_back_the_same(zone: Package, number: str) -> None:
    field = Field.model_validate({"name": "x", "kind": "number", "title": {"zh": "某", "en": "x"}})
    kept = value(number, field, zone)
    assert Decimal(str(kept)) == Decimal(number)
    assert value(written(kept, field, zone), field, zone) == kept


@given(st.text(max_size=40))
def test_a_tidy_text_stays_as_it_is(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert tidy("'" + tidy(text)) in {tidy(text), "'" + tidy(text)}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_people_read_is_read_back_as_the_same_value(zone: Package, language: str) -> None:
    plots = register(zone, "plots")
    kept: dict[str, str | bool] = {"number": "A", "name": "=1+1", "place": "431127", "carrier": "S437063", "state": "offered", "level": False, "since": "2026-01-02", "source": "甲"}  # fmt: skip
    cells = {name: written(each, plots.field_of[name], zone, language="en" if language == "en" else "zh") for name, each in kept.items()}  # fmt: skip
    assert cells["place"] == "431127 蓝山县"
    assert read_row(cells, plots, zone).values == kept


def test_who_is_outside_of_the_reach_sees_neither_scope_nor_roles(zone: Package) -> None:
    firms, plots = register(zone, "enterprises"), register(zone, "plots")
    clerk, officer = Viewer(True, frozenset({"approval-clerk"})), Viewer(True, frozenset({"county-officer"}))
    phone, price = firms.field_of["phone"], plots.field_of["floor_price"]
    assert [how(phone, firms, each) for each in (Viewer(), clerk, officer)] == ["hidden", "part", "whole"]
    assert [how(price, plots, each) for each in (Viewer(), clerk)] == ["hidden", "whole"]


@given(st.text(min_size=1, max_size=40))
def test_no_more_than_a_third_of_a_masked_text_is_seen(text: str) -> None:
    shown = part(text)
    assert len(shown) == len(text)
    assert sum(one == other != "*" for one, other in zip(shown, text, strict=True)) <= len(text) // 3


BROKEN = """id: odd
title: {zh: 怪, en: odd}
about: {zh: 怪, en: odd}
open: public
writers: [nobody]
key: [number]
name: title
bound: {place: number}
valid: {from: nowhere}
source: nothing
fields:
  - {name: number, title: {zh: 号, en: n}, list: true, see: scope}
  - {name: number, title: {zh: 号, en: n}, required: true}
  - {name: kind, kind: choice, title: {zh: 类, en: k}, see: roles, personal: true}
"""


def test_a_definition_is_told_everything_that_is_wrong_with_it(own_zone: Callable[..., Package]) -> None:
    package = own_zone(**{"registers__odd.yaml": BROKEN})
    with pytest.raises(Refusal) as refused:
        registers(package)
    assert {fault.code for fault in refused.value.faults} == {
        "register-field-twice", "register-field-unknown", "register-source-unknown", "register-role-unknown",
        "register-field-needs", "register-field-leaks",
    }  # fmt: skip
