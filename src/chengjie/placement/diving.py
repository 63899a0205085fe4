"""Diving: fillings of carriers are made where prices ask for them, and fixed one after another down to a whole choice.

Column generation with knapsacks after Savelsbergh, "A branch-and-price algorithm for the generalized assignment problem" (1997);
dives and their restarts after Sadykov, Vanderbeck, Pessoa, Tahiri and Uchoa, "Primal heuristics for branch and price: the assets
of diving methods" (2019); prices held near the best known ones after Wentges (1997).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from chengjie.placement import highs
from chengjie.placement.fillings import Filling, Knapsacks, Pool
from chengjie.placement.model import Floats, Ints
from chengjie.placement.search import Search

SAMPLES, SPREAD = 30, 0.01  # fillings to begin with are made at prices drawn so far around the best known
ROOT_TURNS, TURNS = 300, 3  # of making fillings, before the dives and at each depth of one
HELD = 0.85  # how far prices are held to the best known
KEPT_A_ROW = 60
AT_ONCE = 20  # rows still free for each filling that is fixed at a time
HOPELESS = 1.5  # a dive ends when it is so much worse than the best known as that is than the bound
REPAIR = 20_000  # moves that mend what a dive left over
POLISH = 0.2  # work of regrouping after a dive


class Descent:
    """The relaxation on the way down: what is still free, what is fixed."""

    def __init__(self, knapsacks: Knapsacks, pool: Pool, left_over: Floats) -> None:
        self.knapsacks, self._pool, self._units = knapsacks, pool, len(left_over)
        self._master = highs.Master(left_over, knapsacks.rows)
        self.free, self.open_rows = np.ones(self._units, bool), np.ones(knapsacks.rows, bool)
        self.fixed: list[int] = []
        self.fillings: list[Filling] = []
        self._covers = np.zeros((0, self._units), bool)
        self._row = np.zeros(0, np.int64)
        self._shut = np.zeros(0, bool)
        self.cost, self.worth_of_row, self.share = np.zeros(self._units), np.zeros(knapsacks.rows), np.zeros(0)
        self.worth, self.bound, self.turns = -math.inf, math.inf, 0
        self._take(pool.fillings)

    def solve(self, turns: int, centre: Floats, held: float = HELD) -> Floats:
        """Make fillings for so many turns or until none pays; returns the prices of the best bound."""
        gained = sum(self.fillings[n].worth for n in self.fixed)
        self.bound = math.inf
        for _ in range(turns):
            self.share, cost, self.worth_of_row, self.worth = self._master.solve()
            self.turns += 1
            self.cost = np.where(self.free, cost, 0.0)
            for near in (held, 0.0):
                at = np.where(self.free, near * centre + (1 - near) * self.cost, 0.0)
                made, worth = self.knapsacks.best(at, self.free)
                bound = gained + float(worth[self.open_rows].sum() - at.sum())
                if bound < self.bound:
                    self.bound, centre = bound, at
                fresh = self._pool.add([each for each in made if self.open_rows[each.row] and self._pays(each)])
                if fresh:
                    break
            if not fresh or self.bound - self.worth < 1e-6:
                break
            self._take(fresh)
        return centre

    def _pays(self, made: Filling) -> bool:
        return self._lost(made) < -1e-6

    def _lost(self, made: Filling) -> float:
        covered = self.cost[self.knapsacks.owner[made.columns]].sum()
        return float(self.worth_of_row[made.row] - made.worth - covered)

    def lost(self) -> Floats:
        """What each filling of the pool loses at the prices of this place."""
        return np.array([self._lost(each) for each in self._pool.fillings])

    def _take(self, fresh: list[Filling]) -> None:
        begin = np.cumsum([0, *(len(each.columns) + 1 for each in fresh)])[:-1]
        units = [self.knapsacks.owner[each.columns] for each in fresh]
        covered = np.concatenate([np.append(u, self._units + each.row) for u, each in zip(units, fresh, strict=True)])
        self._master.add(np.array([each.worth for each in fresh]), begin, covered)
        covers = np.zeros((len(fresh), self._units), bool)
        for n, inside in enumerate(units):
            covers[n, inside] = True
        self._covers = np.vstack([self._covers, covers])
        self._row = np.append(self._row, [each.row for each in fresh])
        self._shut = np.append(self._shut, np.zeros(len(fresh), bool))
        self.fillings += fresh

    def candidates(self, luck: Callable[[int], Floats]) -> list[int]:
        """Fillings to be fixed next: those taken whole, else the most taken ones that get on with each other."""
        share = np.where(self._shut[: len(self.share)], 0.0, self.share)
        some = np.flatnonzero(share > 1e-6)
        whole = some[share[some] > 1 - 1e-6]
        if len(whole):
            return [int(n) for n in whole]
        chosen: list[int] = []
        met = np.zeros(self._units, bool)
        most = max(1, int(self.open_rows.sum()) // AT_ONCE)
        for n in some[np.argsort(-share[some] * luck(len(some)), kind="stable")].tolist():
            apart = all(self._row[n] != self._row[other] for other in chosen) and not (met & self._covers[n]).any()
            if len(chosen) < most and apart:
                chosen.append(n)
                met |= self._covers[n]
        return chosen

    def fix(self, chosen: list[int]) -> None:
        """Fix fillings and shut all that cannot stand beside them."""
        self.fixed += chosen
        self.free &= ~self._covers[chosen].any(axis=0)
        self.open_rows[self._row[chosen]] = False
        shut = ~self._shut & (self._covers[:, ~self.free].any(axis=1) | ~self.open_rows[self._row])
        self._shut |= shut
        shut[chosen] = False
        self._master.bound(np.flatnonzero(shut), 0.0)
        self._master.bound(np.array(chosen, np.int64), 1.0)

    def choice(self) -> Ints:
        """The column of each unit: as fixed, then as the most taken fillings say; −1 where none does."""
        found = np.full(self._units, -1)
        rest = [n for n in np.argsort(-self.share, kind="stable").tolist() if self.share[n] >= 0.05]
        for n in [*self.fixed, *rest]:
            columns = self.fillings[n].columns
            left = found[self.knapsacks.owner[columns]] < 0
            found[self.knapsacks.owner[columns[left]]] = columns[left]
        return found.astype(np.int64)


class Diving:
    """Dive after dive from a search's best; each end is mended and regrouped, and the search keeps what is better."""

    def __init__(self, search: Search, price: Floats, *, seed: int = 0) -> None:
        """`price` is what each unit may earn at a good bound (`packing.pack`)."""
        self.search, self._draw = search, np.random.default_rng([seed, 11])
        model = search.model
        top = np.maximum.reduceat(model.value, model.first[:-1])
        lost = model.value - np.repeat(top, np.diff(model.first))  # so that to cover a unit twice never pays
        self._top = float(top.sum())
        self._knapsacks, self._pool = Knapsacks(replace(model, value=lost)), Pool()
        self._left_over = np.full(model.units, 2.0 * float(np.abs(lost).max()) + 1.0)
        self._centre = np.maximum(top - price, 0.0)
        everyone = np.ones(model.units, bool)
        for n in range(SAMPLES):
            at = self._centre * (1 + SPREAD * (n > 0) * self._draw.standard_normal(model.units))
            self._pool.add(self._knapsacks.best(at, everyone)[0])
        self._know()
        self._root = self._descent()
        self._centre = self._root.solve(ROOT_TURNS, self._centre)
        self.bound = self._top + self._root.bound
        self.turns, self.dives = self._root.turns, 0

    def _descent(self) -> Descent:
        return Descent(self._knapsacks, self._pool, self._left_over)

    def _know(self) -> None:
        if math.isfinite(self.search.worth):
            self._pool.add(self._knapsacks.of(self.search.best))

    def dive(self) -> None:
        """Once from the top to the bottom or until it is hopeless, then mended and regrouped."""
        self._pool.keep(self._root.lost(), KEPT_A_ROW * self._knapsacks.rows)
        self._know()
        down = self._descent()
        first = self.dives == 0
        least = self.search.worth - HOPELESS * (self.bound - self.search.worth)
        down.solve(TURNS, self._centre)
        while down.open_rows.any() and self._top + down.worth >= least:
            chosen = down.candidates(lambda many: np.ones(many) if first else self._draw.uniform(0.3, 1.0, many))
            if not chosen:
                break
            down.fix(chosen)
            down.solve(TURNS, self._centre)
        self.turns += down.turns
        self.dives += 1
        self._settle(down.choice())

    def _settle(self, choice: Ints) -> None:
        first = self.search.model.first[:-1]
        made = self.search.polish(np.where(choice < 0, first, choice), REPAIR, POLISH, self.dives)
        if made is not None:
            self._pool.add(self._knapsacks.of(made))
