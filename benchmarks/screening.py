"""Screening of a simulated register by every engine and by hand, in one run: times, ratios, memory, the same rows.

    python -m benchmarks.screening [--firms 5000000] [--askers 66] [--top 100] [--rounds 3]

The register is made with a fixed seed and stands for no real firm; each asker wants three industries of its zone's own catalogue.
Each engine runs in a process of its own, so that its memory can be told. Spark runs where PySpark is (`make spark`, then
.venv-spark/bin/python -m benchmarks.screening).
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import importlib.util
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

import chengjie.package
from benchmarks import _by_hand as hand
from chengjie.expression import columns, spark
from chengjie.matching.screening import (
    Engine,
    Wanted,
    by_carriers,
    indexed,
    ranking,
    register,
    screen,
    screen_definition,
)
from chengjie.matching.screening.asked import Asked
from chengjie.matching.screening.bringing import Brought
from chengjie.matching.screening.queries import Queries
from chengjie.register import industries

SEED = 20
PROVINCES = ["广东省", "浙江省", "江苏省", "湖南省", "江西省", "四川省"]
WARM = 10  # runs of Spark in one session: its compiler needs some to come to its pace
SLOW = next(iter(hand.QUERIES))  # all pairs at once: measured in one round
ZONE = "xiangnan-xiangxi"
CHECKED = ("DuckDB, bounds first, ids checked", "DuckDB, ids checked by number")
Measured = tuple[list[float], float, Any]


def simulate(count: int, path: Path) -> None:
    """A simulated register of firms."""
    chance = np.random.default_rng(SEED)
    codes = [each.code for each in industries(chengjie.package.open_package(ZONE)) if len(each.code) == 4]
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


def askers(count: int) -> tuple[Wanted, ...]:
    """So many carriers of the zone, each with three of the industries that it wants."""
    chance = random.Random(SEED)
    able = [each for each in by_carriers(chengjie.package.open_package(ZONE)) if len(each.wants) >= 3]
    three = [dataclasses.replace(each, wants=tuple(chance.sample(each.wants, 3))) for each in able]
    return tuple(
        dataclasses.replace(three[place % len(three)], id=f"{place:04d} {three[place % len(three)].id}")
        for place in range(count)
    )


def _asked(count: int, top: int) -> Asked:
    package = chengjie.package.open_package(ZONE)
    return Asked(screen_definition(package), askers(count), top, industries(package))


def _points(asked: Asked) -> dict[str, dict[str, int]]:
    codes = {each.code: each.code for each in asked.known if len(each.code) == 4}
    return ranking.points_by_fits(ranking.earned_by_fits(asked, codes))


def _timed(work: Callable[[], Any], times: int) -> Measured:
    took, answer = [], None
    for _ in range(times):
        began = time.perf_counter()
        answer = work()
        took.append(time.perf_counter() - began)
    return took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, answer


def _digest(rows: Iterable[tuple[object, ...]]) -> str:
    return hashlib.sha256(repr(sorted(tuple(row) for row in rows)).encode()).hexdigest()[:12]


def run_screen(path: Path, count: int, top: int, engine: Engine, times: int) -> Measured:
    """An engine of ours: its rows as a digest."""
    package, who = chengjie.package.open_package(ZONE), askers(count)
    session = spark.Spark(spark.CLUSTER, memory="1g") if engine == "spark" else None
    times = WARM if session else times
    took, memory, answer = _timed(
        lambda: screen(path, package, top=top, engine=engine, askers=who, session=session), times
    )
    if session:
        session.close()
    rows = [(each.asker, one.rank, one.id, one.units) for each in answer.lists for one in each.top]
    return took, memory, (_digest(rows), sum(each.matched for each in answer.lists))


def run_hand(path: Path, count: int, top: int, name: str, times: int) -> Measured:
    """A query by hand: its rows as a digest."""
    points = _points(_asked(count, top))
    fits = pl.DataFrame(
        [(asker, code, value) for asker, taken in points.items() for code, value in taken.items()],
        schema=["asker", "industry", "points"], orient="row",
    )  # fmt: skip
    if name == "Polars":
        took, memory, rows = _timed(lambda: hand.in_polars(path, fits, top), times)
    else:
        took, memory, rows = _timed(lambda: hand.in_duckdb(hand.QUERIES[name], path, fits, top), times)
    return took, memory, (_digest(rows), 0)


def run_index(path: Path, count: int, top: int, _name: str, times: int) -> Measured:
    """The index: built once, then one pass over its bytes, the compiled passes, and NumPy."""
    asked = _asked(count, top)
    points, most = _points(asked), np.array([float(asked.most[each.id]) for each in asked.of_the_firm])
    connection = columns.reading([path], memory="500MB")
    queries = Queries(asked.wanted, register.open_register(Brought(path.name, path), asked.wanted, connection))
    (built,), memory, index = _timed(lambda: indexed.index(queries, connection), 1)
    by_index, _, least = _timed(lambda: hand.by_index(index, most, points, top), times * 3)
    numpy, _, same = _timed(lambda: hand.in_numpy(index, most, points, top), times)
    floor, _, _ = _timed(lambda: hand.one_pass(index), times * 3)
    return [built, min(by_index), min(numpy), min(floor)], memory, (least == same, index.bytes)


def prepare(path: Path, count: int, _top: int, _name: str, _times: int) -> Measured:
    """The register, made in a process of its own: what it takes is nobody else's."""
    simulate(count, path)
    return [0.0], 0.0, None


