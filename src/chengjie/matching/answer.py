"""The answer of a match: the offers ranked, each with its points, verdicts, reasons and what is missing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from chengjie.matching.grid import Grid
from chengjie.matching.robustness import Robustness, robustness
from chengjie.register import Carrier, Suggestion
from chengjie.rule import Admission
from chengjie.values import Text

YES, NO, UNKNOWN = "yes", "no", "unknown"
NOWHERE = Text("", "")


@dataclass(frozen=True, slots=True)
class Offer:
    """What stands on a side of a match: a carrier, or a row of a table."""

    id: str
    title: Text
    place: Text = NOWHERE
    carrier: Carrier | None = None
    row: int | None = None


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

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "criterion": self.criterion, "title": self.title.as_json(), "points": round(self.points, 2), "most": round(self.most, 2),
            "known": self.known, "reason": self.reason.as_json() if self.reason else None, "figures": list(self.figures),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one hard condition, with the text that it stands on where there is one."""

    condition: str
    title: Text
    answer: str
    words: str
    source: str = ""
    article: str = ""

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "condition": self.condition, "title": self.title.as_json(), "verdict": self.answer, "words": self.words,
            "source": self.source, "article": self.article,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Missing:
    """An input that nobody has given, and who could."""

    name: str
    title: Text
    supplier: Text | None

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        supplier = self.supplier.as_json() if self.supplier else None
        return {"name": self.name, "title": self.title.as_json(), "supplier": supplier}


@dataclass(frozen=True, slots=True)
class Explained:
    """Why an offer stands where it stands."""

    contributions: tuple[Contribution, ...]
    verdicts: tuple[Verdict, ...]
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Rival:
    """The offer that is nearest in score, by how many points, and the criteria that separate the two, weightiest first."""

    offer: Offer
    rank: int
    gap: float
    by: tuple[tuple[str, Text, float], ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        parts = [
            {"criterion": name, "title": title.as_json(), "points": round(points, 2)} for name, title, points in self.by
        ]
        return {
            "carrier": self.offer.id,
            "name": self.offer.title.zh,
            "rank": self.rank,
            "gap": round(self.gap, 2),
            "by": parts,
        }


@dataclass(frozen=True)
class Ranked:
    """An offer in the ranking. The score lies between `low` and `high`, whatever the unknown may turn out to be.

    Its reasons are worked out when they are first asked for.
    """

    rank: int
    offer: Offer
    score: float
    low: float
    high: float
    verdict: str
    place_in_grid: int
    _explain: Callable[[], Explained] = field(repr=False, compare=False)

    @cached_property
    def _explained(self) -> Explained:
        return self._explain()

    @property
    def carrier(self) -> Carrier:
        """The carrier that is offered; rows of tables have none."""
        if self.offer.carrier is None:
            raise TypeError("this offer is no carrier")
        return self.offer.carrier

    @property
    def place(self) -> Text:
        """Where it lies."""
        return self.offer.place

    @property
    def contributions(self) -> tuple[Contribution, ...]:
        """What each criterion gives; the sum is the score."""
        return self._explained.contributions

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The hard conditions that apply."""
        return self._explained.verdicts

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What nobody has given."""
        return self._explained.missing

    @property
    def reasons(self) -> tuple[Text, ...]:
        """What can be read aloud, weightiest first."""
        said = sorted((each for each in self.contributions if each.reason), key=lambda each: -each.points)
        return tuple(each.reason for each in said if each.reason)

    def as_json(self) -> dict[str, Any]:
        """Plain values (DESIGN §11)."""
        return {
            "carrier": self.offer.id,
            "name": self.offer.title.zh,
            "place": self.place.as_json(),
            "score": round(self.score, 2),
            "interval": [round(self.low, 2), round(self.high, 2)],
            "rank": self.rank,
            "verdict": self.verdict,
            "contributions": [each.as_json() for each in self.contributions],
            "verdicts": [each.as_json() for each in self.verdicts],
            "missing": [each.as_json() for each in self.missing],
            "reasons": [reason.as_json() for reason in self.reasons],
        }


@dataclass(frozen=True)
class Matching:
    """The whole answer for one demand. `industries` is how its industry was read; `good` is false where nothing fits."""

    project: str
    definition: str
    industries: tuple[Suggestion, ...]
    sure: bool
    ranking: tuple[Ranked, ...]
    good: bool
    weights: dict[str, float]
    method: str
    grid: Grid
    _admit: Callable[[], Admission | None] = field(default=lambda: None, repr=False, compare=False)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """Everything that is missing anywhere, each once."""
        found = {each.name: each for ranked in self.ranking for each in ranked.missing}
        return tuple(found.values())

    @cached_property
    def admission(self) -> Admission | None:
        """The rule books that the definition names, held against the demand wherever it goes; None where it names none."""
        return self._admit()

    def rival(self, ranked: Ranked) -> Rival | None:
        """The neighbour in the ranking that is nearest in score, on the same side of the hard conditions."""
        near = [each for each in self.ranking[max(ranked.rank - 2, 0) : ranked.rank + 1] if each is not ranked and (each.verdict == NO) == (ranked.verdict == NO)]  # fmt: skip
        if not near:
            return None
        other = min(near, key=lambda each: abs(each.score - ranked.score))
        parts = self._parts(ranked) - self._parts(other)
        by = sorted(zip(self.grid.criteria, parts, strict=True), key=lambda pair: -abs(pair[1]))
        return Rival(other.offer, other.rank, ranked.score - other.score, tuple((each.id, each.title.text, float(points)) for each, points in by if abs(points) >= 0.005))  # fmt: skip

    def _parts(self, ranked: Ranked) -> Any:  # noqa: ANN401  # a row of an array
        return 100 * self.grid.scored.earned[ranked.place_in_grid]

    def robustness(self, *, seed: int = 1, draws: int = 1000, spread: float = 0.25) -> Robustness:
        """How far the ranks can be trusted, among the offers that nothing rules out."""
        kept = [each for each in self.ranking if each.verdict != NO]
        places = [each.place_in_grid for each in kept]
        return robustness(self.grid, places, [each.offer.id for each in kept], seed=seed, draws=draws, spread=spread)

    def as_json(self, top: int | None = None) -> dict[str, Any]:
        """Plain values (DESIGN §11); `top` cuts the ranking."""
        first = self.ranking[0] if self.ranking else None
        rival = self.rival(first) if first else None
        return {
            "project": self.project,
            "definition": self.definition,
            "method": self.method,
            "normalisation": self.grid.normalisation,
            "industries": [_industry(each) for each in self.industries],
            "sure": self.sure,
            "good": self.good,
            "weights": dict(self.weights),
            "weight_figures": {name: f"weight:{self.definition}:{name}" for name in self.weights},
            "nearest": rival.as_json() if rival else None,
            "ranking": [each.as_json() for each in self.ranking[:top]],
        }


def _industry(each: Suggestion) -> dict[str, Any]:
    return {"code": each.industry.code, "name": each.industry.name, "score": round(each.score, 3), "words": list(each.words), "sure": each.sure}  # fmt: skip
