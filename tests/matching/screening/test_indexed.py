"""An index in memory gives what one machine and a plain reading give, under other weights too."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.matching.screening.simulated import ZONE, by_hand, firms, shown, written

from chengjie.matching.screening import indexed, kernels, screen


@pytest.mark.parametrize(("seed", "top"), [(1, 3), (2, 9), (3, 40)])
def test_the_index_ranks_as_one_machine(tmp_path: Path, seed: int, top: int) -> None:
    rows = firms(300, seed)
    path = written(rows, tmp_path / "firms.parquet")
    answer = screen(path, ZONE, top=top, engine="indexed")
    assert answer == screen(path, ZONE, top=top)
    expected = by_hand(rows, top)
    assert {asker: shown(answer)[asker] for asker in expected} == expected


def index(chance: np.random.Generator, count: int) -> indexed.Index:
    values = chance.choice([0.0, 0.25, 0.3, 1.0, np.nan], (2, count))
    fails = chance.choice(np.array([0, 0, 1, 2], dtype=np.uint8), count)
    half = count // 3
    return indexed.Index(("甲", "乙"), np.array([0, half, count]), values, fails, np.arange(count))


@pytest.mark.parametrize("top", [1, 4, 60])
@pytest.mark.parametrize("mask", [0, 1, 3])
def test_the_best_of_each_industry_are_those_of_a_plain_sort(top: int, mask: int) -> None:
    found = index(np.random.default_rng(top * 7 + mask), 90)
    most = np.array([30_000_000.0, 12_345_677.0])
    best = found.best(most, top, mask=mask)
    for place, (start, end) in enumerate(zip(found.starts[:-1], found.starts[1:], strict=True)):
        values = np.where(np.isnan(found.values), 0.5, found.values)
        own = np.floor(most[:, None] * values + 0.5).astype(np.int64).sum(axis=0)
        able = [each for each in range(start, end) if not found.fails[each] & mask]
        expected = sorted(able, key=lambda each: (-own[each], each))[:top]
        numbers = best.found[place, : best.counts[place]]
        assert [int(kernels.LAST - (each & kernels.LAST)) for each in numbers] == expected
        assert [int(each >> kernels.PLACE) for each in numbers] == [int(own[each]) for each in expected]


def test_whoever_takes_two_industries_gets_the_best_of_both() -> None:
    found = index(np.random.default_rng(5), 90)
    best = found.best(np.array([50_000_000.0, 1.0]), 8)
    _, places, scores = best.of({"甲": 7, "乙": 0, "没有": 9}, 5)
    own = best.found >> kernels.PLACE
    every = sorted([*(own[0, : best.counts[0]] + 7), *own[1, : best.counts[1]]], reverse=True)
    assert sorted(scores, reverse=True)[:5] == every[:5]
    assert len(set(places)) == len(places)
