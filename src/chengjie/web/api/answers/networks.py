"""What operations on networks answer: distances, planned lines, chains and who sits on them, ties (通达与产业链)."""

from __future__ import annotations

from datetime import date
from typing import Any

from chengjie.web.api.answers.open import Verdict
from chengjie.web.api.answers.shape import Answer, Open, Told, Tree


class DistanceOut(Answer):
    """How far a county is from a destination; null is unknown."""

    place: str
    end: str | None
    km: float | None
    after: float | None
    first_leg: float | None


class AccessOut(Answer):
    """Distances, and what they would be with planned lines open."""

    destination: str
    mode: str
    lines: list[str]
    access: list[DistanceOut]


class StopOut(Answer):
    """A stop of a planned line; `point` is null where nobody can place it."""

    name: str
    point: Any
    km: float | None


class PlannedLineOut(Answer):
    """A planned line with its stops."""

    id: str
    title: Told
    mode: str
    kind: str
    document: str
    claim: str | None
    stops: list[StopOut]


class PlannedLinesOut(Answer):
    """Planned lines."""

    lines: list[PlannedLineOut]


class ChainOut(Open):
    """An industry chain with its links."""

    id: str
    title: Told
    links: list[Tree]


class ChainsOut(Answer):
    """Every chain."""

    chains: list[ChainOut]


class StandingOut(Answer):
    """A link: strong, weak or missing, who sits on it, and by which measure and thresholds."""

    link: str
    state: str
    advice: str | None
    plain: int
    broad: int
    strong_at: int | None
    weak_at: int | None
    seats: list[Tree]


class CourtOut(Answer):
    """A link that is weak or missing: what to look for, and where it would fit."""

    link: str
    products: list[str]
    codes: list[str]
    hosts: list[Tree]


class ChainWholeOut(Answer):
    """A chain, how each link stands, and what to court."""

    chain: ChainOut
    standings: list[StandingOut]
    targets: list[CourtOut]


class TieOut(Open):
    """A tie between places or with a partner; `held` says whether it holds on the day asked for."""

    id: str
    place: str
    kind: str
    partner: Told
    partner_place: str | None
    topic: Told
    status: str
    stated: date
    document: str
    section: str
    held: Verdict | None


class TiesOut(Answer):
    """Ties."""

    ties: list[TieOut]
