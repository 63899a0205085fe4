"""Targets as targets: a year to meet them, a place in the table, a unit that fits, an index that is defined."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Fig, Ground, Line

_GOAL = re.compile(r"^(?:总体|发展|建设|主要|工作)?目标：")
_WHEN = re.compile(r"\d{4}\s*年|“十[一二三四五六]五”|年底|年内|期末|今年|近期|远期")
_AMOUNT = re.compile(r"\d+(?:\.\d+)?\s*(?:万|亿)?(?:个|家|人|%|平方米|元|公里|亩|项|户|套)")
_DEFINED = re.compile(r"是指|即|计算|公式|由[^，。；]*构成|包括|综合反映|加权")
_MOST_AIMED = 2
_SERIES = 2
_JOBS = re.compile(r"岗位")


def targets(ground: Ground) -> Iterator[Finding]:
    """Targets that nobody can check, because a year, a definition or a fitting unit is missing."""
    for lines in ground.lines:
        yield from _undated(lines)
    for fig in _once(ground.figures):
        yield from _index(ground, fig)
        yield from _unit(fig)
    yield from _not_in_table(ground)
    yield from _untargeted(ground)


def _once(figures: tuple[Fig, ...]) -> Iterator[Fig]:
    told: set[tuple[int, str]] = set()
    for fig in figures:
        if (fig.document, fig.indicator) not in told:
            told.add((fig.document, fig.indicator))
            yield fig


def _undated(lines: tuple[Line, ...]) -> Iterator[Finding]:
    """A paragraph that begins 目标： with amounts and no year, where its siblings give one."""
    goals: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        if _GOAL.match(line.text) and line.start == 0:
            goals[line.paragraph.section.rpartition(".")[0]].append(line)
    for several in goals.values():
        dated = [line for line in several if _WHEN.search(line.text)]
        for line in several:
            if line not in dated and dated and not _WHEN.search(line.paragraph.text) and _AMOUNT.search(line.text):
                amounts = [match[0] for match in _AMOUNT.finditer(line.text)]
                yield found(
                    "target-without-year",
                    f"{'、'.join(amounts)}：—年",
                    citations=(line.cite(),),
                    what="、".join(amounts),
                )


def _index(ground: Ground, fig: Fig) -> Iterator[Finding]:
    if (
        "价格" in fig.target.indicator
        or not fig.target.indicator.endswith("指数")
        or fig.target.unit not in {"%", "％"}
    ):
        return
    for line in ground.lines[fig.document]:
        at = line.text.find(fig.indicator)
        if at >= 0 and _DEFINED.search(line.text[at + len(fig.indicator) : at + len(fig.indicator) + 12]):
            return
    yield found(
        "index-in-percent",
        f"{fig.target.indicator} = {fig.printed}",
        targets=(fig.target,),
        indicator=fig.target.indicator,
    )


def _unit(fig: Fig) -> Iterator[Finding]:
    if _JOBS.search(fig.target.indicator) and fig.dimension == "people" and fig.target.indicator.endswith("岗位"):
        yield found(
            "unit-unfit",
            f"{fig.target.indicator}：{fig.printed}",
            targets=(fig.target,),
            indicator=fig.target.indicator,
            unit=fig.target.unit,
        )


def _untargeted(ground: Ground) -> Iterator[Finding]:
    """An indicator whose present growth stands beside others that all have a target, and that has none."""
    aimed = {(fig.document, fig.indicator) for fig in ground.figures if fig.target.role == "target"}
    together: dict[tuple[int, str], list[Fig]] = defaultdict(list)
    for figs in ground.growths.values():
        for fig in figs:
            if fig.target.role == "baseline" and not fig.place and not fig.in_table:
                level = ground.levels.get((fig.document, fig.indicator, fig.place), ())
                if any(each.target.citation.paragraph == fig.target.citation.paragraph for each in level):
                    together[fig.document, fig.target.citation.paragraph].append(fig)
    for several in together.values():
        without = [fig for fig in several if (fig.document, fig.indicator) not in aimed]
        if len(several) - len(without) >= _MOST_AIMED and len(without) == 1:
            others = "、".join(fig.target.indicator for fig in several if fig not in without)
            yield found(
                "baseline-without-target", f"{others}：✓；{without[0].target.indicator}：—", targets=(without[0].target,),
                indicator=without[0].target.indicator,
            )  # fmt: skip


def _aims_at(fig: Fig, other: Fig) -> bool:
    """Whether a figure in the text is a target for the same indicator."""
    same = (fig.document, fig.indicator, fig.place) == (other.document, other.indicator, other.place)
    return same and not fig.in_table and fig.year is not None and fig.target.role == "target"


def _not_in_table(ground: Ground) -> Iterator[Finding]:
    """Headline targets with a series of years that the table of indicators beside them does not carry."""
    tables: dict[tuple[int, str], set[str]] = defaultdict(set)
    for fig in ground.figures:
        if fig.in_table and fig.target.role == "target":
            tables[fig.document, fig.target.citation.section].add(fig.indicator)
    told: set[tuple[int, str]] = set()
    for fig in ground.figures:
        carried = tables.get((fig.document, fig.target.citation.section))
        headline = not fig.in_table and fig.target.role == "target" and fig.year is not None and fig.is_level
        if not carried or not headline or fig.place or (fig.document, fig.indicator) in told:
            continue
        if not any(fig.indicator in name or name in fig.indicator for name in carried):
            told.add((fig.document, fig.indicator))
            same = [each.target for each in ground.figures if _aims_at(each, fig)]
            if len({each.period for each in same}) < _SERIES:
                continue
            sums = "；".join(f"{each.period}：{each.value}{each.unit or ''}" for each in same)
            yield found(
                "target-not-in-table", f"{sums} ∉ {len(carried)}", targets=tuple(same), indicator=fig.target.indicator
            )
