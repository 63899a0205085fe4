"""Sentences and clauses of a paragraph, with their offsets."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

_END = re.compile(r"[。！？；](?:[”）])?|$")
_BREAK = re.compile(r"[，；。！？]|(?<![\d%])：|：(?!\d)|——")
MOST = 5000


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every sentence; a sentence that never ends is cut at a bound.

    >>> list(sentences("甲。乙；"))
    [(0, 2), (2, 4)]
    """
    start = 0
    while start < len(text):
        found = _END.search(text, start)
        end = min(found.end() if found else len(text), start + MOST)
        if text[start:end].strip():
            yield start, end
        start = max(end, start + 1)


def clauses(sentence: str) -> list[tuple[int, int]]:
    """Start and end of the clauses of a sentence; brackets are clauses of their own."""
    cuts = [0]
    depth = 0
    for place, mark in enumerate(sentence):
        if mark in "（(":
            depth += 1
        elif mark in "）)":
            depth = max(0, depth - 1)
        elif not depth and _BREAK.match(sentence, place):
            cuts.append(place + 1)
    cuts.append(len(sentence))
    return [(begin, end) for begin, end in itertools.pairwise(cuts) if begin < end]
