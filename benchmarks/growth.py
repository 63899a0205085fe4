"""How cost grows with firms, projects and carriers: a table of times, what one more costs, and the power of the growth.

    python -m benchmarks.growth [firms] [carriers] [ranking]

Each size is run several times and the least counts: seconds by the clock, and seconds of the processor over all threads. Other work
on the machine moves the first much and the second little, so the power is that of the second: over the upper half of the sizes, by
least squares of the logarithms. 1 is linear; below 1 a fixed part (opening, planning) is still seen. A whole ranking puts its carriers
in order, which takes m·log m: there the power without that logarithm is said too, and is the one that counts.
"""

from __future__ import annotations

import multiprocessing
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np

import chengjie.matching.screening
import chengjie.package
from benchmarks import ranking, screening

FIRMS = (625_000, 1_250_000, 2_500_000, 5_000_000, 10_000_000)
CARRIERS = (636, 1_272, 2_543, 5_086, 10_172)
PROJECTS = (2_500, 5_000, 10_000, 20_000, 40_000)
LINEAR = 1.15  # the most that counts as linear: what no longer fits the cache costs more
TOP = 100


Cost = tuple[float, float]  # seconds: of the processor, by the clock


def main(arguments: list[str] | None = None) -> int:
    """Print the curves; 1 where one of them grows faster than in proportion."""
    curves = {"firms": _firms, "carriers": _carriers, "ranking": _ranked}
    wanted = (sys.argv[1:] if arguments is None else arguments) or list(curves)
    found = [power for name in wanted for power in curves[name]()]
    print("all linear" if max(found) <= LINEAR else f"a power above {LINEAR}")
    return 0 if max(found) <= LINEAR else 1


def least(job: Callable[[], object], *, times: int) -> Cost:
    """The least that a job takes of the processor, and by the clock."""
    found = []
    for _ in range(times):
        clock, processor = time.perf_counter(), time.process_time()
        job()
        found.append((time.process_time() - processor, time.perf_counter() - clock))
    return min(each for each, _ in found), min(each for _, each in found)


def _firms() -> Iterable[float]:
    with tempfile.TemporaryDirectory() as folder:
        paths = {each: _register(Path(folder), each) for each in FIRMS}
        yield curve("screening: firms, 66 carriers", FIRMS, lambda each: _screened(paths[each], 66))


def _carriers() -> Iterable[float]:
    with tempfile.TemporaryDirectory() as folder:
        path = _register(Path(folder), FIRMS[1])
        yield curve(f"screening: carriers, {FIRMS[1]:,} firms", CARRIERS, lambda each: _screened(path, each))


def _register(folder: Path, firms: int) -> Path:
    path = folder / f"{firms}.parquet"
    screening.alone(screening.prepare, path, firms, 0, "", 0)
    return path


def _screened(path: Path, askers: int) -> Cost:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(screen, (path, askers))


def screen(path: Path, askers: int) -> Cost:
    """A screening, in a process of its own."""
    package, who = chengjie.package.open_package(screening.ZONE), screening.askers(askers)
    return least(lambda: chengjie.matching.screening.screen(path, package, top=TOP, askers=who), times=3)


def _ranked() -> Iterable[float]:
    made = np.random.default_rng(20)
    weights = made.random((max(PROJECTS), ranking.CRITERIA)) + 0.01
    matrix = made.random((max(CARRIERS), ranking.CRITERIA)) + 0.01

    def ranked(projects: int, carriers: int) -> Cost:
        return least(lambda: ranking.rank_all(matrix[:carriers], weights[:projects]), times=5)

    yield curve("ranking: projects, 500 carriers", PROJECTS, lambda each: ranked(each, 500))
    yield curve("ranking: carriers, 2,000 projects", CARRIERS, lambda each: ranked(2_000, each), sorts=True)


def curve(name: str, sizes: tuple[int, ...], timed: Callable[[int], Cost], *, sorts: bool = False) -> float:
    """Print one curve; the power by which what its upper half takes of the processor grows, where it `sorts` but for the logarithm."""
    costs = [timed(each) for each in sizes]
    upper = len(sizes) // 2
    size, worked = np.array(sizes[upper:], dtype=float), np.array([processor for processor, _ in costs[upper:]])
    power, bare = (float(np.polyfit(np.log(size), np.log(cost), 1)[0]) for cost in (worked, worked / np.log(size)))
    print(
        f"{name}: power {power:.2f}" + (f", {bare:.2f} without the logarithm of sorting" if sorts else ""), flush=True
    )
    for place, (each, (processor, clock)) in enumerate(zip(sizes, costs, strict=True)):
        more = (processor - costs[place - 1][0]) / (each - sizes[place - 1]) * 1e6 if place else 0.0
        print(
            f"  {each:>10,}  {clock:7.3f} s  {processor:7.3f} s of the processor"
            + (f"  {more:8.3f} µs for one more" if place else "")
        )
    return bare if sorts else power


if __name__ == "__main__":
    sys.exit(main())
