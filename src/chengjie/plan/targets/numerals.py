"""Numbers as plans print them: Arabic with separators, Chinese, mixed, fractions; exact (§8)."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {mark: number for number, mark in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "俩": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10**4, "亿": 10**8}
ARABIC = r"(?:\d{1,3}(?:[,，]\d{3})+(?![\d])|\d+)(?:\.\d+)?"
CHINESE = r"[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?"


def number(written: str) -> Decimal:
    """The value of a printed number, without its unit. ValueError where it is none.

    >>> number("1,234.5"), number("十二点五"), number("三百二十"), number("2万")
    (Decimal('1234.5'), Decimal('12.5'), Decimal('320'), Decimal('20000'))
    """
    text = written.replace(",", "").replace("，", "").strip()
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(万亿|亿|万|千|百)?", text)
    if found:
        return Decimal(found[1]) * _scale(found[2] or "")
    if not text or set(text) - set(_DIGITS) - set(_SMALL) - set(_LARGE) - {"点"}:
        raise ValueError(f"not a number: {written!r}")
    whole, _, fraction = text.partition("点")
    value = Decimal(_whole(whole))
    if fraction:
        value += Decimal("0." + "".join(str(_DIGITS[mark]) for mark in fraction))
    return value


def _scale(word: str) -> int:
    scale = 1
    for mark in word:
        scale *= _LARGE.get(mark) or _SMALL[mark]
    return scale


def _whole(text: str) -> int:
    for mark in ("亿", "万"):
        if mark in text:
            high, _, low = text.rpartition(mark)
            return _whole(high or "一") * _LARGE[mark] + (_whole(low) if low else 0)
    if len(text) > 1 and not set(text) & set(_SMALL):
        return int("".join(str(_DIGITS[mark]) for mark in text))
    total, digit = 0, 0
    for mark in text:
        if mark in _SMALL:
            total += (digit or (0 if total else 1)) * _SMALL[mark]
            digit = 0
        else:
            digit = _DIGITS[mark]
    return total + digit


def printed(value: int) -> str:
    """A whole number below 100 million as Chinese print has it.

    >>> printed(10508), printed(12)
    ('一万零五百零八', '十二')
    """
    if value >= 10**4:
        high, low = divmod(value, 10**4)
        gap = "零" if low and low < 1000 else ""
        return printed(high) + "万" + (gap + printed(low).removeprefix("零") if low else "")
    said, empty = "", False
    for scale, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, scale)
        if digit:
            said += ("零" if empty and said else "") + "零一二三四五六七八九"[digit] + word
            empty = False
        else:
            empty = True
    return ("十" + said[2:] if said.startswith("一十") else said) or "零"
