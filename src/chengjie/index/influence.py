"""What drives a score (贡献分解): how each indicator lifts a unit above the middle of all, and what each removal would change."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chengjie.errors import Fault
from chengjie.index import varying
from chengjie.index.compute import Scores, aggregate
from chengjie.index.definition import IndexDefinition
from chengjie.index.preparing import Columns
from chengjie.index.sheet import Numbers, Sheet
from chengjie.index.steps import Doubts
from chengjie.index.varying import Draw
from chengjie.index.weighing import FROM_FIGURES

ORDERS = 64


@dataclass(frozen=True)
class Drivers:
    """`points[code]` is what an indicator adds to each unit's score above `middle`, the score of a unit that is average in
    everything; over all indicators they sum to the score less the middle. `exact` where that is arithmetic, else by `ORDERS`
    seeded orders of Shapley's value."""

    middle: float
    points: Columns
    exact: bool


def drivers(scores: Scores, *, seed: int = 0) -> Drivers:
    """Shapley's decomposition of every score. A unit whose score is unknown has unknown points."""
    definition = scores.definition
    normalised = dict(scores.steps["normalised"])
    average = {code: np.full_like(values, np.nanmean(values)) for code, values in normalised.items()}
    exact = is_linear(definition) and not any(np.isnan(values).any() for values in normalised.values())
    if exact:
        pulls = effective(definition, scores)
        points = {code: pulls[code] * (values - average[code]) for code, values in normalised.items()}
        return Drivers(float(_total(definition, average)[0]), points, exact)
    points = {code: np.zeros(len(scores.units)) for code in normalised}
    generator = np.random.default_rng(seed)
    codes = list(normalised)
    for _ in range(ORDERS):
        mixed = dict(average)
        before = _total(definition, mixed)
        middle = before
        for place in generator.permutation(len(codes)):
            code = codes[int(place)]
            # A gap stays at the average: it moves nothing, and what moves is what is known.
            mixed[code] = np.where(np.isnan(normalised[code]), average[code], normalised[code])
            after = _total(definition, mixed)
            points[code] += (after - before) / ORDERS
            before = after
    gap = np.where(np.isnan(scores.score), np.nan, 0.0)
    return Drivers(float(middle[0]), {code: values + gap for code, values in points.items()}, exact)


def is_linear(definition: IndexDefinition) -> bool:
    """Whether the index is a weighted sum of its indicators: only arithmetic means and sums, no gate, no limited bonus, and
    weights that do not come from the figures."""
    return all(
        definition.method(group) in {"arithmetic", "sum"}
        and group.gate is None
        and (group.weigh or definition.weigh).method not in FROM_FIGURES
        for group in definition.groups
    ) and not any(node.bonus and node.most is not None for node in definition.nodes)


def effective(definition: IndexDefinition, scores: Scores) -> dict[str, float]:
    """What a point of each indicator is worth in points of the index, where it is a weighted sum."""
    parents = {node.code: node.parent for node in definition.nodes}
    worth: dict[str, float] = {}
    for each in definition.indicators:
        value, here = 1.0, each.code
        while (parent := parents[here]) is not None:
            value *= scores.weights[parent].get(here, 1.0)
            here = parent
        worth[each.code] = value
    return worth


def _total(definition: IndexDefinition, columns: Columns) -> Numbers:
    return aggregate(definition, columns)[0][definition.root]


@dataclass(frozen=True)
class Removal:
    """An indicator left out: the mean and largest shift of ranks, and who moves most; or why it cannot be computed without it."""

    code: str
    mean_shift: float
    most_shift: float
    unit: str
    faults: tuple[Fault, ...] = ()


def removals(definition: IndexDefinition, sheet: Sheet, scores: Scores) -> tuple[Removal, ...]:
    """Each indicator left out in turn, the others sharing its weight; those that matter most first."""
    count = len(scores.definition.indicators)
    if count < 2:
        return ()
    none = np.zeros(count, dtype=np.int64)
    weights = np.ones((count, len(scores.definition.nodes)))
    draw = Draw(none, none, none, none, none, np.arange(count, dtype=np.int64), weights)
    varied = varying.vary(definition, sheet, Doubts(runs=count), draw)
    own = np.array([np.nan if rank is None else float(rank) for rank in scores.ranks])
    shifts = np.abs(varied.ranks(~np.isnan(own)) - own)
    faults = tuple(fault for each in varied.failures for fault in each.faults)
    found = []
    for row, each in enumerate(scores.definition.indicators):
        known = ~np.isnan(shifts[row])
        if not known.any():
            found.append(Removal(each.code, float("nan"), float("nan"), "", faults))
            continue
        most = int(np.nanargmax(shifts[row]))
        found.append(Removal(each.code, float(shifts[row][known].mean()), float(shifts[row][most]), scores.units[most]))
    return tuple(sorted(found, key=lambda each: -each.mean_shift if each.mean_shift == each.mean_shift else 0.0))
