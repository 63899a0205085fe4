"""What the search box looks into: Chinese as it is written, its pinyin initials, and codes (检索)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import pypinyin
import pypinyin.constants

LONGEST = 1000


@lru_cache(maxsize=50_000)
def _of(word: str) -> str:
    """The initials of a word, or of a single character."""
    return "".join(pypinyin.lazy_pinyin(word, style=pypinyin.Style.FIRST_LETTER))


def _words(text: str) -> Iterator[str]:
    """Words whose characters are read together, the longest first, and single characters: 重庆 is not read as 重 and 庆."""
    at = 0
    while at < len(text):
        long = next((each for each in (4, 3, 2) if text[at : at + each] in pypinyin.constants.PHRASES_DICT), 1)
        yield text[at : at + long]
        at += long


def initials(text: str) -> str:
    """The pinyin initials of a text; letters and figures stay, marks go.

    >>> initials("蓝山县A12厂房"), initials("重庆（长沙）")
    ('lsxa12cf', 'cqcs')
    """
    plain = "".join(mark for mark in text if mark.isalnum())
    return plain.lower() if plain.isascii() else "".join(map(_of, _words(plain))).lower()


def indexed(texts: list[str]) -> str:
    """The words of a record that a fragment is looked for in: as written, then the initials of each."""
    kept = [text for text in texts if text]
    return "\n".join([*(text.casefold() for text in kept), *(initials(text) for text in kept)])[:LONGEST]


def wanted(fragment: str) -> str:
    """A fragment that somebody typed, as it is looked for."""
    return fragment.strip().casefold()[:100]
