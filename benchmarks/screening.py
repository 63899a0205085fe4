"""Screening of a simulated register beside a query written by hand for the same answer, in one run.

    python -m benchmarks.screening [--firms 5000000] [--top 100]

The register is made with a fixed seed and stands for no real firm. The query by hand joins every firm with every carrier that
takes its industry, scores every pair and keeps the best: what one writes first.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np
import polars as pl

import chengjie.package
from chengjie.matching.screening import by_carriers, screen
from chengjie.matching.screening.wanted import fits as fits_of
from chengjie.register import industries

SEED = 20
PROVINCES = ["广东省", "浙江省", "江苏省", "湖南省", "江西省", "四川省"]
BY_HAND = """
WITH pairs AS (
  SELECT carrier, id, 55 * affinity
    + 15 * CASE WHEN employees >= 1000 THEN 1 ELSE employees / 1000 END
    + 15 * CASE WHEN capital >= 10000 THEN 1 ELSE capital / 10000 END
    + 15 * CASE WHEN province IN ('广东省', '浙江省', '江苏省', '福建省', '上海市', '山东省') THEN 1 ELSE 0 END AS score
  FROM read_parquet($1) JOIN fits ON industry = code
  WHERE status IN ('存续', '在业', '在营', '开业', 'active') AND employees >= 0 AND capital >= 0)
SELECT carrier, list_min(max(score, {top})) FROM pairs GROUP BY carrier
"""


def register(count: int, path: Path) -> None:
    """A simulated register of firms."""
    chance = np.random.default_rng(SEED)
    codes = [each.code for each in industries(chengjie.package.open_package("xiangnan-xiangxi")) if len(each.code) == 4]
    pl.DataFrame(
        {
            "id": pl.int_range(count, eager=True).cast(pl.String).str.zfill(18),
            "name": "模拟企业" + pl.int_range(count, eager=True).cast(pl.String),
            "industry": chance.choice(np.array(codes), count),
            "province": chance.choice(np.array(PROVINCES), count),
            "employees": chance.lognormal(3, 1.2, count).astype(np.int32),
            "capital": chance.lognormal(6, 1.5, count),
            "status": chance.choice(np.array(["存续", "注销"]), count, p=[0.8, 0.2]),
        }
    ).write_parquet(path, compression="zstd")


def main(arguments: list[str] | None = None) -> int:
    """Print both times and their ratio, and whether the scores agree."""
    parser = argparse.ArgumentParser(description=Path(__file__).stem)
    parser.add_argument("--firms", type=int, default=5_000_000)
    parser.add_argument("--top", type=int, default=100)
    given = parser.parse_args(arguments)
    zone = chengjie.package.open_package("xiangnan-xiangxi")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "simulated.parquet"
        register(given.firms, path)
        took = []
        for _ in range(2):
            began = time.perf_counter()
            answer = screen(path, zone, top=given.top)
            took.append(time.perf_counter() - began)
        known = industries(zone)
        fits = [(one.id, code, fit.value) for one in by_carriers(zone) for code, fit in fits_of(one, known, {}).items()]
        began = time.perf_counter()
        with duckdb.connect() as connection:
            connection.register(
                "fits", pl.DataFrame(fits, schema=["carrier", "code", "affinity"], orient="row").to_arrow()
            )
            least = dict(connection.execute(BY_HAND.format(top=given.top), [str(path)]).fetchall())
        by_hand = time.perf_counter() - began
    wrong = [each.asker for each in answer.carriers if each.top and abs(each.top[-1].score - least[each.asker]) > 1e-5]
    pairs = sum(each.matched for each in answer.carriers)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{answer.rows:,} simulated firms, {len(answer.carriers)} carriers, {pairs:,} pairs")
    print(f"screen   {took[0]:6.2f} s first, {took[1]:6.2f} s again, with firms, points and rows set aside")
    print(f"by hand  {by_hand:6.2f} s, scores only; ratio {min(took) / by_hand:.2f}; memory {memory:,.0f} MB")
    print("scores agree" if not wrong else f"scores differ: {wrong[:5]}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
