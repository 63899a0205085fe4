"""What a heading or a lead announces against what follows: “四大…” and its items, “六项工程” and the sections under it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from chengjie.plan.claims import Citation
from chengjie.plan.document import Document, Paragraph, Section
from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Ground, cite
from chengjie.plan.lint.numerals import NUMERAL, number

_HEADING = re.compile(
    rf"[^，。；：]{{0,16}}?(?<![\d.第])(?P<count>{NUMERAL})(?:大|个|项|条)(?P<noun>[^，。；：、“”（）]{{3,16}}?)。?"
)
_ITEM = re.compile(r"^(?:——|—|--|●|•|■|◆)\s*(?P<title>[^。：:]{2,40})[。：:]")
_LEAD_COUNT = re.compile(
    rf"(?<![\d.第])(?P<count>{NUMERAL})(?:大|项|个)(?:重大|重点|主要)?(?P<noun>工程|任务|行动|举措)"
)
_ENUMERATION = re.compile(
    r"(?P<list>[^，。；：]{2,20}(?:、[^，。；：、]{2,20}){2,})等(?:[^，。；：、]{0,6})(?:工程|任务|行动|举措)"
)
_FRAME = re.compile(r"^(?:实施|推进|推动实施|推动|开展|加快|构筑|构建)|(?:工程|行动|任务|计划)$|[“”]")
_SAME = 0.45


def sections(ground: Ground) -> Iterator[Finding]:
    """Announcements that what follows does not keep."""
    for reading in ground.readings:
        yield from _items(reading.document)
        yield from _children(reading.document)


def _items(document: Document) -> Iterator[Finding]:
    paragraphs = document.paragraphs
    for place, paragraph in enumerate(paragraphs):
        text = paragraph.text.strip()
        match = _HEADING.fullmatch(text) if len(text) <= 40 else None
        if not match:
            continue
        titles = list(_titles(paragraphs[place + 1 :]))
        stated = number(match["count"])
        if len(titles) < 2 or stated < 2:
            continue
        cited = (_whole(document, paragraph), *(_whole(document, item) for item, _ in titles))
        if len(titles) != stated:
            yield found(
                "count-unlike-sections", f"{stated} ≠ {len(titles)}", citations=cited,
                what=text.rstrip("。"), stated=stated, listed=len(titles),
            )  # fmt: skip
        shared = _shared_end([title for _, title in titles])
        if len(shared) >= 5 and _ending(shared) != _ending(match["noun"]):
            listed = "、".join(title for _, title in titles)
            yield found(
                "items-named-otherwise",
                f"{match['noun']} ≠ {shared}：{listed}",
                citations=cited,
                heading=text.rstrip("。"),
                items=shared,
            )


def _shared_end(titles: Sequence[str]) -> str:
    """The last characters that all titles have in common."""
    shared = ""
    for column in zip(*(title[::-1] for title in titles), strict=False):
        if len(set(column)) > 1:
            break
        shared = column[0] + shared
    return shared


def _ending(noun: str) -> str:
    return noun.rstrip("。区")[-3:]


def _titles(following: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, str]]:
    """The dashed items that stand right under a heading."""
    for paragraph in following:
        match = _ITEM.match(paragraph.text)
        if not match:
            return
        yield paragraph, match["title"]


def _children(document: Document) -> Iterator[Finding]:
    below: dict[str, list[Section]] = defaultdict(list)
    levels = {section.id: section.level for section in document.sections}
    for each in document.sections:
        if each.level == levels.get(each.parent, -1) + 1:
            below[each.parent].append(each)
    named = {section.id: section for section in document.sections}
    for paragraph in document.paragraphs:
        section = named.get(paragraph.section)
        if section and paragraph.kind == "prose" and len(below[section.id]) > 1:
            yield from _lead(document, section, paragraph, below[section.id])


def _lead(document: Document, section: Section, paragraph: Paragraph, children: Sequence[Section]) -> Iterator[Finding]:
    match = _LEAD_COUNT.search(paragraph.text)
    named = match and (
        section.title.endswith(match["noun"]) or all(child.title.endswith(match["noun"]) for child in children)
    )
    if match and named and number(match["count"]) != len(children):
        stated = number(match["count"])
        yield found(
            "count-unlike-sections", f"{stated} ≠ {len(children)}", citations=(_whole(document, paragraph),),
            what=match[0], stated=stated, listed=len(children),
        )  # fmt: skip
    listed = _ENUMERATION.search(paragraph.text)
    if listed:
        yield from _renamed(document, paragraph, re.split(r"、|和(?=[^、]*$)", listed["list"]), children)


def _renamed(
    document: Document, paragraph: Paragraph, items: list[str], children: Sequence[Section]
) -> Iterator[Finding]:
    if len(items) != len(children):
        return
    pairs = [(_FRAME.sub("", item), _bare(child.title)) for item, child in zip(items, children, strict=True)]
    alike = [SequenceMatcher(None, lead, title).ratio() for lead, title in pairs]
    if min(alike) < _SAME:
        return
    for (lead, title), child in zip(pairs, children, strict=True):
        if lead not in title and title not in lead:
            start = paragraph.text.find(lead)
            cited = cite(document, paragraph, 0, paragraph.text, (max(start, 0), max(start, 0) + len(lead)))
            yield found(
                "heading-unlike-lead", f"{lead} ≠ {title} ({child.id})", citations=(cited,), lead=lead, heading=title
            )


def _bare(title: str) -> str:
    once = _FRAME.sub("", title)
    return _FRAME.sub("", once)


def _whole(document: Document, paragraph: Paragraph) -> Citation:
    return cite(document, paragraph, 0, paragraph.text, (0, len(paragraph.text)))
