"""What a plan says, one statement at a time, each with the words it was read from (断言)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from chengjie.plan.document import Document

Role = Literal["baseline", "target", "count", "parameter"]
Force = Literal["binding", "expected"]
Comparator = Literal[
    "=", ">=", ">", "<=", "<", "≈", "increase", "increase>=", "decrease", "rank", "growth", "growth>=", "full"
]
Grade = Literal["certain", "likely", "doubtful"]
ThingType = Literal[
    "park", "chain", "airport", "railway", "road", "waterway", "port", "site", "town", "festival", "show", "brand", "herb",
    "company", "fair", "platform", "route", "project", "zone", "policy",
]  # fmt: skip


def digest(text: str) -> str:
    """The mark of a sentence by which a citation is recognised where the text itself is not shipped: 16 hex digits.

    White space does not count, so that a sentence broken over lines keeps its mark.

    >>> digest("到2025年") == digest("到 2025 年")
    True
    """
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a document: section, paragraph, the sentence in it, and in the sentence the words that were read.

    `start` and `end` count characters of `Paragraph.text` (of the cell's text in a table) and span the sentence, which is
    `text`; `mark_start` and `mark_end`, counted likewise, span the words that carry the claim (the figure, the name).
    """

    document: str
    section: str
    paragraph: str
    start: int
    end: int
    text: str
    mark_start: int
    mark_end: int

    def __post_init__(self) -> None:
        if not self.start <= self.mark_start <= self.mark_end <= self.end:
            raise ValueError("a mark lies inside its sentence")

    @property
    def digest(self) -> str:
        """The mark of the sentence, by which it is recognised where the text is not shipped."""
        return digest(self.text)


@dataclass(frozen=True, slots=True)
class Target:
    """A quantitative statement. `value` is None for a blank cell or a rank without a number; `upper` closes a range."""

    indicator: str
    place: str | None
    period: str | None
    comparator: Comparator
    value: Decimal | None
    unit: str | None
    role: Role
    citation: Citation
    rule: str
    grade: Grade = "certain"
    force: Force | None = None
    upper: Decimal | None = None
    versus: str | None = None
    """What a change is measured against: a year (`2018`), `last year`, another place (`全省`)."""
    kind: Literal["target"] = "target"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a catalogue, kept cell by cell as printed under its headers, with a proposed reading beside it."""

    table: str
    row: int
    cells: Mapping[str, str]
    reading: Mapping[str, tuple[str, ...]]
    citation: Citation
    rule: str
    grade: Grade = "certain"
    kind: Literal["entry"] = "entry"


@dataclass(frozen=True, slots=True)
class Measure:
    """A task, project or campaign with its goal, deadline, places and responsible bodies."""

    title: str
    goal: str | None
    deadline: str | None
    places: tuple[str, ...]
    bodies: tuple[str, ...]
    citation: Citation
    rule: str
    grade: Grade = "certain"
    parent: str | None = None
    kind: Literal["measure"] = "measure"


@dataclass(frozen=True, slots=True)
class Thing:
    """A named thing: park, chain, railway, brand… `aim` is the grade it aims at (国家5A级), where one is said."""

    type: ThingType
    name: str
    aliases: tuple[str, ...]
    place: str | None
    citation: Citation
    rule: str
    grade: Grade = "certain"
    aim: str | None = None
    kind: Literal["thing"] = "thing"


@dataclass(frozen=True, slots=True)
class System:
    """A mechanism, platform, list or procedure that the plan calls for and somebody has to run."""

    name: str
    citation: Citation
    rule: str
    grade: Grade = "certain"
    kind: Literal["system"] = "system"


Claim = Target | Entry | Measure | Thing | System


def claim_id(claim: Claim) -> str:
    """A short id that stays the same as long as the sentence and what was read from it stay the same."""
    if isinstance(claim, Target):
        parts: list[object] = [claim.indicator, claim.place, claim.period, claim.comparator, claim.value, claim.role]
    elif isinstance(claim, Entry):
        parts = [claim.table, claim.row, *claim.cells.values()]
    elif isinstance(claim, Measure):
        parts = [claim.title]
    elif isinstance(claim, Thing):
        parts = [claim.type, claim.name]
    else:
        parts = [claim.name]
    marked = "|".join([claim.kind, claim.citation.paragraph, claim.citation.digest, *map(str, parts)])
    return f"{claim.kind}-{digest(marked)[:10]}"


@dataclass(frozen=True, slots=True)
class Reading:
    """A document and every claim read from it, in the order of the text."""

    document: Document
    claims: tuple[Claim, ...] = field(default=())
