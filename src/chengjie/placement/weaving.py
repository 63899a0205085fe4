"""The compiled loops of weaving: all units of a few carriers are placed anew at once, from two half lists that are matched.

For problems where each column draws on one row at most and amounts are whole. A list holds what a half of the units can take
of the carriers, with what that costs more than the units' best; the halves are matched where they fill the carriers.
"""

from __future__ import annotations

import math

import numpy as np

from chengjie.placement.kernels import A, compiled


@compiled
def gather(kin: A, loss: A, most: int, chosen: A) -> None:
    """Carriers that belong together into `chosen`: one by what it loses, then one after another by how many units could change."""
    carriers = len(loss)
    taken = np.zeros(carriers, np.bool_)
    tie = loss + 0.05 * (loss.sum() + 1e-9) / carriers
    for i in range(most):
        luck = np.random.random() * tie.sum()
        at = -1
        for k in range(carriers):
            if not taken[k]:
                at = k
                luck -= tie[k]
                if luck < 0.0:
                    break
        chosen[i] = at
        taken[at] = True
        if i == 0:
            tie[:] = 0.2
        for k in range(carriers):
            tie[k] = 0.0 if taken[k] else tie[k] + kin[at, k] + kin[k, at]


@compiled
def lists(units: A, options: A, count: A, place: A, size: A, excess: A, room: A, budget: float, most: int,
          load: A, cost: A, parent: A, option: A, steps: A) -> int:  # fmt: skip
    """What some units can take: loads and costs of the cheapest `most` ways; `parent` and `option` say how each came about.

    `options[u, :count[u]]` are columns; `place` the number of a column's carrier among those chosen, or -1. Returns how many.
    """
    carriers = len(room)
    next_load, next_cost = np.empty_like(load), np.empty_like(cost)
    next_parent, next_option = np.empty(len(cost), np.int32), np.empty(len(cost), np.int64)
    n = 1
    load[0, :] = 0
    cost[0] = 0.0
    for layer in range(len(units)):
        u = units[layer]
        limit = budget
        grown = 0
        for _ in range(60):
            grown = 0
            for i in range(n):
                for o in range(count[u]):
                    if cost[i] + excess[options[u, o]] <= limit:
                        grown += 1
            steps[0] += n * count[u]
            if grown <= most:
                break
            limit *= 0.85
        grown = 0
        for i in range(n):
            for o in range(count[u]):
                c = options[u, o]
                dear = cost[i] + excess[c]
                if dear > limit or grown >= most:
                    continue
                k = place[c]
                if k >= 0 and load[i, k] + size[c] > room[k]:
                    continue
                for j in range(carriers):
                    next_load[grown, j] = load[i, j]
                if k >= 0:
                    next_load[grown, k] += size[c]
                next_cost[grown], next_parent[grown], next_option[grown] = dear, i, c
                grown += 1
        n = grown
        load[:n] = next_load[:n]
        cost[:n] = next_cost[:n]
        parent[layer, :n] = next_parent[:n]
        option[layer, :n] = next_option[:n]
    return n


@compiled
def match(load: A, cost: A, n: int, other: A, other_cost: A, m: int, room: A, price: A, budget: float, most: int,
          found: A, steps: A) -> float:  # fmt: skip
    """The pair of ways that loses least: what they cost and what they leave unused, at most `budget`. Their numbers into `found`."""
    carriers = len(room)
    width = room.max() + 1
    second = 1 if carriers > 1 else 0
    key = other[:m, 0].astype(np.int64) * width + other[:m, second]
    order = np.argsort(key)
    key = key[order]
    begin = np.searchsorted(key, np.arange(width + 1) * width)
    least, tried = budget, 0
    found[0] = -1
    for i in range(n):
        left = least - cost[i]
        if left < 0.0 or tried > most:
            continue
        b0 = room[0] - load[i, 0]
        b1 = room[second] - load[i, second]
        w0 = b0 if price[0] * b0 <= left else np.int64(left / price[0])
        for l0 in range(max(0, b0 - w0), b0 + 1):
            rest = left - price[0] * (b0 - l0)
            w1 = b1 if price[second] * b1 <= rest or carriers == 1 else np.int64(rest / price[second])
            low, high = begin[l0], begin[l0 + 1]
            at = low + np.searchsorted(key[low:high], l0 * width + max(0, b1 - w1))
            while at < high and key[at] <= l0 * width + b1:
                tried += 1
                t = order[at]
                at += 1
                total = cost[i] + other_cost[t]
                for k in range(carriers):
                    spare = room[k] - load[i, k] - other[t, k]
                    if spare < 0:
                        total = math.inf
                        break
                    total += price[k] * spare
                    if total > least:
                        break
                if total <= least:
                    if total > least - 1e-7 and found[0] >= 0 and np.random.random() < 0.7:
                        continue
                    least = total
                    found[0], found[1] = i, t
                    left = least - cost[i]
    steps[0] += tried + 5 * n + 20 * m
    return least


