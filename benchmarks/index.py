"""How long indices take: 10,000 runs of a 50 × 49 index, and 3,000 counties × 100 indicators × 10 years; beside other programs.

The peers take the same steps run by run: pymcdm (normalise, weighted sum, rank) and scikit-criteria (scaler, weighted sum
model); pandas takes the steps of the panel. Their places are compared with ours before any time is believed.

python -m benchmarks.index
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd
import pymcdm.methods
import pymcdm.normalizations
import skcriteria
from scipy.stats import rankdata
from skcriteria.agg.simple import WeightedSumModel
from skcriteria.preprocessing.scalers import MinMaxScaler

from chengjie.index import Group, IndexDefinition, Indicator, Sheet, compute, uncertainty
from chengjie.index.steps import Doubts, Imputation, Normalisation, Treatment
from chengjie.index.uncertainty import FACTORS, drawn
from chengjie.index.varying import ranks, vary

UNITS, INDICATORS, RUNS, SHOWN = 50, 49, 10_000, 200
COUNTIES, WIDE, YEARS = 3_000, 100, 10
RUNS_BAR, PANEL_BAR, TIMES_BAR = 2.0, 1.0, 10.0


def definition(count: int, groups: int, **steps: object) -> IndexDefinition:
    """A tree of three levels with given weights."""
    generator = np.random.default_rng(1)
    tree = [Group(code="index"), *(Group(code=f"g{n}", parent="index", weight=1 + n % 3) for n in range(groups))]
    indicators = [
        Indicator(
            code=f"x{n}",
            parent=f"g{n % groups}",
            direction=-1 if n % 5 == 0 else 1,
            weight=float(generator.integers(1, 5)),
        )
        for n in range(count)
    ]
    title = {"zh": "度量", "en": "measured"}
    return IndexDefinition.model_validate(
        {"id": "measured", "title": title, "groups": tree, "indicators": indicators, **steps}
    )


def sheet(rows: int, count: int, *, gaps: float = 0.0, periods: int = 1) -> Sheet:
    """Skewed figures with gaps, a region for each unit, and periods where there are several."""
    generator = np.random.default_rng(2)
    numbers = {f"x{n}": generator.lognormal(size=rows * periods) for n in range(count)}
    for values in numbers.values():
        values[generator.random(len(values)) < gaps] = np.nan
    units = tuple(f"u{row % rows}" for row in range(rows * periods))
    years = tuple(str(2015 + row // rows) for row in range(rows * periods)) if periods > 1 else ()
    return Sheet(units, numbers, {"region": tuple(f"r{row % 14}" for row in range(rows * periods))}, years)


def timed(work: Callable[[], object], *, times: int = 3) -> float:
    """The fastest of some runs, in seconds."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return min(spent)


def effective(wanted: IndexDefinition, factors: np.ndarray, left_out: int) -> np.ndarray:
    """The weights of the indicators in the whole index, in one run."""
    place = {node.code: number for number, node in enumerate(wanted.nodes)}
    own = {node.code: (node.weight or 0.0) * factors[place[node.code]] for node in wanted.nodes}
    if left_out >= 0:
        own[wanted.indicators[left_out].code] = 0.0
    sums = {group.code: sum(own[child.code] for child in wanted.children(group.code)) for group in wanted.groups}
    found = np.array(
        [own[each.code] / sums[each.parent] * own[each.parent] / sums["index"] for each in wanted.indicators]
    )
    return np.asarray(found)


