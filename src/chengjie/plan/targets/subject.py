"""What a figure is said of: the words before it, the noun behind it, or what was spoken of before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from chengjie.plan.targets import naming, wording
from chengjie.plan.targets.context import Memory
from chengjie.plan.targets.quantity import Quantity
from chengjie.plan.targets.scene import Scene

_RATED = re.compile(
    r"^的([\u4e00-\u9fff]{0,6}?(?:税率|比例|标准|幅度|利率|费率))(?:(?:征收|缴纳|计征)([\u4e00-\u9fff]{2,8}?税))?"
)
_DURATIONS = {"小时", "天", "工作日", "个工作日", "分钟"}
_NO_NOUN = {"", *"，。；、：（）以左右的及和与；”"}
_ONLY_TOTALS = {
    "累计",
    "总数",
    "总计",
    "合计",
    "总数量",
    "每年",
    "平均每年",
    "力争",
    "争取",
    "努力",
    "确保",
    "均",
    "预计",
    "增长",
    "增速",
    "增幅",
    "涨幅",
    "降幅",
}  # they go on with what was spoken of
_RECKONED = re.compile(
    r"(?:约|折|折合)?按[\u4e00-\u9fff]{2,12}(?:计算|折算|计|口径|汇率)|约?折?合|折算?[\u4e00-\u9fff]{0,4}"
)
_MEAN = re.compile(r"[两三四五]年平均(?:增速|增幅|增长率?)")
_IN_A_RATING = re.compile(
    r"在(?:(?:19|20)\d{2}年度?)?([^，。；]{2,30}?)(?:活动|评价|评估|考核|排名|评比|测评|排行榜)中[，,]?$"
)
_IS_A_PLACE = re.compile(r"[我全本][国省市区县州]|[\u4e00-\u9fff]{2,6}[省市县区州]")
_NEWLY = re.compile("^(?:累计|净增|新增|新建|各类)+")
_OF_WHAT = re.compile(r"的([^，。；、]{2,16})")
_TASK = re.compile(r"(?<=下达)的?任务(?:目标)?数?$|^“?[\u4e00-\u9fff]{0,6}”?(?:计划|规划|年度)目标$")
_OF_THE_LAST = {"数量", "占比"}
_REACHES = {"覆盖", "惠及", "带动"}  # of what stands behind the figure
_RISEN = re.compile(
    r"^(?P<subject>[^，。；：]{3,24}?)(?:实现|得到|保持|将|要)?(?:稳步|稳定|平稳|止跌|持续|显著|明显|不断|大幅|进一步|逐步|逐年|全面|快速|较快|有效|加快)+"
    r"(?:提升|提高|增强|增长|增加|改善|优化|下降|降低|减少|扩大|上升|壮大|发展|加大|回升|恢复|攀升|回落)[，；：]?$"
)


def indicator(quantity: Quantity, words: naming.Words, right: str, memory: Memory) -> tuple[str, bool]:
    """The indicator's name, and whether it was carried over from before."""
    last = (
        memory.said[-1][0]
        if quantity.kind == "rank" and memory.said
        else memory.last(quantity.unit, change=bool(words.comparator))
    )
    if quantity.kind == "rank" and _IS_A_PLACE.fullmatch(words.indicator) and last:
        return last, True
    if words.indicator == "总量" and last:
        return _NEWLY.sub("", last) + "总量", False
    if (
        (told := _TASK.search(words.indicator or (words.versus or "" if not words.comparator else "")))
        and last
        and last != words.indicator
    ):
        return last.split("（")[0] + ("任务数" if told[0].startswith("任务") else "计划目标"), True
    if words.indicator in _OF_THE_LAST and last:
        return last + words.indicator, False
    if words.indicator in _ONLY_TOTALS or _MEAN.fullmatch(words.indicator) or _RECKONED.fullmatch(words.indicator):
        words = replace(words, indicator="")
    if named := _named_behind(quantity, words, right):
        return named, False
    if words.share:
        return ((words.indicator or last.split("占")[0]) + words.share, not words.indicator)
    if quantity.unit == "%" and not words.indicator and right[:1] not in _NO_NOUN and (named := naming.behind(right)):
        return named, False
    counting = quantity.kind in {"count", "people", "bare"} or naming.is_only_a_verb(words.indicator)
    if counting and quantity.unit != "%" and words.comparator not in {"growth", "decrease"}:
        named = naming.counted(words, quantity.unit, right)
        if named:
            return named, False
    return (words.indicator, False) if words.indicator else (last, True)


def _named_behind(quantity: Quantity, words: naming.Words, right: str) -> str:
    """Names that stand behind the figure, or around it: 45万人口, 覆盖80%的城市, 15%的所得税税率."""
    if (quantity.unit or "").endswith("人") and re.match(r"口(?![\u4e00-\u9fff])", right):
        return "人口"
    if quantity.unit == "%" and words.indicator in _REACHES and (named := naming.behind(right)):
        return named + words.indicator
    reached = _OF_WHAT.match(right) if quantity.unit == "%" and words.indicator.endswith("覆盖") else None
    if reached:
        return words.indicator + reached[1]
    rated = _RATED.match(right)
    if rated and quantity.unit == "%":
        return (rated[2] or "") + rated[1]
    if quantity.kind == "rank" and right.startswith("的") and words.indicator:
        return naming.behind(right) + words.indicator
    if quantity.unit in _DURATIONS and "、" in words.indicator:
        return words.indicator.rpartition("、")[2] + naming.behind(right)
    return ""


def parts(indicator: str, quantity: Quantity) -> Iterator[tuple[str, Decimal | None]]:
    if quantity.kind != "ratio":
        yield indicator, quantity.value
        return
    names = ("第一产业", "第二产业", "第三产业") if "产业" in indicator and len(quantity.parts) == 3 else ()
    for number, part in enumerate(quantity.parts):
        yield f"{indicator}（{names[number] if names else f'第{number + 1}项'}）", part


def note(scene: Scene, begin: int, end: int, memory: Memory) -> None:
    """A clause without figures may name the place that the next one speaks of (……的有邵阳市、怀化市)."""
    place, _ = wording.place(wording.name(naming.without_times(scene.text, begin, end, scene.times)))
    if place:
        memory.place = place
    rated = _IN_A_RATING.search(scene.text[begin:end])
    if rated:
        memory.said.append((wording.name(rated[1].strip("“”")), None))
    risen = _RISEN.match(scene.text[begin:end].strip())
    if risen and not any(begin <= time.start < end for time in scene.times):
        memory.said.append((wording.name(risen["subject"]), None))
