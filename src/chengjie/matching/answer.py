"""The answer of a match: the carriers ranked, each with its points, verdicts, reasons and what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from chengjie.register import Carrier, Suggestion
from chengjie.values import Text

YES, NO, UNKNOWN = "yes", "no", "unknown"


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one criterion gives: `points` of `most`. Where it is unknown it counts half, between nothing and all.

    `figures` are the ids that `chengjie why` unfolds.
    """

    criterion: str
    title: Text
    points: float
    most: float
    known: bool
    reason: Text | None = None
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one hard condition."""

    condition: str
    title: Text
    answer: str
    words: str


@dataclass(frozen=True, slots=True)
class Missing:
    """An input that nobody has given, and who could."""

    name: str
    title: Text
    supplier: Text | None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A carrier in the ranking. The score lies between `low` and `high`, whatever the unknown may turn out to be."""

    rank: int
    carrier: Carrier
    place: Text
    score: float
    low: float
    high: float
    verdict: str
    contributions: tuple[Contribution, ...]
    verdicts: tuple[Verdict, ...]
    missing: tuple[Missing, ...]

    @property
    def reasons(self) -> tuple[Text, ...]:
        """What can be read aloud, weightiest first."""
        said = sorted((each for each in self.contributions if each.reason), key=lambda each: -each.points)
        return tuple(each.reason for each in said if each.reason)

    def as_json(self) -> dict[str, Any]:
        """Plain values (DESIGN §11)."""
        return {
            "carrier": self.carrier.id,
            "name": self.carrier.name,
            "place": self.place.as_json(),
            "score": round(self.score, 2),
            "interval": [round(self.low, 2), round(self.high, 2)],
            "rank": self.rank,
            "verdict": self.verdict,
            "contributions": [
                {
                    "criterion": each.criterion,
                    "title": each.title.as_json(),
                    "points": round(each.points, 2),
                    "most": round(each.most, 2),
                    "known": each.known,
                    "reason": each.reason.as_json() if each.reason else None,
                    "figures": list(each.figures),
                }
                for each in self.contributions
            ],
            "verdicts": [
                {
                    "condition": each.condition,
                    "title": each.title.as_json(),
                    "verdict": each.answer,
                    "words": each.words,
                }
                for each in self.verdicts
            ],
            "missing": [
                {
                    "name": each.name,
                    "title": each.title.as_json(),
                    "supplier": each.supplier.as_json() if each.supplier else None,
                }
                for each in self.missing
            ],
            "reasons": [reason.as_json() for reason in self.reasons],
        }


@dataclass(frozen=True, slots=True)
class Matching:
    """The whole answer. `industries` is how the project's industry was read; `good` is false where nothing fits."""

    project: str
    definition: str
    industries: tuple[Suggestion, ...]
    sure: bool
    ranking: tuple[Ranked, ...]
    good: bool
    weights: dict[str, float] = field(default_factory=dict)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Everything that is missing anywhere, each once."""
        found = {each.name: each for ranked in self.ranking for each in ranked.missing}
        return tuple(found.values())

    def as_json(self) -> dict[str, Any]:
        """Plain values (DESIGN §11)."""
        return {
            "project": self.project,
            "definition": self.definition,
            "industries": [
                {
                    "code": each.industry.code,
                    "name": each.industry.name,
                    "score": round(each.score, 3),
                    "words": list(each.words),
                    "sure": each.sure,
                }
                for each in self.industries
            ],
            "sure": self.sure,
            "good": self.good,
            "weights": dict(self.weights),
            "weight_figures": {name: f"weight:{self.definition}:{name}" for name in self.weights},
            "ranking": [each.as_json() for each in self.ranking],
        }
