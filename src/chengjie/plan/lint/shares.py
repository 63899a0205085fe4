"""What shares of a larger whole imply: two plans, or a plan and the published figure, must mean the same whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Fig, Ground, by_year
from chengjie.plan.lint.interval import Interval, show

_PART = re.compile(r"(?P<indicator>.+?)占全(?P<whole>省|国|市|区)(?:.*)(?:比重|比例)$")


def shares(ground: Ground) -> Iterator[Finding]:
    """Implied totals of a whole against each other, figures published for it, and shares aimed at by two plans."""
    implied = _implied(ground)
    for (indicator, whole, year), several in implied.items():
        for (one, first), (two, second) in combinations(several, 2):
            if not first & second and one[0].dimension == two[0].dimension:
                yield _differ(indicator, year, (*one, *two), [_sum(one, first), _sum(two, second)])
        for (name, place, when, unit), value in ground.facts.published.items():
            for figs, span in several:
                if (name, when, unit, place[-1:]) != (indicator, year, figs[0].target.unit, whole):
                    continue
                if not span & Interval.printed(value) * figs[0].factor:
                    sums = [_sum(figs, span), f"{place} {when}：{value}{unit}"]
                    yield _differ(indicator, year, figs, sums)
    yield from _two_aims(ground)


def _implied(ground: Ground) -> dict[tuple[str, str, int], list[tuple[tuple[Fig, Fig], Interval]]]:
    wholes: dict[tuple[str, str, int], list[tuple[tuple[Fig, Fig], Interval]]] = defaultdict(list)
    for (number, name, place), figs in ground.levels.items():
        part = _PART.fullmatch(name)
        if not part:
            continue
        levels = by_year(ground.levels.get((number, part["indicator"], place), ()))
        for year, several in by_year(figs).items():
            share = several[0]
            if year in levels and share.dimension == "share" and share.span.low > 0:
                level = min(levels[year], key=lambda fig: fig.span.high - fig.span.low)
                wholes[part["indicator"], part["whole"], year].append(((level, share), level.span / share.span))
    return wholes


def _sum(figs: tuple[Fig, Fig], span: Interval) -> str:
    level, share = figs
    low, high = (show(end / level.factor, digits=0) for end in (span.low, span.high))
    return f"{level.printed} ÷ {share.printed} = {low}…{high}{level.target.unit or ''}"


def _differ(indicator: str, year: int, figs: tuple[Fig, ...], sums: list[str]) -> Finding:
    return found(
        "whole-implied-twice", " ≠ ".join(sums), targets=tuple(fig.target for fig in figs),
        indicator=indicator, year=year,
    )  # fmt: skip


def _two_aims(ground: Ground) -> Iterator[Finding]:
    """A share that two plans aim at for one year, or that one aims at below what the other already reports."""
    by_name: dict[str, dict[int, list[Fig]]] = defaultdict(lambda: defaultdict(list))
    for (number, name, place), figs in ground.levels.items():
        if not place and "占" in name and figs[0].dimension == "share" and not _PART.fullmatch(name):
            by_name[name][number].extend(figs)
    for name, several in by_name.items():
        for one, two in combinations(sorted(several), 2):
            aims = [[fig for fig in several[number] if fig.target.role == "target"] for number in (one, two)]
            for first in aims[0]:
                for second in aims[1]:
                    if first.year == second.year and not first.span & second.span:
                        past = [
                            fig for number in (one, two) for fig in several[number] if fig.target.role == "baseline"
                        ]
                        low = min(first.value, second.value)
                        reached = [fig for fig in past if fig.value >= low]
                        sums = f"{first.printed} ≠ {second.printed}" + "".join(
                            f"；{fig.year}：{fig.printed}" for fig in reached[:1]
                        )
                        aimed = tuple(fig.target for fig in (first, second, *reached[:1]))
                        yield found("plans-differ-on-target", sums, targets=aimed, indicator=name, year=first.year)
