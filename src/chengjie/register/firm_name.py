"""The name of a firm as registries have it (企业名称): place, brand, trade, form. Of these only the trade tells an industry."""

from __future__ import annotations

import re
from collections.abc import Container

from chengjie.register.vocabulary import LONGEST

_FORM = re.compile(r"[（(]?(?:集团)?[）)]?(?:股份)?(?:有限)?(?:责任)?公司$")
_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_NAME = re.compile(r"[^\s、，,；;。:：/|]{5,60}")
_HOLLOW = re.compile(r"(?:集团|控股|实业|发展|科技|技术|高科|国际|工业|企业|产业|股份|创新)$")


def trade(text: str, terms: Container[str]) -> str | None:
    """What a firm's name says of its trade: the known terms at the end of it. None where the text is no firm's name.

    The brand before the trade is not read: in 紫金矿业 there is no 金矿. Words that any firm may bear tell nothing.

    >>> trade("湖南紫金矿业集团股份有限公司", {"矿业", "金矿"})
    '矿业'
    >>> trade("江苏通光电子线缆股份有限公司", {"线缆", "电子", "光电"})
    '电子线缆'
    >>> trade("上海大名城企业股份有限公司", {"矿业"}), trade("线缆的生产", {"线缆"})
    ('', None)
    """
    if not _NAME.fullmatch(text) or not _FORM.search(text):
        return None
    body = _BRACKETS.sub("", _FORM.sub("", text))
    while (shorter := _HOLLOW.sub("", body)) != body:
        body = shorter
    start = end = len(body)
    while end and (length := _longest(body[:end], terms)):
        start = end = end - length
    return body[start:]


def _longest(body: str, terms: Container[str]) -> int:
    """How long the longest term at the end is; nothing where there is none of two characters or more."""
    return next((length for length in range(min(LONGEST, len(body)), 1, -1) if body[-length:] in terms), 0)
