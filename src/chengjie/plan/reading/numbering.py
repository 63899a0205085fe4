"""The numbers that official documents put before headings, and the level each stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_HAN = "一二三四五六七八九十百"
_UNITS = "(?:[万亿千百]|个百分点|平方|立方|公里|公顷|公斤|美元|倍|岁|元|亩|左右|以上|以下|以内|吨|米|件|户|家|辆)"  # after a figure, not a number
_DIGITS = {mark: number for number, mark in enumerate("一二三四五六七八九", start=1)}


@dataclass(frozen=True, slots=True)
class Number:
    """A heading's number: its kind (which decides the level), the number itself, and where the words begin."""

    kind: str
    path: tuple[int, ...]
    end: int


_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第([{_HAN}]+|\d+)[篇编部]分?[ 　、:：]*")),
    ("chapter", re.compile(rf"第([{_HAN}]+|\d+)章[ 　、:：]*")),
    ("article", re.compile(rf"第([{_HAN}]+|\d+)节[ 　、:：]*")),
    ("han", re.compile(rf"([{_HAN}]+)、[ 　]*")),
    ("bracketed-han", re.compile(rf"[（(]([{_HAN}]+)[）)][ 　、.]*")),
    (
        "dotted",
        re.compile(
            r"(\d{1,2}(?:[.．]\d{1,2}){1,3})(?![\d%.％])[ 　]*"
            rf"(?!{_UNITS})(?=[\u4e00-\u9fff“《])"
        ),
    ),
    ("digit", re.compile(r"(\d{1,2})[.．、](?!\d)[ 　]*")),
    ("bracketed-digit", re.compile(r"[（(](\d{1,2})[）)][ 　、.]*")),
)


def number_of(text: str) -> Number | None:
    """The heading number that a paragraph begins with, if it does.

    >>> number_of("（十二）发展基础。").path
    (12,)
    >>> number_of("1.8万亿元") is None
    True
    """
    for kind, pattern in _PATTERNS:
        found = pattern.match(text)
        if found:
            path = tuple(value(part) for part in re.split(r"[.．]", found[1]))
            return Number(kind, path, found.end())
    return None


MOST_LEFT_OUT = 3  # dotted numbers that may be missing before one that still counts as a heading's


def strays(texts: Sequence[str]) -> frozenset[int]:
    """Places of texts that begin like 2.8 but do not go on from a 2.7, so that they are figures and no headings.

    >>> sorted(strays(["1.1 基础", "1.69 每千人", "1.2 形势"]))
    [1]
    """
    last: dict[tuple[int, ...], int] = {}
    found: set[int] = set()
    for place, text in enumerate(texts):
        number = number_of(text)
        if number is None or number.kind != "dotted":
            continue
        above, own = number.path[:-1], number.path[-1]
        if 0 < own <= last.get(above, 0) + 1 + MOST_LEFT_OUT:
            last[above] = own
        else:
            found.add(place)
    return frozenset(found)


def value(written: str) -> int:
    """A small Chinese or Arabic number.

    >>> value("二十三"), value("十"), value("7")
    (23, 10, 7)
    """
    if written.isdigit():
        return int(written)
    hundreds, _, rest = written.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    total = _DIGITS.get(hundreds, 0) * 100
    return total + (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)
