"""The proof: what cannot be part of anything better is struck out, and HiGHS decides the rest, telling each better bound."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from chengjie.placement import covering, fillings, highs, packing
from chengjie.placement.found import SMALL, Found
from chengjie.placement.model import Floats, Ints, Model

STEP = 2e-3  # work of one step of branch and bound, in the units of Found.work
TINY = 1000  # columns up to which that holds for few large units a carrier too
SMALL_CORE = 300  # columns up to which branch and bound is better than dives
FIRST_STEPS = 300
MOST_COLUMNS = 120_000


def rounded(model: Model, bound: float) -> float:
    """A bound brought down to the next whole number where all values are whole."""
    return math.floor(bound + 1e-6) if model.whole and math.isfinite(bound) else bound


def prove(model: Model, ask: Callable[[], Found | None], tell: Callable[[Found], None], *, most: int | None = None,
          stop: Callable[[], bool] | None = None, early: Callable[[], bool] | None = None, seed: int = 0) -> bool:  # fmt: skip
    """Decide a model outright. True when it was decided; what was found and proven is told on the way.

    The relaxation comes first; then `ask` gives the placement known by then, and every column whose reduced value shows
    that it can be in nothing better is struck out.
    """
    solved = highs.prices(model)
    if solved is None:
        tell(Found(None, -math.inf, -math.inf, 0.0))
        return True
    rest = reduced(model, solved.row)
    top = np.maximum.reduceat(rest, model.first[:-1])
    bound = float(top.sum() + solved.row @ model.capacity)
    tell(Found(None, -math.inf, rounded(model, bound), 0.0))
    large = len(model.value) > SMALL or (len(model.value) > TINY and fillings.applies(model))
    if not large:
        every = np.ones(len(model.value), bool)
        if _decide(model, every, None, -math.inf, tell, FIRST_STEPS, stop, 0):
            return True
    known = ask()
    worth = known.worth if known else -math.inf
    if math.isfinite(worth) and worth >= rounded(model, bound) - 1e-9 * max(1.0, abs(worth)):
        return True
    keep = np.ones(len(model.value), bool)
    if known is not None and known.chosen is not None:
        regret = np.repeat(top, np.diff(model.first)) - rest
        keep = regret <= bound - worth - (1.0 - 1e-6 if model.whole else 1e-9 * max(1.0, abs(worth)))
        keep[known.chosen] = True
    if packing.applies(model):
        packed = packing.pack(model, top.copy(), worth, bound)
        tell(Found(None, -math.inf, max(rounded(model, packed.bound), worth), 0.0))
        if math.isfinite(worth) and worth >= rounded(model, packed.bound) - 1e-9 * max(1.0, abs(worth)):
            return True
        keep &= packed.keep
        if known is not None and known.chosen is not None:
            keep[known.chosen] = True
        if fillings.applies(model) and np.count_nonzero(keep) > SMALL_CORE:
            if fillings.large(model):
                _dive(model, packed, known, tell, most, seed)
            else:
                _cover(model, packed, known, tell, most, early)
            return False
    if np.count_nonzero(keep) > MOST_COLUMNS:
        return False
    return _decide(model, keep, known, worth, tell, most, stop, FIRST_STEPS)


def _cover(
    model: Model, packed: packing.Packed, known: Found | None, tell: Callable[[Found], None], most: int | None,
    early: Callable[[], bool] | None,
) -> None:  # fmt: skip
    """Look for something better among whole fillings of carriers: of all at once, then of a few again and again until ended."""
    best = known
    below = known.worth if known else packed.bound - 0.02 * abs(packed.bound)

    def hear(chosen: Ints, steps: int = 0) -> None:
        nonlocal best
        found = Found(
            chosen, float(model.value[chosen].sum()), math.inf, (FIRST_STEPS + steps) * STEP if steps else math.inf
        )
        if best is None or found.worth > best.worth:
            best = found
            tell(found)

    covering.cover(model, packed.price, packed.bound - below, np.flatnonzero(packed.keep), hear, most=most, stop=early)
    if most is None and best is not None and best.chosen is not None:
        covering.improve(model, packed.price, best.chosen, hear, lambda: False)


def _dive(
    model: Model,
    packed: packing.Packed,
    known: Found | None,
    tell: Callable[[Found], None],
    most: int | None,
    seed: int,
) -> None:
    """Look for something better by dives, until ended or `most` relaxations are solved."""
    from chengjie.placement.diving import Diving  # numba is slow to start, and few problems come here
    from chengjie.placement.search import Search

    search = Search(model, seed=seed, start=known.chosen if known else None)
    dives = Diving(search, packed.price, seed=seed)
    tell(Found(None, -math.inf, max(rounded(model, dives.bound), search.worth), 0.0))
    while most is None or dives.turns < most:
        dives.dive()
        found = search.found()
        tell(Found(found.chosen, found.worth, math.inf, (FIRST_STEPS + dives.turns) * STEP))


def reduced(model: Model, price: Floats) -> Floats:
    """What each column is worth when the rows are paid for."""
    column = np.repeat(np.arange(len(model.value)), np.diff(model.start))
    paid = np.bincount(column, weights=price[model.row] * model.amount, minlength=len(model.value))
    return model.value - paid


def _decide(model: Model, keep: npt.NDArray[np.bool_], known: Found | None, worth: float, tell: Callable[[Found], None],
            most: int | None, stop: Callable[[], bool] | None, before: int) -> bool:  # fmt: skip
    columns = np.flatnonzero(keep)
    start = None if known is None or known.chosen is None else np.searchsorted(columns, known.chosen)

    def hear(chosen: Ints | None, bound: float, steps: int) -> None:
        told = None if chosen is None else columns[chosen]
        value = -math.inf if told is None else float(model.value[told].sum())
        tell(Found(told, value, max(rounded(model, bound), worth), (before + steps) * STEP))

    ended = highs.exact(model.take(keep), start=start, most=most, told=hear, stop=stop)
    if ended.finished and ended.chosen is None:
        tell(Found(None, -math.inf, worth, 0.0))
    elif ended.chosen is not None:
        hear(ended.chosen, ended.bound, ended.steps)
    return ended.finished
