"""Plain text into paragraphs and tables: a cell a line behind a tab, broken lines, page furniture."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from chengjie.plan.reading import flat, furniture, numbering, stacked
from chengjie.plan.reading.raw import RawBlock, RawParagraph, RawTable
from chengjie.plan.reading.repair import joined

_SENTENCE_END = ("。", "！", "？", "；", "：", "”", "）", "》", ".", "!", "?", ";", ":")
_TORN = re.compile(r"[，、；。：）”》]|[.．]\d")
_RULED = re.compile(r"\s*\|?\s*([^|]*[^|\s])\s*\|\s*|\s*\|\s*")
_FEWEST_CELLS = 9
_MOST_WIDE = 0.7
_LONG = 18


def blocks(text: str) -> tuple[tuple[RawBlock, ...], tuple[str, ...]]:
    """The blocks of a plain text, and the lines that were dropped as furniture."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\f\n").split("\n")
    lines = _without_rules(lines)
    kept, dropped = furniture.strip(lines, _held(lines))
    wrapped = is_wrapped([line for _, line in kept])
    strays = _strays([line.strip() for _, line in kept]) if wrapped else frozenset()
    titles = furniture.contents(dropped)
    found: list[RawBlock] = []
    place = 0
    while place < len(kept):
        number, line = kept[place]
        if rebuilt := flat.find(kept, place):
            found.append(rebuilt[0])
            place = rebuilt[1]
        elif line.startswith("\t"):
            table, place = _table(kept, place)
            found.append(table)
        elif line.strip():
            taken = (_heading_lines(kept, place, titles) or _paragraph_lines(kept, place, strays)) if wrapped else 1
            parts = [each for _, each in kept[place : place + taken]]
            found.append(RawParagraph("\n".join(parts) if taken > 1 else line.strip(), number))
            place += taken
        else:
            place += 1
    return tuple(found), dropped


def _without_rules(lines: list[str]) -> list[str]:
    """Cells one a line that kept the rule at their end (1500 |) without it; lines of several cells stay."""
    ruled = [_RULED.fullmatch(line) for line in lines]
    if sum(each is not None for each in ruled) < _FEWEST_CELLS:
        return lines
    return [(each[1] or "") if each else line for each, line in zip(ruled, lines, strict=True)]


def _held(lines: list[str]) -> frozenset[int]:
    """The lines that are cells of a table whose cells came out one a line."""
    numbered = list(enumerate(lines, start=1))
    held: set[int] = set()
    place = 0
    while place < len(numbered):
        table = stacked.find(numbered, place)
        end = table[1] if table else place + 1
        if table:
            held.update(range(place + 1, end + 1))
        place = end
    return frozenset(held)


