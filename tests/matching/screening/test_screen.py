"""Screening gives what a plain reading of the definition gives, firm by firm; dirty rows are set aside and counted."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import chengjie.expression
import chengjie.package
from chengjie.errors import Refusal
from chengjie.matching.screening import Screening, affinity, screen, screen_definition
from chengjie.register import industries

ZONE = chengjie.package.open_package("xiangnan-xiangxi")
CODES = ("1819", "1830", "C3841", "384", "3982", "0151", "2710", "1951", "服装加工", "7810", "5163")


def firms(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """Simulated firms, some of them with gaps and equal scores."""
    chance = random.Random(seed)  # noqa: S311  not a secret
    return [
        {
            "id": f"模拟{number:05d}",
            "name": f"模拟企业{number}",
            "industry": chance.choice(CODES),
            "province": chance.choice(["广东省", "浙江省", "湖南省", None]),
            "employees": chance.choice([None, 5, 200, 1500, 200]),
            "capital": chance.choice([None, 50.0, 3000.0, 20000.0]),
            "status": chance.choice(["存续", "注销", None, "在业"]),
        }
        for number in range(count)
    ]


def by_hand(rows: list[dict[str, Any]], top: int) -> dict[str, list[tuple[str, float]]]:
    """The same answer, a firm and a carrier at a time, with the plain evaluator of expressions."""
    wanted = screen_definition(ZONE)
    taken = affinity.taken(ZONE)
    codes = affinity.meanings({row["industry"] for row in rows}, industries(ZONE))
    found: dict[str, list[tuple[float, float, str, str]]] = {}
    for carrier, fits in list(taken.items())[::8]:
        for row in rows:
            fit = fits.get(codes.get(row["industry"], ""))
            if fit is None:
                continue
            values = {**row, "affinity": fit}
            holds = [
                chengjie.expression.evaluate(wanted.parsed(each.holds), values).value for each in wanted.conditions
            ]
            if False in holds:
                continue
            own = score = 0.0
            for each in wanted.criteria:
                value = chengjie.expression.evaluate(wanted.parsed(each.value), values).value
                points = (
                    100 * each.weight / wanted.total * (0.5 if value is None else min(max(float(str(value)), 0.0), 1.0))
                )
                score += points
                own += 0.0 if each.value == "affinity" else points
            found.setdefault(carrier, []).append((-round(score, 9), -round(own, 9), row["id"], row["name"]))
    return {carrier: [(each[2], -each[0]) for each in sorted(pairs)[:top]] for carrier, pairs in found.items()}


def written(rows: list[dict[str, Any]], path: Path) -> Path:
    frame = pl.DataFrame(rows, infer_schema_length=None)
    if path.suffix == ".parquet":
        frame.write_parquet(path)
    elif path.suffix == ".csv":
        frame.write_csv(path)
    else:
        frame.write_excel(path)
    return path


def shown(answer: Screening) -> dict[str, list[tuple[str, float]]]:
    return {each.carrier: [(one.id, one.score) for one in each.top] for each in answer.carriers if each.top}


@pytest.mark.parametrize("seed", [1, 2])
def test_the_best_firms_are_those_that_a_plain_reading_gives(tmp_path: Path, seed: int) -> None:
    rows = firms(150, seed)
    expected = by_hand(rows, 7)
    found = shown(screen(written(rows, tmp_path / "firms.parquet"), ZONE, top=7))
    assert set(expected) <= set(found)
    for carrier, best in expected.items():
        assert [identity for identity, _ in found[carrier]] == [identity for identity, _ in best], carrier
        assert [score for _, score in found[carrier]] == pytest.approx([score for _, score in best])


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
    rows: list[dict[str, Any]] = [
        good,
        {**good, "统一社会信用代码": None},
        {**good, "从业人数": "-3"},
        {**good, "从业人数": "很多"},
        {**good, "成立年份": "3020"},
        {**good, "行业代码": "ZZ99"},
    ]
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
