"""Structures in a sentence: parts that make a hundred, and what each is said to have gained or lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from chengjie.plan.document import Document, Paragraph
from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Ground, Line, cite
from chengjie.plan.lint.interval import Interval

_NUMBER = r"\d+(?:\.\d+)?"
_THREE = rf"(?:{_NUMBER}[:：∶]){{2}}{_NUMBER}"
_MOVED = re.compile(
    rf"(?:由|从)[^，。；\d]{{0,6}}(?:\d{{4}}年的?)?(?P<first>{_THREE})(?:调整|优化|变|演变|转变)[为到至](?P<last>{_THREE})"
)
_SECTOR = re.compile(
    rf"(?:第)?(?P<which>[一二三])(?:次)?产业[^，。；\d]{{0,16}}?(?:比重|占比)[^，。；\d]{{0,6}}?(?P<way>上升|提高|增加|提升|下降|回落|降低|减少)了?(?P<points>{_NUMBER})个百分点"
)
_PER_CENTS = re.compile(rf"(?:结构|构成)[^。；]{{0,16}}?(?P<parts>{_NUMBER}%(?:(?:、|和){_NUMBER}%){{2}})")
_CHANGED_TO = re.compile(rf"(?:调整|优化|变)为(?P<parts>{_NUMBER}%(?:(?:、|和){_NUMBER}%){{2}})")
_RATES = re.compile(
    rf"出生率[^，。；\d]{{0,3}}(?P<born>{_NUMBER})‰[^。]{{0,30}}?死亡率[^，。；\d]{{0,3}}(?P<died>{_NUMBER})‰[^。]{{0,30}}?自然增长率[^，。；\d\-－—]{{0,3}}(?P<grown>[-－—]?{_NUMBER})‰"
)
_DOWN = re.compile("下降|回落|降低|减少")


def structure(ground: Ground) -> Iterator[Finding]:
    """Parts that do not make their whole, and steps of parts that both structures do not bear out."""
    for lines in ground.lines:
        for line in lines:
            yield from _steps(line)
            yield from _per_cents(line)
    for reading in ground.readings:
        for paragraph in reading.document.paragraphs:
            yield from _natural(reading.document, paragraph)


def _steps(line: Line) -> Iterator[Finding]:
    """三次产业结构由a:b:c调整为d:e:f，第二产业比重下降…个百分点."""
    moved = _MOVED.search(line.text)
    if moved is None:
        return
    first, last = ([Decimal(each) for each in re.split("[:：∶]", moved[side])] for side in ("first", "last"))
    for said in _SECTOR.finditer(line.text, moved.end()):
        place = "一二三".index(said["which"])
        implied = Interval.printed(last[place]) - Interval.printed(first[place])
        points = Decimal(said["points"]) * (-1 if _DOWN.match(said["way"]) else 1)
        if not implied & Interval.printed(points):
            shown = f"{last[place]} − {first[place]} = {last[place] - first[place]} ≠ {points}"
            cited = (line.cite(moved.start(), said.end()),)
            yield found("points-unlike-levels", shown, citations=cited, stated=said["points"])


def _per_cents(line: Line) -> Iterator[Finding]:
    """A structure given as three shares in per cent."""
    for match in (*_PER_CENTS.finditer(line.text), *_CHANGED_TO.finditer(line.text)):
        parts = [Decimal(each) for each in re.findall(_NUMBER, match["parts"])]
        if not sum((Interval.printed(each) for each in parts), Interval.exactly(0)) & Interval.exactly(100):
            total = sum(parts, Decimal(0))
            cited = (line.cite(*match.span("parts")),)
            sums = f"{' + '.join(map(str, parts))} = {total} ≠ 100"
            yield found("shares-do-not-sum", sums, citations=cited, what=match["parts"], total=total)


def _natural(document: Document, paragraph: Paragraph) -> Iterator[Finding]:
    """Births less deaths are the natural growth."""
    for match in _RATES.finditer(paragraph.text):
        born, died = Decimal(match["born"]), Decimal(match["died"])
        grown = Decimal(re.sub("[－—]", "-", match["grown"]))
        if not (Interval.printed(born) - Interval.printed(died)) & Interval.printed(grown):
            cited = (cite(document, paragraph, 0, paragraph.text, match.span()),)
            sums = f"{born} − {died} = {born - died} ≠ {grown}"
            yield found("parts-do-not-sum", sums, citations=cited, what="自然增长率", listed=born - died, stated=grown)