def runs() -> bool:
    """Ten thousand runs, and what the peers take for a run."""
    doubts = Doubts(runs=RUNS, weights=0.25, normalise=(Normalisation(method="z-score"),), seed=3)
    wanted, data = definition(INDICATORS, 7), sheet(UNITS, INDICATORS)
    ours = timed(lambda: uncertainty(wanted, data, doubts=doubts))
    generator = np.random.default_rng(3)
    draw = drawn(wanted, doubts, generator.random((RUNS, len(FACTORS))), generator)
    places = ranks(vary(wanted, data, doubts, draw).scores)
    matrix = np.column_stack([data.numbers[each.code] for each in wanted.indicators])
    signs = np.array([each.direction for each in wanted.indicators])
    shares = [effective(wanted, draw.weights[run], int(draw.left_out[run])) for run in range(SHOWN)]
    norms = (pymcdm.normalizations.minmax_normalization, zscore)

    def by_pymcdm() -> list[np.ndarray]:
        found = []
        for run in range(SHOWN):
            norm = norms[draw.normalise[run]]
            score = pymcdm.methods.WSM(normalization_function=norm)(matrix, shares[run], signs, validation=False)
            found.append(rankdata(-score, method="min"))
        return found

    def by_scikit() -> list[np.ndarray]:
        found = []
        for run in range(SHOWN):
            scaled = np.column_stack(
                [norms[draw.normalise[run]](matrix[:, n], signs[n] < 0) for n in range(INDICATORS)]
            )
            case = skcriteria.mkdm(scaled - scaled.min(), [max] * INDICATORS, weights=shares[run])
            found.append(WeightedSumModel().evaluate(case).rank_)
        return found

    same = all((one == places[run]).all() for run, one in enumerate(by_pymcdm()))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        alike = all((one == places[run]).all() for run, one in enumerate(by_scikit()))
        theirs = {
            name: timed(work, times=2) / SHOWN * RUNS
            for name, work in (("pymcdm", by_pymcdm), ("scikit-criteria", by_scikit))
        }
    print(
        f"{RUNS:,} runs of {UNITS} × {INDICATORS}: {ours:.2f} s (bar {RUNS_BAR} s); places equal: pymcdm {same}, scikit-criteria {alike}"
    )
    for name, spent in theirs.items():
        print(f"  {name}: {spent:.1f} s for as many ({SHOWN} run), {spent / ours:.0f} times ours (bar {TIMES_BAR:.0f})")
    return ours < RUNS_BAR and same and alike and min(theirs.values()) / ours >= TIMES_BAR


def zscore(values: np.ndarray, cost: bool = False) -> np.ndarray:
    """Standard scores, as the peers' normalisations are called."""
    return np.asarray((values - values.mean()) / values.std(ddof=1) * (-1 if cost else 1))


def panel() -> bool:
    """Ten years of three thousand counties on one scale, and pandas on the same steps."""
    steps = {
        "impute": Imputation(method="mean", group="region"),
        "treat": Treatment(method="winsorise"),
        "normalise": Normalisation(),
    }
    wanted, data = definition(WIDE, 10, **steps), sheet(COUNTIES, WIDE, gaps=0.05, periods=YEARS)
    ours = timed(lambda: compute(wanted, data).ranks, times=15)
    frame = pd.DataFrame({**data.numbers, "region": data.labels["region"], "year": data.periods})
    theirs = timed(lambda: by_pandas(wanted, frame))
    scores = compute(wanted, data)
    close = np.allclose(by_pandas(wanted, frame)[0], scores.score, rtol=1e-9)
    print(
        f"{COUNTIES:,} counties × {WIDE} indicators × {YEARS} years: {ours:.2f} s (bar {PANEL_BAR} s); pandas {theirs:.1f} s, {theirs / ours:.1f} times ours; scores equal: {close}"
    )
    bare = timed(lambda: by_numpy(wanted, data))
    same = np.allclose(by_numpy(wanted, data), scores.score, rtol=1e-9)
    print(
        f"  numpy alone, the same steps without names, checks or kept steps: {bare:.2f} s, ours {ours / bare:.2f} times that; scores equal: {same}"
    )
    return ours < PANEL_BAR and close and same


def by_numpy(wanted: IndexDefinition, data: Sheet) -> np.ndarray:
    """The floor: no more than the passes over the figures that the steps ask for, written for this panel alone."""
    words, region = np.unique(np.array(data.labels["region"]), return_inverse=True)
    score = np.zeros(len(data.units))
    shares = effective(wanted, np.ones(len(wanted.nodes)), -1)
    for each, share in zip(wanted.indicators, shares, strict=True):
        values = data.numbers[each.code].copy()
        gaps = np.isnan(values)
        values[gaps] = 0.0
        counts = np.bincount(region) - np.bincount(region[gaps], minlength=len(words))
        values[gaps] = (np.bincount(region, values) / counts)[region[gaps]]
        before, (skewed, peaked) = values.copy(), shape(values)
        for _ in range(5):
            if not (abs(skewed) > 2 and peaked > 3.5):
                break
            outermost = values == (values.max() if skewed > 0 else values.min())
            values[outermost] = -np.inf if skewed > 0 else np.inf
            values[outermost] = values.max() if skewed > 0 else values.min()
            skewed, peaked = shape(values)
        if abs(skewed) > 2 and peaked > 3.5:
            low, high = before.min(), before.max()
            values = np.log(before - low + 0.01 * (high - low))
        signed = values * each.direction
        low, high = signed.min(), signed.max()
        score += (signed - low) * (100 * share / (high - low))
    return score


