"""Ratios against their own numerator and denominator, per-head figures against total and population, in each year."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from decimal import Decimal

from chengjie.plan.lint import words
from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Fig, Ground, by_year
from chengjie.plan.lint.interval import Interval, show

_YEARLY_CHANGE = Decimal("0.012")
_MEAN_OF_YEAR = Interval(
    Decimal("0.98"), Decimal("1.02")
)  # a head is of the year's mean population, what is told its end
_TEN_THOUSAND = Decimal(10000)


def identities(ground: Ground) -> Iterator[Finding]:
    """Every declared identity in every place and year that gives all of its parts."""
    yield from _totals(ground)
    levels = ground.levels
    for number, name, place in list(levels):
        ratios = levels[number, name, place]
        for rule in _rules(name):
            tops = by_year(levels.get((number, rule["numerator"], place), ()))
            bottoms = by_year(levels.get((number, rule["denominator"], place), ()))
            for year, several in by_year(ratios).items():
                if year in tops and year in bottoms:
                    yield from _ratio(rule, several[0], _best(tops[year]), _best(bottoms[year]))
            if rule["kind"] == "per-head" and tops:
                yield from _population(ratios, tops, bottoms)


def _totals(ground: Ground) -> Iterator[Finding]:
    """Totals with all of their parts in one year or part of a year: three sectors and output, exports and imports and trade."""
    for named in ground.periods.values():
        for rule in words.totals():
            if not all(name in named for name in rule):
                continue
            total, *chosen = (_best(named[name]) for name in rule)
            exact = all(fig.target.comparator == "=" and fig.dimension == total.dimension for fig in (total, *chosen))
            if exact and not sum((fig.span for fig in chosen), Interval.exactly(0)) & total.span:
                listed = sum((fig.value * fig.factor for fig in chosen), Decimal(0)) / total.factor
                sums = f"{' + '.join(fig.printed for fig in chosen)} = {show(listed)} ≠ {total.printed}"
                yield found(
                    "parts-do-not-sum", sums, targets=tuple(fig.target for fig in (total, *chosen)),
                    what=total.target.indicator, listed=show(listed), stated=total.printed,
                )  # fmt: skip


def _rules(name: str) -> Iterator[dict[str, str]]:
    """The identities of an indicator: declared ones, and those that its own name spells out (甲占乙比重)."""
    declared = [rule for rule in words.identities() if rule["ratio"] == name]
    yield from declared
    top, middle, rest = name.partition("占")
    if not declared and middle and rest.endswith(("比重", "比例")):
        yield {
            "ratio": name,
            "kind": "share",
            "numerator": words.indicator(top),
            "denominator": words.indicator(rest[:-2].rstrip("的")),
        }


def _best(figs: list[Fig]) -> Fig:
    """The most finely printed figure."""
    return min(figs, key=lambda fig: (fig.span.high - fig.span.low, not fig.in_table))


def _ratio(rule: dict[str, str], ratio: Fig, top: Fig, bottom: Fig) -> Iterator[Finding]:
    if (
        not (ratio.target.comparator == top.target.comparator == bottom.target.comparator == "=")
        or bottom.span.low <= 0
    ):
        return
    if top.target is bottom.target:  # 占全省常住人口: the whole is another place's
        return
    if rule["kind"] == "share" and (ratio.dimension != "share" or top.dimension != bottom.dimension):
        return
    implied = top.span / bottom.span
    meant = implied if rule["kind"] == "share" else implied * _MEAN_OF_YEAR
    if meant & ratio.span:
        return
    code = "ratio-unlike-parts" if rule["kind"] == "share" else "per-head-unlike-total"
    shown = implied.middle / ratio.factor
    sums = f"{top.printed} ÷ {bottom.printed} = {show(shown)}{ratio.target.unit or ''} ≠ {ratio.printed}"
    yield found(
        code, sums, targets=(ratio.target, top.target, bottom.target),
        ratio=ratio.target.indicator, year=ratio.year, numerator=top.target.indicator, denominator=bottom.target.indicator,
    )  # fmt: skip


def _population(
    ratios: tuple[Fig, ...], tops: dict[int, list[Fig]], bottoms: dict[int, list[Fig]]
) -> Iterator[Finding]:
    """The population that total and per-head figures imply, year after year, starting from a stated one if there is one."""
    implied: dict[int, tuple[Interval, tuple[Fig, ...]]] = {}
    for year, several in by_year(ratios).items():
        if year in tops and several[0].span.low > 0 and tops[year][0].dimension == several[0].dimension:
            implied[year] = (_best(tops[year]).span / several[0].span, (_best(tops[year]), several[0]))
    for year, several in bottoms.items():
        implied[year] = (several[0].span, (several[0],))
    years = sorted(implied)
    for first, last in itertools.pairwise(years):
        (before, one), (after, two) = implied[first], implied[last]
        allowed = Interval(1 - _YEARLY_CHANGE, 1 + _YEARLY_CHANGE).raised(last - first)
        if min(before.low, after.low) > 0 and not after & before * allowed:
            sums = "；".join(_shown(year, *implied[year]) for year in (first, last))
            yearly = (after / before).root(last - first).middle - 1
            yield found(
                "implied-population-jumps", f"{sums}；每年 {show(yearly * 100)}%", targets=tuple(fig.target for fig in (*one, *two)),
                first=show(before.middle / _TEN_THOUSAND, digits=0), last=show(after.middle / _TEN_THOUSAND, digits=0), years=f"{first}—{last}",
            )  # fmt: skip


def _shown(year: int, people: Interval, figs: tuple[Fig, ...]) -> str:
    total = show(people.middle / _TEN_THOUSAND, digits=0)
    if len(figs) == 1:
        return f"{year}：{total}万人"
    return f"{year}：{figs[0].printed} ÷ {figs[1].printed} = {total}万人"
