"""Terms in inverted commas that count something and are never explained: “九通一平”, “135”工程, the N of “3+6+N”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from chengjie.plan.lint import words
from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Ground, Line
from chengjie.plan.lint.numerals import NUMERAL, number

_QUOTED = re.compile(r"[“\"](?P<term>[^“”\"，。；：、（）]{2,12})[”\"]")
_COUNTING = re.compile(
    r"(?:\d{3,}|[二两三四五六七八九十](?:大|个|项|条)?[^\d+年月日级次届小分]{1,7})(?:工程|行动|战略|体系)?"
)
_NOT_COUNTING = re.compile(
    r"十[一二三四五六七八九]?五|合一|第[一二三四]|[一二三]产|[五六七八九]五|一体|连|两两|^(?:四川|三峡|三亚|三明|三门|三江|六安|九江|九华|十堰|四平|两江|两广|两湖|八达)"
)
_TAIL = re.compile(r"(?:工程|行动|战略|体系|企业)$")
_OPEN = re.compile(r"(?P<term>\d(?:\+\d)*\+(?P<letter>[NXnx]))”?(?=[个家条座项处])")
_EXPLAINED = re.compile(r"即|是指|指的是|具体是|具体指|简称|包括|分别为|分别是|：")


@cache
def _known() -> frozenset[str]:
    return frozenset(row["term"] for row in words.rows("known_terms"))


@cache
def _to_define() -> tuple[str, ...]:
    return tuple(row["term"] for row in words.rows("terms_to_define"))


def terms(ground: Ground) -> Iterator[Finding]:
    """Counting terms that no sentence of their document explains, and letters left open in a count."""
    for lines in ground.lines:
        yield from _undefined(lines)
        yield from _open_counts(lines)


def _undefined(lines: tuple[Line, ...]) -> Iterator[Finding]:
    headings = "".join(section.title for section in lines[0].document.sections) if lines else ""
    for term, places in _mentions(lines).items():
        said = any(_explained(term, line.paragraph.text) for line, _ in places) or _glossed(term, lines)
        if said or (f"“{term}”" in headings and not term.isdecimal()):
            continue
        where = "、".join(dict.fromkeys(line.paragraph.section or line.paragraph.id for line, _ in places))
        cited = tuple(line.cite(*span) for line, span in places)
        line, (start, end) = places[0]
        tail = re.match(r"”(?:工程|行动|计划|指数)", line.text[end:]) if term.isdecimal() else None
        shown = line.text[start:end] + (tail[0][1:] if tail else "")
        yield found("term-undefined", f"{len(places)} × “{shown}” ({where})", citations=cited, term=shown)


def _mentions(lines: tuple[Line, ...]) -> dict[str, list[tuple[Line, tuple[int, int]]]]:
    mentions: dict[str, list[tuple[Line, tuple[int, int]]]] = {}
    for line in lines:
        for match in _QUOTED.finditer(line.text):
            if counts_something(match["term"]):
                mentions.setdefault(_TAIL.sub("", match["term"]), []).append((line, match.span("term")))
        for term in _to_define():
            start = line.text.find(term)
            if start >= 0 and f"“{term}" not in line.text:
                mentions.setdefault(term, []).append((line, (start, start + len(term))))
    return mentions


def counts_something(term: str) -> bool:
    """Whether a quoted term counts things whose list has to be known to understand it.

    >>> counts_something("九通一平"), counts_something("十四五"), counts_something("引进来")
    (True, False, False)
    """
    widely = {term, _TAIL.sub("", term)} & _known()
    return not widely and bool(_COUNTING.fullmatch(term)) and not _NOT_COUNTING.search(term)


def _explained(term: str, text: str) -> bool:
    """Whether a list of as many items as the term counts stands near it, or words that explain it."""
    wanted = {number(each) for each in re.findall(NUMERAL, term)} - {1}
    wanted |= {sum(number(each) for each in re.findall(NUMERAL, term))}
    for match in re.finditer(re.escape(term), text):
        before, after = text[max(0, match.start() - 70) : match.start()], text[match.end() : match.end() + 90]
        if re.match(r"”?[^，。；“”]{0,8}(?:（|：|，即|，指|是指|，包括)", after):
            return True
        if wanted & (_lists(before) | _lists(after)) or before.endswith("等“"):
            return True
        if term.isdecimal() and _digits_counted(term, text[match.end() : match.end() + 240]):
            return True
    return False


def _digits_counted(term: str, text: str) -> bool:
    """Whether each digit of a coded term (543) is spelled out as a count of something soon after."""
    counted = {number(each) for each in re.findall(rf"({NUMERAL})(?:种|个|项|大|条|类|套)", text)}
    return all(int(digit) in counted for digit in term)


def _lists(text: str) -> set[int]:
    """The lengths of the lists in a stretch of text, lists of quoted items too."""
    found_lengths: set[int] = set()
    for clause in re.split(r"[，。；：（）]", text):
        marks = clause.count("、") + clause.count("”“")
        joined = len(re.findall(r"和|与|及", clause))
        if marks or joined:
            found_lengths.update(range(marks + 1, marks + joined + 2))
    return found_lengths - {1}


def _glossed(term: str, lines: tuple[Line, ...]) -> bool:
    """Whether a glossary or another sentence starts with the term and goes on to explain it."""
    opening = re.compile(rf"^\W*\d*\W*[^，。；：]{{0,4}}{re.escape(term)}[^，。；：]{{0,8}}(?:：|是指|指|即)")
    return any(term in line.text and opening.search(line.text) for line in lines)


def _open_counts(lines: tuple[Line, ...]) -> Iterator[Finding]:
    mentions: dict[str, list[tuple[Line, re.Match[str]]]] = {}
    for line in lines:
        for match in _OPEN.finditer(line.text):
            mentions.setdefault(match["term"], []).append((line, match))
    for term, places in mentions.items():
        letter = places[0][1]["letter"]
        cited = tuple(line.cite(match.start(), match.end()) for line, match in places)
        fixed = " + ".join([*term.split("+")[:-1], "?"])
        yield found("count-left-open", f"{fixed} = ?", citations=cited, what=term, letter=letter)
