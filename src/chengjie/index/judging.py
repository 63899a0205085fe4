"""Weights from people's judgements: pairwise comparison, points to hand out, best against worst (专家赋权).

A judgement that contradicts itself beyond the stated limit is refused, not smoothed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chengjie.errors import Fault, Parameter, Refusal
from chengjie.index.sheet import Numbers
from chengjie.index.steps import Weighing

RANDOM = (0.0, 0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
"""Saaty's mean consistency index of random comparisons, by the number of things compared."""


ROUNDED = 0.01
"""How far the product of a comparison and its opposite may lie from 1: 3 and 0.333 are one judgement."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Weights that sum to 1, and how far the judgements contradict themselves: AHP's consistency ratio, best-worst's ξ."""

    weights: Numbers
    inconsistency: float


def weights(how: Weighing, codes: Sequence[str], name: str) -> Numbers:
    """Weights by the method of the definition. Refuses `index-judgement-missing`, `index-judgement-inconsistent`,
    `index-budget-total`, `index-budget-negative`."""
    if how.method == "budget":
        return budget(how, codes, name)
    judged = pairwise(how.comparisons, codes, name) if how.method == "ahp" else best_worst(how, codes, name)
    if how.method == "ahp" and judged.inconsistency > how.consistency:
        ratio = round(judged.inconsistency, 4)
        raise Refusal.of("index-judgement-inconsistent", name=name, ratio=ratio, limit=how.consistency)
    return judged.weights


def pairwise(comparisons: dict[str, float], codes: Sequence[str], name: str = "") -> Judged:
    """The principal vector of a matrix of comparisons `a/b: 3` (a weighs three times b); the opposite follows (层次分析法).

    >>> pairwise({"a/b": 2, "b/c": 2, "a/c": 4}, "abc").weights.round(4).tolist()
    [0.5714, 0.2857, 0.1429]
    """
    size = len(codes)
    if size >= len(RANDOM):
        raise Refusal.of("index-judgement-too-many", name=name, count=size, most=len(RANDOM) - 1)
    matrix = np.eye(size)
    faults: list[Fault] = []
    for row, one in enumerate(codes):
        for column, other in enumerate(codes[:row]):
            found = comparisons.get(f"{one}/{other}")
            turned = comparisons.get(f"{other}/{one}")
            if found is None and turned is None:
                faults.append(Fault("index-judgement-missing", parameters={"name": name, "what": f"{other}/{one}"}))
                continue
            if found is not None and turned is not None and abs(found * turned - 1) > ROUNDED:
                pair: dict[str, Parameter] = {
                    "name": name,
                    "one": f"{one}/{other}",
                    "first": found,
                    "other": f"{other}/{one}",
                    "second": turned,
                }
                faults.append(Fault("index-judgement-contradicts", parameters=pair))
            value = found if found is not None else 1 / (turned or 1.0)
            matrix[row, column], matrix[column, row] = value, 1 / value
    if faults:
        raise Refusal(faults)
    values, vectors = np.linalg.eig(matrix)
    first = int(np.argmax(values.real))
    vector = np.abs(vectors[:, first].real)
    index = (float(values[first].real) - size) / (size - 1) if size > 2 else 0.0
    ratio = max(index / RANDOM[size], 0.0) if RANDOM[size] else 0.0
    return Judged(vector / vector.sum(), ratio)


def budget(how: Weighing, codes: Sequence[str], name: str) -> Numbers:
    """The mean of what each expert hands out; each must hand out the whole (预算分配法)."""
    faults: list[Fault] = []
    for number, points in enumerate(how.experts, start=1):
        given = sum(points.get(code, 0.0) for code in codes)
        if abs(given - how.total) > 1e-9:
            parameters: dict[str, Parameter] = {"name": name, "expert": number, "sum": given, "total": how.total}
            faults.append(Fault("index-budget-total", parameters=parameters))
        if any(value < 0 for value in points.values()):
            faults.append(Fault("index-budget-negative", parameters={"name": name, "expert": number}))
    if not how.experts:
        faults.append(Fault("index-judgement-missing", parameters={"name": name, "what": "experts"}))
    if faults:
        raise Refusal(faults)
    return np.array([sum(points.get(code, 0.0) for points in how.experts) for code in codes]) / (
        how.total * len(how.experts)
    )


def best_worst(how: Weighing, codes: Sequence[str], name: str) -> Judged:
    """The linear best-worst model (最优最劣法): least ξ such that no comparison is missed by more than ξ."""
    from scipy.optimize import linprog  # slow to start; only this judgement needs it

    wanted = [("best", how.best), ("worst", how.worst)]
    missing = [what for what, found in wanted if found not in codes]
    missing += [f"best_to_others.{code}" for code in codes if code not in how.best_to_others]
    missing += [f"others_to_worst.{code}" for code in codes if code not in how.others_to_worst]
    if missing:
        raise Refusal([Fault("index-judgement-missing", parameters={"name": name, "what": what}) for what in missing])
    best, worst, size = codes.index(str(how.best)), codes.index(str(how.worst)), len(codes)
    rows = []
    for place, code in enumerate(codes):
        for one, other, times in ((best, place, how.best_to_others[code]), (place, worst, how.others_to_worst[code])):
            row = np.zeros(size + 1)
            row[one] += 1.0
            row[other] -= times
            if np.any(row):
                rows += [np.append(row[:-1], -1.0), np.append(-row[:-1], -1.0)]
    total = np.append(np.ones(size), 0.0)
    answer = linprog(
        np.append(np.zeros(size), 1.0), A_ub=np.array(rows), b_ub=np.zeros(len(rows)), A_eq=total[None, :], b_eq=[1.0]
    )
    return Judged(np.asarray(answer.x[:-1]), float(answer.x[-1]))
