"""How cost grows with firms, projects and carriers: a table of times, what one more costs, and the power of the growth.

    python -m benchmarks.growth

A power of 1 is linear; below 1 a fixed part (opening, planning) is still seen. The power is that of the upper half of the sizes, by
least squares over the logarithms.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

from benchmarks import ranking, screening

FIRMS = (625_000, 1_250_000, 2_500_000, 5_000_000, 10_000_000)
CARRIERS = (636, 1_272, 2_543, 5_086, 10_172)
PROJECTS = (2_500, 5_000, 10_000, 20_000, 40_000)
LINEAR = 1.15  # the most that counts as linear on a machine with other work
TOP = 100


def main() -> int:
    """Print every curve; 1 where one of them grows faster than in proportion."""
    found = [*_screened(), *_ranked()]
    print("all linear" if max(found) <= LINEAR else f"a power above {LINEAR}")
    return 0 if max(found) <= LINEAR else 1


def _screened() -> Iterable[float]:
    with tempfile.TemporaryDirectory() as folder:
        paths = {each: Path(folder) / f"{each}.parquet" for each in FIRMS}
        for each, path in paths.items():
            screening.alone(screening.prepare, path, each, 0, "", 0)
        yield curve("screening: firms, 66 carriers", FIRMS, lambda each: _screen(paths[each], 66))
        yield curve(f"screening: carriers, {FIRMS[1]:,} firms", CARRIERS, lambda each: _screen(paths[FIRMS[1]], each))


def _screen(path: Path, askers: int) -> float:
    return min(screening.alone(screening.run_screen, path, askers, TOP, "duckdb", 3)[0])


def _ranked() -> Iterable[float]:
    made = np.random.default_rng(20)
    weights = made.random((max(PROJECTS), ranking.CRITERIA)) + 0.01
    matrix = made.random((max(CARRIERS), ranking.CRITERIA)) + 0.01

    def ranked(projects: int, carriers: int) -> float:
        return ranking.spent(lambda: ranking.rank_all(matrix[:carriers], weights[:projects]), times=3)

    yield curve("ranking: projects, 500 carriers", PROJECTS, lambda each: ranked(each, 500))
    yield curve("ranking: carriers, 2,000 projects", CARRIERS, lambda each: ranked(2_000, each))


def curve(name: str, sizes: tuple[int, ...], timed: Callable[[int], float]) -> float:
    """Print one curve; the power by which its upper half grows."""
    times = [timed(each) for each in sizes]
    upper = len(sizes) // 2
    power = float(np.polyfit(np.log(sizes[upper:]), np.log(times[upper:]), 1)[0])
    print(f"{name}: power {power:.2f}", flush=True)
    for place, (size, took) in enumerate(zip(sizes, times, strict=True)):
        more = (took - times[place - 1]) / (size - sizes[place - 1]) * 1e6 if place else 0.0
        print(f"  {size:>10,}  {took:7.3f} s" + (f"  {more:8.3f} µs for one more" if place else ""))
    return power


if __name__ == "__main__":
    sys.exit(main())
