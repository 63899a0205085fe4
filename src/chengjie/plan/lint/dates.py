"""Dates against the plan: a target whose year was over before the plan began."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chengjie.plan.claims import Target
from chengjie.plan.document import Document
from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Ground

_FIVE_YEARS = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_PERIOD = re.compile("|".join(_FIVE_YEARS))
_DEEDS = "建成|实现|达到|完成|形成|新增|力争|基本|引进|培育|打造|争创"
_DONE = re.compile("已|了|实际|以来|先后|累计完成")
_AHEAD = re.compile("任务|目标|工程|行动|举措|措施|重点|保障")
_AIMED = re.compile(r"到|前|底|目标|力争|达到")


def dates(ground: Ground) -> Iterator[Finding]:
    """Targets for a year before the first year of the plan, by its title or its date of issue."""
    for fig in ground.figures:
        document = ground.readings[fig.document].document
        first = start(document)
        last = fig.span_end
        cited = fig.target.citation
        stated = str(last) in cited.text
        if first and last and last < first and fig.target.grade == "certain" and stated:
            if not (_is_to_come(document, fig.target) if fig.target.role == "baseline" else _AIMED.search(cited.text)):
                continue
            words = f"{fig.target.indicator} {last}年 {fig.printed}"
            yield found(
                "date-outside-plan", f"{last} < {first}", targets=(fig.target,), words=words, horizon=f"{first}—"
            )


def _is_to_come(document: Document, target: Target) -> bool:
    """Whether a figure of a year gone by is told as what is to be done: 到2019年建成, under a heading of tasks or goals."""
    cited, year = target.citation, (target.period or "")[-4:]
    titles = [each.title for each in document.sections if (cited.section + ".").startswith(each.id + ".")]
    deeds = "" if any("目标" in title for title in titles) else f"(?:{_DEEDS})"
    said = re.search(rf"(?:^|[，。；])(?:力争|确保|争取)?到{year}年[底末]?，?{deeds}", cited.text)
    if not said or said.start() > cited.mark_start - cited.start or _DONE.search(cited.text):
        return False
    return any(_AHEAD.search(title) for title in titles)


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
