"""What operations on the ledger of projects answer (台账)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field

from chengjie.web.api.answers.shape import Answer, Exact, Told

Kind = Literal["real", "simulated"]


class LineOut(Answer):
    """A project: its stage, money, and the day of each milestone that it reached; `why` is its case."""

    number: str
    title: str
    place: str
    stage: str
    stage_title: Told
    industry: str
    contract: Exact | None
    paid: Exact | None
    unit: str
    milestones: dict[str, date | None]
    simulated: bool
    why: str


class LinesOut(Answer):
    """A page of the ledger; real or simulated, never both."""

    kind: Kind
    simulated: bool
    rows: list[LineOut]
    next: int | None


class CellOut(Answer):
    """Projects, what is contracted in those with an amount, and how many have none."""

    projects: int
    contracted: Exact | None
    without_amount: int


class PivotRowOut(Answer):
    """A row of the pivot."""

    row: str
    cells: list[CellOut]
    total: CellOut
    simulated: bool


class PivotOut(Answer):
    """Projects and contracted investment by two properties."""

    kind: Kind
    simulated: bool
    by: list[str]
    unit: str
    columns: list[str]
    rows: list[PivotRowOut]
    total: list[CellOut]
    whole: CellOut


class ReachedOut(Answer):
    """How many projects came to a milestone."""

    milestone: Told
    projects: int
    simulated: bool


class SpanOut(Answer):
    """Days from one milestone to another: the median and the ninetieth percentile."""

    from_: Told = Field(serialization_alias="from", validation_alias="from")
    to: Told
    projects: int
    median: float | None
    p90: float | None
    simulated: bool


class StagesOut(Answer):
    """The funnel, and the days between its milestones."""

    kind: Kind
    simulated: bool
    funnel: list[ReachedOut]
    days: list[SpanOut]
