"""What is wrong with a field of a definition, in both languages (填写错误): the checker's own words are English only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pydantic

from chengjie.values import Text

_WORDS: Mapping[str, Text] = {
    "missing": Text("缺这一项", "it is missing"),
    "extra_forbidden": Text("没有这个键", "there is no such key"),
    "decimal_parsing": Text("不是数", "it is no number"), "decimal_type": Text("不是数", "it is no number"),
    "float_parsing": Text("不是数", "it is no number"), "float_type": Text("不是数", "it is no number"), "int_parsing": Text("不是整数", "it is no whole number"),
    "finite_number": Text("不是有限的数", "it is no finite number"), "bool_parsing": Text("要写是或否（true、false）", "it is yes or no (true, false)"),
    "greater_than": Text("要大于 {gt}", "it has to be above {gt}"), "greater_than_equal": Text("不能小于 {ge}", "it cannot be below {ge}"),
    "less_than": Text("要小于 {lt}", "it has to be below {lt}"), "less_than_equal": Text("不能大于 {le}", "it cannot be above {le}"),
    "date_from_datetime_parsing": Text("不是日期，写成 2026-01-01", "it is no day, write 2026-01-01"), "date_parsing": Text("不是日期，写成 2026-01-01", "it is no day, write 2026-01-01"),
    "date_from_datetime_inexact": Text("不是日期，写成 2026-01-01", "it is no day, write 2026-01-01"),
    "date_type": Text("不是日期，写成 2026-01-01", "it is no day, write 2026-01-01"),
    "literal_error": Text("只能是 {expected}", "it can only be {expected}"),
    "string_pattern_mismatch": Text("编号只用小写字母、数字和连字符", "an id has lower-case letters, digits and hyphens only"),
    "string_too_short": Text("不能空着", "it cannot stay empty"), "too_short": Text("至少要 {min_length} 项", "at least {min_length} are needed"),
    "string_type": Text("要写文字", "it has to be text"), "model_type": Text("这里要分项写", "it has parts of its own"), "dict_type": Text("这里要分项写", "it has parts of its own"),
    "tuple_type": Text("这里要逐条列出", "it is a list"), "list_type": Text("这里要逐条列出", "it is a list"),
}  # fmt: skip


def listed(error: pydantic.ValidationError) -> list[Mapping[str, Any]]:
    """The mistakes of a definition, less the lists that only seem too short because a row of theirs is wrong."""
    found: list[Mapping[str, Any]] = [dict(each) for each in error.errors()]
    return [each for each in found if each["type"] != "too_short" or not any(_inside(other, each) for other in found)]


def _inside(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    depth = len(other["loc"])
    return len(one["loc"]) > depth and one["loc"][:depth] == other["loc"]


def said(mistake: Mapping[str, Any]) -> Text:
    """One mistake as pydantic lists it; in its own words where we have none.

    >>> said({"type": "less_than_equal", "ctx": {"le": 1}, "msg": "…"}).en
    'it cannot be above 1'
    """
    words = _WORDS.get(str(mistake["type"]))
    if words is None:
        return Text(str(mistake["msg"]), str(mistake["msg"]))
    named = {key: str(value) for key, value in dict(mistake.get("ctx") or {}).items()}
    return Text(words.zh.format_map(named), words.en.format_map(named))
