"""A placement at once, without prices and without a solver: what stands ready where nobody else has come to anything in time."""

from __future__ import annotations

import math

import numpy as np

from chengjie.placement.model import Floats, Ints, Model, fits


def standby(model: Model) -> Ints | None:
    """Unit after unit to the column that is worth most among those that fit; who has most to lose comes first. None where one is left over.

    Floors may stay short: what comes of it is for the check.
    """
    left = model.capacity * (1 + 1e-12)
    first, start, row, amount = model.first.tolist(), model.start.tolist(), model.row.tolist(), model.amount.tolist()
    ranked = np.lexsort((-model.value, np.repeat(np.arange(model.units), np.diff(model.first)))).tolist()
    chosen = np.full(model.units, -1)
    room = left.tolist()
    for unit in np.argsort(-_stake(model, left), kind="stable").tolist():
        for column in ranked[first[unit] : first[unit + 1]]:
            entries = range(start[column], start[column + 1])
            if all(amount[e] <= max(room[row[e]], 0.0) for e in entries):
                for e in entries:
                    room[row[e]] -= amount[e]
                chosen[unit] = column
                break
        else:
            return None
    return chosen.astype(np.int64)


def at_hand(model: Model, given: Ints | None) -> Ints | None:
    """What is known before any solver has begun: what the caller gave if it holds, or the placement at once where that is worth more."""
    ready = [each for each in (given, standby(model)) if each is not None and fits(model, each)]
    return max(ready, key=lambda each: float(model.value[each].sum()), default=None)


def ceiling(model: Model) -> float:
    """The least bound there is: every unit where it is worth most, capacities forgotten."""
    return float(np.maximum.reduceat(model.value, model.first[:-1]).sum()) if model.units else math.inf


def _stake(model: Model, room: Floats) -> Floats:
    """What a unit is worth at best for the room that it takes; what must be placed comes before all that may stay out."""
    share = np.where(model.amount > 0, model.amount, 0.0) / np.maximum(room[model.row], 1e-9)
    column = np.repeat(np.arange(len(model.value)), np.diff(model.start))
    taken = np.bincount(column, weights=share, minlength=len(model.value))
    owner = np.repeat(np.arange(model.units), np.diff(model.first))
    top, size, out = np.full(model.units, -np.inf), np.zeros(model.units), np.zeros(model.units, bool)
    np.maximum.at(top, owner, model.value)
    np.maximum.at(size, owner, taken)
    out[owner[model.carrier == model.carriers]] = True
    return np.where(out, top / np.maximum(size, 1e-9), 1e18 * (1.0 + size))
