"""The answer of a screening: for each carrier its best firms with the points of each, and the rows that were set aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chengjie.values import Text


@dataclass(frozen=True, slots=True)
class Earned:
    """The points of one criterion; `known` is false where the register does not say, and half is counted."""

    criterion: str
    points: float
    most: float
    known: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A firm among the best of a carrier."""

    rank: int
    id: str
    name: str
    industry: str
    score: float
    earned: tuple[Earned, ...]
    unknown: tuple[str, ...]
    """Conditions of which nobody can say whether they hold."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """A carrier with how many firms of the register it could take and the best of them."""

    carrier: str
    name: str
    matched: int
    top: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """Rows that cannot be screened for one reason: how many, and the first of them."""

    code: str
    column: str
    rows: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Screening:
    """The whole answer. A row may be set aside for several reasons; `screened` counts the rows that remain."""

    definition: str
    rows: int
    screened: int
    titles: dict[str, Text]
    carriers: tuple[Shortlist, ...]
    set_aside: tuple[SetAside, ...]
    missing: tuple[str, ...]
    """Columns that the register does not have."""

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "definition": self.definition,
            "rows": self.rows,
            "screened": self.screened,
            "missing_columns": list(self.missing),
            "set_aside": [
                {"code": each.code, "column": each.column, "rows": each.rows, "examples": list(each.examples)}
                for each in self.set_aside
            ],
            "criteria": {name: title.as_json() for name, title in self.titles.items()},
            "carriers": [
                {
                    "carrier": each.carrier,
                    "name": each.name,
                    "matched": each.matched,
                    "top": [_found(one) for one in each.top],
                }
                for each in self.carriers
            ],
        }


def _found(one: Found) -> dict[str, Any]:
    return {
        "rank": one.rank,
        "id": one.id,
        "name": one.name,
        "industry": one.industry,
        "score": round(one.score, 4),
        "contributions": [
            {"criterion": each.criterion, "points": round(each.points, 4), "most": each.most, "known": each.known}
            for each in one.earned
        ],
        "unknown": list(one.unknown),
    }
