"""Markdown into paragraphs and tables: heading marks, list marks and emphasis taken off, pipe tables kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chengjie.plan.reading.raw import RawBlock, RawParagraph, RawTable

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")
_RULE = re.compile(r"^\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
_BULLET = re.compile(r"^\s*[-*+]\s+")
_QUOTE = re.compile(r"^\s*>\s?")
_EMPHASIS = re.compile(r"(\*\*|__|`)(.+?)\1")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>])")


def blocks(text: str) -> tuple[RawBlock, ...]:
    """The blocks of a Markdown text. Lines quoted by > are a box."""
    return tuple(_blocks(text.replace("\r\n", "\n").split("\n")))


def _blocks(lines: list[str]) -> Iterator[RawBlock]:
    place = 0
    head: tuple[str, ...] = ()
    while place < len(lines):
        line = lines[place]
        if line.lstrip().startswith("|") and place + 1 < len(lines) and _RULE.match(lines[place + 1].strip()):
            rows, taken = _rows(lines, place)
            head = rows[0]
            yield RawTable(rows, place + 1)
            place += taken
        elif head and _goes_on(line, head):
            rows, taken = _rows(lines, place, ruled=False)
            yield RawTable((head, *rows), place + 1)
            place += taken
        elif _QUOTE.match(line):
            quoted, start = [], place
            while place < len(lines) and _QUOTE.match(lines[place]):
                quoted.append(_plain(_QUOTE.sub("", lines[place])))
                place += 1
            yield RawTable(tuple((each,) for each in quoted if each), start + 1)
        elif line.strip():
            heading = _HEADING.match(line.strip())
            if heading:
                yield RawParagraph(_plain(heading[2]), place + 1, heading=len(heading[1]))
            elif text := _plain(_BULLET.sub("", line)):
                yield RawParagraph(text, place + 1)
            place += 1
        else:
            place += 1


def _goes_on(line: str, head: tuple[str, ...]) -> bool:
    """Whether a line is a row of the table above, which a page's end cut: as many cells, and a frame."""
    bare = line.strip()
    return bare.startswith("|") and bare.endswith("|") and len(_cells(bare)) == len(head) > 1


def _cells(line: str) -> list[str]:
    return re.split(r"(?<!\\)\|", line.strip().removeprefix("|").removesuffix("|"))


def _rows(lines: list[str], start: int, *, ruled: bool = True) -> tuple[tuple[tuple[str, ...], ...], int]:
    place = start
    rows: list[tuple[str, ...]] = []
    while place < len(lines) and lines[place].lstrip().startswith("|"):
        if not ruled or place != start + 1:
            rows.append(tuple(_plain(cell) for cell in _cells(lines[place])))
        place += 1
    return tuple(rows), place - start


def _plain(text: str) -> str:
    bare = _LINK.sub(r"\1", _EMPHASIS.sub(r"\2", text.strip()))
    return _ESCAPE.sub(r"\1", bare).strip()
