"""Small whole numbers as plans print them, in either script."""

from __future__ import annotations

import re

_DIGITS = {char: place for place, char in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
NUMERAL = r"(?:\d{1,4}|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"


def number(printed: str) -> int:
    """A whole number below a hundred in Chinese numerals, or any in digits.

    >>> number("十二"), number("44"), number("两")
    (12, 44, 2)
    """
    if printed.isdecimal():
        return int(printed)
    found = re.fullmatch(r"([一二两三四五六七八九])?十([一二三四五六七八九])?", printed)
    if found:
        return _DIGITS.get(found[1] or "一", 1) * 10 + _DIGITS.get(found[2] or "零", 0)
    return _DIGITS[printed]
