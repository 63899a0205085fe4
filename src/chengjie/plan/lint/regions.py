"""Regions: how many counties they hold, where two plans overlap, one name for two extents, places since renamed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chengjie.plan.claims import Citation
from chengjie.plan.lint import words
from chengjie.plan.lint.facts import Facts
from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Ground, Line, cite_cell
from chengjie.plan.lint.numerals import number

_TOTAL = re.compile(r"共(?:计)?(?P<count>\d{1,3})个(?:县（市、区）|县市区|县级|县（区、市）|区县|县区)")
_SOME = re.compile(
    r"(?P<places>[^，。；：、]{2,6}(?:、[^，。；：、及和]{2,4})*)(?P<count>[一二两三四五六七八九十\d]+)县(?=[，。；、]|$)"
)
_SCOPE = re.compile(r"规划范围|是指|包括|涵盖|范围为")


def regions(ground: Ground) -> Iterator[Finding]:
    """Extents that do not fit the divisions, one another, or the names of the day."""
    for lines in ground.lines:
        for line in lines:
            yield from _counties(line, ground.facts)
    yield from _overlaps(ground)
    yield from _renamed(ground)


def _counties(line: Line, facts: Facts) -> Iterator[Finding]:
    total = _TOTAL.search(line.text)
    if not total:
        return
    scope = line.text[: total.start()]
    if "等" in scope:
        return
    held: dict[str, int] = {}
    beside: list[str] = []
    some = {match.start(): match for match in _SOME.finditer(scope)}
    for match in words.prefecture().finditer(scope):
        if any(part.start() <= match.start() < part.end() for part in some.values() if f"{match[0]}" in part[0]):
            continue
        count, statistical = _held(match[0], facts)
        held[match[0]] = count
        beside.extend(statistical)
    for match in some.values():
        held[match[0].split("及")[-1]] = number(match["count"])
    listed, stated = sum(held.values()), int(total["count"])
    if len(held) < 2 or listed == stated or not 0 < listed <= 400:
        return
    aside = f"；另有统计单列的{'、'.join(beside)}" if 0 < stated - listed <= len(beside) else ""
    aside_en = f"; statistics also count {', '.join(beside)}" if aside else ""
    parts = " + ".join(f"{name} {count}" for name, count in held.items())
    cited = line.cite(total.start(), total.end())
    yield found(
        "counties-unlike-divisions", f"{parts} = {listed} ≠ {stated}{aside}", citations=(cited,),
        stated=stated, listed=listed, aside=aside, aside_en=aside_en,
    )  # fmt: skip


def _held(name: str, facts: Facts) -> tuple[int, tuple[str, ...]]:
    if name in facts.counties:
        return len(facts.counties[name]), tuple(facts.statistical.get(name, ()))
    return words.prefectures()[name]


def _extent(lines: tuple[Line, ...]) -> tuple[Line, tuple[str, ...], tuple[str, ...]] | None:
    """The sentence that says what a plan covers, with its prefectures and single counties."""
    for line in lines[:120]:
        names = tuple(dict.fromkeys(match[0] for match in words.prefecture().finditer(line.text)))
        if len(names) < 2 or not _SCOPE.search(line.text):
            continue
        some = list(_SOME.finditer(line.text))
        partial = {name for match in some for name in names if name in match[0]}
        counties = tuple(
            re.sub(r"^.*?(?:及|和)?(?:" + "|".join(map(re.escape, partial)) + ")", "", part) if partial else part
            for match in some for part in match["places"].split("、")
        )  # fmt: skip
        return (
            line,
            tuple(name for name in names if name not in partial),
            tuple(f"{name}|{county}" for name in partial for county in counties),
        )
    return None


def _overlaps(ground: Ground) -> Iterator[Finding]:
    extents = [extent for lines in ground.lines for extent in [_extent(lines)] if extent]
    for place, (line, here, parts) in enumerate(extents):
        for other, there, other_parts in extents[place + 1 :]:
            if line.document is other.document or line.document.digest == other.document.digest:
                continue
            yield from _shared(line, other, (here, parts), (there, other_parts))


def _shared(
    line: Line, other: Line, one: tuple[tuple[str, ...], tuple[str, ...]], two: tuple[tuple[str, ...], tuple[str, ...]]
) -> Iterator[Finding]:
    (here, parts), (there, other_parts) = one, two
    shared = [name for name in here if name in there]
    shared += [part.replace("|", "") for part in other_parts if part.split("|")[0] in here]
    shared += [part.replace("|", "") for part in parts if part.split("|")[0] in there]
    if not shared or (set(here), set(parts)) == (set(there), set(other_parts)):
        return
    cited = (line.cite(), other.cite())
    sums = f"{'、'.join((*here, *_joined(parts)))} ∩ {'、'.join((*there, *_joined(other_parts)))} = {'、'.join(shared)}"
    yield found("regions-overlap", sums, citations=cited, places="、".join(shared))
    yield from _one_name(line, other, set(here) | set(parts), set(there) | set(other_parts))


def _joined(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.replace("|", "") for part in parts)


_REGION = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,4}地区)")


def _one_name(line: Line, other: Line, here: set[str], there: set[str]) -> Iterator[Finding]:
    """A region's name that both plans use for different extents."""
    for name in dict.fromkeys(match["name"] for match in _REGION.finditer(other.document.title + line.document.title)):
        bare = name[-4:]
        first = next((p for p in line.document.paragraphs if bare in p.text), None)
        second = next((p for p in other.document.paragraphs if bare in p.text), None)
        if first and second and here != there:
            sums = f"{'、'.join(sorted(_joined(tuple(here))))} ≠ {'、'.join(sorted(_joined(tuple(there))))}"
            yield found("one-name-two-things", sums, citations=(line.cite(), other.cite()), name=bare)


def _renamed(ground: Ground) -> Iterator[Finding]:
    for reading in ground.readings:
        issued = reading.document.issued
        for change in ground.facts.renamed:
            if not issued or issued <= change.since:
                continue
            cited = _mentions(ground, reading.document.name, change.before)
            if cited:
                since = change.said or change.since.isoformat()
                sums = f"{since} < {issued.isoformat()}；{change.before} → {change.after}"
                yield found(
                    "place-renamed", sums, citations=cited, before=change.before, after=change.after, since=since
                )


def _mentions(ground: Ground, document: str, name: str) -> tuple[Citation, ...]:
    cited: list[Citation] = []
    for reading, lines in zip(ground.readings, ground.lines, strict=True):
        if reading.document.name != document:
            continue
        for line in lines:
            start = line.text.find(name)
            if start >= 0:
                cited.append(line.cite(start, start + len(name)))
        for table in reading.document.tables:
            for row, cells in enumerate(table.rows):
                cited.extend(
                    cite_cell(reading.document, table, row, column)
                    for column, cell in enumerate(cells)
                    if name in cell.raw
                )
    return tuple(cited)
