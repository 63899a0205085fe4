"""The trade's words, one English word for each (术语表)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from chengjie.values import Text


@dataclass(frozen=True, slots=True)
class Term:
    """A term and what it means here."""

    name: Text
    meaning: Text


@cache
def terms() -> tuple[Term, ...]:
    """Every term, in the order of `report/glossary.csv`.

    >>> terms()[0].name.en
    'zone'
    """
    with files("chengjie.report").joinpath("glossary.csv").open(encoding="utf-8") as lines:
        return tuple(
            Term(Text(row["zh"], row["en"]), Text(row["meaning_zh"], row["meaning_en"]))
            for row in csv.DictReader(lines)
        )
