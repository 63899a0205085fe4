"""Many projects, each with weights of its own, against many parks over 30 criteria: scores and whole rankings; against two libraries.

python -m benchmarks.ranking
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from chengjie.matching import methods

PROJECTS, CRITERIA = 10_000, 30
PARKS = {66: 0.050, 2543: 1.0}  # seconds that may be spent
SAMPLE = 40  # calls of the other libraries from which their whole time is reckoned
TIMES = 100  # how many times faster it has to be
Matrix = NDArray[np.float64]


def spent(job: Callable[[], object], *, times: int = 5) -> float:
    """The best of several runs, in seconds."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        job()
        found.append(time.perf_counter() - start)
    return min(found)


def rank_all(matrix: Matrix, weights: Matrix) -> NDArray[np.int32]:
    """The whole order of the parks for every project."""
    larger = np.ones(matrix.shape[1], dtype=bool)
    return methods.rankings("topsis", methods.NORMALISATIONS["vector"](matrix, larger), weights)


def as_ranks(order: NDArray[np.int32]) -> list[int]:
    """The rank of each park from the order of the parks."""
    found = np.empty(len(order), dtype=int)
    found[order] = np.arange(1, len(order) + 1)
    return [int(each) for each in found]


def peers(matrix: Matrix, weights: Matrix) -> dict[str, tuple[float, list[list[int]]]]:
    """Seconds a project and the ranks, by library, as each is called by default; pymcdm also without its checks of the input."""
    with warnings.catch_warnings():  # what these libraries say of themselves
        warnings.simplefilter("ignore")
        import skcriteria
        from pymcdm.methods import TOPSIS
        from pymcdm.normalizations import vector_normalization
        from skcriteria.agg.topsis import TOPSIS as OTHER
        from skcriteria.preprocessing.scalers import VectorScaler

        asked, ones = TOPSIS(normalization_function=vector_normalization), np.ones(matrix.shape[1])

        def mcdm(each: Matrix, *, checks: bool) -> list[int]:
            return [int(rank) for rank in methods.ranks(np.asarray(asked(matrix, each, ones, validation=checks)))]

        def criteria(each: Matrix) -> list[int]:
            made = skcriteria.mkdm(matrix, objectives=[1] * matrix.shape[1], weights=each)
            return [int(rank) for rank in OTHER().evaluate(VectorScaler(target="matrix").transform(made)).rank_]

        jobs = {
            "pymcdm": lambda each: mcdm(each, checks=True),
            "pymcdm without its checks": lambda each: mcdm(each, checks=False),
            "scikit-criteria": criteria,
        }
        found = {}
        for name, job in jobs.items():
            start = time.perf_counter()
            ranks = [job(each) for each in weights]
            found[name] = ((time.perf_counter() - start) / len(weights), ranks)
    return found


def main() -> None:
    made = np.random.default_rng(20)
    weights = made.random((PROJECTS, CRITERIA)) + 0.01
    weights /= weights.sum(axis=1, keepdims=True)
    for parks, bar in PARKS.items():
        matrix = made.random((parks, CRITERIA)) + 0.01
        rank_all(matrix, weights[:10])
        ours = spent(lambda matrix=matrix: rank_all(matrix, weights))  # type: ignore[misc]  # mypy does not infer a default
        mine = [as_ranks(each) for each in rank_all(matrix, weights[:SAMPLE])]
        alone = spent(lambda matrix=matrix: methods.rankings("topsis", matrix, weights, threads=1))  # type: ignore[misc]
        print(f"{PROJECTS:,} projects × {parks:,} parks × {CRITERIA} criteria, every rank: {ours * 1000:.0f} ms (bar {bar * 1000:.0f} ms; one thread {alone * 1000:.0f} ms)")  # fmt: skip
        for name, (each, ranks) in peers(matrix, weights[:SAMPLE]).items():
            ratio = each * PROJECTS / ours
            print(f"  {name}: {each * PROJECTS:.1f} s reckoned from {SAMPLE} calls, {ratio:,.0f}× (bar {TIMES}×), ranks equal: {ranks == mine}")  # fmt: skip
    print("the curve, seconds; each line twice the one above")
    for side in ("projects", "parks"):
        for size in (2_500, 5_000, 10_000, 20_000):
            n, m = (size, 500) if side == "projects" else (2_000, size)
            part = np.resize(weights, (n, CRITERIA))
            matrix = made.random((m, CRITERIA)) + 0.01
            print(f"  {side:8} {size:6,}: {spent(lambda a=matrix, b=part: rank_all(a, b), times=3):.3f}")  # type: ignore[misc]  # as above


if __name__ == "__main__":
    main()
