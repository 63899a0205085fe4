"""Damage that scanning, copying and converting leave in a text, repaired in the reading; the raw text stays (§5)."""

from __future__ import annotations

import re
import unicodedata

from chengjie.plan.reading import punctuation

_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_SPACES = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_CJK = "\u3400-\u9fff"
_INNER = re.compile(
    rf"(?<=[{_CJK}，。；：、？！“”‘’（）《》【】]) (?=[{_CJK}，。；：、？！“”‘’（）《》【】\d])|(?<=[\d%]) (?=[{_CJK}，。；：、？！”’）》%])"
)
_FULL_WIDTH = {
    code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_FULL_WIDTH |= {0xFF05: "%", 0xFF0E: ".", 0xFF0B: "+", 0xFF1D: "="}
_DIGITS_LIKE = re.compile(r"(?<=\d)[oO〇]+(?=[\d.%])|(?<=[\d.])[lI|](?=\d)|(?<=\d[,.])[oO](?=\d)")
_LETTER_DIGITS = {"o": "0", "O": "0", "〇": "0", "l": "1", "I": "1", "|": "1"}
_SPACED_POINT = re.compile(
    r"(?<=\d) ?[.．] ?(?=\d)|(?<=\d)[·•](?=\d+(?:[%％亿万元倍个公平立吨:：∶]|$))|(?<=[:：∶]\d\d)[·•](?=\d)"
)
_OPENING = re.compile(rf"(?<=[{_CJK}])\((?=[{_CJK}])")


def repair(raw: str) -> str:
    """The text as it was meant: digits of one width, no stray spaces or invisible marks, a lost “·” put back.

    >>> repair("矮寨(十八洞(德夯大峡谷、武陵山（湘西）文化节"), repair("２０２５ 年达到 1 2.5 亿元")
    ('矮寨·十八洞·德夯大峡谷、武陵山（湘西）文化节', '2025年达到1 2.5亿元')
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", raw)).translate(_FULL_WIDTH)
    text = _SPACES.sub(" ", text.replace("\n", " ")).strip()
    text = _INNER.sub("", text)
    text = _SPACED_POINT.sub(".", text)
    text = _DIGITS_LIKE.sub(lambda found: "".join(_LETTER_DIGITS[each] for each in found[0]), text)
    return punctuation.full_width(_middle_dots(text))


def _middle_dots(text: str) -> str:
    """An opening bracket between Chinese characters that nothing closes stands for the middle dot."""
    if "(" not in text:
        return text
    marks = list(text)
    for place in _never_closed(text):
        if _OPENING.match(text, place):
            marks[place] = "·"
    return "".join(marks)


def _never_closed(text: str) -> list[int]:
    """Where a “(” opens that nothing closes before the sentence or the title that it stands in ends."""
    lost: list[int] = []
    waiting: list[tuple[int, str]] = []
    for place, mark in enumerate(text):
        if mark in "(（":
            waiting.append((place, mark))
        elif mark in ")）" and waiting:
            waiting.pop()
        elif mark in "。；》":
            lost += [opened for opened, written in waiting if written == "("]
            waiting.clear()
    return lost + [opened for opened, written in waiting if written == "("]


def joined(lines: list[str]) -> str:
    """Lines of one paragraph put together: nothing between Chinese characters, a space between Latin words.

    >>> joined(["地区生产总值达到1.8", "万亿元，年均", "增长8%"])
    '地区生产总值达到1.8万亿元，年均增长8%'
    """
    text = ""
    for line in lines:
        piece = line.strip()
        if text and piece and text[-1].isascii() and text[-1].isalpha() and piece[0].isascii() and piece[0].isalpha():
            text += " "
        text += piece
    return text
