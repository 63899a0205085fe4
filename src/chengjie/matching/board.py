"""Demand and supply (供需对接): every demand with its ranking, and who is assigned to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from chengjie.errors import Fault, Refusal
from chengjie.matching import assigning
from chengjie.matching.answer import NO, Matching, Ranked
from chengjie.matching.assigning import Assigned
from chengjie.matching.defining import by, definition, weighted
from chengjie.matching.definition import Definition
from chengjie.matching.firms import firm_pairs, group_pairs
from chengjie.matching.grid import Grid
from chengjie.matching.ground import ground
from chengjie.matching.pairs import Pairs
from chengjie.matching.ranking import ranking, scores
from chengjie.matching.sheet import Sheet, read_sheet
from chengjie.matching.tables import Tables
from chengjie.package import Package

Rows = Path | Sequence[Mapping[str, str]]
Scores = NDArray[np.float64]
_DOUBT = 1e-4  # points


@dataclass(frozen=True)
class Assignment:
    """Who goes with whom, the sum of the scores, who is left over, and how many had equal choices (decided by order)."""

    by: str
    pairs: tuple[Assigned, ...]
    total: float
    left_demand: tuple[int, ...]
    left_supply: tuple[int, ...]
    ties: int


@dataclass(frozen=True, slots=True)
class HandOver:
    """A lead, the carrier that holds it today, the best one, and whether it should be handed over (线索移交)."""

    lead: int
    holder: Ranked | None
    best: Ranked
    gain: float | None
    advised: bool


@dataclass(frozen=True)
class Board:
    """All demands against all supplies."""

    wanted: Definition
    pairs: Pairs
    demand: Sheet | None
    supply: Sheet | None

    def ranking(self, i: int) -> Matching:
        """The offers for one demand."""
        return ranking(self.pairs, i)

    @cached_property
    def scores(self) -> Scores:
        """The score of every pair, 0 to 100."""
        return scores(self.pairs)

    @cached_property
    def allowed(self) -> NDArray[np.bool_]:
        """The pairs that may be assigned: nothing rules them out, they are good, and they reach the least score."""
        found: NDArray[np.bool_] = ~self.pairs.ruled_out & self.pairs.good & (self.scores >= self.wanted.least)
        return found

    def view(self, whose: str) -> Scores:
        """The pairs as one side sees them: by the criteria that are its own and those of both."""
        if all(each.of == "both" for each in self.wanted.criteria):
            return self.scores
        own = np.array([each.of in {whose, "both"} for each in self.wanted.criteria])
        criteria = tuple(each for each in self.wanted.criteria if each.of in {whose, "both"})
        plain = self.wanted.model_copy(update={"method": "weighted-sum", "weights": "given"})
        return np.stack([100 * Grid.of(plain, criteria, self.pairs.criteria[i][:, own]).scored.scores for i in range(len(self.pairs.demand))])  # fmt: skip

    def assignment(self, how: str | None = None) -> Assignment | None:
        """Who is assigned to whom, `stable` or `best-total`; None where the kind assigns nobody."""
        asked = self.wanted.assigning
        if asked is None:
            return None
        mode = how or asked.by
        if asked.demand_amount and asked.supply_amount:
            mode = "amounts"
            wants, room = _amounts(self.demand, asked.demand_amount), _amounts(self.supply, asked.supply_amount)
            pairs = assigning.flow(self._sure(self.scores), self.allowed, wants, room)
        else:
            n, m = self.scores.shape
            want = _counts(self.demand, asked.demand_capacity, n)
            take = _counts(self.supply, asked.supply_capacity, m) if self.supply else np.full(m, n, dtype=np.int64)
            if mode == "stable":
                pairs = assigning.stable(
                    self._sure(self.view("demand")), self._sure(self.view("supply")), self.allowed, want, take
                )
            else:
                pairs = assigning.best_total(self._sure(self.scores), self.allowed, want, take)
        total = sum(float(self.scores[each.demand, each.supply]) * each.amount for each in pairs)
        left = {each.demand for each in pairs}, {each.supply for each in pairs}
        return Assignment(
            mode, pairs, total, tuple(i for i in range(len(self.pairs.demand)) if i not in left[0]),
            tuple(j for j in range(len(self.pairs.supply)) if j not in left[1]), self._ties(),
        )  # fmt: skip

    def _sure(self, scores: Scores) -> Scores:
        """Among equals the pair of which no condition is in doubt comes first."""
        return np.maximum(scores - _DOUBT * self.pairs.doubtful, 0)

    def _ties(self) -> int:
        """Demands for which two allowed supplies score alike."""
        found = 0
        for row, may in zip(np.round(self.scores, 9), self.allowed, strict=True):
            values = row[may]
            found += len(np.unique(values)) < len(values)
        return found

    def hand_overs(self) -> tuple[HandOver, ...]:
        """For every lead whether another carrier fits better than the one that holds it, by at least the margin."""
        if self.wanted.held is None or self.demand is None:
            return ()
        found = []
        for i, entry in enumerate(self.demand.entries):
            answer = self.ranking(i)
            holder = next(
                (each for each in answer.ranking if each.offer.id == entry.values.get(str(self.wanted.held))), None
            )
            best = answer.ranking[0]
            gain = best.score - holder.score if holder else None
            out = holder is not None and holder.verdict == NO
            advised = answer.good and best is not holder and best.verdict != NO and (out or holder is None or (gain or 0) >= self.wanted.margin)  # fmt: skip
            found.append(HandOver(i, holder, best, gain, advised))
        return tuple(found)

    def as_json(self, *, top: int = 10, how: str | None = None, robust: bool = False) -> dict[str, Any]:
        """Plain values: the ranking of every demand cut at `top`, the assignment, the hand-overs."""
        rankings = [self.ranking(i) for i in range(len(self.pairs.demand))]
        assigned = self.assignment(how)
        answer: dict[str, Any] = {
            "definition": self.wanted.id,
            "method": self.wanted.method,
            "demands": [{"id": self.pairs.demand[i].id, **each.as_json(top), **({"robustness": each.robustness().as_json()} if robust else {})} for i, each in enumerate(rankings)],
            "assignment": self._assigned(assigned) if assigned else None,
        }  # fmt: skip
        if self.wanted.held:
            answer["hand_overs"] = [
                {
                    "lead": self.pairs.demand[each.lead].id, "holder": each.holder.offer.id if each.holder else None, "best": each.best.offer.id,
                    "gain": None if each.gain is None else round(each.gain, 2), "advised": each.advised,
                }
                for each in self.hand_overs()
            ]  # fmt: skip
        return answer

    def _assigned(self, found: Assignment) -> dict[str, Any]:
        demand, supply = self.pairs.demand, self.pairs.supply
        return {
            "by": found.by, "total": round(found.total, 2), "ties": found.ties,
            "pairs": [
                {"demand": demand[each.demand].id, "supply": supply[each.supply].id, "score": round(float(self.scores[each.demand, each.supply]), 2), "amount": each.amount}
                for each in found.pairs
            ],
            "unassigned_demand": [demand[i].id for i in found.left_demand], "unassigned_supply": [supply[j].id for j in found.left_supply],
        }  # fmt: skip


def _counts(sheet: Sheet | None, column: str | None, length: int) -> NDArray[np.int64]:
    if sheet is None or column is None:
        return np.ones(length, dtype=np.int64)
    return np.array([int(float(str(each.values[column] or 0))) for each in sheet.entries], dtype=np.int64)


def _amounts(sheet: Sheet | None, column: str) -> Scores:
    return np.array([float(str(each.values[column] or 0)) for each in (sheet.entries if sheet else ())])


def board(
    kind: str,
    package: Package,
    *,
    demand: Rows | None = None,
    supply: Rows | None = None,
    weights: Mapping[str, float] | None = None,
    method: str | None = None,
    normalisation: str | None = None,
    weighing: str | None = None,
) -> Board:
    """Bring demand and supply together. Refuses what is wrong with either table, all at once; `board-side-missing`, `board-side-given`."""
    wanted = by(definition(package, kind), method=method, normalisation=normalisation, weights=weighing)
    wanted = weighted(wanted, weights) if weights else wanted
    found = _sheets(wanted, {"demand": demand, "supply": supply}, package)
    one, other = found["demand"], found["supply"]
    if one and other:
        return Board(wanted, Tables(wanted, one, other, package).pairs(), one, other)
    known = ground(package)
    if one:
        pairs = group_pairs(wanted, one, known) if wanted.together else firm_pairs(wanted, one, known)
        return Board(wanted, pairs, one, None)
    if other:
        return Board(wanted, firm_pairs(wanted, other, known).turned(), None, other)
    raise Refusal.of("board-side-missing", kind=kind, side="demand")


def _sheets(wanted: Definition, given: Mapping[str, Rows | None], package: Package) -> dict[str, Sheet | None]:
    faults: list[Fault] = []
    found: dict[str, Sheet | None] = {}
    for side, rows in given.items():
        is_table = getattr(wanted, side).source == "table"
        found[side] = None
        if is_table and rows is None:
            faults.append(Fault("board-side-missing", parameters={"kind": wanted.id, "side": side}))
        elif not is_table and rows is not None:
            faults.append(Fault("board-side-given", parameters={"kind": wanted.id, "side": side}))
        elif rows is not None:
            try:
                found[side] = read_sheet(rows, wanted, side, package)
            except Refusal as refusal:
                faults += refusal.faults
    if faults:
        raise Refusal(faults)
    return found
