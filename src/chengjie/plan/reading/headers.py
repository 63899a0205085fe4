"""Headers of indicator tables that lost their ruling: which lines are one, and which columns they name (表头)."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST_LINES = 32
_LONGEST = 80
_PART = (
    r"序号|序|号|类别|类型|分类|领域|维度|方面|[一二三]级指标|主要|具体|核心|发展|指标|名称|体系|计量|单位|属性|性质|"
    r"数值|实际|实绩|实现|完成|情况|基期|基数|基准|基础|现状|规划|目标|预期|预计|预测|计划|期末|期初|末期|累计|年均|平均|年度|增速|增长|增幅|"
    r"提高|增加|变化|项目|内容|项|数量|基准年|目标年|中期|近期|远期|长期|幅度|责任|牵头|部门|备注|说明|来源|时期|期间|五年|约束性|预期性|全省|全国|全市|全区|全州|全县|"
    r"十[一二三四五六七八九]五|(?:19|20)\d{2}|[值数率类别年底末到至较比或及和为的“”\[\]［］【】〔〕（）()/／、%％\-—–~～*①-⑳]"
)
_WORDS = re.compile(rf"(?:{_PART})++")
_NUMBER = re.compile(r"序号?|号|编号")
_GROUP = re.compile(r"(?:指标|目标)?(?:类别|类型|分类|领域|维度|方面)|类|一级指标")
_NAME = re.compile(r"(?:主要|具体|核心|发展|[二三]级)*指标(?:名称|项目?|内容)?|名称|项目(?:名称)?|内容|指标体系")
_UNIT = re.compile(r"(?:计量)?单位(?:[（(/].*)?")
_FORCE = re.compile(r"(?:指标)?(?:属性|性质|类型)")
_NOTE = re.compile(r"备注|说明|.*部门|.*责任.*|.*牵头.*|数据来源|来源")
_VALUE = re.compile(
    r"(?:19|20)\d{2}|年均|累计|基期|现状|规划|目标|预期|预计|数值|实际|完成|增速|增长|增幅|十[一二三四五六七八九]五|全[国省市区州县]|基准年|目标年|近期|远期|中期|数量|增幅"
)
_YEAR = re.compile(r"(?:19|20)\d{2}")
_LEAD = re.compile(r"主要.*指标|指标体系|.*指标表?$")


@dataclass(frozen=True, slots=True)
class Header:
    """The titles of a header that stands over several lines. `stacks` are the titles of values, line by line."""

    numbered: bool
    grouped: bool
    unit: bool
    group_first: bool
    noted: bool
    stacks: tuple[tuple[str, ...], ...]
    lines: frozenset[str]

    def values(self, count: int) -> tuple[str, ...]:
        """The titles of as many columns of values; where the lines allow several readings, years come before means and sums.

        >>> head = Header(True, False, True, False, False, (("2020年", "“十四五”目标"), ("2025年", "年均")), frozenset())
        >>> head.values(3)
        ('2020年', '“十四五”目标/2025年', '“十四五”目标/年均')
        """
        stacks = [stack for stack in self.stacks if stack]
        if len(stacks) == 1:
            return stacks[0]
        if all(len(stack) == 1 for stack in stacks):
            return _stacked([word for stack in stacks for word in stack], count)
        whole = [stack for stack in stacks if len(stack) == count]
        if whole and all(len(stack) in {1, count} for stack in stacks):
            return tuple(
                "/".join(stack[place] if len(stack) == count else stack[0] for stack in stacks)
                for place in range(count)
            )
        return _spanned(stacks, count) or _canonical(stacks, count)

    @property
    def fewest(self) -> int:
        """As many columns of values as there must be at least."""
        return max((len(stack) for stack in self.stacks), default=0)


@functools.lru_cache(maxsize=4096)
def is_header_line(line: str) -> bool:
    """Whether a line holds nothing but titles of columns.

    >>> is_header_line("序号 指 标 单位 2020年 2025年 属性"), is_header_line("1 粮食产量 万吨 20 30")
    (True, False)
    """
    return 0 < len(line.strip()) <= _LONGEST and bool(_WORDS.fullmatch(bare(line)))


def end(kept: Sequence[tuple[int, str]], start: int, most: int, *, single: bool = False) -> int:
    """The place behind the titles that begin here; `start` where there are more lines of them than a header has.

    `single` lines hold one title each.
    """
    count, place = 0, start
    while place < len(kept) and place - start < MOST_LINES:
        line = kept[place][1].strip()
        if line:
            if not is_header_line(line) or (single and len(titles(line)) > 1):
                return place
            count += 1
            if count > most:
                return start
        place += 1
    return place


def bare(line: str) -> str:
    """A line without its spaces."""
    return "".join(line.split())


def read(lines: Sequence[str]) -> Header | None:
    """The header that these lines are together; None where no column is named for indicators or none for their values."""
    stacks: list[tuple[str, ...]] = []
    kinds: list[str] = []
    said = "".join(bare(line) for line in lines)
    for line in lines:
        words = titles(line)
        stacks.append(tuple(word for word in words if _kind(word) == "value"))
        kinds += map(_kind, words)
    if "指标" not in said and "name" not in kinds:
        return None
    unit, force = "单位" in said, bool(re.search(r"属性|性质|约束性", said))
    if not any(stacks) or not (unit or force or sum(map(len, stacks)) > 1):
        return None
    numbered = "序" in said and "号" in said
    order = [kind for kind in kinds if kind in {"number", "group", "name"}]
    inside = order[-2:] == ["group", "name"]
    return Header(
        numbered,
        "group" in kinds,
        unit,
        inside,
        "note" in kinds,
        tuple(stacks),
        frozenset(bare(line) for line in lines),
    )


def is_caption(lines: Sequence[str]) -> bool:
    """Whether the first of these lines names the whole table and the header begins behind it."""
    first = bare(lines[0])
    names = "指标" in first and "级指标" not in first and bool(_LEAD.fullmatch(first))
    return names and any("指标" in bare(each) for each in lines[1:])


@functools.lru_cache(maxsize=4096)
def titles(line: str) -> tuple[str, ...]:
    """The titles in a line; letters of one title that stand apart are put together, so are a year and its 年."""
    together = re.sub(r"(?<![^\s])([\u4e00-\u9fff])\s+([\u4e00-\u9fff])(?![^\s])", r"\1\2", line.strip())
    together = re.sub(r"(\d{4})\s+(?=年)", r"\1", together)
    together = re.sub(r"\s+(?=[（(])", "", together)
    together = re.sub(r"(?<=\d年)\s+(?=(?:预期|目标|规划|实际|完成|实绩|基期|现状)(?:值|数)?(?:\s|$))", "", together)
    words: list[str] = []
    for word in together.split():
        if words and (word[0] in "或及/／" or (word[0] in "[［〔" and not _YEAR.search(words[-1]))):
            words[-1] += word
        else:
            words.append(word)
    return tuple(words)


def _kind(word: str) -> str:
    for kind, pattern in (
        ("number", _NUMBER), ("force", _FORCE), ("group", _GROUP), ("name", _NAME), ("unit", _UNIT), ("note", _NOTE),
    ):  # fmt: skip
        if pattern.fullmatch(word):
            return kind
    return "value" if _VALUE.search(word) else "piece"


def _spanned(stacks: list[tuple[str, ...]], count: int) -> tuple[str, ...]:
    """Two lines of which the upper has titles that stand over the lower ones."""
    if len(stacks) != 2:
        return ()
    upper, lower = stacks
    spans = [word for word in upper if not _YEAR.search(word)]
    if len(spans) == 1 and len(upper) - 1 + len(lower) == count:
        place = upper.index(spans[0])
        return (*upper[:place], *(f"{spans[0]}/{word}" for word in lower), *upper[place + 1 :])
    return ()


def _stacked(words: list[str], count: int) -> tuple[str, ...]:
    """Titles that came one a line: pieces go to the title before them, a title over others to each of those."""
    found: list[str] = []
    over = len(words) - count
    span = next(
        (word for word in words if not _YEAR.search(word) and re.search(r"目标|十[一二三四五六七八九]五", word)), None
    )
    for word in words:
        if over > 0 and found and word[0] in "[［〔（(":
            found[-1] += word
            over -= 1
        else:
            found.append(word)
    if over == 1 and span in found[:-1]:
        place = found.index(span)
        return (*found[:place], *(f"{span}/{word}" for word in found[place + 1 :]))
    if over > 0 and len(found) == 2 * count:
        return tuple("/".join(found[place : place + 2]) for place in range(0, len(found), 2))
    return tuple(found)


def _canonical(stacks: list[tuple[str, ...]], count: int) -> tuple[str, ...]:
    words = [word for stack in stacks for word in stack]
    years = sorted((word for word in words if _YEAR.search(word)), key=lambda word: _YEAR.findall(word)[-1])
    others = [word for word in words if not _YEAR.search(word)]
    if len(years) + 1 == count and len(others) > 1:
        others = ["".join(others)]
    return tuple([*years, *others][: max(count, 1)]) if len(words) > count else (*years, *others)
