"""The compiled loops of the search: the one place that knows numba. Compiled once, kept in the user's cache."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numba import njit

A = Any  # arrays; their kinds are those of Model
compiled = njit(cache=True)  # for the loops of other files


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
def _fits(c: int, start: A, row: A, amount: A, load: A, room: A) -> bool:
    for e in range(start[c], start[c + 1]):  # noqa: SIM110  # a generator cannot be compiled
        if amount[e] > 0.0 and load[row[e]] + amount[e] > room[row[e]]:
            return False
    return True


@njit(cache=True)
def repair(first: A, value: A, start: A, row: A, amount: A, capacity: A, order: A, choice: A) -> float:
    """Move units out of overloaded rows, in `order`, each to the best column that fits; then, from the end, to better ones.

    Returns the worth, or minus infinity where overload is left.
    """
    room = capacity + 1e-9 * np.maximum(1.0, np.abs(capacity))
    load = np.zeros(len(capacity))
    _loads(choice, start, row, amount, load)
    units = len(order)
    for i in range(2 * units):
        u = order[i] if i < units else order[2 * units - 1 - i]
        c = choice[u]
        over = i >= units
        for e in range(start[c], start[c + 1]):
            if load[row[e]] > room[row[e]] and amount[e] > 0.0:
                over = True
        if not over:
            continue
        for e in range(start[c], start[c + 1]):
            load[row[e]] -= amount[e]
        best = c if i >= units and _fits(c, start, row, amount, load, room) else -1
        for d in range(first[u], first[u + 1]):
            if (best < 0 or value[d] > value[best]) and _fits(d, start, row, amount, load, room):
                best = d
        choice[u] = c if best < 0 else best
        for e in range(start[choice[u]], start[choice[u] + 1]):
            load[row[e]] += amount[e]
    _loads(choice, start, row, amount, load)
    worth = 0.0
    for u in range(units):
        worth += value[choice[u]]
    for r in range(len(room)):
        if load[r] > room[r]:
            return -math.inf
    return worth


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
