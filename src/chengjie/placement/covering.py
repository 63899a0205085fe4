"""Few large units a carrier: near-best fillings of every carrier, and the best choice of one filling for each (set partition)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from chengjie.placement import highs
from chengjie.placement.fillings import Knapsacks
from chengjie.placement.model import Floats, Ints, Model

MOST_A_ROW = 600
IMPROVE_STEPS = 400


@dataclass(frozen=True)
class Fillings:
    """Fillings of rows as a model of their own: a unit a row of the given model, a column a filling, a floor a unit covered."""

    model: Model
    inside: tuple[Ints, ...]  # the columns of the given model in each filling

    def choice(self, given: Model, chosen: Ints) -> Ints | None:
        """The columns that chosen fillings mean; a unit that is in several stays where it is worth most. None if one is in none."""
        owner = np.repeat(np.arange(given.units), np.diff(given.first))
        best = np.full(given.units, -1)
        for filling in chosen.tolist():
            for column in self.inside[filling].tolist():
                unit = owner[column]
                if best[unit] < 0 or given.value[column] > given.value[best[unit]]:
                    best[unit] = column
        return None if (best < 0).any() else best.astype(np.int64)


def fillings(model: Model, price: Floats, gap: float, keep: Ints) -> Fillings:
    """For each row its fillings that are short of its best by at most `gap`, or the closest ones where these are too many."""
    owner = np.repeat(np.arange(model.units), np.diff(model.first))
    worth, size = model.value - price[owner], np.rint(model.amount).astype(np.int64)
    inside: list[Ints] = []
    first = [0]
    for row in range(len(model.capacity)):
        items = keep[model.row[keep] == row]
        items = items[np.argsort(-worth[items], kind="stable")]
        inside += _of_one(items, worth, size, int(model.capacity[row] + 1e-9), gap)
        first.append(len(inside))
    lengths = np.array([len(each) for each in inside])
    columns = np.concatenate([*inside, np.array([], np.int64)]).astype(np.int64)
    filled = Model(
        np.array(first, np.int64), np.zeros(len(inside), np.int64), np.array([float(model.value[each].sum()) for each in inside]),
        np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64), owner[columns], -np.ones(len(columns)),
        -np.ones(model.units), 1,
    )  # fmt: skip
    return Fillings(filled, tuple(inside))


def _of_one(items: Ints, worth: Floats, size: Ints, room: int, gap: float) -> list[Ints]:
    from chengjie.placement import stowing  # numba is slow to start, and few problems come here

    out, start = np.empty(MOST_A_ROW * 40, np.int64), np.zeros(MOST_A_ROW + 2, np.int64)
    short = gap
    while (count := stowing.fillings(items, worth, size, room, short, MOST_A_ROW, out, start)) >= MOST_A_ROW:
        short *= 0.8
        if short < 1e-9:
            count = 0
            break
    found = [out[start[n] : start[n + 1]].copy() for n in range(count)]
    return found or [np.array([], np.int64)]


def cover(
    model: Model, price: Floats, gap: float, keep: Ints, told: Callable[[Ints, int], None], *, most: int | None = None,
    stop: Callable[[], bool] | None = None,
) -> None:  # fmt: skip
    """Choose one filling for each row so that every unit is covered; each better choice is told, with the steps so far."""
    made = fillings(model, price, gap, keep)

    def hear(chosen: Ints | None, _bound: float, steps: int) -> None:
        columns = None if chosen is None else made.choice(model, chosen)
        if columns is not None:
            told(columns, steps)

    ended = highs.exact(made.model, told=hear, stop=stop, most=most)
    hear(ended.chosen, 0.0, ended.steps)


def improve(
    model: Model, price: Floats, chosen: Ints, told: Callable[[Ints], None], stop: Callable[[], bool], *, seed: int = 0
) -> None:
    """Free a few carriers again and again and fill them anew, as well as whole fillings can; each better choice is told."""
    from chengjie.placement.search import part_of

    draw = np.random.default_rng(seed)
    owner = np.repeat(np.arange(model.units), np.diff(model.first))
    rows, width = len(model.capacity), 5.0
    while not stop():
        here = draw.choice(rows, min(rows, int(width + draw.random())), replace=False)
        inside = np.isin(model.row, here)
        loose = inside[chosen]
        part, columns = part_of(model, inside & loose[owner], loose, chosen)
        packed = Knapsacks(part).best(-price[loose], np.ones(part.units, bool))[1]
        gap = float(packed.sum() + price[loose].sum() - model.value[chosen[loose]].sum())
        gap -= 1.0 - 1e-6 if model.whole else 1e-9
        decided = True
        if gap >= 0:
            made = fillings(part, price[loose], gap, np.arange(len(part.value)))
            ended = highs.exact(made.model, most=IMPROVE_STEPS, plain=True, stop=stop)
            found = None if ended.chosen is None else made.choice(part, ended.chosen)
            decided = ended.finished
            if found is not None and float(part.value[found].sum()) > float(model.value[chosen[loose]].sum()) + 1e-9:
                chosen = chosen.copy()
                chosen[loose] = columns[found]
                told(chosen)
        width = min(float(rows), width + 0.1) if decided else max(3.0, width - 0.3)
