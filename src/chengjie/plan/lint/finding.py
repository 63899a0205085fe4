"""What the linter says: a code, how serious, both languages, the figures, the arithmetic and where they stand."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Literal, cast

from chengjie.plan.claims import Citation, Target
from chengjie.values import Text

Severity = Literal["error", "warning", "note"]
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_RANK = {"error": 0, "warning": 1, "note": 2}


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure that a finding rests on, as the plan prints it."""

    indicator: str
    place: str | None
    period: str | None
    value: Decimal | None
    unit: str | None
    citation: Citation

    @classmethod
    def of(cls, target: Target) -> Figure:
        """The figure of a quantitative statement."""
        return cls(target.indicator, target.place, target.period, target.value, target.unit, target.citation)

    @classmethod
    def printed(cls, indicator: str, period: str | None, text: str, unit: str, citation: Citation) -> Figure:
        """The figure that stands as such in a text or a cell; a blank one has no value."""
        number = _NUMBER.search(text.replace("－", "-").replace("−", "-"))
        return cls(indicator, None, period, Decimal(number[0]) if number else None, unit or None, citation)

    def as_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "indicator": self.indicator,
            "place": self.place,
            "period": self.period,
            "value": None if self.value is None else float(self.value),
            "unit": self.unit,
            "citation": _cited(self.citation),
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit (核对发现). `error`: it cannot be so; `warning`: it hardly can; `note`: worth a look."""

    code: str
    severity: Severity
    message: Text
    figures: tuple[Figure, ...]
    arithmetic: str
    citations: tuple[Citation, ...]

    def as_json(self) -> dict[str, Any]:
        """As the scripts of §11 read it."""
        return {
            "code": self.code,
            "severity": self.severity,
            "message": self.message.as_json(),
            "figures": [figure.as_json() for figure in self.figures],
            "arithmetic": self.arithmetic,
            "citations": [_cited(citation) for citation in self.citations],
        }

    @property
    def order(self) -> tuple[object, ...]:
        """Grave ones first, then in the order of the text."""
        places = [(each.document, _counted(each.paragraph), each.start, each.mark_start) for each in self.citations]
        return (_RANK[self.severity], places[:1], self.code, self.message.zh, self.arithmetic, places)


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a code says, with {named} places for the particulars."""

    severity: Severity
    zh: str
    en: str


@cache
def sentences() -> dict[str, Sentence]:
    """Every code of the linter, from `plan/words/lint_codes.csv`."""
    with files("chengjie.plan").joinpath("words/lint_codes.csv").open(encoding="utf-8") as lines:
        return {
            row["code"]: Sentence(cast(Severity, row["severity"]), row["zh"], row["en"])
            for row in csv.DictReader(lines)
        }


def found(
    code: str,
    arithmetic: str,
    *,
    targets: tuple[Target, ...] = (),
    figures: tuple[Figure, ...] = (),
    citations: tuple[Citation, ...] = (),
    **particulars: object,
) -> Finding:
    """The finding of a code; the citations of its figures come first."""
    said = sentences()[code]
    cited = dict.fromkeys([*(target.citation for target in targets), *(each.citation for each in figures), *citations])
    return Finding(
        code,
        said.severity,
        Text(said.zh.format(**particulars), said.en.format(**particulars)),
        (*(Figure.of(target) for target in targets), *figures),
        arithmetic,
        tuple(cited),
    )


def _counted(paragraph: str) -> tuple[tuple[int, str], ...]:
    """`t1.r3.c4` and `p12` in the order of counting rather than of spelling."""
    parts = []
    for part in paragraph.split("."):
        digits = part.lstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
        parts.append((int(digits) if digits.isdecimal() else 0, part))
    return tuple(parts)


def _cited(citation: Citation) -> dict[str, Any]:
    return {
        "document": citation.document,
        "section": citation.section,
        "paragraph": citation.paragraph,
        "start": citation.start,
        "end": citation.end,
        "text": citation.text,
    }
