"""What the open operations answer: the zone, claims, matching, admission, rules, indices, trails (公开)."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from chengjie.web.api.answers.shape import Answer, Open, Told, Tree

Verdict = Literal["yes", "no", "unknown"]


class ZoneOut(Answer):
    """The zone, its plans, and how many rows each of its tables has."""

    id: str
    title: Told
    documents: list[Tree]
    tables: dict[str, int]


class ClaimedOut(Open):
    """A claim: where it stands (section, paragraph, digest of the sentence), what it says; `why` unfolds it."""

    id: str
    document: str
    section: str
    paragraph: str
    digest: str
    rule: str
    grade: str
    why: str


class ClaimedsOut(Answer):
    """A page of claims; `next` is the offset of the page after."""

    count: int
    next: int | None
    claims: list[ClaimedOut]


class UseOut(Answer):
    """An industry as the plan calls it, with the codes that it stands for."""

    label: str
    codes: list[str]


class HostOut(Answer):
    """A carrier as the plan calls it, and which one it is."""

    name: str
    id: str | None


class CatalogueRowOut(Answer):
    """A row as it was printed, beside what it means."""

    id: str
    document: str
    section: str
    paragraph: str
    cells: dict[str, str]
    prefecture: str | None
    county: str | None
    industries: list[UseOut]
    carriers: list[HostOut]


class CatalogueOut(Answer):
    """A page of the catalogue; `next` is the offset of the page after."""

    count: int
    next: int | None
    rows: list[CatalogueRowOut]


class OfferOut(Answer):
    """A carrier in a ranking: its score and how far it may move, the points by criterion, the hard conditions, what is missing."""

    carrier: str
    name: str
    place: Told
    score: float
    interval: list[float]
    rank: int
    verdict: Verdict
    contributions: list[Tree]
    verdicts: list[Tree]
    missing: list[Tree]
    reasons: list[Tree]


class MatchingOut(Answer):
    """The carriers ranked for a project, with the weights, and the two that are nearest to one another at the top."""

    project: str
    definition: str
    method: str
    normalisation: str
    industries: list[Tree]
    sure: bool
    good: bool
    weights: dict[str, float]
    weight_figures: dict[str, str]
    nearest: Tree | None
    ranking: list[OfferOut]


class HeldAgainstOut(Open):
    """A rule on the case: its verdict with the trail, what is missing, the remedy."""

    book: str
    rule: str
    title: Told
    effect: str
    verdict: Verdict
    trail: Tree | None
    missing: list[Tree]


class AdmittedOut(Answer):
    """The verdict on a case and every rule that applies; `missing` are inputs that nobody has given."""

    on: date
    verdict: Verdict
    given: dict[str, Any]
    derived: list[Tree]
    missing: list[str]
    rules: list[HeldAgainstOut]


class RuleOut(Open):
    """A rule as its book has it: when it applies, what must hold, on what ground, from when until when."""

    book: str
    id: str
    title: Told
    effect: str
    source: str
    article: str | None


class RulesOut(Answer):
    """The rules in force on a day, and the parameters that nobody has stated."""

    on: date
    rules: list[RuleOut]
    unfilled: list[str]


class MilestoneAimOut(Answer):
    """A baseline or a target, with the claims that it rests on."""

    period: str
    value: float | None
    comparator: str | None
    unit: str | None
    claims: list[str]


class GoalOut(Answer):
    """A headline target: what was seen, how it is judged, what is missing."""

    region: str
    document: str
    indicator: str
    unit: str
    baseline: MilestoneAimOut | None
    targets: list[MilestoneAimOut]
    observed: list[Tree]
    verdicts: list[Tree]
    missing: list[Tree]


class ProgressOut(Answer):
    """The headline targets."""

    targets: list[GoalOut]


class IndexOut(Answer):
    """An index of the zone, and what nobody has stated yet."""

    id: str
    title: Told
    source: str | None
    evidence: str
    indicators: int
    faults: list[str]
    missing: list[Tree]
    has_data: bool


class IndicesOut(Answer):
    """The indices of the zone."""

    indices: list[IndexOut]


class ComputedOut(Open):
    """An index computed: every step from raw figures to scores; null is unknown. `uncertainty` is there where it was asked for."""

    index: str
    units: list[str]
    periods: list[str]
    steps: dict[str, dict[str, list[float | None]]]
    scores: list[float | None]
    ranks: list[int | None]
    grades: list[str | None]


class WhyOut(Open):
    """A figure with the figures and the formula under it, down to a sentence, a data set or a named assumption."""

    id: str
    label: Told
    value: float | str | bool | None
    unit: str | None
    ground: str
    how: str
    parts: list[Tree]
