"""A number with its unit, and the words of more or less that touch it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit where it stands: `start` to `end` of the sentence, bounds as printed around it.

    `kind` is measure, count, people, ratio, fraction, full or rank; `upper` closes a range; `about` and `bound` come from the
    words that touch the number (约, 以上, 以内).
    """

    start: int
    end: int
    kind: str
    value: Decimal | None
    unit: str | None
    upper: Decimal | None = None
    bound: str = ""
    parts: tuple[Decimal, ...] = ()


def bounded(before: str, after: str) -> str:
    """The comparator that the words before and behind a number say, or "".

    >>> bounded("不低于", ""), bounded("", "以内"), bounded("", "左右")
    ('>=', '<=', '≈')
    """
    upward = {
        "超": ">",
        "超过": ">",
        "逾": ">",
        "至少": ">=",
        "不低于": ">=",
        "不少于": ">=",
        "不小于": ">=",
        "高于": ">",
        "大于": ">",
        "多于": ">",
        ">": ">",
        "＞": ">",
        "≥": ">=",
        ">=": ">=",
    }
    downward = {
        "不足": "<",
        "最多": "<=",
        "最高": "<=",
        "至多": "<=",
        "不高于": "<=",
        "不大于": "<=",
        "不多于": "<=",
        "不超过": "<=",
        "低于": "<",
        "小于": "<",
        "少于": "<",
        "<": "<",
        "＜": "<",
        "≤": "<=",
        "<=": "<=",
    }
    about = {"约": "≈", "约为": "≈", "近": "≈", "接近": "≈", "逼近": "≈", "≈": "≈", "±": "≈"}
    if "上" in after and "以" in after:
        return ">="
    if after in {"以内", "之内", "内"} or "以下" in after:
        return "<="
    if after:
        return "≈"
    return upward.get(before) or downward.get(before) or about.get(before) or ""
