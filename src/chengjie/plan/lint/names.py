"""One thing under two names: short forms, words the other way round, stages and grades that exclude one another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from chengjie.plan.claims import Citation, Reading, Thing
from chengjie.plan.lint import words
from chengjie.plan.lint.finding import Finding, found
from chengjie.plan.lint.ground import Ground, Line

_SECTOR = re.compile(
    r"(?=(?P<one>[\u4e00-\u9fff]{2})(?P<two>[\u4e00-\u9fff]{2})(?P<head>旅游|农业|制造|物流|医药|加工|金融|能源|材料))"
)
_RAPID = re.compile(r"(?P<stem>[\u4e00-\u9fff]{3,5}?)(?P<kind>客运专线|高铁|高速铁路)")
_ENDED = re.compile(r"(?:铁路|高铁|客运专线)$")
_PLACES = 4
_REGION = re.compile(r"(?P<stem>[\u4e00-\u9fff]{2})地区")
_AIRPORT = re.compile(r"(?P<first>[\u4e00-\u9fff]{2})(?P<second>[\u4e00-\u9fff]{2})机场")
_WORK = re.compile(r"[\u4e00-\u9fff]{2,6}(?:铁路|高铁|高速公路|高速|机场|水库|大桥)")
_EARLY = re.compile(r"(?:推进|开展|启动|做好|加快)(?P<list>[^。；]*?)(?:等项目|等)?(?:的)?前期工作")
_BUILD = re.compile(r"(?:加快推进|加快|推进|抓好)(?P<list>[^。；，]{2,60}?)(?:等)?(?:项目)?建设(?![^，。；]*前期)")
_GRADED = re.compile(
    r"(?:创建|建设|认定|争创)(?P<grade>国家级|省级|市级)(?P<kind>[^：，。；]{4,20})：(?P<list>[^。；：]+)"
)
_TRIM = re.compile(
    r"^(?:以|依托|推动|加快|推进|打造|构建|建成|实施|积极|争取|规划|启动|研究|和|与|及|对接|融入|至|县|发展|优化|提升)+"
)


def names(ground: Ground) -> Iterator[Finding]:
    """Names that differ where the thing is one, and lists that exclude each other."""
    for lines in ground.lines:
        yield from _prefectures(lines)
        yield from _turned(lines)
        yield from _rapid(lines)
        yield from _stages(lines)
        yield from _grades(lines)
        yield from _variants(lines)
        yield from _greater(lines)
    for reading in ground.readings:
        yield from _near(reading)
    yield from _airports(tuple(line for lines in ground.lines for line in lines))


def _first(lines: tuple[Line, ...], name: str, *, unless: str = "") -> Citation | None:
    """The first place where a name stands, not as the tail of a longer one."""
    for line in (line for line in lines if name in line.text):
        for match in re.finditer(re.escape(name), line.text):
            if not unless or not line.text[: match.start()].endswith(unless):
                return line.cite(*match.span())
    return None


def _pair(code: str, lines: tuple[Line, ...], first: str, second: str, *, unless: str = "") -> Iterator[Finding]:
    cited = [place for place in (_first(lines, first, unless=unless), _first(lines, second, unless=unless)) if place]
    if len(cited) == 2:
        counted = [sum(line.text.count(name) for line in lines) for name in (first, second)]
        yield found(
            code, f"{first} × {counted[0]}；{second} × {counted[1]}", citations=tuple(cited), first=first, second=second
        )


def _prefectures(lines: tuple[Line, ...]) -> Iterator[Finding]:
    known = {
        name.removesuffix("自治州") for name in words.prefectures() if name.endswith("自治州") and "族" not in name
    }
    text = "".join(line.text for line in lines)
    for stem in sorted(known, key=lambda each: (len(each), each)):
        short, long = (
            re.search(rf"{stem}州(?![\u4e00-\u9fff]?区)", text),
            re.search(rf"{stem}(?:[\u4e00-\u9fff]{{1,6}}族)?自治州", text),
        )
        if len(stem) >= 2 and short and long:
            yield from _pair("one-place-two-names", lines, long[0], f"{stem}州")


def _turned(lines: tuple[Line, ...]) -> Iterator[Finding]:
    seen: dict[tuple[str, str, str], int] = defaultdict(int)
    for line in lines:
        if _SECTOR.search(line.text):
            for match in _SECTOR.finditer(line.text):
                seen[match["one"], match["two"], match["head"]] += 1
    for (one, two, head), count in seen.items():
        other = seen.get((two, one, head), 0)
        if one < two and count >= 2 and other >= 2:
            yield from _pair("one-thing-two-names", lines, one + two + head, two + one + head)


def _rapid(lines: tuple[Line, ...]) -> Iterator[Finding]:
    kinds: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        for match in _RAPID.finditer(line.text):
            kinds[_TRIM.sub("", match["stem"])[-3:]].add(match["kind"])
    for stem, several in kinds.items():
        if len(stem) == 3 and "客运专线" in several and len(several) > 1:
            other = min(several - {"客运专线"})
            yield from _pair("one-thing-two-names", lines, f"{stem}客运专线", stem + other)


def _near(reading: Reading) -> Iterator[Finding]:
    """Railways of four places or more whose names differ in the first or the last place only."""
    lines = {
        claim.name: claim.citation
        for claim in reading.claims
        if isinstance(claim, Thing) and claim.type == "railway" and _ENDED.search(claim.name)
    }
    for one, other in combinations(lines, 2):
        stems = [_ENDED.sub("", name) for name in (one, other)]
        if len(stems[0]) == len(stems[1]) >= _PLACES and (
            stems[0][1:] == stems[1][1:] or stems[0][:-1] == stems[1][:-1]
        ):
            yield found(
                "one-thing-two-names", f"{one} ≈ {other}", citations=(lines[one], lines[other]), first=one, second=other
            )


def _variants(lines: tuple[Line, ...]) -> Iterator[Finding]:
    """A word that one document writes with two forms of a character (柑桔、柑橘)."""
    text = "".join(line.text for line in lines)
    for row in words.rows("variants"):
        for before in sorted({match[1] for match in re.finditer(rf"([\u4e00-\u9fff]){row['one']}", text)}):
            yield from _pair("one-thing-two-names", lines, before + row["one"], before + row["other"])


def _greater(lines: tuple[Line, ...]) -> Iterator[Finding]:
    """The region of the title and, beside it, a “greater” one that nothing marks off from it."""
    region = _REGION.search(lines[0].document.title) if lines else None
    if region and not any(
        re.search(rf"大{region['stem']}(?:地区)?(?:，)?(?:是指|包括|范围)", line.text) for line in lines
    ):
        yield from _pair("one-place-two-names", lines, region["stem"] + "地区", "大" + region["stem"])


def _airports(lines: tuple[Line, ...]) -> Iterator[Finding]:
    cities = {row["prefecture"][:-1] for row in words.rows("counties") if row["prefecture"].endswith("市")}
    full = {
        (match["first"], match["second"])
        for line in lines
        for match in _AIRPORT.finditer(line.text)
        if match["first"] in cities
    }
    for first, second in sorted(full):
        if second in cities:
            continue
        documents = {line.document.name for line in lines}
        for name in sorted(documents):
            own = tuple(line for line in lines if line.document.name == name)
            yield from _pair("one-thing-two-names", own, f"{second}机场", f"{first}机场", unless=first)


def _stages(lines: tuple[Line, ...]) -> Iterator[Finding]:
    early: dict[str, Citation] = {}
    built: dict[str, Citation] = {}
    for line in lines:
        for pattern, listed in ((_EARLY, early), (_BUILD, built)):
            if pattern is _BUILD and "前期" in line.text:
                continue
            for match in pattern.finditer(line.text):
                for name, start in _works(match["list"], match.start("list")):
                    listed.setdefault(name, line.cite(start, start + len(name)))
    for name, cited in early.items():
        if name in built:
            yield found("stage-contradictory", f"{name}：前期工作 ≠ 建设", citations=(cited, built[name]), name=name)


def _works(listed: str, offset: int) -> Iterator[tuple[str, int]]:
    for item in re.finditer(r"[^、，]+", listed):
        last = item[0].split("推进")[-1].split("启动")[-1].split("加快")[-1]
        if _WORK.fullmatch(last):
            yield last, offset + item.end() - len(last)


def _grades(lines: tuple[Line, ...]) -> Iterator[Finding]:
    lists: dict[str, list[tuple[str, Line, re.Match[str]]]] = defaultdict(list)
    for line in lines:
        for match in _GRADED.finditer(line.text):
            lists[match["kind"]].append((match["grade"], line, match))
    for kind, several in lists.items():
        for place, (grade, line, match) in enumerate(several):
            members = set(re.sub(r"等$", "", match["list"]).split("、"))
            for other_grade, other_line, other in several[place + 1 :]:
                for name in re.sub(r"等$", "", other["list"]).split("、"):
                    if name in members and grade != other_grade:
                        cited = tuple(
                            each.cite(each.text.find(name), each.text.find(name) + len(name))
                            for each in (line, other_line)
                        )
                        sums = f"{name} ∈ {grade}{kind} ∩ {other_grade}{kind}"
                        yield found(
                            "thing-in-two-grades",
                            sums,
                            citations=cited,
                            name=name,
                            first=grade + kind,
                            second=other_grade + kind,
                        )
