"""Steps between two levels: a yearly growth against base and result, a rise in points, 由…提高到… with its difference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Fig, Ground, Line, since, until
from chengjie.plan.lint.interval import Interval, show
from chengjie.plan.lint.pace import is_yearly

_PRICES = Decimal(4)
_COUNTS = Decimal("0.3")
_SHARE = re.compile(r"占|比重|比例|率$|覆盖")
_MONEY = ("currency:",)
_FROM_TO = re.compile(
    r"(?:由|从)(?:\d{4}年的?)?(?P<first>\d+(?:\.\d+)?)%(?:提高|上升|增加|提升|增长)(?:到|至)(?:\d{4}年的?)?(?P<last>\d+(?:\.\d+)?)%"
    r"，(?:累计|共)?(?:提高|上升|增加|提升)了?(?P<points>\d+(?:\.\d+)?)个百分点"
)


def steps(ground: Ground) -> Iterator[Finding]:
    """Steps that the levels on both sides do not bear out."""
    for key, rates in ground.growths.items():
        levels = {fig.year: fig for fig in ground.levels.get(key, ()) if fig.target.comparator in {"=", ">=", ">"}}
        for rate in rates:
            if is_yearly(rate) and rate.target.comparator == "growth":
                yield from _yearly(rate, levels)
    for fig in ground.figures:
        if (fig.target.unit == "百分点" and fig.target.comparator == "increase") or _is_sum_of_points(fig):
            yield from _points(ground, fig)
    for lines in ground.lines:
        for line in lines:
            yield from _from_to(line)


def _yearly(rate: Fig, levels: dict[int | None, Fig]) -> Iterator[Finding]:
    """A yearly growth over five years against the levels at both ends; money may rise with prices too."""
    last = until(rate)
    first = since(rate) or _before(rate) or (last - 5 if last else None)
    base, result = levels.get(first), levels.get(last)
    if not first or not last or not base or not result or min(base.span.low, result.span.low) <= 0:
        return
    if last <= first or base.dimension != result.dimension:
        return
    implied = (result.span / base.span).root(last - first)
    slack = _PRICES if base.dimension.startswith(_MONEY) else _COUNTS
    stated = Interval.printed(rate.value)
    wide = Interval(1 + (stated.low - slack) / 100, 1 + (stated.high + slack) / 100)
    if not implied & wide and (result.is_level and result.target.comparator == "="):
        middle = show(implied.middle * 100 - 100)
        sums = f"({result.printed} ÷ {base.printed})^(1/{last - first}) − 1 = {middle}% ≠ {rate.printed}"
        yield found(
            "growth-unlike-levels", sums, targets=(rate.target, base.target, result.target),
            indicator=rate.target.indicator, implied=middle, stated=show(rate.value),
        )  # fmt: skip


def _is_sum_of_points(fig: Fig) -> bool:
    """Whether a cell gives in brackets by how many points a share rises over the years of the plan: [10]."""
    said = fig.target.comparator == "=" and fig.target.unit == "%" and "/" in (fig.target.period or "")
    return said and fig.in_table and fig.target.citation.text[:1] in "[［〔【" and bool(_SHARE.search(fig.indicator))


def _before(rate: Fig) -> int | None:
    """The year before the first of the years that a rate is said of: 2006/2024 is measured from 2005."""
    over = re.fullmatch(r"(\d{4})/\d{4}", rate.target.period or "")
    return int(over[1]) - 1 if over else None


def _points(ground: Ground, rise: Fig) -> Iterator[Finding]:
    """A rise in percentage points since a year against the shares of both years."""
    first, last = since(rise), until(rise)
    levels = {
        fig.year: fig
        for fig in ground.levels.get((rise.document, rise.indicator, rise.place), ())
        if fig.dimension == "share"
    }
    if not first or not last or first not in levels or last not in levels:
        return
    implied = (levels[last].span - levels[first].span) / levels[last].factor
    if _is_sum_of_points(rise) and implied.middle < 0:
        implied = Interval(-implied.high, -implied.low)
    if not implied & Interval.printed(rise.value):
        sums = f"{levels[last].printed} − {levels[first].printed} = {show(implied.middle)} ≠ {rise.printed}"
        yield found(
            "points-unlike-levels",
            sums,
            targets=(rise.target, levels[first].target, levels[last].target),
            stated=rise.value,
        )


def _from_to(line: Line) -> Iterator[Finding]:
    for match in _FROM_TO.finditer(line.text):
        first, last, points = (Decimal(match[name]) for name in ("first", "last", "points"))
        implied = Interval.printed(last) - Interval.printed(first)
        if not implied & Interval.printed(points):
            cited = (line.cite(*match.span()),)
            yield found(
                "points-unlike-levels", f"{last} − {first} = {last - first} ≠ {points}", citations=cited, stated=points
            )
