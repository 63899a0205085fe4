"""The compiled loops of packing: every carrier a knapsack of its own, its best and near-best fillings."""

from __future__ import annotations

import math

import numpy as np

from chengjie.placement.kernels import A, compiled


@compiled
def stow(at: A, offset: A, worth: A, size: A, room: A, inside: A, start: A, best: A) -> float:
    """The best filling of each row alone, as knapsacks: its columns into `inside[start[r]:start[r + 1]]`, what it is worth into `best`.

    `worth` and `size` are those of the columns; returns what all rows together are worth.
    """
    total = 0.0
    most = 0
    for r in range(len(room)):
        most = max(most, offset[r + 1] - offset[r])
    taken = np.zeros((most, np.max(room) + 1), np.uint8)
    item = np.empty(most, np.int64)
    n = 0
    for r in range(len(room)):
        b = room[r]
        filled = np.zeros(b + 1)
        used = 0
        for i in range(offset[r], offset[r + 1]):
            c = at[i]
            p, s = worth[c], size[c]
            if p <= 0.0 or s > b:
                continue
            item[used] = c
            mark = taken[used]
            mark[: b + 1] = 0
            for w in range(b, s - 1, -1):
                if filled[w - s] + p > filled[w]:
                    filled[w] = filled[w - s] + p
                    mark[w] = 1
            used += 1
        best[r] = filled[b]
        total += filled[b]
        start[r] = n
        w = b
        for i in range(used - 1, -1, -1):
            if taken[i, w]:
                inside[n] = item[i]
                n += 1
                w -= size[item[i]]
    start[len(room)] = n
    return total


@compiled
def tighten(
    at: A, offset: A, owner: A, value: A, size: A, room: A, outside: A, units: int, price: A, target: float, rounds: int
) -> float:
    """Subgradient descent on what a unit may earn (`price`), each row packed as a knapsack; returns the bound, `price` the best.

    `outside` is what staying out is worth to each unit, minus infinity where it must be placed.
    """
    here, best_price, best = price.copy(), price.copy(), math.inf
    worth, rows = np.empty(len(value)), np.empty(len(room))
    inside, start = np.empty(len(at), np.int64), np.empty(len(room) + 1, np.int64)
    share, since = 1.0, 0
    for _ in range(rounds):
        for c in range(len(value)):
            worth[c] = value[c] - here[owner[c]]
        count = np.zeros(units, np.int64)
        bound = stow(at, offset, worth, size, room, inside, start, rows)
        for i in range(start[len(room)]):
            count[owner[inside[i]]] += 1
        norm = 0
        for u in range(units):
            bound += here[u]
            if outside[u] > here[u]:
                bound += outside[u] - here[u]
                count[u] += 1
            norm += (1 - count[u]) ** 2
        if bound < best - 1e-9 * abs(bound):
            best, since = bound, 0
            best_price[:] = here
        else:
            since += 1
            if since >= 15:
                share, since = share * 0.7, 0
                here[:] = best_price
        if norm == 0 or share < 1e-4:
            break
        step = share * max(bound - target, 1e-6 * abs(bound)) / norm
        for u in range(units):
            here[u] -= step * (1 - count[u])
    price[:] = best_price
    return best


@compiled
def forced(at: A, offset: A, worth: A, size: A, room: A, loss: A) -> None:
    """What each column costs the bound when it must be in: `loss` is the best of its row less the best with it."""
    for r in range(len(room)):
        b, n = room[r], offset[r + 1] - offset[r]
        ahead = np.zeros((n + 1, b + 1))
        for k in range(n):
            p, s = worth[at[offset[r] + k]], size[at[offset[r] + k]]
            ahead[k + 1] = ahead[k]
            if p > 0.0 and s <= b:
                for w in range(s, b + 1):
                    ahead[k + 1, w] = max(ahead[k, w], ahead[k, w - s] + p)
        behind = np.zeros(b + 1)
        for k in range(n - 1, -1, -1):
            c = at[offset[r] + k]
            p, s = worth[c], size[c]
            top = -math.inf
            for w in range(b - s + 1):
                top = max(top, ahead[k, w] + behind[b - s - w])
            loss[c] = ahead[n, b] - (p + top)
            if p > 0.0 and s <= b:
                for w in range(b, s - 1, -1):
                    behind[w] = max(behind[w], behind[w - s] + p)


@compiled
def fillings(item: A, worth: A, size: A, room: int, short: float, most: int, out: A, start: A) -> int:
    """Every filling of one row that is at most `short` worse than its best: items into `out`, where each begins into `start`.

    Returns how many; `most` when there are too many.
    """
    n = len(item)
    rest = np.zeros((n + 1, room + 1))
    for k in range(n - 1, -1, -1):
        p, s = worth[item[k]], size[item[k]]
        rest[k] = rest[k + 1]
        if p > 0.0:
            for w in range(s, room + 1):
                rest[k, w] = max(rest[k + 1, w], rest[k + 1, w - s] + p)
    least = rest[0, room] - short
    inside = np.zeros(n + 1, np.uint8)
    k, left, here, found = 0, room, 0.0, 0
    fresh = True  # whether the choice at k is still to be made
    while True:
        if fresh and k < n and here + rest[k, left] >= least - 1e-9:
            c = item[k]
            if size[c] <= left and here + worth[c] + rest[k + 1, left - size[c]] >= least - 1e-9:
                inside[k] = 1
                left -= size[c]
                here += worth[c]
            else:
                inside[k] = 0
            k += 1
            continue
        if fresh and k == n and here >= least - 1e-9:
            place = start[found]
            for i in range(n):
                if inside[i]:
                    if place >= len(out):
                        return most
                    out[place] = item[i]
                    place += 1
            found += 1
            if found >= most:
                return most
            start[found] = place
        k -= 1
        while k >= 0 and inside[k] == 0:
            k -= 1
        if k < 0:
            return found
        inside[k] = 0
        left += size[item[k]]
        here -= worth[item[k]]
        k += 1
        fresh = True
