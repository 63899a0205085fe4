"""The answer of a screening: for each carrier its best firms with the points of each, and the rows that were set aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chengjie.matching.screening.definition import POINT
from chengjie.matching.screening.wanted import Kind
from chengjie.values import Text


@dataclass(frozen=True, slots=True)
class Earned:
    """The millionths of a point of one criterion; `known` is false where the register does not say, and half is counted."""

    criterion: str
    units: int
    most_units: int
    known: bool

    @property
    def points(self) -> float:
        """In points."""
        return self.units / POINT

    @property
    def most(self) -> float:
        """The most it could earn, in points."""
        return self.most_units / POINT


@dataclass(frozen=True, slots=True)
class Found:
    """A firm among the best of a list."""

    rank: int
    id: str
    name: str
    industry: str
    units: int
    earned: tuple[Earned, ...]
    unknown: tuple[str, ...]
    """Conditions of which nobody can say whether they hold."""

    @property
    def score(self) -> float:
        """In points of a hundred."""
        return self.units / POINT


@dataclass(frozen=True, slots=True)
class Shortlist:
    """A carrier, or a gap of a chain, with how many firms of the register it could take and the best of them."""

    asker: str
    title: Text
    kind: Kind
    matched: int
    top: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """Rows that cannot be screened for one reason: how many, and the first of them."""

    code: str
    column: str
    rows: int
    examples: tuple[str, ...]


@dataclass(frozen=True)
class Screening:
    """The whole answer. A row may be set aside for several reasons; `screened` counts the rows that remain."""

    definition: str
    rows: int
    screened: int
    titles: dict[str, Text]
    lists: tuple[Shortlist, ...]
    set_aside: tuple[SetAside, ...]
    missing: tuple[str, ...]
    """Columns that the register does not have."""
    columns: dict[str, Text]
    """What people call the columns."""
    changed: tuple[str, ...] = ()
    """What had changed since an earlier run in the same folder, which therefore began anew."""

    @property
    def carriers(self) -> tuple[Shortlist, ...]:
        """The lists of carriers."""
        return tuple(each for each in self.lists if each.kind == "carrier")

    @property
    def gaps(self) -> tuple[Shortlist, ...]:
        """The lists of gaps in chains."""
        return tuple(each for each in self.lists if each.kind == "gap")

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "definition": self.definition,
            "rows": self.rows,
            "screened": self.screened,
            "missing_columns": list(self.missing),
            "columns": {name: title.as_json() for name, title in self.columns.items()},
            "changed": list(self.changed),
            "set_aside": [
                {"code": each.code, "column": each.column, "rows": each.rows, "examples": list(each.examples)}
                for each in self.set_aside
            ],
            "criteria": {name: title.as_json() for name, title in self.titles.items()},
            "carriers": [
                {"carrier": each.asker, "name": each.title.zh, "title": each.title.as_json(), **_list(each)}
                for each in self.carriers
            ],
            "gaps": [{"gap": each.asker, "title": each.title.as_json(), **_list(each)} for each in self.gaps],
        }


def _list(one: Shortlist) -> dict[str, Any]:
    return {"matched": one.matched, "top": [_found(each) for each in one.top]}


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