def shape(values: np.ndarray) -> tuple[float, float]:
    """Skewness and kurtosis corrected for bias, in as few passes as NumPy has."""
    n, away = len(values), values - values.mean()
    squares = away * away
    spread = squares.mean()
    skewed = np.einsum("i,i->", squares, away) / n / spread**1.5 * np.sqrt(n * (n - 1)) / (n - 2)
    plain = np.einsum("i,i->", squares, squares) / n / spread**2 - 3
    return float(skewed), float(((n + 1) * plain + 6) * (n - 1) / ((n - 2) * (n - 3)))


def one_pass() -> None:
    """One pass over as many cells, on the steps that the peers have too: scales, weighted sum, places; no bar, for the record."""
    wanted, data = definition(WIDE, 10), sheet(COUNTIES * YEARS, WIDE)
    flat = [each.model_copy(update={"parent": "index", "direction": 1}) for each in wanted.indicators]
    own = wanted.model_copy(update={"groups": (Group(code="index"),), "indicators": tuple(flat)})
    matrix = np.column_stack([data.numbers[each.code] for each in flat])
    weights = np.array([each.weight for each in flat])
    scale = pymcdm.normalizations.minmax_normalization

    def by_pymcdm() -> np.ndarray:
        method = pymcdm.methods.WSM(normalization_function=scale)
        return np.asarray(
            rankdata(-method(matrix, weights / weights.sum(), np.ones(WIDE), validation=False), method="min")
        )

    def by_scikit() -> np.ndarray:
        case = MinMaxScaler(target="matrix").transform(skcriteria.mkdm(matrix, [max] * WIDE, weights=weights))
        return np.asarray(WeightedSumModel().evaluate(case).rank_)

    ours, places = timed(lambda: compute(own, data).ranks, times=15), np.array(compute(own, data).ranks)
    print(f"one pass over {COUNTIES * YEARS:,} × {WIDE}, no gaps, no treatment: {ours:.3f} s")
    for name, work in (("pymcdm", by_pymcdm), ("scikit-criteria", by_scikit)):
        spent = timed(work)
        print(f"  {name}: {spent:.3f} s, {spent / ours:.1f} times ours; places equal: {(work() == places).all()}")


def by_pandas(wanted: IndexDefinition, frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The steps of the panel as one writes them in pandas."""
    columns = {}
    for each in wanted.indicators:
        values = frame[each.code].fillna(frame.groupby("region")[each.code].transform("mean"))
        before, count = values, 0
        while abs(values.skew()) > 2 and values.kurt() > 3.5 and count < 5:
            edge = values.max() if values.skew() > 0 else values.min()
            rest = values[values != edge]
            values = values.where(values != edge, rest.max() if values.skew() > 0 else rest.min())
            count += 1
        if abs(values.skew()) > 2 and values.kurt() > 3.5:
            values = np.log(before - before.min() + 0.01 * (before.max() - before.min()))
        signed = values * each.direction
        columns[each.code] = (signed - signed.min()) / (signed.max() - signed.min()) * 100
    for group in wanted.bottom_up():
        children = wanted.children(group.code)
        weights = [child.weight or 0.0 for child in children]
        part = pd.DataFrame({child.code: columns[child.code] for child in children})
        columns[group.code] = (part * weights).sum(axis=1) / sum(weights)
    score = columns["index"]
    return score.to_numpy(), score.groupby(frame["year"]).rank(ascending=False, method="min").to_numpy()


def main() -> None:
    passed = [runs(), panel()]
    one_pass()
    print("bars kept" if all(passed) else "bars missed")


if __name__ == "__main__":
    main()
