"""Words that say a thing twice or the wrong way round: 至少…以上, ranges reversed, passages that stand twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Ground, Line

_AMOUNT = r"[\d.,万亿%百千十一二两三四五六七八九分之个家元人吨年月项座条公里平方米点倍]{1,14}"
_DOUBLED = re.compile(
    rf"(?:至少|不少于|不低于|不小于|超过|突破|高于|大于){_AMOUNT}(?:以上|及以上)"
    rf"|(?:至多|不超过|不高于|不多于|低于|少于){_AMOUNT}(?:以下|以内|之内)"
    rf"|(?:约|大约|近|接近){_AMOUNT}(?:左右|上下)"
    rf"|(?:不低于|不少于|至少|超过){_AMOUNT}左右"
)
_RANGE = re.compile(
    r"(?<![\d.\-—~～/])(\d+(?:\.\d+)?)(%|万|亿|个|家|元|人|吨|亩|公里|天|年|项|座|件|所|户|条|米|岁|倍)?(?:—|-|~|～|至|到)(\d+(?:\.\d+)?)(%|万|亿|个|家|元|人|吨|亩|公里|天|年|项|座|件|所|户|条|米|岁|倍)(?![\d.])"
)
_LOWERED = re.compile(r"由|从|降|减|缩|压|调整|下降|号|第|线|栋|G|S|页|条")
_MIN_REPEATED = 45


def wording(ground: Ground) -> Iterator[Finding]:
    """Doubled comparators, reversed ranges and repeated passages."""
    for lines in ground.lines:
        for line in lines:
            yield from _doubled(line)
            yield from _reversed(line)
        yield from _repeated(lines)


def _doubled(line: Line) -> Iterator[Finding]:
    for match in _DOUBLED.finditer(line.text):
        cited = line.cite(match.start(), match.end())
        yield found("comparator-doubled", match[0], citations=(cited,), words=match[0])


def _reversed(line: Line) -> Iterator[Finding]:
    for match in _RANGE.finditer(line.text):
        first, last = Decimal(match[1]), Decimal(match[3])
        before = line.text[max(0, match.start() - 8) : match.start()]
        unequal = match[2] is not None and match[2] != match[4]
        if first <= last or unequal or _LOWERED.search(before) or (match[4] == "年" and first > 1900):
            continue
        cited = line.cite(match.start(), match.end())
        yield found("range-reversed", f"{first} > {last}", citations=(cited,), words=match[0])


def _repeated(lines: tuple[Line, ...]) -> Iterator[Finding]:
    standing: dict[str, list[tuple[Line, int, int]]] = defaultdict(list)
    for line in lines:
        if line.paragraph.kind in {"prose", "box"} and len(line.text) >= _MIN_REPEATED:
            standing[line.text.rstrip("。；")].append((line, 0, len(line.text)))
    for text, places in standing.items():
        if len({line.paragraph.id for line, _, _ in places}) < 2:
            continue
        (first, _, _), (second, _, _) = places[0], places[1]
        cited = (first.cite(), second.cite())
        where = [line.paragraph.section or line.paragraph.id for line in (first, second)]
        yield found(
            "sentence-repeated", f"{len(places)} × {len(text)} 字", citations=cited, first=where[0], second=where[1]
        )
