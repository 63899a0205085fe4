"""Who is assigned to whom (配对): stable, or with the largest total."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from chengjie.errors import Refusal

Scores = NDArray[np.float64]
Allowed = NDArray[np.bool_]
Counts = NDArray[np.int64]
MOST_FLOWS = 400_000


@dataclass(frozen=True, slots=True)
class Assigned:
    """A demand and a supply that go together; `amount` is what flows between them, 1 where places are counted."""

    demand: int
    supply: int
    amount: float = 1.0


def stable(demand: Scores, supply: Scores, allowed: Allowed, wants: Counts, room: Counts) -> tuple[Assigned, ...]:
    """Deferred acceptance with capacities (延迟接受): no allowed pair would both rather have each other.

    The demands propose; of all stable answers each demand gets the best that it has in any. Equal scores stand in the
    order of the other side's score and then of their place, so the answer is one.

    >>> ones = np.ones(2, dtype=np.int64)
    >>> liked = np.array([[2.0, 1.0], [2.0, 1.0]])
    >>> [(a.demand, a.supply) for a in stable(liked, np.array([[1.0, 1.0], [2.0, 2.0]]), liked > 0, ones, ones)]
    [(0, 1), (1, 0)]
    """
    lists = [list(_liked(demand[i], supply[i], allowed[i])) for i in range(len(demand))]
    ranks = [
        {i: k for k, i in enumerate(_liked(supply[:, j], demand[:, j], allowed[:, j]))} for j in range(demand.shape[1])
    ]
    held: list[list[int]] = [[] for _ in range(demand.shape[1])]
    have = [0] * len(demand)
    waiting = [i for i in range(len(demand)) if wants[i] > 0]
    while waiting:
        i = waiting.pop()
        while have[i] < wants[i] and lists[i]:
            j = lists[i].pop(0)
            if room[j] <= 0:
                continue
            held[j].append(i)
            have[i] += 1
            if len(held[j]) > room[j]:
                out = max(held[j], key=ranks[j].__getitem__)
                held[j].remove(out)
                have[out] -= 1
                if out != i:
                    waiting.append(out)
    return tuple(
        sorted((Assigned(i, j) for j, taken in enumerate(held) for i in taken), key=lambda a: (a.demand, a.supply))
    )


def _liked(own: Scores, others: Scores, allowed: Allowed) -> Iterator[int]:
    """The allowed, best first; equal ones by the other's score, then by place."""
    found = np.flatnonzero(allowed)
    for place in np.lexsort((found, -np.round(others[found], 9), -np.round(own[found], 9))):
        yield int(found[place])


def blocking(
    found: tuple[Assigned, ...], demand: Scores, supply: Scores, allowed: Allowed, wants: Counts, room: Counts
) -> tuple[tuple[int, int], ...]:
    """The allowed pairs that would both rather have each other than what they got: none if the answer is stable."""
    got = {(each.demand, each.supply) for each in found}
    bad = []
    for i, j in np.argwhere(allowed):
        if (i, j) in got or wants[i] < 1 or room[j] < 1:
            continue
        mine = [k for a, k in got if a == i]
        theirs = [k for k, b in got if b == j]
        i_would = len(mine) < wants[i] or any(demand[i, j] > demand[i, k] + 1e-9 for k in mine)
        j_would = len(theirs) < room[j] or any(supply[i, j] > supply[k, j] + 1e-9 for k in theirs)
        if i_would and j_would:
            bad.append((int(i), int(j)))
    return tuple(bad)


def best_total(scores: Scores, allowed: Allowed, wants: Counts, room: Counts) -> tuple[Assigned, ...]:
    """The largest sum of scores (总分最高), exactly: assignment where one side takes one each, else a flow of least cost.

    Where every supply has room for all, each demand simply takes its best.

    >>> ones = np.ones(2, dtype=np.int64)
    >>> [(a.demand, a.supply) for a in best_total(np.array([[9.0, 8.0], [8.0, 1.0]]), np.ones((2, 2), dtype=bool), ones, ones)]
    [(0, 1), (1, 0)]
    """
    n, m = scores.shape
    if not allowed.any():
        return ()
    if (room >= n).all():
        return tuple(
            Assigned(i, j)
            for i in range(n)
            for j in sorted(islice(_liked(scores[i], scores[i], allowed[i]), int(wants[i])))
        )
    if (wants > 1).any() and (room > 1).any():
        return tuple(
            Assigned(a.demand, a.supply)
            for a in flow(scores, allowed, wants.astype(float), room.astype(float), most=1.0)
        )
    from scipy.optimize import linear_sum_assignment

    rows = np.repeat(np.arange(n), np.minimum(wants, m))
    taken = np.repeat(np.arange(m), np.minimum(room, n))
    if len(rows) * len(taken) > 25_000_000:
        raise Refusal.of("board-too-large", demand=len(rows), supply=len(taken), most=25_000_000)
    worth = np.where(allowed, scores + 1e-6, 0.0)[np.ix_(rows, taken)]
    found = zip(*linear_sum_assignment(worth, maximize=True), strict=True)
    pairs = {(int(rows[a]), int(taken[b])) for a, b in found}
    return tuple(Assigned(i, j) for i, j in sorted(pairs) if allowed[i, j])


def flow(
    scores: Scores, allowed: Allowed, wants: Scores, room: Scores, *, most: float | None = None
) -> tuple[Assigned, ...]:
    """The amounts between demands and supplies whose sum of amount × score is the largest (可拆分的量): a transport problem.

    `most` bounds what flows between one pair. Whole wants and rooms give whole amounts.
    """
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    pairs = np.argwhere(allowed)
    if len(pairs) > MOST_FLOWS:
        raise Refusal.of("board-too-large", demand=len(scores), supply=scores.shape[1], most=MOST_FLOWS)
    if not len(pairs):
        return ()
    each = np.arange(len(pairs))
    ones = np.ones(len(pairs))
    limits = coo_array(
        (np.concatenate([ones, ones]), (np.concatenate([pairs[:, 0], len(scores) + pairs[:, 1]]), np.concatenate([each, each]))),
        shape=(sum(scores.shape), len(pairs)),
    )  # fmt: skip
    worth = scores[pairs[:, 0], pairs[:, 1]] + 1e-6
    answer = linprog(-worth, A_ub=limits.tocsr(), b_ub=np.concatenate([wants, room]), bounds=(0, most), method="highs")
    if not answer.success:
        raise Refusal.of("board-unsolved", detail=str(answer.message)[:120])
    return tuple(
        Assigned(int(pairs[k, 0]), int(pairs[k, 1]), float(round(answer.x[k], 6))) for k in each if answer.x[k] > 1e-7
    )
