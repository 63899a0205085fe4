"""Base and growth against result: levels of two years against the growth between them, shares against two growth rates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from chengjie.plan.lint.finding import Figure, Finding, found
from chengjie.plan.lint.ground import Fig, Ground, Line, since, until
from chengjie.plan.lint.interval import Interval, show
from chengjie.plan.lint.pace import is_yearly

_WIDE = Decimal(5)
_INDUSTRY = ("规模工业增加值", "规模以上工业增加值", "工业增加值", "第二产业增加值")
_PRICES = Decimal("0.03")
_SHARE = re.compile(r"占全(?:省|国|市|区)[^，。；]*?(?P<share>\d+\.\d+)%")
_SINCE = re.compile(r"比(?P<year>\d{4})年[^。；]*?提高(?P<points>\d+\.\d+)个百分点")
_FASTER = re.compile(
    r"年均增(?:长|速)(?:为)?\s*(?P<growth>\d+(?:\.\d+)?)%，高于全(?:省|国|市|区)[^，。；]*?(?P<ahead>\d+(?:\.\d+)?)个百分点"
)
_LEVEL = re.compile(r"(?P<level>\d+(?:\.\d+)?)亿元")
_MORE = re.compile(r"增加(?P<more>\d+(?:\.\d+)?)亿元")
_YEAR = re.compile(r"(?P<year>\d{4})年")


def growth(ground: Ground) -> Iterator[Finding]:
    """Growth that the levels do not bear out, and shares that two growth rates do not."""
    for key, rates in ground.growths.items():
        levels = {fig.year: fig for fig in ground.levels.get(key, ()) if fig.target.comparator == "="}
        for rate in rates:
            yield from _between(rate, levels)
    yield from _structure(ground)
    for lines in ground.lines:
        for line, after in zip(lines, (*lines[1:], None), strict=True):
            yield from _share(line, after)


def _between(rate: Fig, levels: dict[int | None, Fig]) -> Iterator[Finding]:
    """A cumulative growth since a named year between two stated levels; prices may differ by a few points a year."""
    first, last = since(rate), until(rate)
    if is_yearly(rate) or not first or not last or last <= first:
        return
    base, result = levels.get(first), levels.get(last)
    if base is None or result is None or base.span.low <= 0 or base.dimension != result.dimension:
        return
    years = last - first
    factor = result.span / base.span
    stated = Interval.printed(rate.value) / 100 + Interval.exactly(1)
    slack = Interval((1 - _PRICES) ** years, (1 + _PRICES) ** years)
    if not factor & stated * slack:
        implied = (result.value * result.factor / (base.value * base.factor) - 1) * 100
        sums = f"{result.printed} ÷ {base.printed} − 1 = {show(implied)}% ≠ {rate.printed}"
        yield found(
            "growth-unlike-levels", sums, targets=(rate.target, base.target, result.target),
            indicator=rate.target.indicator, implied=show(implied), stated=show(rate.value),
        )  # fmt: skip


def _structure(ground: Ground) -> Iterator[Finding]:
    """The share of industry against its growth and that of the whole; industry is most of the second sector, so widely."""
    for (number, name, place), figs in ground.levels.items():
        if "（第二产业）" not in name:
            continue
        whole = [fig for fig in ground.growths.get((number, "地区生产总值", place), ()) if is_yearly(fig)]
        industry = [fig for key in _INDUSTRY for fig in ground.growths.get((number, key, place), ()) if is_yearly(fig)]
        years = {fig.year: fig for fig in figs if fig.year and fig.target.role == "baseline"}
        if len(years) < 2 or not whole or not industry or whole[0].value <= -100:
            continue
        first, last = min(years), max(years)
        grown, rate = (1 + industry[0].value / 100) / (1 + whole[0].value / 100), years[first].value
        expected = rate * grown ** (last - first)
        if until(whole[0]) == until(industry[0]) == last and abs(expected - years[last].value) > _WIDE:
            sums = (
                f"{rate} × ((1 + {industry[0].printed}) ÷ (1 + {whole[0].printed}))^{last - first}"
                f" = {show(expected)} ≠ {years[last].value}"
            )
            claims = tuple(fig.target for fig in (years[first], years[last], industry[0], whole[0]))
            yield found(
                "structure-unlike-growth", sums, targets=claims, expected=show(expected), stated=years[last].value
            )


def _share(line: Line, after: Line | None) -> Iterator[Finding]:
    """The rise of a share against the lead of one growth rate over the other."""
    text = line.text + (after.text if after and after.paragraph is line.paragraph else "")
    share, rose, faster = _SHARE.search(line.text), _SINCE.search(line.text), _FASTER.search(text)
    year = _YEAR.search(line.text)
    if not (share and rose and faster and year) or int(year["year"]) <= int(rose["year"]):
        return
    years = int(year["year"]) - int(rose["year"])
    own = Interval.printed(Decimal(faster["growth"])) / 100 + Interval.exactly(1)
    lead = Interval.printed(Decimal(faster["ahead"])) / 100
    slower = own - lead
    now = Interval.printed(Decimal(share["share"]))
    rise = Interval(
        now.low * (1 - (slower.high / own.high) ** years) if lead.low > 0 else Decimal(0),
        now.high * (1 - ((own.low - lead.high) / own.low) ** years),
    )
    stated = Interval.printed(Decimal(rose["points"]))
    if not rise & stated:
        middle = now.middle * (1 - ((own.middle - lead.middle) / own.middle) ** years)
        sums = (
            f"{share['share']} × (1 − ((1 + {show(Decimal(faster['growth']) - Decimal(faster['ahead']))}%) ÷ (1 + {faster['growth']}%))^{years})"
            f" = {show(middle)} ≠ {rose['points']}"
        )
        level, more = _LEVEL.search(line.text), _MORE.search(line.text)
        if level and more:
            base = (Decimal(level["level"]) - Decimal(more["more"])) / (now.middle - stated.middle) * 100
            result = Decimal(level["level"]) / now.middle * 100
            yearly = ((result / base) ** (Decimal(1) / years) - 1) * 100
            slow = show(Decimal(faster["growth"]) - Decimal(faster["ahead"]))
            sums += f"；{show(base, digits=0)} → {show(result, digits=0)}：{show(yearly)}% ≠ {slow}%"
        figures = (
            Figure.printed("占上级地区比重", year["year"], share["share"], "%", line.cite(*share.span("share"))),
            Figure.printed("占上级地区比重", year["year"], rose["points"], "百分点", line.cite(*rose.span("points"))),
        )
        more_cited = (after.cite(),) if after and faster.end() > len(line.text) else ()
        yield found("share-unlike-growth", sums, figures=figures, citations=more_cited, stated=rose["points"])
