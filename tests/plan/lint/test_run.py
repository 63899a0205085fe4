"""The whole linter: silent on plans that agree, deaf to order, bounded, and as careful as a careful reader."""

from __future__ import annotations

import csv
import json
import random
import string
from decimal import ROUND_HALF_UP, Decimal
from importlib.resources import files
from pathlib import Path

import benchmarks.lint
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.plan.lint.builders import found, table_text, target, text_plan

import chengjie.plan
from chengjie.plan.claims import Reading, Target
from chengjie.plan.lint import lint

YEARS = ("2018", "2020", "2025")


@st.composite
def _agreeing(draw: st.DrawFn) -> Reading:
    """A plan whose figures are all computed from one another and then rounded as printed."""
    people = [Decimal(draw(st.integers(200_000, 900_000)))]
    output = [Decimal(draw(st.integers(1000, 90_000)))]
    for years in (2, 5):
        people.append(people[-1] * (1 + Decimal(draw(st.integers(-4, 4))) / 1000) ** years)
        output.append(output[-1] * (1 + Decimal(draw(st.integers(40, 90))) / 1000) ** years)
    revenue = [each * Decimal(draw(st.integers(50, 60))) / 1000 for each in output[:1]]
    revenue += [each * revenue[0] / output[0] for each in output[1:]]
    rows: list[tuple[str, str, list[str]]] = [
        ("地区生产总值", "亿元", [_print(each, 2) for each in output]),
        ("人均GDP", "万元", [_print(each / head * 10_000, 2) for each, head in zip(output, people, strict=True)]),
        ("地方一般公共预算收入", "亿元", [_print(each, 2) for each in revenue]),
        ("地方一般公共预算收入占GDP比率", "%", [_print(part / each * 100, 1) for part, each in zip(revenue, output, strict=True)]),
    ]  # fmt: skip
    claims = tuple(
        target(name, value, unit, year, role="baseline" if year == "2018" else "target", cell=f"t1.r{row}.c{column}")
        for row, (name, unit, values) in enumerate(rows, start=1)
        for column, (year, value) in enumerate(zip(YEARS, values, strict=True), start=3)
    )
    prose = (target("地区生产总值", _print(output[0] / 10_000, 3), "万亿元", "2018"),)
    table = table_text(
        ["指标", "单位", *(f"{year}年" for year in YEARS)], *([name, unit, *values] for name, unit, values in rows)
    )
    return text_plan("一、目标", "表1 主要指标", table, claims=(*prose, *claims))


def _print(value: Decimal, places: int) -> str:
    return str(value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


@settings(max_examples=60, deadline=None)
@given(_agreeing())
def test_a_plan_whose_figures_agree_yields_no_finding(plan: Reading) -> None:
    assert [finding.arithmetic for finding in lint([plan])] == []


_NAMES = (
    "地区生产总值",
    "人均GDP",
    "常住人口",
    "到位内资",
    "三次产业结构（第二产业）",
    "规模工业增加值",
    "甲占地区生产总值比重",
    "甲指数",
)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(_NAMES),
            st.decimals(-(10**13), 10**13, places=2) | st.sampled_from([Decimal(0), Decimal(-100), Decimal("-100.5")]),
            st.sampled_from(["亿元", "万元", "万人", "%", "百分点", "家", "丈", None]),
            st.sampled_from(["2015", "2018", "2020", "2025", "2016/2020", "0001", None]),
            st.sampled_from(["=", ">=", "<=", "≈", "growth", "increase", "decrease", "rank", "full"]),
            st.sampled_from(["baseline", "target", "count"]),
            st.sampled_from([None, "2015", "0002", "上年"]),
            st.sampled_from([None, "t1.r1.c3", "p7"]),
        ),
        max_size=14,
    )
)
def test_no_figures_however_odd_break_it(drawn: list[tuple[str, Decimal, str, str, str, str, str, str]]) -> None:
    claims = tuple(
        target(
            name,
            str(value),
            unit,
            period,
            comparator=how,
            role=role,
            versus=versus,
            cell=cell,
            text=f"年均{name}{value}",
        )
        for name, value, unit, period, how, role, versus, cell in drawn
    )
    for finding in lint([text_plan("一、目标", claims=claims)]):
        assert finding.as_json()["arithmetic"]


