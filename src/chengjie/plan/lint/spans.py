"""From a to b in one sentence: the yearly growth, the times and the doubling it speaks of; a change and its rate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Ground, Line
from chengjie.plan.lint.interval import Interval, show
from chengjie.values.quantity import units

_NUMBER = r"\d+(?:\.\d+)?"
_UNIT = r"(?:万亿元|亿美元|万美元|亿元|万元|万吨|亿斤|万斤|吨|万人次|万人|人|万亩|亩|万家|家|个|户|件|项|公里|元|平方公里|公顷)"
_SPAN = re.compile(
    rf"(?:由|从)(?:\d{{4}}年末?的?)?[^，。；\d]{{0,4}}?(?P<first>{_NUMBER})(?P<unit>{_UNIT})?(?:提高|增加|增长|上升|提升|扩大|攀升|跃升|增)(?:到|至)了?"
    rf"(?:\d{{4}}年末?的?)?约?(?P<last>{_NUMBER})(?P<end>{_UNIT})(?P<rest>[^。；]{{0,40}})"
)
_YEARS = re.compile(r"(?P<since>\d{4})年?(?:至|到|—|-)(?P<until>\d{4})年")
_YEARLY = re.compile(rf"^，[^，。；\d]{{0,10}}?年均(?:复合)?(?:增长率?|增速|递增)(?:为|达到?)?约?(?P<rate>{_NUMBER})%")
_TIMES = re.compile(rf"^，[^，。；\d]{{0,8}}?增长了?(?P<near>近|约|超过?)?(?P<times>{_NUMBER})倍")
_DOUBLED = re.compile(r"^，(?:实现|总量)?(?:了)?翻(?P<how>一|两)?番")
_WAY = r"(?:比上年同期|比上年|较上年同期|较上年|同比|比去年)?(?P<way>增加|增产|增收|增支|减少|减产|减收|减支)"
_CHANGED = re.compile(
    rf"(?P<level>{_NUMBER})(?P<unit>{_UNIT})，(?:[占为完][^，。；]{{2,24}}%，)?{_WAY}(?P<by>{_NUMBER})(?P<byunit>{_UNIT})，"
    rf"(?:比上年|较上年|同比)?(?P<rateway>增长|下降)(?P<rate>{_NUMBER})%"
)
_COMPLETED = re.compile(
    rf"(?P<done>{_NUMBER})(?P<unit>{_UNIT})，(?:为|占|完成)[^，。；\d]{{2,10}}?(?P<plan>{_NUMBER})(?P=unit)的(?P<rate>{_NUMBER})%"
)
_PRICES = Decimal(4)
_WIDE = Decimal("0.2")
_POINTS = Decimal("0.6")


def spans(ground: Ground) -> Iterator[Finding]:
    """What a sentence says of the way from one level to another, against both."""
    for lines in ground.lines:
        for line in lines:
            for match in _SPAN.finditer(line.text):
                yield from _yearly(line, match)
                yield from _times(line, match)
            yield from _changed(line)
            yield from _completed(line)


def _sizes(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """Both levels in one unit; None where they cannot be compared."""
    one, two = (units().get(match["unit"] or match["end"]), units().get(match["end"]))
    first, last = Decimal(match["first"]), Decimal(match["last"])
    if one and two and one.dimension == two.dimension:
        first, last = first * one.factor, last * two.factor
    elif match["unit"] not in {None, match["end"]}:
        return None
    return (first, last) if first > 0 else None


def _yearly(line: Line, match: re.Match[str]) -> Iterator[Finding]:
    """2008年至2022年，由a增长至b，年均…: years that stand before both levels."""
    said, sizes, told = _YEARLY.match(match["rest"]), _sizes(match), _YEARS.search(line.text[: match.start()])
    years = int(told["until"]) - int(told["since"]) if told else 0
    if not said or not sizes or years < 1:
        return
    implied = ((sizes[1] / sizes[0]) ** (Decimal(1) / years) - 1) * 100
    if abs(implied - Decimal(said["rate"])) > _PRICES:
        sums = f"({match['last']}{match['end']} ÷ {match['first']}{match['unit'] or match['end']})^(1/{years}) − 1 = {show(implied)}% ≠ {said['rate']}%"
        cited = (line.cite(match.start(), match.start("rest") + said.end()),)
        name = line.text[: match.start()].rpartition("，")[2] or match[0]
        yield found(
            "growth-unlike-levels", sums, citations=cited, indicator=name, implied=show(implied), stated=said["rate"]
        )


def _times(line: Line, match: re.Match[str]) -> Iterator[Finding]:
    """增长k倍 means 1 + k times as much, 翻一番 twice."""
    said, sizes = _TIMES.match(match["rest"]) or _DOUBLED.match(match["rest"]), _sizes(match)
    if not said or not sizes:
        return
    named = said.groupdict()
    stated = Decimal(named["times"]) + 1 if "times" in named else Decimal(4 if named["how"] == "两" else 2)
    implied = sizes[1] / sizes[0]
    if abs(implied / stated - 1) > _WIDE:
        cited = (line.cite(match.start(), match.start("rest") + said.end()),)
        sums = f"{match['last']}{match['end']} ÷ {match['first']}{match['unit'] or match['end']} = {show(implied)} ≠ {show(stated)}"
        yield found("change-unlike-rate", sums, citations=cited, words=said[0].lstrip("，"))


def _changed(line: Line) -> Iterator[Finding]:
    """A level, its change and the rate of the change: 10.3亿斤，减少0.37亿斤，下降3.45%."""
    for match in _CHANGED.finditer(line.text):
        whole, part = (units().get(match["unit"]), units().get(match["byunit"]))
        if match["unit"] != match["byunit"] and not (whole and part and whole.dimension == part.dimension):
            continue
        down = match["way"].startswith("减")
        if down != (match["rateway"] == "下降"):
            continue
        factor = part.factor / whole.factor if whole and part else Decimal(1)
        change = Interval.printed(Decimal(match["by"])) * factor
        level = Interval.printed(Decimal(match["level"]))
        base = level + change if down else level - change
        if base.low <= 0:
            continue
        rate = change / base * 100
        stated = Interval(Decimal(match["rate"]) - _POINTS, Decimal(match["rate"]) + _POINTS)
        if not rate & stated:
            sums = f"{match['by']}{match['byunit']} ÷ {show(base.middle)}{match['unit']} = {show(rate.middle)}% ≠ {match['rate']}%"
            yield found("change-unlike-rate", sums, citations=(line.cite(*match.span()),), words=match[0])


def _completed(line: Line) -> Iterator[Finding]:
    """What was done against what was planned: 24627万元，完成年初预算数60999万元的40.4%."""
    for match in _COMPLETED.finditer(line.text):
        done, plan = (Interval.printed(Decimal(match[side])) for side in ("done", "plan"))
        if plan.low > 0 and not done / plan * 100 & Interval.printed(Decimal(match["rate"])):
            implied = show((done / plan).middle * 100)
            yield found(
                "ratio-unlike-parts", f"{match['done']} ÷ {match['plan']} = {implied}% ≠ {match['rate']}%",
                citations=(line.cite(*match.span()),),
                ratio="完成率", year="—", numerator=f"{match['done']}{match['unit']}", denominator=f"{match['plan']}{match['unit']}",
            )  # fmt: skip
