"""A closer bound where each column draws on one row and amounts are whole: every carrier packed as a knapsack of its own."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chengjie.placement.model import Floats, Ints, Model

MOST_WORK = 3e9  # steps of packing in all
FEWEST_ROUNDS, MOST_ROUNDS = 40, 1500


@dataclass(frozen=True)
class Packed:
    """A bound that is proven, and which columns can be in something better than what is known."""

    bound: float
    price: Floats  # what each unit may earn, at the bound
    keep: npt.NDArray[np.bool_]


def applies(model: Model) -> bool:
    """Whether no column draws on two rows and all amounts are whole and not negative."""
    whole = np.all(model.amount == np.rint(model.amount)) and np.all(model.amount >= 0) and np.all(model.capacity >= 0)
    return bool(len(model.row) and whole and np.all(np.diff(model.start) <= 1) and _rounds(model) >= FEWEST_ROUNDS)


def _rounds(model: Model) -> int:
    work = float(np.minimum(model.capacity[model.row], 1e12).sum())
    return int(min(MOST_ROUNDS, MOST_WORK / max(work, 1.0)))


def sizes(model: Model) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Columns in the order of their rows, where each row's begin, the owner and the whole size of each column, the room of each row."""
    draws = np.diff(model.start) == 1
    owner = np.repeat(np.arange(model.units), np.diff(model.first))
    row, size = np.full(len(draws), -1), np.zeros(len(draws), np.int64)
    row[draws], size[draws] = model.row, np.rint(model.amount).astype(np.int64)
    at = np.flatnonzero(draws)
    at = at[np.argsort(row[at], kind="stable")]
    offset = np.concatenate([[0], np.cumsum(np.bincount(row[at], minlength=len(model.capacity)))]).astype(np.int64)
    return at, offset, owner, size, np.floor(np.minimum(model.capacity, 1e9) + 1e-9).astype(np.int64)


def pack(model: Model, price: Floats, worth: float, relaxed: float) -> Packed:
    """The bound from `price` (what a unit may earn; worth `relaxed`) onwards; what is known to be worth `worth` strikes columns out."""
    from chengjie.placement import stowing  # numba is slow to start, and few problems come here

    at, offset, owner, size, room = sizes(model)
    draws = np.diff(model.start) == 1
    outside = np.full(model.units, -np.inf)
    np.maximum.at(outside, owner[~draws], model.value[~draws])
    target = max(worth, relaxed - 0.01 * abs(relaxed))  # not too far below: steps would be too long
    bound = stowing.tighten(
        at, offset, owner, model.value, size, room, outside, model.units, price, target, _rounds(model)
    )
    earned = model.value - price[owner]
    loss = np.zeros(len(draws))
    stowing.forced(at, offset, earned, size, room, loss)
    loss[~draws] = np.maximum(outside - price, 0.0)[owner[~draws]] - earned[~draws]
    step = 1.0 - 1e-6 if model.whole else 1e-9 * max(1.0, abs(worth))
    keep = bound - loss >= worth + step if np.isfinite(worth) else np.ones(len(draws), bool)
    return Packed(float(bound), price, np.asarray(keep, bool))
