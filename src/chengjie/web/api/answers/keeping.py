"""What operations on what officers keep answer: cases of admission, budgets, parameters, matches, boards (存档与指标账)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from chengjie.web.api.answers.shape import Answer, Exact, Told, Tree


class HeldOut(Answer):
    """A case of admission on record, as it stood and as it was decided; `why` is the page that holds it again."""

    id: int
    name: str
    carrier: str
    places: list[str]
    day: date
    verdict: Literal["yes", "no", "unknown"]
    by: str
    why: str


class HeldsOut(Answer):
    """One's own, and for officers those of their places."""

    rows: list[HeldOut]


class AccountOut(Answer):
    """A budget of a place with what is left of it."""

    id: int
    resource: Literal["energy", "water", "land", "emission"]
    place: str
    title: str
    total: Exact
    left: Exact
    unit: str
    start: date
    end: date
    source: str
    why: str


class SuspensionOut(Answer):
    """Approvals of a place that are suspended, for a pollutant or for all."""

    id: int
    place: str
    pollutant: str
    start: date
    end: date | None
    source: str


class SuspensionsOut(Answer):
    """The suspensions."""

    suspensions: list[SuspensionOut]


class AccountsOut(SuspensionsOut):
    """Every account, and the suspensions."""

    accounts: list[AccountOut]


class DrawnOut(Answer):
    """An entry of a budget."""

    number: int
    kind: str
    case: str
    amount: Exact
    day: date
    note: str
    by: str


class AccountWholeOut(AccountOut):
    """An account with every entry."""

    entries: list[DrawnOut]


class ValueOut(Answer):
    """A value that somebody filled in for a parameter; null took it back. `scope` is empty for the zone, else a place or a carrier."""

    scope: str
    value: float | None
    source: str
    by: str
    when: datetime


class ParameterOut(Answer):
    """A parameter that the rules use: what the books say, and what was filled in, the latest first."""

    parameter: str
    title: Told
    unit: str
    stated: float | None
    waits: bool
    filled: list[ValueOut]


class ParametersOut(Answer):
    """Every parameter; those that wait for a value leave rules unknown."""

    parameters: list[ParameterOut]


class MatchOut(Answer):
    """A kept match with its latest answer; `why` asks it again."""

    id: str
    name: str
    first: str | None
    score: float | None
    why: str | None


class MatchesOut(Answer):
    """One's kept matches."""

    rows: list[MatchOut]


class BoardOut(Answer):
    """A board of one's own: the rows of both sides as they were written."""

    id: str
    kind: str
    name: str
    demand: list[Tree] | None
    supply: list[Tree] | None


class BoardsOut(Answer):
    """One's own boards."""

    rows: list[BoardOut]


class BoardWholeOut(BoardOut):
    """A board with its answer: rankings of each demand, and who is assigned to whom."""

    answer: Tree
