"""Fillings of carriers: sets of units that fit into one row together, made where prices say that they pay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chengjie.placement import packing, regrouping
from chengjie.placement.model import Floats, Ints, Model

MOST_UNITS_A_ROW = 14.0  # beyond, fillings are too many to be looked at one by one
MOST_LARGE_UNITS_A_ROW = 7.0
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Filling:
    """Columns of one row that fit into it together, and what they are worth."""

    row: int
    columns: Ints
    worth: float


class Knapsacks:
    """The rows of a model as knapsacks, each column drawing on one row at most, in whole amounts."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._at, self._offset, self.owner, self._size, self._room = packing.sizes(model)
        self.rows = len(model.capacity)
        self._row = np.full(len(model.value), -1)
        self._row[np.diff(model.start) == 1] = model.row

    def best(self, cost: Floats, free: Mask) -> tuple[list[Filling], Floats]:
        """The best filling of each row with free units when a unit pays `cost` for being covered, and what each is then worth."""
        from chengjie.placement import stowing  # numba is slow to start, and few problems come here

        paid = self.model.value + np.where(free, cost, -np.inf)[self.owner]
        inside, start = np.empty(len(self._at), np.int64), np.empty(self.rows + 1, np.int64)
        worth = np.empty(self.rows)
        stowing.stow(self._at, self._offset, paid, self._size, self._room, inside, start, worth)
        return [self._filling(r, np.sort(inside[start[r] : start[r + 1]])) for r in range(self.rows)], worth

    def of(self, chosen: Ints) -> list[Filling]:
        """The fillings that a choice of columns consists of."""
        row = self._row[chosen]
        return [self._filling(r, chosen[row == r]) for r in range(self.rows)]

    def _filling(self, row: int, columns: Ints) -> Filling:
        return Filling(row, columns, float(self.model.value[columns].sum()))


class Pool:
    """The fillings made so far, each once, in the order in which they were made."""

    def __init__(self) -> None:
        self.fillings: list[Filling] = []
        self._known: set[tuple[int, bytes]] = set()

    def add(self, made: Iterable[Filling]) -> list[Filling]:
        """Take in what is not there yet; returns that."""
        fresh = []
        for each in made:
            key = (each.row, each.columns.tobytes())
            if key not in self._known:
                self._known.add(key)
                fresh.append(each)
        self.fillings += fresh
        return fresh

    def keep(self, lost: Floats, most: int) -> None:
        """Let go of all but the `most` fillings that lose least."""
        if len(lost) > most:
            kept = [self.fillings[n] for n in np.sort(np.argsort(lost, kind="stable")[:most]).tolist()]
            self.fillings, self._known = [], set()
            self.add(kept)


def applies(model: Model) -> bool:
    """Whether every unit must be placed, carriers hold few units each, and these can be regrouped."""
    must = len(model.row) == len(model.value)
    few = model.units <= MOST_UNITS_A_ROW * len(model.capacity)
    return must and few and regrouping.applies(model)


def large(model: Model) -> bool:
    """Whether units are so large that to fix one filling after another is no blunder."""
    return model.units <= MOST_LARGE_UNITS_A_ROW * len(model.capacity)