def alone(work: Callable[..., Measured], *arguments: object) -> Measured:
    """Work in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, arguments)


def _add(to: dict[str, Measured], name: str, more: Measured) -> None:
    took, memory, found = to.get(name, ([], 0.0, more[2]))
    to[name] = ([*took, *more[0]], max(memory, more[1]), found if found == more[2] else ("", 0))


def compared(path: Path, count: int, top: int, rounds: int) -> bool:
    """Print every engine and every query by hand with its ratio to the best of these."""
    engines = ("duckdb", "indexed", *(("spark",) if importlib.util.find_spec("pyspark") else ()))
    ours: dict[str, Measured] = {}
    by_hand: dict[str, Measured] = {}
    for _ in range(rounds):  # by turns, so that a busy minute of the machine strikes all alike
        for name in engines:
            if name != "spark" or name not in ours:
                _add(ours, name, alone(run_screen, path, count, top, name, 3))
        for name in (*hand.QUERIES, "Polars"):
            if name != SLOW or name not in by_hand:
                _add(by_hand, name, alone(run_hand, path, count, top, name, 1 if name == SLOW else 3))
    best = min(min(took) for took, _, _ in by_hand.values())
    alike = min(min(by_hand[each][0]) for each in CHECKED)
    digest, pairs = ours["duckdb"][2]
    print(
        f"{pairs:,} pairs of an able firm and an asker; times first / best, memory at most, ratio to the best by hand"
    )
    print("and to the best by hand that sets rows of one id aside, as ours do")
    for name, (took, memory, found) in (*ours.items(), *by_hand.items()):
        same = "same rows" if found[0] == digest else "OTHER ROWS"
        print(
            f"{name:34} {took[0]:6.2f} / {min(took):5.2f} s  {memory:6,.0f} MB  {min(took) / best:5.2f} ×  {min(took) / alike:5.2f} ×  {same}"
        )
    if "spark" in ours:
        print(f"Spark warm ÷ DuckDB: {min(ours['spark'][0]) / min(ours['duckdb'][0]):.2f}")
    (built, by_index, numpy, floor), memory, (same, size) = alone(run_index, path, count, top, "", 3)
    print(f"index    built {built:.2f} s, {size / 1e6:,.0f} MB to read, memory at most {memory:,.0f} MB")
    print(
        f"         asked {by_index * 1e3:.1f} ms; one pass over its bytes {floor * 1e3:.1f} ms: {by_index / floor:.1f} ×"
    )
    print(
        f"         NumPy {numpy * 1e3:.1f} ms: {numpy / by_index:.1f} × as long; scores {'agree' if same else 'DIFFER'}"
    )
    return bool(same) and all(found[0] == digest for _, _, found in (*ours.values(), *by_hand.values()))


def main(arguments: list[str] | None = None) -> int:
    """Print all of it; 1 where the rows of any two differ."""
    parser = argparse.ArgumentParser(description=Path(__file__).stem)
    parser.add_argument("--firms", type=int, default=5_000_000)
    parser.add_argument("--askers", type=int, default=66)
    parser.add_argument("--top", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{given.firms}.parquet"
        alone(prepare, path, given.firms, 0, "", 0)
        print(
            f"{given.firms:,} simulated firms, {given.askers} askers of three industries each, the best {given.top} of each"
        )
        same = compared(path, given.askers, given.top, given.rounds)
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
