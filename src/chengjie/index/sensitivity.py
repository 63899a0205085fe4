"""Which choice moves the ranks (全局敏感性分析): Sobol's first and total effects with confidence, by Saltelli and Jansen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from chengjie.errors import Refusal
from chengjie.index import varying
from chengjie.index.compute import compute
from chengjie.index.definition import IndexDefinition
from chengjie.index.sheet import Numbers, Sheet
from chengjie.index.steps import Doubts
from chengjie.index.uncertainty import FACTORS, drawn
from chengjie.index.varying import Alternatives, Failure

RESAMPLES = 500
LEAST = 16


@dataclass(frozen=True, slots=True)
class Effect:
    """What part of the variance one choice explains alone (`first`) and with all its interplay (`total`), each ± its 95 % confidence."""

    factor: str
    first: float
    first_confidence: float
    total: float
    total_confidence: float


@dataclass(frozen=True)
class Sensitivity:
    """The effects on the mean shift of ranks, how many runs, how many rows of the design had to be left out, and why."""

    effects: tuple[Effect, ...]
    runs: int
    rows: int
    rows_left_out: int
    failures: tuple[Failure, ...]
    shift: float

    def as_json(self) -> dict[str, Any]:
        """For a script or a page."""
        return {
            "runs": self.runs,
            "rows": self.rows,
            "rows_left_out": self.rows_left_out,
            "mean_shift": self.shift,
            "failures": [each.as_json() for each in self.failures],
            "effects": [
                {"factor": each.factor, "first": each.first, "first_confidence": each.first_confidence, "total": each.total, "total_confidence": each.total_confidence}
                for each in self.effects
            ],
        }  # fmt: skip


def sensitivity(
    definition: IndexDefinition, sheet: Sheet, *, doubts: Doubts | None = None, rows: int = 512
) -> Sensitivity:
    """Effects of every choice that has an alternative, from `rows` × (factors + 2) runs of a scrambled Sobol sequence.

    Refuses what `compute` refuses, `index-sensitivity-nothing` where nothing is varied or no rank ever moves, and
    `index-sensitivity-failed` where fewer than 16 rows could be computed.
    """
    from scipy.stats import qmc  # slow to start; only this analysis needs it

    doubts = doubts or definition.doubts
    scores = compute(definition, sheet)
    factors = varied_factors(scores.definition, doubts)
    if not factors:
        raise Refusal.of("index-sensitivity-nothing", name=definition.id)
    rows = 1 << max(int(np.ceil(np.log2(max(rows, LEAST)))), 4)
    points = qmc.Sobol(2 * len(factors), rng=np.random.default_rng(doubts.seed)).random(rows)
    design = _design(points[:, : len(factors)], points[:, len(factors) :])
    chances = np.zeros((len(design), len(FACTORS)))
    chances[:, [FACTORS.index(name) for name in factors]] = design
    generator = np.random.default_rng(doubts.seed + 1)
    draw = drawn(scores.definition, doubts, chances, generator)
    varied = varying.vary(definition, sheet, doubts, draw)
    own = np.array([np.nan if rank is None else float(rank) for rank in scores.ranks])
    known = ~np.isnan(own)
    shift = np.abs(varied.ranks(known)[:, known] - own[known]).mean(axis=1)
    return _analysed(shift, factors, rows, varied.failures, doubts.seed)


def varied_factors(definition: IndexDefinition, doubts: Doubts) -> tuple[str, ...]:
    """The choices that have an alternative."""
    choices = Alternatives.of(definition, doubts)
    several = {
        "impute": len(choices.impute) > 1,
        "treat": len(choices.treat) > 1,
        "normalise": len(choices.normalise) > 1,
        "weigh": len(choices.weigh) > 1,
        "aggregate": len(choices.aggregate) > 1,
        "leave-out": doubts.leave_out and len(definition.indicators) > 1,
        "weights": doubts.weights > 0 and len(definition.indicators) > 1,
    }
    return tuple(name for name in FACTORS if several[name])


def _design(one: Numbers, other: Numbers) -> Numbers:
    """Saltelli's rows: A, B, then A with each column of B in turn."""
    mixed = []
    for column in range(one.shape[1]):
        part = one.copy()
        part[:, column] = other[:, column]
        mixed.append(part)
    return np.concatenate([one, other, *mixed])


def _analysed(
    outcome: Numbers, factors: tuple[str, ...], rows: int, failures: tuple[Failure, ...], seed: int
) -> Sensitivity:
    parts = outcome.reshape(len(factors) + 2, rows)
    whole = ~np.isnan(parts).any(axis=0)
    if whole.sum() < LEAST:
        codes = "、".join(sorted({fault.code for each in failures for fault in each.faults})) or "—"
        raise Refusal.of("index-sensitivity-failed", rows=int(whole.sum()), least=LEAST, codes=codes)
    kept = parts[:, whole]
    if np.ptp(kept) == 0:
        raise Refusal.of("index-sensitivity-nothing", name="、".join(factors))
    first, total = effects(kept[0], kept[1], kept[2:])
    spread_first, spread_total = confidence(kept[0], kept[1], kept[2:], seed=seed)
    found = tuple(
        Effect(name, float(first[n]), float(spread_first[n]), float(total[n]), float(spread_total[n]))
        for n, name in enumerate(factors)
    )
    return Sensitivity(found, outcome.size, rows, int((~whole).sum()), failures, float(np.nanmean(outcome)))


def effects(one: Numbers, other: Numbers, mixed: Numbers) -> tuple[Numbers, Numbers]:
    """First effects by Saltelli (2010) and total effects by Jansen (1999). `mixed` has one row a factor.

    >>> import numpy as np
    >>> a, b = np.random.default_rng(1).random((2, 4096, 2))
    >>> f = lambda x: x[:, 0] + 2 * x[:, 1]
    >>> mixed = np.array([f(np.column_stack([b[:, 0], a[:, 1]])), f(np.column_stack([a[:, 0], b[:, 1]]))])
    >>> [bool(x) for x in np.abs(effects(f(a), f(b), mixed)[1] - [0.2, 0.8]) < 0.02]
    [True, True]
    """
    centre = np.concatenate([one, other, mixed.ravel()]).mean()
    variance = np.concatenate([one, other]).var()
    first = ((other - centre) * (mixed - one)).mean(axis=1) / variance
    total = 0.5 * ((one - mixed) ** 2).mean(axis=1) / variance
    return np.asarray(first), np.asarray(total)


def confidence(one: Numbers, other: Numbers, mixed: Numbers, *, seed: int) -> tuple[Numbers, Numbers]:
    """Half of the 95 % interval of both effects, by drawing the rows again with replacement."""
    generator = np.random.default_rng(seed + 2)
    drawn = [generator.integers(0, len(one), len(one)) for _ in range(RESAMPLES)]
    found = np.array([effects(one[rows], other[rows], mixed[:, rows]) for rows in drawn])
    spread = 1.96 * found.std(axis=0, ddof=1)
    return spread[0], spread[1]
