"""Dates against the plan: a target whose year was over before the plan began."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chengjie.plan.document import Document
from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Ground

_FIVE_YEARS = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_PERIOD = re.compile("|".join(_FIVE_YEARS))
_AIMED = re.compile(r"到|前|底|目标|力争|达到")


def dates(ground: Ground) -> Iterator[Finding]:
    """Targets for a year before the first year of the plan, by its title or its date of issue."""
    for fig in ground.figures:
        document = ground.readings[fig.document].document
        first = start(document)
        last = fig.span_end
        cited = fig.target.citation
        stated = str(last) in cited.text
        if first and last and last < first and fig.target.role == "target" and fig.target.grade == "certain" and stated:
            if not _AIMED.search(cited.text):
                continue
            words = f"{fig.target.indicator} {last}年 {fig.printed}"
            yield found(
                "date-outside-plan", f"{last} < {first}", targets=(fig.target,), words=words, horizon=f"{first}—"
            )


def start(document: Document) -> int | None:
    """The first year of a plan: of the five years in its title, else the year of its issue.

    >>> from datetime import date
    >>> start(Document("a", "d", "txt", "甲市“十四五”规划", None, None, date(2020, 12, 1), (), ()))
    2021
    """
    found_period = _PERIOD.search(document.title)
    if found_period:
        return _FIVE_YEARS[found_period[0]]
    return document.issued.year if document.issued else None