@compiled
def weave(
    first: A, home: A, size: A, regret: A, room: A, price: A, choice: A, kin: A, reach: float, width: int, most: int, enough: int,
    seed: int,
) -> float:  # fmt: skip
    """Place the units of some carriers anew, until `enough` steps are done; `choice` becomes no worse. Returns what was gained.

    `home` is the row of a column (-1: none), `regret` what a column loses at the prices; `reach` is how much of that is tried.
    """
    np.random.seed(seed)
    units, rows = len(first) - 1, len(room)
    widest = 0
    for u in range(units):
        widest = max(widest, first[u + 1] - first[u])
    options, count = np.empty((units, min(widest, width + 1)), np.int64), np.zeros(units, np.int64)
    place, excess = np.empty(len(home), np.int64), np.empty(len(home))
    loads = (np.empty((most, width), np.int64), np.empty((most, width), np.int64))
    costs = (np.empty(most), np.empty(most))
    chosen, found = np.empty(width, np.int64), np.empty(2, np.int64)
    spare, loss = room.copy(), np.zeros(rows)
    for u in range(units):
        if home[choice[u]] >= 0:
            spare[home[choice[u]]] -= size[choice[u]]
    where = np.empty(rows, np.int64)
    gained, steps = 0.0, np.zeros(1, np.int64)
    while steps[0] < enough:
        steps[0] += 20 * units + 5 * len(home)
        for k in range(rows):
            loss[k] = price[k] * spare[k]
        for u in range(units):
            if home[choice[u]] >= 0:
                loss[home[choice[u]]] += regret[choice[u]]
        gather(kin, loss, width, chosen)
        where[:] = -1
        for i in range(width):
            where[chosen[i]] = i
        free = np.empty(units, np.int64)
        n, budget = 0, 0.0
        left = np.zeros(width, np.int64)
        for i in range(width):
            left[i] = spare[chosen[i]]
            budget += price[chosen[i]] * spare[chosen[i]]
        for u in range(units):
            mine = home[choice[u]]
            if mine < 0 or where[mine] < 0:
                continue
            least = math.inf
            for c in range(first[u], first[u + 1]):
                if home[c] < 0 or where[home[c]] >= 0:
                    least = min(least, regret[c])
            budget += regret[choice[u]] - least
            left[where[mine]] += size[choice[u]]
            count[u] = 0
            for c in range(first[u], first[u + 1]):
                if (
                    (home[c] < 0 or where[home[c]] >= 0)
                    and (regret[c] - least <= reach or c == choice[u])
                    and count[u] <= width
                ):
                    options[u, count[u]] = c
                    count[u] += 1
                    excess[c] = regret[c] - least
                    place[c] = where[home[c]] if home[c] >= 0 else -1
            free[n] = u
            n += 1
        budget += 1e-9
        for i in range(n - 1, 0, -1):
            j = np.random.randint(0, i + 1)
            free[i], free[j] = free[j], free[i]
        # those that have no choice are settled; the others are dealt to the halves in turn
        several = 0
        for i in range(n):
            u = free[i]
            if count[u] == 1:
                c = options[u, 0]
                if place[c] >= 0:
                    left[place[c]] -= size[c]
            else:
                free[several] = u
                several += 1
        if several < 2 or budget < 1e-6:
            continue
        half = (free[0:several:2].copy(), free[1:several:2].copy())
        parents = (np.empty((len(half[0]), most), np.int32), np.empty((len(half[1]), most), np.int32))
        ways = (np.empty((len(half[0]), most), np.int64), np.empty((len(half[1]), most), np.int64))
        a = lists(half[0], options, count, place, size, excess, left, budget, most, loads[0], costs[0], parents[0], ways[0], steps)  # fmt: skip
        b = lists(half[1], options, count, place, size, excess, left, budget, most, loads[1], costs[1], parents[1], ways[1], steps)  # fmt: skip
        if a == 0 or b == 0:
            continue
        paid = np.empty(width)
        for i in range(width):
            paid[i] = max(price[chosen[i]], 1e-9)
        least = match(loads[0], costs[0], a, loads[1], costs[1], b, left, paid, budget, 1_000_000, found, steps)
        if found[0] < 0:
            continue
        gained += budget - least
        for h in range(2):
            at = found[h]
            for layer in range(len(half[h]) - 1, -1, -1):
                u, c = half[h][layer], ways[h][layer, at]
                if home[choice[u]] >= 0:
                    spare[home[choice[u]]] += size[choice[u]]
                choice[u] = c
                if home[c] >= 0:
                    spare[home[c]] -= size[c]
                at = parents[h][layer, at]
    return gained
