"""Screening gives what a plain reading of the definition gives, firm by firm; dirty rows are set aside and counted."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.matching.screening.simulated import ZONE, by_hand, firms, shown, written

from chengjie.errors import Refusal
from chengjie.matching.screening import screen, screen_definition


@pytest.mark.parametrize("seed", [1, 2])
def test_the_best_firms_are_those_that_a_plain_reading_gives(tmp_path: Path, seed: int) -> None:
    rows = firms(150, seed)
    found = shown(screen(written(rows, tmp_path / "firms.parquet"), ZONE, top=7))
    expected = by_hand(rows, 7)
    assert {asker: found[asker] for asker in expected} == expected


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), top=st.integers(1, 12), pieces=st.integers(1, 5))
def test_pieces_of_the_register_do_not_change_the_answer(tmp_path: Path, seed: int, top: int, pieces: int) -> None:
    rows = firms(40, seed)
    path = written(rows, tmp_path / f"{seed}.parquet", group=40 // pieces)
    whole = screen(path, ZONE, top=top)
    assert screen(path, ZONE, top=top, piece=40 // pieces) == whole
    expected = by_hand(rows, top)
    assert {asker: shown(whole)[asker] for asker in expected} == expected


def test_among_a_thousand_equal_firms_the_first_by_id_are_named(tmp_path: Path) -> None:
    firm = {"name": "模拟企业", "industry": "1819", "employees": 5000, "capital": 90000.0, "status": "存续"}
    rows = [{"id": f"{number:04d}", **firm} for number in range(1000)]
    mixed = random.Random(3).sample(rows, len(rows))  # noqa: S311  not a secret
    answer = screen(written(mixed, tmp_path / "firms.parquet", group=300), ZONE, top=5, piece=300)
    lists = [[one.id for one in each.top] for each in answer.lists if each.top]
    assert lists
    assert all(each == ["0000", "0001", "0002", "0003", "0004"] for each in lists)


def test_equal_firms_and_rows_without_an_industry_stand_in_one_register(tmp_path: Path) -> None:
    alike = {"industry": "1819", "employees": 5, "status": "存续"}
    rows: list[dict[str, Any]] = [{"id": f"{each:03d}", "name": f"模拟{each}", **alike} for each in range(20)]
    rows.append({"id": "无", "name": "无行业", **alike, "industry": None})
    answer = screen(written(rows, tmp_path / "firms.parquet"), ZONE, top=3)
    assert {tuple(one.id for one in each.top) for each in answer.carriers if each.top} == {("000", "001", "002")}


def test_the_most_points_of_all_criteria_are_a_hundred_exactly() -> None:
    wanted = screen_definition(ZONE)
    thirds = wanted.model_copy(
        update={"criteria": tuple(each.model_copy(update={"weight": 0.7}) for each in wanted.criteria[:3])}
    )
    assert sum(thirds.most().values()) == sum(wanted.most().values()) == 100_000_000


def test_every_form_of_file_and_every_order_of_rows_gives_the_same(tmp_path: Path) -> None:
    rows = firms(120)
    answers = []
    for place, name in enumerate(("firms.parquet", "firms.csv", "firms.xlsx")):
        mixed = random.Random(place).sample(rows, len(rows))  # noqa: S311  not a secret
        answers.append(screen(written(mixed, tmp_path / name), ZONE, top=5).as_json())
    assert answers[0] == answers[1] == answers[2]


def test_the_points_of_a_firm_make_its_score_and_unknown_counts_half(tmp_path: Path) -> None:
    row = {
        "id": "模拟1",
        "name": "模拟企业",
        "industry": "1819",
        "employees": None,
        "capital": 10000.0,
        "province": "广东省",
    }
    answer = screen(written([row], tmp_path / "firms.parquet"), ZONE, top=3)
    (one, *_) = (one for each in answer.carriers for one in each.top)
    assert one.score == pytest.approx(sum(each.points for each in one.earned))
    employees = next(each for each in one.earned if each.criterion == "employees")
    assert (employees.known, employees.points) == (False, employees.most / 2)
    assert one.unknown == ("in-business",)
    assert answer.missing == ("revenue", "founded", "status")


def test_rows_that_make_no_sense_are_set_aside_and_counted(tmp_path: Path) -> None:
    good = {"统一社会信用代码": "模拟1", "企业名称": "甲", "行业代码": "1819", "从业人数": "10", "成立年份": "2001"}
    bad: list[dict[str, Any]] = [
        {"统一社会信用代码": None},
        {"从业人数": "-3"},
        {"从业人数": "很多"},
        {"成立年份": "3020"},
        {"行业代码": "ZZ99"},
    ]
    rows = [good, *({**good, "统一社会信用代码": f"模拟{place}", **each} for place, each in enumerate(bad, 2))]
    answer = screen(written(rows, tmp_path / "名录.csv"), ZONE, top=3)
    assert {(each.code, each.column): each.rows for each in answer.set_aside} == {
        ("row-cell-missing", "id"): 1,
        ("row-out-of-bounds", "employees"): 1,
        ("row-not-a-number", "employees"): 1,
        ("row-out-of-bounds", "founded"): 1,
        ("row-industry-unknown", "industry"): 1,
    }
    assert (answer.rows, answer.screened) == (6, 1)
    assert {one.id for each in answer.carriers for one in each.top} == {"模拟1"}


def test_what_is_no_register_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "b.parquet").write_bytes(b"PAR1 not really")
    written([{"名称": "甲"}], tmp_path / "c.csv")
    written([{"id": "1", "name": "甲", "industry": "1819"}], tmp_path / "d.csv")
    cases = {
        "a.txt": "register-form-unsupported",
        "b.parquet": "register-unreadable",
        "c.csv": "register-column-missing",
        "e.csv": "file-unreadable",
    }
    for name, code in cases.items():
        with pytest.raises(Refusal) as refused:
            screen(tmp_path / name, ZONE)
        assert refused.value.faults[0].code == code
    with pytest.raises(Refusal) as refused:
        screen(tmp_path / "d.csv", ZONE, top=0)
    assert refused.value.faults[0].code == "screen-top"


def test_a_title_of_a_column_is_never_run_as_a_query(tmp_path: Path) -> None:
    row = {"id": "1", "name": "甲", "industry": "1819", 'x"; DROP TABLE given; --': "1"}
    answer = screen(written([row], tmp_path / "firms.parquet"), ZONE, top=1)
    assert answer.screened == 1
