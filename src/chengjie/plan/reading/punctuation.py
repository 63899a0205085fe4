"""Marks of half width among Chinese words, as recognisers and keyboards leave them, in the width that they were meant in."""

from __future__ import annotations

import re

_CJK = "\u3400-\u9fff"
_NEAR = rf"{_CJK}“”‘’（）《》%"
_HALF = re.compile(rf"(?<=[{_NEAR}])[,;:?!](?!//)|(?<!\d)[,;:?!](?=[{_NEAR}])|(?<=\d)[,;:](?=[{_CJK}“])")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_BRACKETED = re.compile(rf"\((?=[^()]*[{_CJK}]|[^()]{{1,12}}\)[{_CJK}])([^()]*)\)|(?<=[{_CJK}])\(([^()]{{1,40}})\)")
_STRAIGHT = re.compile('"([^"]{1,60})"')


def full_width(text: str) -> str:
    """The text with full-width commas, stops, brackets and paired quotation marks where Chinese words stand beside them.

    >>> full_width('"十四五"时期,产值达1,200亿元(现价);比重为15:85,增长5%')
    '“十四五”时期，产值达1,200亿元（现价）；比重为15:85，增长5%'
    """
    if '"' in text and re.search(rf"[{_CJK}]", text):
        text = _STRAIGHT.sub(lambda found: f"“{found[1]}”", text)
    if "(" in text:
        text = _BRACKETED.sub(lambda found: f"（{found[1] or found[2] or ''}）", text)
    return _HALF.sub(lambda found: _FULL[found[0]], text)