def is_wrapped(lines: list[str]) -> bool:
    """Whether paragraphs are broken over lines: most long lines end inside a sentence, at about the same width."""
    long = [line.strip() for line in lines if len(line.strip()) >= _LONG and not line.startswith("\t")]
    if len(long) < 10:
        return _is_narrow(lines)
    open_ended = sum(not line.endswith(_SENTENCE_END) for line in long)
    widths = Counter(min(len(line), 200) // 4 for line in long)
    near = sum(count for _, count in widths.most_common(3))
    return open_ended > 0.5 * len(long) and near > 0.5 * len(long)


def _is_narrow(lines: list[str]) -> bool:
    """Whether the few lines of a short text are broken at one margin: those that break off are all as wide as the widest.

    Where a line begins with what can begin none (，or .5亿元), most of them are enough.
    """
    open_ended = [
        line.rstrip()
        for line, following in itertools.pairwise(lines)
        if len(line.strip()) >= _LONG and following.strip() and not line.strip().endswith(_SENTENCE_END)
    ]
    if len(open_ended) < 2 or any("\t" in line for line in lines):
        return False
    torn = any(_TORN.match(line.strip()) for line in lines)
    for width, play in ((len, 2), (_columns, 8 if torn else 6)):
        widths = [width(line) for line in open_ended]
        wide = sum(max(widths) - each <= play for each in widths)
        enough = wide >= _MOST_WIDE * len(widths) if torn else wide == len(widths)
        if enough and max(map(width, lines)) <= max(widths) + play:
            return True
    return False


def _columns(line: str) -> int:
    """The width of a line in columns of a typewriter; a Chinese letter takes two."""
    return sum(2 if letter > "\u2e80" else 1 for letter in line.rstrip())


def _paragraph_lines(kept: list[tuple[int, str]], start: int, strays: frozenset[int]) -> int:
    """How many lines from here belong to one paragraph."""
    width = max(len(line.strip()) for _, line in kept[max(0, start - 20) : start + 20])
    count = 1
    while start + count < len(kept):
        before, here = kept[start + count - 1][1], kept[start + count][1]
        if not here.strip() or here.startswith("\t"):
            break
        if _starts_anew(here) and start + count not in strays:
            break
        if _before_table(kept, start + count):
            break
        text = before.strip()
        if text.endswith(("。", "！", "？", "：")) and len(text) < 0.8 * width:
            break
        if count == 1 and _is_title_line(text, width):
            break
        count += 1
    return count


def _strays(lines: list[str]) -> frozenset[int]:
    """Lines that begin like a heading's number by the chance of a break: 公平统 / 一、可持续的…, 增加 / 1.69 千人."""
    found = set(numbering.strays(lines))
    width = Counter(len(line) for line in lines if len(line) >= _LONG).most_common(1)
    last: dict[str, int] = {}
    for place, line in enumerate(lines):
        number = numbering.number_of(line)
        if number is None or number.kind == "dotted":
            continue
        before = lines[max(0, place - 2) : place]
        full = bool(before) and bool(width) and len(before[-1]) >= 0.9 * width[0][0]
        inside = full and not before[-1].endswith(_SENTENCE_END) and not any(map(numbering.number_of, before))
        if inside and (number.path[-1] == 1 or number.path[-1] != last.get(number.kind, 0) + 1):
            found.add(place)
        else:
            last[number.kind] = number.path[-1]
    return frozenset(found)


def _heading_lines(kept: list[tuple[int, str]], start: int, titles: frozenset[str]) -> int:
    """How many lines from here are together a heading that the table of contents lists; 0 where they are none."""
    said = ""
    for count, (_, line) in enumerate(kept[start : start + 3], start=1):
        said += "".join(line.split())
        if said in titles:
            return count
    return 0


def _before_table(kept: list[tuple[int, str]], place: int) -> bool:
    """Whether a table begins at this line, or right behind it so that this line is its caption."""
    here = flat.find(kept, place)
    following = place + 1 < len(kept) and flat.find(kept, place + 1)
    return bool(here or (following and len(kept[place][1].strip()) < 40 and "。" not in kept[place][1]))


def _starts_anew(line: str) -> bool:
    text = line.strip()
    return (
        line.startswith(("\u3000\u3000", "    "))
        or numbering.number_of(text) is not None
        or text.startswith(("——", "专栏", "附件", "表"))
    )


def _is_title_line(text: str, width: int) -> bool:
    number = numbering.number_of(text)
    return number is not None and len(text) < 0.75 * width and "。" not in text and not text.endswith(_SENTENCE_END)


def _table(kept: list[tuple[int, str]], start: int) -> tuple[RawTable, int]:
    """Rows parted by an empty line; two empty lines, or a line that is no cell, end the table."""
    rows: list[tuple[str, ...]] = []
    row: list[str] = []
    place = start
    while place < len(kept):
        line = kept[place][1]
        if line.startswith("\t"):
            row.append(line[1:].strip())
        elif line.strip():
            break
        else:
            if row:
                rows.append(tuple(row))
            row = []
            if place + 1 >= len(kept) or not kept[place + 1][1].startswith("\t"):
                break
        place += 1
    if row:
        rows.append(tuple(row))
    after: list[RawParagraph] = []
    if all(len(each) == 1 for each in rows):
        after, place = _rest_of_box(kept, place)
    return RawTable(tuple(rows), kept[start][0], after=tuple(after)), place


def _rest_of_box(kept: list[tuple[int, str]], place: int) -> tuple[list[RawParagraph], int]:
    """Paragraphs that follow inside a one-cell table, up to two empty lines; none where those never come."""
    found: list[RawParagraph] = []
    here = place
    while here < len(kept):
        number, line = kept[here]
        if not line.strip():
            if here + 1 < len(kept) and not kept[here + 1][1].strip():
                return found, here
        elif line.startswith("\t") or _is_chapter(line.strip()):
            return found, here
        else:
            found.append(RawParagraph(line.strip(), number))
        here += 1
    return ([], place) if len(found) > 40 else (found, here)


def _is_chapter(text: str) -> bool:
    number = numbering.number_of(text)
    return (
        number is not None and number.kind in {"part", "chapter", "article", "han", "bracketed-han"} and len(text) < 40
    )


def unwrapped(text: str) -> str:
    """The lines of a paragraph as one."""
    return joined(text.split("\n"))
