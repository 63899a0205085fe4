"""How Chinese is read aloud: the initials and the syllables of a text, and those that somebody types (检索)."""

from __future__ import annotations

from functools import lru_cache

import pypinyin
import pypinyin.constants

_LONGEST = 6  # letters of a syllable


@lru_cache(maxsize=50_000)
def _initials(word: str) -> str:
    """The initials of a word, or of a single character."""
    return "".join(pypinyin.lazy_pinyin(word, style=pypinyin.Style.FIRST_LETTER))


@lru_cache(maxsize=50_000)
def _sounds(word: str) -> tuple[str, ...]:
    """The syllables of a word, or of a single character; ü is typed v."""
    return () if word.isascii() else tuple(each for each in pypinyin.lazy_pinyin(word) if _spoken(each))


def _spoken(each: str) -> bool:
    return each.isascii() and each.isalpha() and any(mark in "aeiouv" for mark in each)


@lru_cache(maxsize=1000)
def _words(text: str) -> tuple[str, ...]:
    """Words whose characters are read together, the longest first, and single characters: 重庆 is not read as 重 and 庆."""
    at, found = 0, []
    known = pypinyin.constants.PHRASES_DICT
    while at < len(text):
        long = 1
        if not text[at].isascii():
            long = next((each for each in (4, 3, 2) if text[at : at + each] in known), 1)
        found.append(text[at : at + long])
        at += long
    return tuple(found)


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Every syllable there is."""
    return frozenset(filter(_spoken, pypinyin.lazy_pinyin("".join(map(chr, range(0x4E00, 0x9FA6))))))


@lru_cache(maxsize=1)
def _begun() -> frozenset[str]:
    """Every beginning of a syllable."""
    return frozenset(each[:long] for each in _known() for long in range(1, len(each) + 1))


def initials(text: str) -> str:
    """The pinyin initials of a text; letters and figures stay, marks go.

    >>> initials("蓝山县A12厂房"), initials("重庆（长沙）")
    ('lsxa12cf', 'cqcs')
    """
    plain = "".join(mark for mark in text if mark.isalnum())
    return plain.lower() if plain.isascii() else "".join(map(_initials, _words(plain))).lower()


def syllables(text: str) -> tuple[str, ...]:
    """The syllables of the Chinese characters of a text.

    >>> syllables("重庆绿地")
    ('chong', 'qing', 'lv', 'di')
    """
    return tuple(each for word in _words(text) for each in _sounds(word))


def spelt(typed: str, most: int = 4) -> tuple[tuple[str, ...], ...]:
    """How letters may be read as syllables, the last of which may be only begun; none where they cannot.

    >>> spelt("lanshanx"), spelt("xian"), spelt("zzz")
    ((('lan', 'shan', 'x'),), (('xian',), ('xia', 'n'), ('xi', 'an'), ('xi', 'a', 'n')), ())
    """
    found: list[tuple[str, ...]] = []
    ways: list[tuple[tuple[str, ...], str]] = [((), typed)]
    while ways and len(found) < most:
        said, rest = ways.pop()
        if not rest:
            found.append(said)
        elif rest in _begun() and rest not in _known():
            found.append((*said, rest))
        ways += [((*said, rest[:long]), rest[long:]) for long in range(1, min(_LONGEST, len(rest)) + 1) if rest[:long] in _known()]  # fmt: skip
    return tuple(found)
