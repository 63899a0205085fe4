"""Catalogue against body and against the other plan: the same city, county or park with different industries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from chengjie.plan.claims import Citation
from chengjie.plan.lint import words
from chengjie.plan.lint.catalogue import Catalogue, catalogues
from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Ground, cite

_PARK = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2,3}?)(?P<kind>经开区|高新区|工业集中区|综保区)")
_FOCUS = r"(?:重点|突出|着力)?(?:承接|发展|布局|培育|建设)(?:以)?"
_LIST = re.compile(
    rf"(?:重点|突出|着力){_FOCUS}(?P<list>[^。；，]*?)(?:\d+条)?(?:等)?(?:优势|特色|绿色生态)*(?:产业链|产业集群|产业)(?=[，。；]|$)"
)
_OF_PARK = re.compile(r"(?P<park>[\u4e00-\u9fff]{2,4}(?:经开区|高新区))围绕发展(?P<list>[^。；]*?)等?产业(?=[，。；])")
_CITY_LIST = re.compile(r"重点(?:承接|发展)(?P<list>[^。；，]*?)等?产业(?=[，。；])")
_COUNTY_LEAD = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{2}县)(?:重点培育|重点发展|依托[^，]{0,20}，培育壮大)(?P<list>[^。；]*)"
)
_LONG = (("高新技术产业开发区", "高新区"), ("高新技术产业园区", "高新区"), ("经济技术开发区", "经开区"), ("经济开发区", "经开区"), ("综合保税区", "综保区"))  # fmt: skip
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_NOT_LABEL = re.compile(r"园区|基地|城市|示范|行动|水平|能力|机制")


@dataclass(frozen=True, slots=True)
class Said:
    """What one passage or row says that a place should do."""

    document: int
    place: str
    labels: tuple[str, ...]
    source: str
    citation: Citation


def short(carrier: str) -> str:
    """The everyday name of a park.

    >>> short("云溪经济开发区"), short("河西高新技术产业开发区（东片）")
    ('云溪经开区', '河西高新区')
    """
    for long, brief in _LONG:
        carrier = carrier.replace(long, brief)
    return _BRACKETS.sub("", carrier)


def across(ground: Ground) -> Iterator[Finding]:
    """Places whose industries differ between catalogue, boxes, body and plans, and parks that a catalogue lacks."""
    lists = [catalogues(reading.document) for reading in ground.readings]
    said = [*_tables(lists), *_prose(ground)]
    by_place: dict[str, list[Said]] = defaultdict(list)
    for each in said:
        by_place[each.place].append(each)
    for place, several in by_place.items():
        yield from _within(place, several)
        yield from _between(place, several)
    yield from _carriers(ground, lists)


def _tables(lists: list[tuple[Catalogue, ...]]) -> Iterator[Said]:
    for number, several in enumerate(lists):
        for one in several:
            for row in one.rows:
                labels = tuple(label for label, _ in row.labels)
                place = row.county or row.city
                yield Said(number, place, labels, "table", row.cite(row.labels[0][1]))
                for carrier, at in row.carriers:
                    yield Said(number, _plain(short(carrier)), labels, "table", row.cite(at))


def _plain(park: str) -> str:
    """A park's short name without the province before it."""
    found_park = re.search(r"[\u4e00-\u9fff]{2}(?:经开区|高新区|工业集中区)$", park)
    return found_park[0] if found_park else park


def _prose(ground: Ground) -> Iterator[Said]:
    for number, reading in enumerate(ground.readings):
        for paragraph in reading.document.paragraphs:
            if paragraph.kind in {"heading", "caption", "cell", "front"}:
                continue
            text = _BRACKETS.sub(lambda match: "　" * len(match[0]), paragraph.text)
            for match in _OF_PARK.finditer(text):
                yield Said(
                    number,
                    match["park"],
                    _labels(match["list"]),
                    "prose",
                    cite(reading.document, paragraph, 0, paragraph.text, match.span("list")),
                )
            for place, match in _placed(text):
                labels = _labels(match["list"])
                if len(labels) >= 2:
                    yield Said(
                        number,
                        place,
                        labels,
                        paragraph.kind,
                        cite(reading.document, paragraph, 0, paragraph.text, match.span("list")),
                    )


