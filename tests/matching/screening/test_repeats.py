"""Rows of one id: one of several that say the same stays, and none of several that contradict one another."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.matching.screening.simulated import ZONE, by_hand, firms, shown, written

from chengjie.expression import columns
from chengjie.matching.screening import register, repeats, screen, screen_definition, why
from chengjie.matching.screening.bringing import Brought

REASONS = ("row-id-repeated", "row-id-contradictory")
GOOD = {"id": "模拟1", "name": "甲", "industry": "1819", "employees": "10", "status": "存续"}


def again(count: int, seed: int = 3) -> list[dict[str, Any]]:
    """Simulated firms of which every ninth is there twice, and of every eleventh another row says something else."""
    rows = firms(count, seed)
    return [*rows, *(dict(each) for each in rows[::9]), *({**each, "employees": 7} for each in rows[::11])]


def kept(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows that stay, by the plain rule."""
    by_id: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_id.setdefault(row["id"], []).append(row)
    return [each[0] for each in by_id.values() if all(row == each[0] for row in each)]


def counted(path: Path, **how: Any) -> dict[str, int]:
    return {each.code: each.rows for each in screen(path, ZONE, top=3, **how).set_aside}


@pytest.mark.parametrize("engine", ["duckdb", "indexed"])
def test_the_best_are_those_of_the_rows_that_stay(tmp_path: Path, engine: Any) -> None:
    rows = again(150)
    random.Random(1).shuffle(rows)  # noqa: S311  not a secret
    answer = screen(written(rows, tmp_path / "firms.parquet", group=40), ZONE, top=6, engine=engine, piece=40)
    expected = by_hand(kept(rows), 6)
    assert {asker: shown(answer)[asker] for asker in expected} == expected
    assert answer.rows == len(rows)
    assert answer.screened == len(kept(rows))


def test_each_row_that_does_not_stay_is_written_with_the_rows_of_its_id(tmp_path: Path) -> None:
    same, other = {**GOOD, "name": " 甲 "}, {**GOOD, "id": "模拟2"}
    rows: list[dict[str, Any]] = [
        GOOD,
        same,
        other,
        {**other, "employees": "11"},
        {**GOOD, "id": "模拟3"},
        {**GOOD, "id": None},
        {**GOOD, "id": " "},
    ]
    rejects = tmp_path / "rejects.parquet"
    answer = screen(written(rows, tmp_path / "firms.csv"), ZONE, top=3, rejects=rejects)
    told = {each.code: (each.rows, each.examples) for each in answer.set_aside}
    assert told["row-id-repeated"] == (1, ("2: 模拟1: 1, 2",))
    assert told["row-id-contradictory"] == (2, ("3: 模拟2: 3, 4", "4: 模拟2: 3, 4"))
    assert told["row-cell-missing"][0] == 2
    wrote = pl.read_parquet(rejects).filter(pl.col("code").is_in(REASONS)).sort("row")
    assert wrote.select("row", "id", "value").rows() == [
        (2, "模拟1", "1, 2"),
        (3, "模拟2", "3, 4"),
        (4, "模拟2", "3, 4"),
    ]


def test_a_run_that_breaks_off_leaves_no_file_of_rejects_that_looks_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(_half: Path, _whole: Path) -> None:
        raise KeyboardInterrupt

    rejects = tmp_path / "rejects.csv"
    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", breaks)
        with pytest.raises(KeyboardInterrupt):
            screen(written([GOOD, GOOD], tmp_path / "firms.csv"), ZONE, top=1, rejects=rejects)
    assert not rejects.exists()
    screen(tmp_path / "firms.csv", ZONE, top=1, rejects=rejects)
    assert len(rejects.read_text(encoding="utf-8").splitlines()) == 2


def test_rows_after_a_torn_line_are_named_by_their_place_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "名录.csv"
    path.write_text("id,name,industry\n模拟1,甲,1819\n模拟2,乙,1819,多\n模拟1,丙,1819\n", encoding="utf-8")
    assert ("1: 模拟1: 1, 3", "3: 模拟1: 1, 3") in [each.examples for each in screen(path, ZONE, top=1).set_aside]


def test_blanks_around_an_id_make_no_other_id(tmp_path: Path) -> None:
    rows = [{**GOOD, "id": each} for each in ("91AB", " 91AB", "91AB\u3000", "\u00a091AB", "91 AB")]
    assert counted(written(rows, tmp_path / "firms.parquet")) == {"row-id-repeated": 3}


def test_a_number_as_an_id_is_an_id(tmp_path: Path) -> None:
    path = tmp_path / "firms.parquet"
    pl.DataFrame({"id": [7, 8, 7], "name": ["甲", "乙", "甲"], "industry": ["1819"] * 3}).write_parquet(path)
    assert counted(path) == {"row-id-repeated": 1}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ids=st.lists(st.integers(0, 30), min_size=1, max_size=60), part=st.integers(1, 70))
def test_the_size_of_a_part_changes_nothing(tmp_path: Path, ids: list[int], part: int) -> None:
    path = tmp_path / "firms.parquet"
    pl.DataFrame({"id": [f"模拟{each}" for each in ids], "name": "甲", "industry": "1819"}).write_parquet(path)
    brought = Brought(path.name, path)
    connection = columns.reading([path], [tmp_path])
    found = register.open_register(brought, screen_definition(ZONE), connection)
    made = repeats.without(found, brought, connection, tmp_path, part=part).repeats
    assert (pl.read_parquet(list(made)).height if made else 0) == len(ids) - len(set(ids))
    connection.close()


def test_many_ids_are_compared_a_few_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(again(120), tmp_path / "firms.parquet")
    whole = screen(path, ZONE, top=4)
    monkeypatch.setattr(repeats, "MOST_IDS", 3)
    assert screen(path, ZONE, top=4) == whole
    assert {each.code for each in whole.set_aside} >= set(REASONS)


def test_a_firm_of_several_rows_is_asked_for_by_its_id(tmp_path: Path) -> None:
    rows = [GOOD, dict(GOOD), {**GOOD, "id": "模拟2"}, {**GOOD, "id": "模拟2", "employees": "11"}]
    path = written(rows, tmp_path / "firms.csv")
    asker = next(each for each in screen(path, ZONE, top=1).carriers if each.matched).asker
    assert why(path, ZONE, "模拟1", asker).rank == 1
    contradictory = why(path, ZONE, "模拟2", asker)
    assert contradictory.rank is None
    assert contradictory.faults == (("row-id-contradictory", "id", "3, 4"),)
