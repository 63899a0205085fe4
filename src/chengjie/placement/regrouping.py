"""Regrouping: the units of a few carriers are placed anew at once, again and again, where each column draws on one row at most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chengjie.placement import packing
from chengjie.placement.model import Floats, Ints, Model

MOST_WAYS = 20_000
STEPS = 3e8  # steps of weaving in a unit of work
MOST_CARRIERS = 2000


@dataclass(frozen=True)
class Regrouping:
    """A model in whole sizes, ready to be woven: the row of each column, its size, the room of each row."""

    model: Model
    regret: Floats
    price: Floats
    home: Ints
    size: Ints
    room: Ints
    owner: Ints

    @classmethod
    def of(cls, model: Model, regret: Floats, price: Floats) -> Regrouping | None:
        """None where a column draws on several rows, amounts are not whole, or carriers are too few or too many."""
        if not applies(model):
            return None
        draws = np.diff(model.start) == 1
        home, size = np.full(len(draws), -1), np.zeros(len(draws), np.int64)
        home[draws], size[draws] = model.row, np.rint(model.amount).astype(np.int64)
        room = np.floor(np.minimum(model.capacity, 1e9) + 1e-9).astype(np.int64)
        owner = np.repeat(np.arange(model.units), np.diff(model.first))
        return cls(model, regret, np.maximum(price, 0.0), home, size, room, owner)

    def better(self, choice: Ints, *, width: int, work: float, reach: float, seed: int) -> Ints:
        """A choice that is no worse, after some work, `width` carriers at a time; `reach` is the regret up to which columns are tried."""
        from chengjie.placement import weaving  # numba is slow to start, and few problems come here

        changed, width = choice.copy(), min(width, len(self.room))
        weaving.weave(
            self.model.first, self.home, self.size, self.regret, self.room, self.price, changed, self.kin(choice, reach), reach,
            width, MOST_WAYS, int(work * STEPS), seed,
        )  # fmt: skip
        return changed

    def kin(self, choice: Ints, reach: float) -> Floats:
        """How many units of each carrier could as well be in each other."""
        found, here = np.zeros((len(self.room), len(self.room))), self.home[choice][self.owner]
        close = (self.regret <= reach) & (self.home >= 0) & (here >= 0)
        np.add.at(found, (here[close], self.home[close]), 1.0)
        return found


def applies(model: Model) -> bool:
    """Whether each column draws on one row at most, amounts are whole, and carriers are neither too few nor too many."""
    return packing.applies(model) and 3 <= len(model.capacity) <= MOST_CARRIERS