def _claims() -> list[Target]:
    return [
        target("进出口总额", "412.5", "亿元", "2018", cell="t1.r1.c3"),
        target("外贸进出口总额", "987.31", "亿元", "2018"),
        target("便利度指数", "90", "%", "2025", role="target"),
        target("地区生产总值", "20000", "亿元", "2025", role="target", cell="t1.r2.c3"),
        target("地方一般公共预算收入", "1300", "亿元", "2025", role="target", cell="t1.r3.c3"),
        target("地方一般公共预算收入占GDP比率", "5.9", "%", "2025", role="target", cell="t1.r4.c3"),
    ]


@given(st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_claims_changes_nothing(order: random.Random) -> None:
    claims = _claims()
    once = [finding.as_json() for finding in lint([text_plan("一、目标", claims=tuple(claims))])]
    order.shuffle(claims)
    again = [finding.as_json() for finding in lint([text_plan("一、目标", claims=tuple(claims))])]
    assert [_told(each) for each in once] == [_told(each) for each in again]


def _told(finding: dict[str, object]) -> tuple[object, ...]:
    return finding["code"], finding["arithmetic"]


def test_the_order_of_plans_changes_nothing_and_a_plan_given_twice_counts_once() -> None:
    one = text_plan("一、范围", "规划范围包括安顺市、铜仁市。")
    two = text_plan("一、范围", "规划范围包括铜仁市、毕节市。", name="b.txt")
    assert lint([one, two]) == lint([two, one]) == lint([one, two, one])


def test_nothing_read_is_nothing_found() -> None:
    assert lint([]) == ()


def test_a_finding_is_plain_json_with_both_languages() -> None:
    (finding,) = found(text_plan("一、目标", claims=tuple(_claims()[:2])), code="figures-disagree")
    answer = json.loads(json.dumps(finding.as_json(), ensure_ascii=False))
    assert set(answer) == {"code", "severity", "message", "figures", "arithmetic", "citations"}
    assert answer["message"]["zh"]
    assert answer["message"]["en"]
    assert answer["figures"][0]["citation"]["paragraph"] == "t1.r1.c3"


def test_every_code_says_the_same_particulars_in_both_languages() -> None:
    with files("chengjie.plan").joinpath("words/lint_codes.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["code"] for row in rows] == sorted({row["code"] for row in rows})
    for row in rows:
        named = [
            {name.removesuffix("_en") for _, name, _, _ in string.Formatter().parse(row[side]) if name}
            for side in ("zh", "en")
        ]
        assert named[0] == named[1] or named[0] <= named[1], row["code"]


def test_every_code_is_raised_by_a_check_and_shown_firing_by_a_test() -> None:
    with files("chengjie.plan").joinpath("words/lint_codes.csv").open(encoding="utf-8") as lines:
        codes = {row["code"] for row in csv.DictReader(lines)}
    source = "".join(path.read_text(encoding="utf-8") for path in Path(str(files("chengjie.plan.lint"))).glob("*.py"))
    tests = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert {code for code in codes if f'"{code}"' not in source} == set()
    assert {code for code in codes if f'"{code}"' not in tests} == set()


@pytest.mark.parametrize("name", ["s1", "s2", "s1s2"])
def test_it_finds_what_a_careful_reader_finds_and_little_else(shared: Path, name: str) -> None:
    result = benchmarks.lint.score(name, benchmarks.lint.readings(shared / "plans"))
    assert result.recall >= 0.8, [miss.fact for miss in result.missed]
    assert result.false_alarms <= 0.1, [finding.arithmetic for finding in result.beyond]


@pytest.mark.parametrize(
    "name", ["baotou-2022-assessment", "guangxi-2026-report", "sichuan-2026-report", "shanghai-145"]
)
def test_plans_that_nobody_tuned_to_raise_no_error(shared: Path, name: str) -> None:
    findings = lint([chengjie.plan.read(shared / "plans" / "others" / f"{name}.txt")])
    assert [finding.arithmetic for finding in findings if finding.severity == "error"] == []
