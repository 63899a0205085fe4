"""How a sentence turns from figure to figure: up or down as it says, a rise within its level, a value for each name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from chengjie.plan.lint.counting import possible
from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Ground, Line
from chengjie.values.quantity import units

_NUMBER = r"\d+(?:\.\d+)?"
_UNIT = r"(?:万亿元|亿美元|万美元|亿元|万元|万吨|吨|万人|人|万亩|亩|万家|家|个|户|件|项|公里|天|小时|%|元|平方公里|万平方米|公顷|倍|岁|年)"
_TURN = re.compile(
    rf"(?:由|从)(?:\d{{4}}年末?的?)?[^，。；\d第]{{0,4}}?(?P<first>{_NUMBER})(?P<unit>{_UNIT})?左?右?(?:，)?"
    rf"(?P<how>提高|增加|增长|上升|提升|扩大|攀升|跃升|增|下降|降低|减少|压减|压缩|缩短|缩小|回落|降)(?:到|至)了?(?:\d{{4}}年末?的?)?约?(?P<last>{_NUMBER})(?P<end>{_UNIT})"
)
_DOWN = re.compile("下降|降低|减少|压|缩|回落|降")
_RISE = re.compile(
    rf"(?P<before>[^，。；\d]{{0,16}})(?P<level>{_NUMBER})(?P<unit>{_UNIT})，(?:较|比)[^，。；\d]{{0,10}}(?:\d{{4}}年)?[^，。；\d]{{0,6}}?"
    rf"(?:提高|增加|增长|上升|提升|新增|净增|多)了?(?P<rise>{_NUMBER})(?P<by>个百分点|{_UNIT})"
)
_CHANGE = re.compile(r"增|降|涨|幅|速|跌|减")
_EACH = re.compile(
    rf"(?:^|(?<=[，。；：]))(?P<names>[^，。；：\d]*、[^，。；：\d]*?)分别(?P<verb>[^，。；\d、]{{0,16}}?)"
    rf"(?P<values>(?:约|近|第)?{_NUMBER}(?:{_UNIT}|万|亿|个百分点|位|次|名)?(?:(?:、|和|以及|与)(?:约|近|第)?{_NUMBER}(?:{_UNIT}|万|亿|个百分点|位|次|名)?)+)(?!\d)"
)
_WITH = re.compile(
    rf"(?:^|(?<=[，。；：]))(?P<names>[^，。；：\d]+{_NUMBER}{_UNIT}(?:(?:、|和)[^，。；：、\d]+{_NUMBER}{_UNIT})+)，(?:比上年|同比|较上年)?分别(?:同比|比上年)?(?:增长|下降|提高)"
    rf"(?P<values>{_NUMBER}(?:%|个百分点)?(?:(?:、|和|以及|与){_NUMBER}(?:%|个百分点)?)+)"
)
_VALUE = re.compile(_NUMBER)
_AND = re.compile(r"和|与|以及")


def turns(ground: Ground) -> Iterator[Finding]:
    """Turns that the figures on both sides do not bear out."""
    for lines in ground.lines:
        for line in lines:
            yield from _directions(line)
            yield from _rises(line)
            yield from _each(line)


def _directions(line: Line) -> Iterator[Finding]:
    """由a提高到b with b below a, or 降到 with b above a."""
    for match in _TURN.finditer(line.text):
        first, last = _size(match["first"], match["unit"] or match["end"]), _size(match["last"], match["end"])
        if first is None or last is None or first[1] != last[1]:
            continue
        down = bool(_DOWN.match(match["how"]))
        if (first[0] < last[0]) if down else (first[0] > last[0]):
            shown = (
                f"{match['first']}{match['unit'] or match['end']} {'<' if down else '>'} {match['last']}{match['end']}"
            )
            yield found(
                "turn-the-other-way", shown, citations=(line.cite(*match.span()),), words=match[0], how=match["how"]
            )


def _size(printed: str, unit: str) -> tuple[Decimal, str] | None:
    known = units().get(unit)
    return (Decimal(printed) * known.factor, known.dimension) if known else (Decimal(printed), unit)


def _rises(line: Line) -> Iterator[Finding]:
    """A level that rose by more than itself: 6家，较上年增加8家. A growth rate may have been negative before."""
    for match in _RISE.finditer(line.text):
        same = match["by"] == match["unit"] or (match["unit"], match["by"]) == ("%", "个百分点")
        level, rise = Decimal(match["level"]), Decimal(match["rise"])
        if same and rise > level and not _CHANGE.search(match["before"]):
            shown = f"{match['level']}{match['unit']} − {match['rise']}{match['by']} < 0"
            yield found("rise-above-level", shown, citations=(line.cite(*match.span()),), words=match[0])


def _each(line: Line) -> Iterator[Finding]:
    """So many names, so many values behind 分别."""
    for match in _WITH.finditer(line.text):
        names, values = (len(_VALUE.findall(match[side])) for side in ("names", "values"))
        if names != values:
            yield _unequal(line, match, names, values)
    for match in _EACH.finditer(line.text):
        values = len(_VALUE.findall(match["values"]))
        joined = len(_AND.findall(match["names"]))
        listed = possible(match["names"]) | ({joined + 1} if joined else set())
        if "等" not in match["names"] and values not in listed:
            yield _unequal(line, match, max(listed), values)


def _unequal(line: Line, match: re.Match[str], names: int, values: int) -> Finding:
    shown = f"{names} ≠ {values}（{match['values']}）"
    return found("values-unlike-names", shown, citations=(line.cite(*match.span()),), names=names, values=values)
