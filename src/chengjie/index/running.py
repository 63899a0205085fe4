"""The same figures aggregated in thousands of runs, each with weights of its own: a run is the index computed afresh."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from chengjie.index import aggregating, weighing
from chengjie.index.definition import Group, IndexDefinition, Indicator
from chengjie.index.preparing import Columns
from chengjie.index.sheet import Numbers

Flags = NDArray[np.bool_]
Nodes = list[Indicator | Group]


def scores(definition: IndexDefinition, columns: Columns, factors: Numbers) -> Numbers:
    """Every run, (runs, units). `factors` (runs, nodes) multiply the weights; what is multiplied by 0 is not there in that run,
    and nor is a group of which no child is left. Refuses what weighing and aggregating refuse.
    """
    place = {node.code: number for number, node in enumerate(definition.nodes)}
    found: dict[str, Numbers] = dict(columns)
    there = factors > 0
    for group in definition.bottom_up():
        children = definition.children(group.code)
        places = np.array([place[child.code] for child in children])
        score = np.zeros((len(factors), found[children[0].code].shape[-1]))
        for stay, runs in _alike(there[:, places]):
            kept = [child for child, stays in zip(children, stay, strict=True) if stays]
            if all(child.bonus for child in kept):
                there[runs, place[group.code]] = False
                continue
            own = factors[np.ix_(runs, places[stay])].T
            values = {each.code: _of(found[each.code], runs, len(factors)) for each in kept}
            score[runs] = _one(definition, group, kept, values, own)
        found[group.code] = score
    return found[definition.root]


def _alike(there: Flags) -> Iterator[tuple[Flags, NDArray[np.int64]]]:
    """The runs by which children are there."""
    if there.all():
        yield np.ones(there.shape[1], dtype=bool), np.arange(len(there))
        return
    sets, which = np.unique(there, axis=0, return_inverse=True)
    for number, stay in enumerate(sets):
        yield stay, np.flatnonzero(which == number)


def _of(values: Numbers, runs: NDArray[np.int64], count: int) -> Numbers:
    return values if values.ndim == 1 or len(runs) == count else values[runs]


def _one(definition: IndexDefinition, group: Group, kept: Nodes, values: Columns, factors: Numbers) -> Numbers:
    """The runs in which the same children are there; `factors` has a row for each of them."""
    weighed = [row for row, child in enumerate(kept) if not child.bonus]
    counted = [kept[row] for row in weighed]
    weights = _weights(definition, group, counted, values, factors.shape[1]) * factors[weighed]
    columns = [values[child.code] for child in counted]
    if any(each.ndim == 2 for each in columns):
        shape = factors.shape[1], columns[0].shape[-1]
        columns = [each if each.ndim == 2 else np.broadcast_to(each, shape) for each in columns]
    score = aggregating.combine(
        np.array(columns), weights, definition.method(group), definition.aggregate, name=group.code
    )
    bonuses = [(values[child.code], child.most) for child in kept if child.bonus]
    return aggregating.finish(score, group, columns, bonuses)


def _weights(definition: IndexDefinition, group: Group, counted: Nodes, values: Columns, runs: int) -> Numbers:
    """The weights before they are varied, (children, runs or 1); from figures they are drawn from those of the run."""
    how = group.weigh or definition.weigh
    if how.method not in weighing.FROM_FIGURES:
        codes = [node.code for node in weighing.weighed(definition, group)]
        own = dict(zip(codes, weighing.weights(definition, group, {}), strict=True))
        return np.array([[own[each.code]] for each in counted])
    if len(counted) == 1:
        return np.ones((1, 1))
    shared = all(values[each.code].ndim == 1 for each in counted)
    drawn = []
    for run in range(1 if shared else runs):
        part = {each.code: column if (column := values[each.code]).ndim == 1 else column[run] for each in counted}
        drawn.append(weighing.from_figures(how, group.code, counted, part))
    return np.array(drawn).T
