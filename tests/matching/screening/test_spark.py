"""Spark gives the rows that one machine gives, to the last point."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.matching.screening.simulated import ZONE, by_hand, firms, shown, written
from tests.matching.screening.test_registers import DIRTY
from tests.matching.screening.test_repeats import again

from chengjie.expression.spark import CLUSTER, Spark
from chengjie.matching.screening import screen


@pytest.fixture(scope="module")
def session() -> Iterator[Spark]:
    with Spark(CLUSTER) as found:
        yield found


@pytest.mark.spark
@pytest.mark.parametrize("seed", [4, 5])
def test_a_cluster_ranks_as_one_machine_and_as_a_plain_reading(session: Spark, tmp_path: Path, seed: int) -> None:
    rows = firms(400, seed)
    path = written(rows, tmp_path / "firms.parquet", group=100)
    answer = screen(path, ZONE, top=7, engine="spark", session=session)
    assert answer == screen(path, ZONE, top=7)
    expected = by_hand(rows, 7)
    assert {asker: shown(answer)[asker] for asker in expected} == expected


@pytest.mark.spark
def test_dirty_rows_are_set_aside_alike(session: Spark, tmp_path: Path) -> None:
    path = tmp_path / "名录.csv"
    path.write_text(DIRTY, encoding="utf-8")
    assert screen(path, ZONE, top=3, engine="spark", session=session) == screen(path, ZONE, top=3)


@pytest.mark.spark
def test_ids_that_are_there_twice_are_set_aside_alike(session: Spark, tmp_path: Path) -> None:
    rows = again(200)
    blanks = [{**rows[5], "id": "\u3000" + rows[5]["id"]}, {**rows[7], "name": rows[7]["name"] + " \u3000"}]
    blanks += [
        {**rows[8], "id": f"又{place}", "industry": each} for place, each in enumerate([" ", "\u00a0", " 1819\u3000"])
    ]
    path = written([*rows, *blanks], tmp_path / "firms.parquet", group=60)
    assert screen(path, ZONE, top=5, engine="spark", session=session) == screen(path, ZONE, top=5)
