"""Counts against their lists: “6个市州” with six names, “三纵两横” with its list in brackets, “四大…” with its items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Ground, Line
from chengjie.plan.lint.numerals import NUMERAL, number

_ITEM = r"(?:[^，。；：！？（）“”、\d]|\dG){2,24}"
_BEFORE = re.compile(
    rf"(?:^|(?<=[，。；：！？]))(?P<list>{_ITEM}(?:、{_ITEM})+?)(?P<open>等)?(?:，?(?:共计|合计|共|这))?(?<![\d.第])(?P<count>{NUMERAL})"
    r"(?P<what>(?:大|座|条|个|类)(?!百分点|小时|月|工作日|方面)[^\d，。；：、（）“”的]{2,14}(?![^，。；：、（）]*的)|(?:个)?(?:市州|县|市|区)(?=[，。；、）（]|主城区|$))"
)
_AFTER = re.compile(
    rf"(?<![\d.第])(?P<count>{NUMERAL})(?P<what>(?:大|个|条|项|种|类|座)[^\d，。；：、（）“”]{{2,14}})"
    r"(?:：|（)(?P<list>[^。；：（）\d]{2,40}(?:、[^。；：（）\d]{2,40})+)(?P<end>[。；）]|$)"
)
_CODED = re.compile(
    rf"“?(?P<code>(?:{NUMERAL}[^\d\s“”（），。、；：]){{2,4}})”?（(?P<list>[^（）]*、[^（）]*)）"
)  # fmt: skip
_JOINED = re.compile(r"以及|和|与|及|暨")
_SOFT = re.compile(r"等|其他|之一|分别|每|多|余|几|左右|以上|以内|不超过|不低于|近|约|超")
_VERB_END = re.compile(
    r"(?:提出|达到|建成|竣工|完工|新增|实施|推进|实现|打造|建设|培育|形成|开展|完成|突破|新建|的|第)$"
)
_MOST = 20


def counting(ground: Ground) -> Iterator[Finding]:
    """Counts that their own lists do not bear out."""
    for lines in ground.lines:
        for line in lines:
            if "、" in line.text and line.paragraph.kind != "cell":
                yield from _coded(line)
                yield from _before(line)
                yield from _after(line)


def _coded(line: Line) -> Iterator[Finding]:
    for match in _CODED.finditer(line.text):
        counts = [number(each) for each in re.findall(NUMERAL, match["code"])]
        groups = [len(group.split("、")) for group in re.split(r"[，；,;]", match["list"]) if group]
        if _SOFT.search(match["list"]) or groups == counts or len(groups) not in {1, len(counts)}:
            continue
        if sum(groups) != sum(counts) or len(groups) == len(counts):
            yield _unlike(
                line, match, sum(counts), sum(groups), f"{'+'.join(map(str, counts))} ≠ {'+'.join(map(str, groups))}"
            )


def _before(line: Line) -> Iterator[Finding]:
    for match in _BEFORE.finditer(line.text):
        stated, listed = number(match["count"]), possible(match["list"])
        doubtful = _SOFT.search(match["list"] + match["what"][:3]) or _VERB_END.search(match["list"])
        if doubtful or not 2 <= stated <= _MOST or stated in listed or (match["open"] and min(listed) < stated):
            continue
        yield _unlike(line, match, stated, max(listed), f"{stated} ≠ {max(listed)}（{match['list']}）")


def _after(line: Line) -> Iterator[Finding]:
    for match in _AFTER.finditer(line.text):
        stated, listed = number(match["count"]), possible(match["list"])
        about = line.text[max(0, match.start() - 2) : match.start()]
        doubtful = _SOFT.search(about) or _SOFT.search(match["what"]) or _SOFT.search(match["list"])
        if doubtful or not 2 <= stated <= _MOST or stated in listed or "，" in match["list"]:
            continue
        yield _unlike(line, match, stated, max(listed), f"{stated} ≠ {max(listed)}（{match['list']}）")


def _unlike(line: Line, match: re.Match[str], stated: int, listed: int, arithmetic: str) -> Finding:
    named = match.groupdict()
    what = named.get("code") or f"{named['count']}{named['what']}"
    cited = line.cite(match.start(), match.end())
    return found("count-unlike-list", arithmetic, citations=(cited,), what=what, stated=stated, listed=listed)


def possible(listed: str) -> set[int]:
    """Every count that a list can be read as: with or without its conjunctions, whole or from its last group on.

    >>> sorted(possible("甲市、乙市及丙市丁县、戊县"))
    [2, 3, 4]
    """
    counts: set[int] = set()
    for start in [0, *(match.end() for match in _JOINED.finditer(listed))]:
        part = listed[start:]
        marks = part.count("、") + 1
        counts.update(range(marks, marks + len(_JOINED.findall(part)) + 1))
    return counts - {1}