def _placed(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Lists with the city or county that they are about."""
    cities = list(words.prefecture().finditer(text))
    if cities and cities[0].start() == 0 and text[cities[0].end() : cities[0].end() + 1] in {"。", "：", " "}:
        for match in _LIST.finditer(text):
            yield cities[0][0], match
            return
    for city in cities:
        listed = _CITY_LIST.match(text, city.end())
        if listed:
            yield city[0], listed
    for match in _COUNTY_LEAD.finditer(text):
        yield match["place"], match


def _labels(listed: str) -> tuple[str, ...]:
    parts = re.split(r"[、，]|和|及", listed.replace("　", ""))
    return tuple(
        re.sub(r"等.*$", "", part).strip() for part in parts if 2 <= len(part) <= 16 and not _NOT_LABEL.search(part)
    )


def _apart(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """What each list has that the other has nothing akin to."""
    here = [label for label in one if not any(words.akin(label, each) for each in other)]
    there = [label for label in other if not any(words.akin(label, each) for each in one)]
    return here, there


def _within(place: str, several: list[Said]) -> Iterator[Finding]:
    """Catalogue or box against running text of one document."""
    for number in dict.fromkeys(each.document for each in several):
        boxed = [each for each in several if each.document == number and each.source in {"table", "box"}]
        told = [each for each in several if each.document == number and each.source == "prose"]
        if not boxed or not told:
            continue
        yield from _differ("catalogue-unlike-body", place, boxed, told)


def _between(place: str, several: list[Said]) -> Iterator[Finding]:
    numbers = sorted({each.document for each in several})
    for at, first in enumerate(numbers):
        for second in numbers[at + 1 :]:
            yield from _differ(
                "plans-differ-on-place", place,
                [each for each in several if each.document == first], [each for each in several if each.document == second],
            )  # fmt: skip


def _differ(code: str, place: str, one: list[Said], other: list[Said]) -> Iterator[Finding]:
    labels = [tuple(dict.fromkeys(label for each in side for label in each.labels)) for side in (one, other)]
    here, there = _apart(labels[0], labels[1])
    if here or there:
        cited = tuple(dict.fromkeys(each.citation for each in (*one, *other)))
        sums = f"{place}：{'、'.join(labels[0])} ≠ {'、'.join(labels[1])}；只见于前者：{'、'.join(here) or '—'}；只见于后者：{'、'.join(there) or '—'}"
        yield found(code, sums, citations=cited, place=place)


def _carriers(ground: Ground, lists: list[tuple[Catalogue, ...]]) -> Iterator[Finding]:
    """Parks of counties that a catalogue covers, under a name that it does not have."""
    borne = {
        _plain(short(name)): row for several in lists for one in several for row in one.rows for name, _ in row.carriers
    }
    stems = {
        place[:2]
        for several in lists
        for one in several
        for row in one.rows
        for place in (row.county, row.city)
        if place
    }
    if not borne:
        return
    told: dict[str, Citation] = {}
    for reading in ground.readings:
        for paragraph in reading.document.paragraphs:
            text = paragraph.text
            for long, brief in _LONG:
                text = text.replace(long, brief + "　" * (len(long) - len(brief)))
            for match in _PARK.finditer(text):
                name = match["stem"][-2:] + match["kind"]
                if name[:2] in stems and name not in borne and not any(name in each for each in borne):
                    told.setdefault(name, cite(reading.document, paragraph, 0, paragraph.text, match.span()))
    for name, cited in told.items():
        yield found("carrier-not-in-catalogue", f"{name} ∉ {len(borne)}", citations=(cited,), carrier=name)
