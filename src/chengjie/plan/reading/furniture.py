"""Page numbers, running heads, tables of contents and what web pages put around a text: seen, kept apart, not read."""

from __future__ import annotations

import itertools
import re
from collections import Counter

_PAGE = re.compile(r"[\s\-—–－·]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/／]\s*(?:共\s*)?\d{1,4}\s*页?)?[\s\-—–－·]*")
_MARKED_PAGE = re.compile(r"\s*(?:[\-—–－·]+\s*\d{1,4}\s*[\-—–－·]+|第\s*\d{1,4}\s*页.*|\d{1,4}\s*[/／]\s*\d{1,4})\s*")
_CONTENTS = re.compile(r".{2,80}?(?:\.{4,}|…{2,}|·{4,}|(?:\. ){4,}).{0,3}\d{1,4}\s*")
_GLUED_PAGE = re.compile(r"(\d{1,3})(?=[\u4e00-\u9fff“《（])")
_GLUED_HEADING = re.compile(r"\d{1,3}(?=[一二三四五六七八九十]+、|附件|第[一二三四五六七八九十]+[章节篇])")
_SITE = re.compile(
    r"\s*(?:来源\s*[:：].{0,30}|来源:?|【?字体\s*[:：]?.{0,12}|[大中小]\s*】?|放大|缩小|增大|减小|默认|】|分享(?:到)?\s*[:：]?.{0,20}|打印|关闭窗口|扫一扫.{0,20}|"
    r"浏览次数?\s*[:：].*|责任编辑\s*[:：].*|编辑\s*[:：].{0,12}|上一篇.*|下一篇.*|当前位置\s*[:：].*|"
    r"原文链接\s*[:：].*|【法宝引证码】.*|附件下载.*|相关(?:链接|阅读|稿件).*|版权所有.*|网站地图.*|主办单位\s*[:：].*|ICP备.*)\s*"
)
_TITLE_AGAIN = 4


def strip(lines: list[str], held: frozenset[int] = frozenset()) -> tuple[list[tuple[int, str]], tuple[str, ...]]:
    """The lines that carry text, numbered from 1, and those that were dropped. Lines `held` are cells of a table: a number
    alone on such a line is no page number, and what comes back beside numbers there is no running head."""
    free = ["\t" if number in held else line for number, line in enumerate(lines, start=1)] if held else lines
    heads = _running_heads(free)
    sequence = _page_sequence(free)
    kept: list[tuple[int, str]] = []
    dropped: list[str] = []
    for number, line in enumerate(lines, start=1):
        bare = line.strip()
        if bare and not line.startswith("\t") and (_is_furniture(bare) or number in sequence or bare in heads):
            dropped.append(bare)
            continue
        kept.append((number, line))
    return _without_glued_pages(kept), tuple(dropped)


def contents(dropped: tuple[str, ...]) -> frozenset[str]:
    """The headings that a table of contents lists, without spaces.

    >>> contents(("1.2 发展形势......7", "— 3 —"))
    frozenset({'1.2发展形势'})
    """
    listed = (line for line in dropped if _CONTENTS.fullmatch(line))
    return frozenset(re.sub(r"\s+|[.…· ]{2,}\s*\d{0,4}\s*$", "", line) for line in listed)


def _is_furniture(bare: str) -> bool:
    return bool(_MARKED_PAGE.fullmatch(bare) or _CONTENTS.fullmatch(bare) or _SITE.fullmatch(bare))


def _running_heads(lines: list[str]) -> set[str]:
    """Short lines that come back again and again, each time beside a page number or a page break."""
    counts = Counter(line.strip() for line in lines if 2 < len(line.strip()) < 40 and not line.startswith("\t"))
    often = {text for text, count in counts.items() if count >= _TITLE_AGAIN}
    beside: Counter[str] = Counter()
    for before, here, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        if here.strip() in often and any(
            _PAGE.fullmatch(each) or "\f" in each for each in (before, after) if each.strip()
        ):
            beside[here.strip()] += 1
    return {text for text, count in beside.items() if count >= _TITLE_AGAIN - 1}


def _page_sequence(lines: list[str]) -> set[int]:
    """Lines that hold nothing but a number, where these numbers count upwards by one: page numbers."""
    bare = [(number, int(line.strip())) for number, line in enumerate(lines, 1) if re.fullmatch(r"\s*\d{1,3}\s*", line)]
    pages: set[int] = set()
    for (number, value), (following, next_value) in itertools.pairwise(bare):
        if next_value == value + 1 and following - number > 5:
            pages |= {number, following}
    return pages if len(pages) >= 3 else set()


def _without_glued_pages(kept: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """A page number that stuck to the first word of its next line is taken off where the numbers count upwards by one."""
    glued = {
        place: int(found[1])
        for place, (_, line) in enumerate(kept)
        if (found := _GLUED_PAGE.match(line)) and int(found[1]) < 1000
    }
    expected: dict[int, list[int]] = {}
    for place, value in glued.items():
        expected.setdefault(value, []).append(place)
    chain: list[int] = []
    best: list[int] = []
    last_place, last_value = -1, 0
    for place, value in sorted(glued.items()):
        if chain and value == last_value + 1 and place - last_place > 8:
            chain.append(place)
        elif not chain or value != last_value:
            chain = [place]
        last_place, last_value = place, value
        if len(chain) > len(best):
            best = list(chain)
    if len(best) < 4:
        return kept
    pages = {glued[place]: place for place in best}
    low, high = min(pages), max(pages)
    off = {
        place
        for place, value in glued.items()
        if place in set(best)
        or _GLUED_HEADING.match(kept[place][1])
        or (low - 20 <= value <= high + 200 and _fits(place, value, pages))
    }
    return [
        (number, _GLUED_PAGE.sub("", line, count=1) if place in off else line)
        for place, (number, line) in enumerate(kept)
    ]


def _fits(place: int, value: int, pages: dict[int, int]) -> bool:
    """Whether a number stands about where a page of that number would begin, by the pages already known."""
    nearest = min(pages, key=lambda page: abs(page - value))
    low, high = min(pages), max(pages)
    length = (pages[high] - pages[low]) / (high - low)
    return abs(pages[nearest] + (value - nearest) * length - place) < 0.5 * length
