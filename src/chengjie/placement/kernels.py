"""The compiled loops of the search: the one place that knows numba. Compiled once, kept in the user's cache."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit

A = Any  # arrays; their kinds are those of Model


@njit(cache=True)
def reduced(first: A, value: A, start: A, row: A, amount: A, price: A, best: A, rest: A) -> float:
    """The reduced value of each column in `rest`, the best column of each unit in `best`; returns the sum of the best."""
    total = 0.0
    for u in range(len(first) - 1):
        top, at = -math.inf, -1
        for c in range(first[u], first[u + 1]):
            worth = value[c]
            for e in range(start[c], start[c + 1]):
                worth -= price[row[e]] * amount[e]
            rest[c] = worth
            if worth > top:
                top, at = worth, c
        best[u] = at
        total += top
    return total


@njit(cache=True)
def descend(first: A, value: A, start: A, row: A, amount: A, capacity: A, price: A, rounds: int, share: float) -> float:
    """Subgradient descent on the Lagrangian bound, steps kept in mind; `price` becomes the best found. Returns the bound."""
    rows, units = len(capacity), len(first) - 1
    best_column, rest = np.empty(units, np.int64), np.empty(len(value))
    scale = np.maximum(np.abs(capacity), 1e-9)
    here = price * scale
    best_price, best_bound = price.copy(), math.inf
    move = np.zeros(rows)
    since = 0
    for _ in range(rounds):
        current = here / scale
        bound = reduced(first, value, start, row, amount, current, best_column, rest)
        slack = capacity.copy()
        for r in range(rows):
            bound += current[r] * capacity[r]
        for u in range(units):
            c = best_column[u]
            for e in range(start[c], start[c + 1]):
                slack[row[e]] -= amount[e]
        if bound < best_bound - 1e-9 * abs(bound):
            best_bound, since = bound, 0
            best_price[:] = current
        else:
            since += 1
            if since >= 12:
                share, since = share * 0.6, 0
                here[:] = best_price * scale
                move[:] = 0.0
        norm = 0.0
        for r in range(rows):
            move[r] = 0.6 * move[r] + slack[r] / scale[r]
            if here[r] > 0 or move[r] < 0:
                norm += move[r] * move[r]
        if norm < 1e-18 or share < 1e-7:
            break
        step = (bound - best_bound + share * max(abs(best_bound), 1e-9)) / norm
        for r in range(rows):
            here[r] = max(0.0, here[r] - step * move[r])
    price[:] = best_price
    return best_bound


@njit(cache=True, inline="always")
def _shift(c: int, sign: float, start: A, row: A, amount: A, load: A, room: A, weight: A) -> float:
    """Put a column in (sign 1) or take it out (-1); returns what overload costs more."""
    cost = 0.0
    for e in range(start[c], start[c + 1]):
        r = row[e]
        before = load[r] - room[r]
        after = before + sign * amount[e]
        load[r] += sign * amount[e]
        if after > 0.0:
            cost += weight[r] * after
        if before > 0.0:
            cost -= weight[r] * before
    return cost


@njit(cache=True)
def _loads(choice: A, start: A, row: A, amount: A, load: A) -> None:
    load[:] = 0.0
    for c in choice:
        for e in range(start[c], start[c + 1]):
            load[row[e]] += amount[e]


@njit(cache=True)
def _overload(load: A, room: A, weight: A) -> float:
    total = 0.0
    for r in range(len(room)):
        if load[r] > room[r]:
            total += weight[r] * (load[r] - room[r])
    return total


@njit(cache=True)
def anneal(
    first: A, carrier: A, value: A, start: A, row: A, amount: A, capacity: A, carriers: int, near: A, price: A, ground: A,
    choice: A, best: A, best_worth: float, hot: float, cold: float, loose: float, tight: float, moves: int, seed: int,
) -> float:  # fmt: skip
    """A walk over shifts and ejection chains while overload grows dearer: from its price by `loose` to `tight` times over.

    The first `near[u]` columns of a unit are tried, the others never. `ground` is what overload costs a unit in rows without a
    price. `best` becomes the best choice without overload if it beats `best_worth`; returns its worth. `choice` ends where the walk does.
    """
    units, rows = len(first) - 1, len(capacity)
    room = capacity + 1e-9 * np.maximum(1.0, np.abs(capacity))
    load = np.zeros(rows)
    _loads(choice, start, row, amount, load)
    worth = 0.0
    for i in range(units):
        worth += value[choice[i]]
    # who stands in each carrier: a stretch of `member` for each, as long as the columns that lead there
    arrivals = np.zeros(carriers + 2, np.int64)
    for i in range(len(carrier)):
        arrivals[carrier[i] + 1] += 1
    offset = np.cumsum(arrivals)
    member, size, place = np.empty(len(carrier), np.int64), np.zeros(carriers + 1, np.int64), np.empty(units, np.int64)
    for i in range(units):
        home = carrier[choice[i]]
        place[i] = offset[home] + size[home]
        member[place[i]] = i
        size[home] += 1
    np.random.seed(seed)
    chance = -np.log(1.0 - np.random.random(8192))
    state = np.uint64(seed * 2654435761 + 88172645463325252)
    weight = np.zeros(rows)
    penalty = 0.0
    who, to = np.empty(4, np.int64), np.empty(4, np.int64)
    every = max(1, moves // 400)
    heat = hot
    for step in range(moves):
        if step % every == 0:
            part = step / moves
            heat = hot * (cold / hot) ** part
            dear = loose * (tight / loose) ** min(1.0, part / 0.92)
            if part >= 0.92:
                dear *= 1e4 * (part - 0.9) / 0.1
            for r in range(rows):
                weight[r] = price[r] + dear * max(price[r], ground[r])
            _loads(choice, start, row, amount, load)
            penalty = _overload(load, room, weight)
        state ^= state << np.uint64(13)
        state ^= state >> np.uint64(7)
        state ^= state << np.uint64(17)
        luck = state >> np.uint64(11)
        u = np.int64((luck & np.uint64(0xFFFFFF)) * np.uint64(units) >> np.uint64(24))
        n = near[u]
        if n < 2:
            continue
        luck >>= np.uint64(24)
        c = first[u] + np.int64((luck & np.uint64(0xFFF)) * np.uint64(n) >> np.uint64(12))
        if c == choice[u]:
            continue
        luck >>= np.uint64(12)
        kind = np.int64(luck & np.uint64(15))
        who[0], to[0], length = u, c, 1
        gain = value[c] - value[choice[u]]
        k = carrier[c]
        # u pushes one of k out, to where u was or to anywhere near; that one may push another on
        for link in range(0 if kind < 4 else 1 if kind < 13 else 2):
            if k == carriers or size[k] == 0:
                break
            state ^= state << np.uint64(13)
            state ^= state >> np.uint64(7)
            state ^= state << np.uint64(17)
            luck = state >> np.uint64(11)
            v = member[offset[k] + np.int64((luck & np.uint64(0xFFFFFF)) * np.uint64(size[k]) >> np.uint64(24))]
            if v == u or (link == 1 and v == who[1]):
                break
            d = -1
            if kind < 9 or (link == 1 and kind == 14):
                home = carrier[choice[u]]
                for t in range(first[v], first[v] + near[v]):
                    if carrier[t] == home:
                        d = t
                        break
            elif near[v] > 1:
                luck >>= np.uint64(24)
                d = first[v] + np.int64((luck & np.uint64(0xFFF)) * np.uint64(near[v]) >> np.uint64(12))
            if d < 0 or d == choice[v]:
                break
            who[length], to[length] = v, d
            gain += value[d] - value[choice[v]]
            length += 1
            k = carrier[d]
        limit = gain + heat * chance[step & 8191]
        if limit + penalty < 0.0:
            continue
        cost = 0.0
        for i in range(length):
            cost += _shift(choice[who[i]], -1.0, start, row, amount, load, room, weight)
        for i in range(length):
            cost += _shift(to[i], 1.0, start, row, amount, load, room, weight)
        if cost > limit:
            for i in range(length):
                _shift(to[i], -1.0, start, row, amount, load, room, weight)
            for i in range(length):
                _shift(choice[who[i]], 1.0, start, row, amount, load, room, weight)
            continue
        worth += gain
        penalty += cost
        for i in range(length):
            v, k, j = who[i], carrier[choice[who[i]]], carrier[to[i]]
            choice[v] = to[i]
            if j != k:
                size[k] -= 1
                moved = member[offset[k] + size[k]]
                member[place[v]] = moved
                place[moved] = place[v]
                place[v] = offset[j] + size[j]
                member[place[v]] = v
                size[j] += 1
        if penalty < 1e-6 and worth > best_worth + 1e-9:
            _loads(choice, start, row, amount, load)
            penalty = _overload(load, room, weight)
            if penalty <= 0.0:
                best_worth = worth
                best[:] = choice
    return best_worth


@njit(cache=True)
def stow(at: A, offset: A, owner: A, worth: A, size: A, room: A, count: A, best: A) -> float:
    """The best content of each row alone, as knapsacks; `count` says how often each unit is taken, `best` what each row is worth."""
    total = 0.0
    most = 0
    for r in range(len(room)):
        most = max(most, offset[r + 1] - offset[r])
    taken = np.zeros((most, np.max(room) + 1), np.uint8)
    for r in range(len(room)):
        b = room[r]
        filled = np.zeros(b + 1)
        used = 0
        item = np.empty(offset[r + 1] - offset[r], np.int64)
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
        w = b
        for i in range(used - 1, -1, -1):
            if taken[i, w]:
                count[owner[item[i]]] += 1
                w -= size[item[i]]
    return total


@njit(cache=True)
def tighten(
    at: A, offset: A, owner: A, value: A, size: A, room: A, outside: A, units: int, price: A, target: float, rounds: int
) -> float:
    """Subgradient descent on what a unit may earn (`price`), each row packed as a knapsack; returns the bound, `price` the best.

    `outside` is what staying out is worth to each unit, minus infinity where it must be placed.
    """
    here, best_price, best = price.copy(), price.copy(), math.inf
    worth, rows = np.empty(len(value)), np.empty(len(room))
    share, since = 1.0, 0
    for _ in range(rounds):
        for c in range(len(value)):
            worth[c] = value[c] - here[owner[c]]
        count = np.zeros(units, np.int64)
        bound = stow(at, offset, owner, worth, size, room, count, rows)
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


@njit(cache=True)
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


@njit(cache=True)
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
