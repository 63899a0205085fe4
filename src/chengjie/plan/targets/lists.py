"""Lists that share a verb, a unit or a time: 分别达到a、b和c, spread over what was listed before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from chengjie.plan.targets import naming, wording
from chengjie.plan.targets.quantity import Quantity

_BETWEEN = re.compile(r"\s*(?:、|和|与|及|以及)\s*")
_SPLIT = re.compile(r"、|和|与|及|以及")
_THREE = re.compile(r"^一、?二、?三(?:次)?产(?:业)?")
_SUBJECT = re.compile(r"^(.{2,30}?)(?:增速|增幅|增长|高于|快于|低于|超过|位居)[^，、]{0,12}的(?:有|是|包括)(.+、.+)$")
_MEASURED = re.compile(
    r"(?:增加值|产量|收入|支出|投资额?|总额|面积|销售额|产值|规模|数量|占比|覆盖率|普及率|参保率|入学率|巩固率|达标率|合格率|利用率|处理率|(?!.化率)[\u4e00-\u9fff]{2}率|人数|用户数?|里程|装机容量|发电量|吞吐量|案件|出口|进口)(?:占[^，、]{2,16}?(?:比重|比例))?$"
)
_OF_A_BRANCH = re.compile(
    r"(?:产业|行业)(?:规模以上|规上)?(?:增加值|产值|营业收入|主营业务收入|营收|规模|投资|投资额|利润|销售收入)$"
)
_EACH_A_RATE = re.compile(  # 甲利用率、乙利用率达到80%
    r"(?:[^，。；、和与及]{2,16}(?:率|比例|比重|占比)(?:、|和|与|及)){1,5}[^，。；、和与及]{2,16}(?:率|比例|比重|占比)$"
)
_EACH_A_LEVEL = re.compile(  # 总产值和利润增长8%
    r"(?:[^，。；、和与及占比]{1,16}(?:总值|产值|增加值|收入|总额|支出|投资|利润|税收)(?:、|和|与|及)){1,5}[^，。；、和与及占比]{0,16}(?:总值|产值|增加值|收入|总额|支出|投资|利润|税收)$"
)
_A_MEASURE = re.compile(r"[额量率值入数度速]$")
_SINCE = re.compile(r"(?:较|(?<!占)比)[^，。；]{0,8}$")
_LONGEST_VERB = 6
_PLACE_END = re.compile(r"(?:省|市|州|县|区|地区)$")


def groups(text: str, found: list[Quantity]) -> Iterator[list[Quantity]]:
    """Figures that stand in one list; an earlier one without a unit of its own takes that of the last."""
    group: list[Quantity] = []
    for quantity in found:
        kinds = {quantity.kind, group[-1].kind if group else quantity.kind}
        alone = bool(kinds & {"rank", "full", "ratio"}) and kinds != {"rank"}
        told = text[quantity.start] == "达" and bool(group)  # 增长94.5%、达168.4万辆
        if group and (alone or told or not _BETWEEN.fullmatch(text[group[-1].end : quantity.start])):
            yield _shared(text, group)
            group = []
        group.append(quantity)
    if group:
        yield _shared(text, group)


def _shared(text: str, group: list[Quantity]) -> list[Quantity]:
    first, last = group[0], group[-1]
    if first.bound in {">", "<"} and all(not each.bound and text[each.start].isdigit() for each in group[1:]):
        group = [replace(each, bound=first.bound) for each in group]
    group = [replace(each, bound="=") if not each.bound and text[each.start] == "达" else each for each in group]
    if len(group) > 1 and (last.unit or "").endswith("元"):
        group = [replace(each, unit=f"{each.unit}元") if each.unit in {"亿", "万亿", "万"} else each for each in group]
    if len(group) > 1 and last.unit:
        return [
            replace(each, unit=last.unit, kind=last.kind)
            if each.unit is None or (last.unit == "百分点" and each.unit == "个")
            else each
            for each in group
        ]
    return group


def spread(group: list[Quantity], left: str, said: list[str]) -> list[naming.Words] | None:
    """What each figure of the list is about; None where the list before does not fit the figures."""
    head, _, middle = left.rpartition("分别") if "分别" in left else (left, "", "")
    yearly = bool(re.search(r"(?:年均|平均每年)(?:增速|增长率?|增幅)?$", head.rstrip("，")))
    shared = (
        naming.words_before(
            ("年均增长" if yearly and not re.search("增|提", middle) else "年均" if yearly else "") + middle
        )
        if "分别" in left
        else naming.words_before(left)
    )
    head = re.sub(
        r"(?:年均增速|年均增长率?|年均增幅|年均|平均每年|(?:[一二三四五六七八九十]+年)(?:来|间)?|占|均|也|的有|有|同比|同口径|可比|名义|实际|比|较|：)+$",
        "",
        head.rstrip("，、 "),
    )
    head = re.sub(r"(?:较|(?<!占)比(?![重例率值]))[^、，]{0,12}$", "", head)
    share = re.match(r"^占[^，]{2,20}$", head)
    if share and len(said) >= len(group):
        return [replace(shared, indicator=item + head) for item in said[-len(group) :]]
    head, listed = _subject(head)
    if listed:
        places = _items(listed, len(group))
        if places:
            return [replace(shared, indicator=head, place=item) for item in places]
    items = _items(head if "分别" in left else shared.indicator, len(group))
    versus = _items(shared.versus or "", len(group)) if shared.versus else None
    if versus and not items:
        name = naming.words_before(head).indicator if head else (said[-1] if said else "")
        return [replace(shared, indicator=name, versus=each) for each in versus]
    if items is None:
        if (head if "分别" in left else shared.indicator).strip():
            return None
        items = said[-len(group) :] if len(said) >= len(group) else None
        if items is None:
            return None
        if shared.indicator and "分别" in left:
            return [shared for _ in items]  # 分别拉动GDP增长0.7个、5.1个百分点
        return [replace(shared, indicator=item) for item in items]
    if all(_PLACE_END.search(item) for item in items):
        name = shared.indicator if shared.indicator and "分别" in left else (said[-1] if said else "")
        return [replace(shared, indicator=name, place=item) for item in items] if name else None
    place, _ = wording.place(wording.name(items[0]))
    tail = "" if shared.share or not middle else shared.indicator
    return [
        replace(shared, indicator=wording.name(_bare(item, place)) + tail, place=place or shared.place)
        for item in items
    ]


def each_alike(left: str, unit: str | None = None) -> list[naming.Words] | None:
    """“甲、乙均翻一番”: one figure that is said of each; None where the words are no list.

    >>> [each.indicator for each in each_alike("工业总产值、利润均实现") or ()]
    ['工业总产值', '利润']
    """
    changed = unit in {"番", "倍", "%"} and bool(wording.tail(left)[1] or unit == "番")
    listed = _EACH_A_LEVEL.search(wording.reached(_SINCE.sub("", wording.tail(left)[0]))) if changed else None
    listed = listed or _EACH_A_RATE.search(wording.reached(left))
    if listed and not re.search("(?<![人年户平])均|都(?!市)|分别", left):
        items = _items(listed[0], len(re.split("[、和与及]", listed[0])))
        shared = naming.words_before(left[listed.start() :])
        return [replace(shared, indicator=item) for item in items] if items else None
    head, both, middle = next(
        (
            (left[:at], word, left[at + len(word) :])
            for word in ("均", "都", "双双", "分别")
            if (at := left.rfind(word)) > 0
        ),
        ("", "", ""),
    )
    named = wording.name(head)
    measures = _SPLIT.split(named)
    count = len(measures if all(_A_MEASURE.search(each) for each in measures) else named.split("、"))
    if not both or count < 2 or len(middle) > _LONGEST_VERB:
        return None
    items = _items(head, count)
    shared = naming.words_before(middle)
    return [replace(shared, indicator=item) for item in items] if items else None


def _subject(head: str) -> tuple[str, str]:
    """“X增速高于全省的有甲市、乙市”: what is spoken of, and the list."""
    found = _SUBJECT.match(head)
    return (wording.name(found[1]), found[2]) if found else (head, "")


def _bare(item: str, place: str | None) -> str:
    named = wording.name(item)
    return named[len(place) :] if place and named.startswith(place) else named


def _items(text: str, count: int) -> list[str] | None:
    """The list as so many names; a tail that only the last one bears is given to all."""
    words = wording.name(text)
    if not words or count < 2:
        return None
    three = _THREE.match(words)
    if three and count == 3:
        return [name + words[three.end() :] for name in ("第一产业", "第二产业", "第三产业")]
    if words.startswith("城乡") and count == 2:
        return ["城镇" + words[2:], "农村" + words[2:]]
    items = [item for item in _SPLIT.split(words) if item]
    if len(items) != count:
        items = [item for item in words.split("、") if item]
    if len(items) != count:
        return None
    branch = _OF_A_BRANCH.search(items[-1])
    if branch and branch.start() and not any(re.search("[业值数额量率]$", item) for item in items[:-1]):
        return [*(item + branch[0] for item in items[:-1]), items[-1]]
    shortest, last = min(len(item) for item in items[:-1]), items[-1]
    if shortest <= 4 and len(last) >= 2 * shortest + 2 and all(len(item) <= 5 for item in items[:-1]):
        tail = last[len(items[0]) :]
        return [*(item + tail for item in items[:-1]), last]
    named = _MEASURED.search(items[-1])
    if (
        named
        and len(items[-1]) > len(named[0])
        and not any(_MEASURED.search(item) or item[-1] in "数额量率比值度" for item in items[:-1])
    ):
        items = [*(item + named[0] for item in items[:-1]), items[-1]]
    return items
