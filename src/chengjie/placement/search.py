"""The search: prices of the linear relaxation, walks under growing penalties, and whole-number solves of small neighbourhoods.

Everything depends on the model, the seed and the number of rounds alone; a clock only cuts it off.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from chengjie.placement import highs, kernels
from chengjie.placement.found import MOVE_WORK, WALK, Found
from chengjie.placement.model import Floats, Ints, Model, fits, loads
from chengjie.placement.regrouping import Regrouping

LP_COLUMNS = 60_000  # up to here the relaxation is solved outright; beyond, descent is as good and faster
DESCENTS = 350
LONGEST = 2_000_000_000
SOLVE_STEPS = 600
# heat at start and end, overload's growth, columns tried a unit, from the best or anew, regret of the columns tried at most;
# heat and regret in units of the usual second choice
Way = tuple[float, float, float, float, int, bool, float]
WAYS: tuple[Way, ...] = (
    (0.1, 0.01, 0.05, 30.0, 20, False, 1.6),
    (0.1, 0.01, 0.05, 30.0, 20, False, 0.8),
    (0.1, 0.01, 0.05, 30.0, 20, False, 0.4),
    (0.3, 0.1, 0.02, 10.0, 6, False, math.inf),
    (0.3, 0.02, 0.05, 100.0, 8, False, math.inf),
    (4.0, 1.0, 0.2, 10.0, 8, False, math.inf),
    (0.15, 0.05, 0.02, 10.0, 6, False, math.inf),
    (0.05, 0.003, 30.0, 30.0, 20, True, 0.8),
    (0.05, 0.003, 0.3, 30.0, 20, True, 1.6),
    (0.15, 0.03, 0.3, 30.0, 8, True, math.inf),
    (1.0, 0.2, 0.5, 10.0, 12, True, math.inf),
    (0.3, 0.1, 1.0, 30.0, 20, True, math.inf),
    (4.0, 0.5, 1.0, 10.0, 12, True, math.inf),
)  # fmt: skip
COLD: Way = (0.05, 0.005, 1.0, 30.0, 20, True, 1.6)  # only to mend


@dataclass(frozen=True)
class Ground:
    """A model with its columns put in order of reduced value, and the prices that put them so."""

    model: Model
    order: Ints  # the column of the given model that each column is
    regret: Floats  # how much worse a column is than the best of its unit, at these prices
    price: Floats
    floor_price: Floats
    bound: float
    usual: float


def ground(model: Model) -> Ground:
    """Prices, bound and order. The bound holds whatever the prices are."""
    price = np.zeros(len(model.capacity))
    arrays = (model.first, model.value, model.start, model.row, model.amount)
    bound = kernels.descend(*arrays, model.capacity, price, DESCENTS, 0.02)
    if len(model.value) <= LP_COLUMNS and (solved := highs.prices(model)) is not None:
        price = solved.row
    best, rest = np.empty(model.units, np.int64), np.empty(len(model.value))
    total = kernels.reduced(*arrays, price, best, rest)
    bound = min(bound, total + float(price @ model.capacity))
    owner = np.repeat(np.arange(model.units), np.diff(model.first))
    order = np.lexsort((-rest, owner))
    ordered = _ordered(model, order)
    rest = rest[order]
    regret = np.repeat(rest[model.first[:-1]], np.diff(model.first)) - rest
    several = np.flatnonzero(np.diff(model.first) > 1)
    usual = float(np.median(regret[model.first[several] + 1])) if len(several) else 1.0
    many = np.flatnonzero(np.diff(model.first) > 3)
    further = float(np.median(regret[model.first[many] + 3])) if len(many) else 0.0
    usual = further if usual < 0.1 * further else usual  # where the second choice is as good as the first
    entries = np.maximum(np.bincount(model.row, minlength=len(price)), 1)
    mean = np.bincount(model.row, weights=np.abs(model.amount), minlength=len(price)) / entries
    paid = float((price[model.row] * np.abs(model.amount)).sum()) / max(1, len(model.value))
    paid = paid or float(np.abs(model.value).mean()) or 1.0
    usual = usual if usual > 1e-9 else 0.1 * paid
    return Ground(ordered, order, regret, price, paid / np.maximum(mean, 1e-12), bound, usual)


def _ordered(model: Model, order: Ints) -> Model:
    lengths = np.diff(model.start)[order]
    start = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    at = np.repeat(model.start[order], lengths) + np.arange(start[-1]) - np.repeat(start[:-1], lengths)
    return replace(
        model, carrier=model.carrier[order], value=model.value[order], start=start, row=model.row[at], amount=model.amount[at]
    )  # fmt: skip


class Search:
    """The state of a search: the best choice so far and how well each way of walking did."""

    def __init__(self, model: Model, *, seed: int = 0, start: Ints | None = None) -> None:
        self.ground = ground(model)
        self.model = self.ground.model
        self.seed = seed
        self.best: Ints = self.model.first[:-1].copy()
        self.worth = -np.inf
        self.bound = self.ground.bound
        self.work = 0.0
        self.walks = 0
        self.solves = 0
        self.width = 120
        self.gains = np.zeros(len(WAYS))
        column = np.repeat(np.arange(len(self.model.value)), np.diff(self.model.start))
        paid = self.ground.price[self.model.row] * self.model.amount
        self.regrouping = Regrouping.of(self.model, self.ground.regret, self.ground.price)
        self.regroupings = 0
        self.paid = np.bincount(column, weights=paid, minlength=len(self.model.value))
        self.mend(self.best.copy())
        if start is not None:
            place = np.empty(len(self.ground.order), np.int64)
            place[self.ground.order] = np.arange(len(place))
            self._keep(place[start])
            self.mend(place[start])

    def found(self) -> Found:
        """What is known, in columns of the given model."""
        chosen = self.ground.order[self.best] if np.isfinite(self.worth) else None
        return Found(chosen, self.worth, self.bound, self.work)

    def rounds(self, *, left: Callable[[], float] | None = None) -> Iterator[Found]:
        """One round after another, without end: a walk, then a few neighbourhoods; walks grow longer.

        With a clock (`left`: seconds that remain), the last walk is made as long as the time allows; its work counts as endless,
        because what it finds depends on the clock.
        """
        yield self.found()
        length, number, pace = max(WALK, 100 * self.model.units), 0, 0.0
        while True:
            began = left() if left else 0.0
            if left and number and pace * length * 2.2 > began:
                length, self.work = max(1, int(0.9 * began / pace)), math.inf
            walked = self.walk(length, number)
            yield self.found()
            pace = (began - left()) / length if left else 0.0
            if np.isfinite(self.worth) and number >= 2 and self.regrouping is not None:
                for _ in self.regroup(self.regrouping, walked, 1.35 ** max(0, number - 4), left):
                    yield self.found()
            elif np.isfinite(self.worth) and number >= 2:
                for _ in range(3 + number):
                    self.solve()
                    yield self.found()
            number += 1
            length = min(int(length * (1.35 if number >= 4 else 1.0)), LONGEST)

    def walk(self, moves: int, number: int) -> Ints:
        """One walk; the ways take turns at first, then the better ones come more often. Returns where it ended, mended."""
        fresh = [n for n, way in enumerate(WAYS) if not way[5]]
        way = fresh[number % len(fresh)] if not np.isfinite(self.worth) or number < len(fresh) else self._pick(number)
        choice = self.best.copy() if WAYS[way][5] else self.model.first[:-1].copy()
        before = self.worth
        self.worth = self._anneal(WAYS[way], choice, self.best, self.worth, moves, number)
        self.mend(choice)
        self.work += moves * MOVE_WORK
        self.gains *= 0.9
        if self.worth > before and np.isfinite(before):
            self.gains[way] += (self.worth - before) / max(1e-12, abs(self.bound)) * 1e4
        return choice

    def _anneal(self, way: Way, choice: Ints, best: Ints, worth: float, moves: int, number: int) -> float:
        hot, cold, loose, tight, most, _, regret = way
        m, g = self.model, self.ground
        close = g.regret <= regret * g.usual
        near = np.minimum(np.minimum(np.diff(m.first), most), np.add.reduceat(close.astype(np.int64), m.first[:-1]))
        return float(kernels.anneal(
            m.first, m.carrier, m.value, m.start, m.row, m.amount, m.capacity, m.carriers,
            near, g.price, g.floor_price, choice, best, worth,
            hot * g.usual, cold * g.usual, loose, tight, moves, self.seed * 1_000_003 + number + 1,
        ))  # fmt: skip

    def polish(self, choice: Ints, moves: int, work: float, number: int) -> Ints | None:
        """A choice that may be overloaded, brought to fit by a short cold walk and regrouped; None where it does not come to fit."""
        best, m = choice.copy(), self.model
        if not np.isfinite(self._anneal(COLD, choice, best, -np.inf, moves, number)):
            order = np.argsort(m.value[choice] / (self.paid[choice] + 1e-9), kind="stable")
            best = choice
            if not np.isfinite(kernels.repair(m.first, m.value, m.start, m.row, m.amount, m.capacity, order, best)):
                return None
        for turn, width in enumerate((4, 5, 3, 4) if self.regrouping is not None else ()):
            assert self.regrouping is not None  # noqa: S101  # asked for above
            reach, seed = (1.5, 3.0)[turn % 2] * self.ground.usual, self.seed * 1_000_003 + 4 * number + turn
            best = self.regrouping.better(best, width=width, work=work / 4, reach=reach, seed=seed)
        self._keep(best)
        return best

    def _keep(self, choice: Ints) -> None:
        """Keep a choice if it fits and is the best so far."""
        worth = float(self.model.value[choice].sum())
        if worth > self.worth + 1e-9 and fits(self.model, choice):
            self.best, self.worth = choice.copy(), worth

    def regroup(
        self, ready: Regrouping, walked: Ints, longer: float, left: Callable[[], float] | None
    ) -> Iterator[None]:
        """Place the units of a few carriers anew: from where the walk ended, then from the best."""
        for ended, width, part in ((True, 4, 0.3), (False, 4, 0.2), (False, 5, 0.4), (False, 3, 0.1)):
            choice = walked if ended and fits(self.model, walked) else self.best
            effort = part * longer
            while effort > 0.0 and (left is None or left() > 0.0):
                step = min(effort, 0.1)
                effort -= step
                self.regroupings += 1
                reach = (1.5, 1.5, 3.0)[self.regroupings % 3] * self.ground.usual
                seed = self.seed * 1_000_003 + self.regroupings
                choice = ready.better(choice, width=width, work=step, reach=reach, seed=seed)
                self.work += step
                self._keep(choice)
                yield

    def mend(self, choice: Ints) -> None:
        """Take the overload out of a choice; keep what comes of it if it is the best so far."""
        m, paid = self.model, self.paid
        order = np.argsort(m.value[choice] / (paid[choice] + 1e-9), kind="stable")
        worth = kernels.repair(m.first, m.value, m.start, m.row, m.amount, m.capacity, order, choice)
        if worth > self.worth + 1e-9:
            self.best, self.worth = choice.copy(), worth

    def _pick(self, number: int) -> int:
        draw = np.random.default_rng([self.seed, number])
        shares = self.gains + 0.05 + 0.2 * self.gains.max()
        return int(draw.choice(len(WAYS), p=shares / shares.sum()))

    def solve(self) -> None:
        """Free the units of a few carriers and place them anew as well as can be."""
        m = self.model
        draw = np.random.default_rng([self.seed, self.solves, 7])
        self.solves += 1
        inside = np.zeros(m.carriers + 1, bool)
        inside[m.carriers] = True
        here, most = m.carrier[self.best], int(self.width * draw.uniform(0.15, 0.4))
        for carrier in draw.permutation(m.carriers):
            inside[carrier] = True
            if np.count_nonzero(inside[here]) >= most:
                break
        loose = inside[here]
        free = np.flatnonzero(loose)
        owner = np.repeat(np.arange(m.units), np.diff(m.first))
        limit = self.bound - self.worth
        keep = loose[owner] & inside[m.carrier] & (self.ground.regret <= max(limit, 1e-9))
        keep[self.best] = False
        fewest = np.flatnonzero(keep)
        if len(fewest) > self.width:
            keep[fewest[np.argsort(self.ground.regret[fewest], kind="stable")[self.width :]]] = False
        keep[self.best] = True
        part, columns = part_of(m, keep, loose, self.best)
        self.work += 0.2
        chosen, finished = self._again(part, columns, free)
        if chosen is not None:
            self._keep(chosen)
        self.width = min(2000, int(self.width * 1.08) + 1) if finished else max(60, int(self.width * 0.8))

    def _again(self, part: Model, columns: Ints, free: Ints) -> tuple[Ints | None, bool]:
        """The whole choice with a part placed anew; and whether that part was decided."""
        inverse = np.full(len(self.model.value), -1)
        inverse[columns] = np.arange(len(columns))
        ended = highs.exact(part, start=inverse[self.best[free]], most=SOLVE_STEPS, plain=True)
        if ended.chosen is None:
            return None, ended.finished
        chosen = self.best.copy()
        chosen[free] = columns[ended.chosen]
        return chosen, ended.finished


def part_of(model: Model, keep: np.ndarray[tuple[int], np.dtype[np.bool_]], free: np.ndarray[tuple[int], np.dtype[np.bool_]], chosen: Ints) -> tuple[Model, Ints]:  # fmt: skip
    """The free units alone, with what the others leave of the rows that they touch."""
    owner = np.repeat(np.arange(model.units), np.diff(model.first))
    columns = np.flatnonzero(keep & free[owner])
    counts = np.bincount(owner[columns], minlength=model.units)[free]
    lengths = np.diff(model.start)[columns]
    start = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    at = np.repeat(model.start[columns] - start[:-1], lengths) + np.arange(start[-1])
    rows, row = np.unique(model.row[at], return_inverse=True)
    left = model.capacity - loads(model, chosen[~free])
    part = Model(
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64), model.carrier[columns], model.value[columns], start,
        row.astype(np.int64), model.amount[at], left[rows], model.carriers,
    )  # fmt: skip
    return part, columns
