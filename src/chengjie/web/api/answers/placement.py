"""What operations on studies of placement answer (布局)."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from chengjie.web.api.answers.shape import Answer, Tree


class StudyOut(Answer):
    """A study of one's own; what comes from the example is simulated."""

    id: str
    name: str
    simulated: bool
    created: datetime


class StudiesOut(Answer):
    """One's own studies."""

    studies: list[StudyOut]


class RunOut(Answer):
    """A run; `bound` is proved, `gap` is how far the value may be from the best."""

    number: int
    name: str
    state: str
    seconds: float
    changes: Tree
    after: int | None
    status: Literal["optimal", "feasible", "infeasible", "unknown"] | None
    value: float | None
    bound: float | None
    gap: float | None
    simulated: bool


class StandsOut(Answer):
    """Where a project stands by the ledger, and which entry says so."""

    option: str
    carrier: str
    value: float
    entry: int


class StudyWholeOut(StudyOut):
    """A study with its problem, runs, and what stands in its ledger by project."""

    problem: Tree
    runs: list[RunOut]
    standing: dict[str, StandsOut]


class RunWholeOut(RunOut):
    """A run with its progress (seconds, value, bound) and its answer."""

    progress: list[list[float | None]]
    answer: Tree


class WaysOut(Answer):
    """The ways of a project; `here` is the one in which it stands."""

    project: str
    here: str | None
    ways: list[Tree]
    simulated: bool


class PlacedOut(Answer):
    """An entry of the ledger; what was accepted and is reversed stays, with an entry of its own."""

    number: int
    kind: Literal["accept", "reverse"]
    project: str
    carrier: str
    option: str
    value: float
    by: str
    when: datetime
    why: str


class PlacedLedgerOut(Answer):
    """Every entry, the earliest first."""

    simulated: bool
    rows: list[PlacedOut]
