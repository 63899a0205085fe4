"""A sentence as its items: what stands between commas, stops and quotation marks, and which items make one list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_BREAK = re.compile(r"[、，。；：！？“”《》\s]+")
_BRACKET = re.compile(r"[（(](?P<inside>[^（）()、，。；：“”《》\s]{1,10})[）)]")
_AND = re.compile(r"(?<=[\u4e00-\u9fffA-Z\d]{2})(?:以及|和(?![平谐田])|及|与|或)(?=[\u4e00-\u9fff\d]{2})")
AND_SO = r"等(?!级|教育|院校|职业|学校|候|同|效|额|值|量|离子)"
_BETWEEN = re.compile(r"(?:和|与)[\u4e00-\u9fff]{2,10}?(?:联络线|连接线)")
_JOINS = re.compile("[和及与或]")
_QUOTES = str.maketrans("", "", "“”（）()")


class Item(NamedTuple):
    """Words of a sentence, where they begin, what a bracket adds right behind them, and whether a list goes on here."""

    words: str
    start: int
    note: str = ""
    joined: bool = False
    quoted: bool = False

    @property
    def end(self) -> int:
        """Where the words end."""
        return self.start + len(self.words)

    def part(self, start: int, end: int) -> Item:
        """Some of the words; the note stays with the last of them."""
        return Item(
            self.words[start:end],
            self.start + start,
            self.note if end >= len(self.words) else "",
            self.joined,
            self.quoted,
        )


def runs(text: str) -> Iterator[list[Item]]:
    """The lists of a sentence; a single item is a list of one."""
    run: list[Item] = []
    for item in _items(text):
        if run and not item.joined:
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _items(text: str) -> Iterator[Item]:
    before = 0
    for start, end in _spans(text):
        quoted = text[start - 1 : start] == "“" and text[end : end + 1] == "”"
        yield noted(Item(text[start:end], start, "", text[before:start].translate(_QUOTES) == "、", quoted))
        before = end


def noted(item: Item) -> Item:
    """The item with a bracket behind its words kept as its note: 云白铁路（云青铁路）."""
    if item.words[-1:] not in {"）", ")"}:
        return item
    closing = next((found for found in _BRACKET.finditer(item.words) if found.end() == len(item.words)), None)
    if closing is None or closing.start() == 0:
        return item
    return item._replace(words=item.words[: closing.start()], note=closing["inside"])


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Items from break to break; a short bracket inside a name belongs to it, a long one stands alone."""
    inside = [found.span() for found in _BRACKET.finditer(text)]
    breaks = [found.span() for found in _BREAK.finditer(text)]
    breaks += [(place, place + 1) for place, mark in enumerate(text) if mark in "（）()" and not _within(place, inside)]
    place = 0
    for start, end in sorted(breaks):
        if start > place:
            yield place, start
        place = max(place, end)
    if place < len(text):
        yield place, len(text)


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)


def pieces(item: Item) -> Iterator[Item]:
    """The parts of an item that 和, 及 or 与 joins; what stands in quotation marks, or links two lines, is one."""
    if item.quoted or not _JOINS.search(item.words) or _BETWEEN.search(item.words):
        yield item
        return
    start = 0
    for found in _AND.finditer(item.words):
        yield item.part(start, found.start())
        start = found.end()
    yield item.part(start, len(item.words))
