"""Figures in running text: which indicator, where, when, how compared, and whether it is a goal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from chengjie.plan.claims import Citation, Force, Grade, Role, Target
from chengjie.plan.document import Document, Paragraph
from chengjie.plan.targets import dating, lists, naming, roles, sentences, subject
from chengjie.plan.targets.context import Frame, Memory, Setting
from chengjie.plan.targets.quantities import quantities
from chengjie.plan.targets.quantity import Quantity
from chengjie.plan.targets.scene import Scene
from chengjie.plan.targets.times import times

_NO_SUBJECT = {"巩固", "改造", "优化", "建设", "完善"}  # 巩固提升80万亩基地: what is raised stands behind the figure
_AMOUNTS = {"亿元", "万元", "亿美元", "万美元", "万亿元", "元"}
_INVESTED = re.compile(r"(?:总投资|计划投资|投资总额|投资)$")  # 总投资5亿元的甲项目
_ONE_BY_ONE = re.compile(r"(?:^|[，、；])分别")
_BOTH = re.compile(
    r"[，、]?(?:(?:上述|以上|前述)(?:[\d一二三四五六七八九十]+[项个]|各项)?(?:主要)?指标)?(?:均|都|双双|分别)(?!衡)"
)
_EACH_SHARE = re.compile(r"^[，、]?(?:均|都)?占[^，。；]{1,16}(?:均|都)[^，。；]{0,6}$")  # 占全省比重均超过40%
_EVEN = re.compile(r"均|都")
_BEYOND = re.compile(
    r"(?:(?<!占)比|较)[^，。；]{1,20}?\d[\d.,]*[^，。；\d]{0,5}(?:超过?|超额|超出|多出?|净增)\d[^，。；]*$"
)
_NEAR = 8
_FORCE = re.compile(r"^[^，。；]{0,6}[（(](约束性|预期性)(?:指标)?[）)]")


def read(
    document: Document, paragraph: Paragraph, frame: Frame, setting: Setting, memory: Memory | None = None
) -> Iterator[Target]:
    """Every quantitative statement of a paragraph, in its order; `memory` hands the chapter's span of years on."""
    memory = memory or Memory()
    for start, end in sentences.sentences(paragraph.text):
        text = paragraph.text[start:end]
        found = quantities(text)
        spoken = times(
            text,
            this_year=frame.this_year,
            whole=dating.whole_year(frame, setting),
        )
        scene = Scene(document, paragraph, start, text, frame, setting, spoken)
        if found:
            yield from _sentence(scene, found, memory)
        dating.remember(memory, spoken, text)
        del memory.said[:-6]


def _sentence(scene: Scene, found: tuple[Quantity, ...], memory: Memory) -> Iterator[Target]:
    previous = 0
    memory.place = None
    memory.before = len(memory.said)
    for begin, end in sentences.clauses(scene.text):
        here = [each for each in found if begin <= each.start < end]
        after = begin
        for group in lists.groups(scene.text, here):
            left = naming.without_times(scene.text, after, group[0].start, scene.times)
            if after == begin and left.startswith("分别") and not any(previous <= each.start < begin for each in found):
                left = naming.without_times(scene.text, previous, begin, scene.times).rstrip("，") + left
            if after != begin and not left.strip("、和及与，"):
                left = ""
            yield from _group(scene, group, begin, left, scene.text[group[-1].end : end], memory)
            after = group[-1].end
        if not here:
            subject.note(scene, begin, end, memory)
        previous = begin


def _group(scene: Scene, group: list[Quantity], begin: int, left: str, right: str, memory: Memory) -> Iterator[Target]:
    several = _several(scene, group, left, memory)
    if several is not None:
        for quantity, words, year in several:
            yield from _claims(scene, quantity, words, right, memory, rule="prose-list", year=year)
        return
    words = _one(group, left, right)
    based = [time.period for time in scene.times if time.versus and begin <= time.start < group[0].start]
    if based and not words.versus:
        words = replace(words, versus=based[-1])
    for quantity in group:
        yield from _claims(scene, quantity, words, right if quantity is group[-1] else "", memory, rule="prose")


Said = tuple[Quantity, naming.Words, str | None]


def _several(scene: Scene, group: list[Quantity], left: str, memory: Memory) -> list[Said] | None:
    """Each figure of a list with its words and, where it has one of its own, its year; None where there is no list."""
    if len(group) > 1 and (told := _told_by_year(scene, group, left, memory)):
        return told
    if len(group) > 1 or "分别" in left:
        spread = lists.spread(group, left, [name for name, _ in memory.said])
        if spread is not None:
            since = dating.since(scene, group)
            return [(quantity, words, since) for quantity, words in zip(group, spread, strict=False)]
    if len(group) == 1 and group[0].kind != "count" and (alike := lists.each_alike(left, group[0].unit)):
        return [(group[0], words, None) for words in alike]
    if len(group) == 1 and (shares := _share_of_each(left, memory)):
        return [(group[0], words, None) for words in shares]
    gathers = _BOTH.match(left) if len(group) == 1 else None
    names = memory.above(left) if gathers and "述" in gathers[0] else memory.here(group[0].unit)
    words = naming.words_before(left[gathers.end() :]) if gathers else None
    if words and not words.indicator and len(names) > 1:
        return [(group[0], replace(words, indicator=name), None) for name in names]
    return None


def _share_of_each(left: str, memory: Memory) -> list[naming.Words]:
    """甲、乙规模分别达3万吨、5万吨，占全省比重均超过4%: the share of each that the sentence spoke of."""
    if not _EACH_SHARE.search(left):
        return []
    words = naming.words_before(_EVEN.sub("", left))
    names = list(dict.fromkeys(name for name, unit in memory.said[memory.before :] if unit != "%"))
    alone = not words.share or words.indicator or len(names) < 2
    return [] if alone else [replace(words, indicator=name) for name in names]


def _told_by_year(scene: Scene, group: list[Quantity], left: str, memory: Memory) -> list[Said]:
    """2016年至2018年，分别完成甲a、b、c: one indicator, a figure a year."""
    told = _ONE_BY_ONE.search(left)
    years = dating.each_year(scene, len(group), 0, group[0].start, memory) if told else None
    if not told or not years:
        return []
    words = naming.words_before(left[told.end() :] or left[: told.start()])
    if not words.indicator or "、" in words.indicator:
        return []
    return [(quantity, words, year) for quantity, year in zip(group, years, strict=True)]


def _one(group: list[Quantity], left: str, right: str) -> naming.Words:
    """The words before a figure that stands alone, completed by the noun behind it where they name nothing."""
    words, named = naming.words_before(left), naming.behind(right)
    if group[0].unit in _AMOUNTS and right.startswith("的") and _INVESTED.search(words.indicator) and named:
        words = replace(words, indicator=f"{named}总投资")
    if group[0].kind == "measure" and left.endswith("新增") and named:
        words = replace(words, comparator="", indicator=f"新增{named}")
    if words.indicator in _NO_SUBJECT and words.comparator and named:
        words = replace(words, comparator="", indicator=named)
    if group[0].kind == "count" and words.comparator and named:
        words = replace(words, comparator="", indicator=words.indicator)
    return words


def _claims(
    scene: Scene,
    quantity: Quantity,
    words: naming.Words,
    right: str,
    memory: Memory,
    *,
    rule: str,
    year: str | None = None,
) -> Iterator[Target]:
    indicator, carried = subject.indicator(quantity, words, right, memory)
    if not indicator:
        return
    comparator = roles.comparator(quantity, words)
    if comparator in {"=", ">"} and _BEYOND.search(scene.text[max(0, quantity.start - 40) : quantity.end]):
        comparator = "increase"
    comparator = roles.grown(comparator, quantity, scene.text[quantity.end : quantity.end + _NEAR])
    period, goal = (year, False) if year else dating.period(scene, quantity, memory)
    goes_on = carried or (rule == "prose-list" and bool(memory.said) and indicator == memory.said[-1][0])
    period = dating.over_years(scene, quantity, memory, period, goal=goal, yearly=words.yearly, goes_on=goes_on)
    memory.period_said = period
    comparator = roles.settle(comparator, quantity, words, period)
    role = roles.role(scene.text, quantity, period, scene.frame, scene.setting, goal=goal)
    force = _FORCE.match(scene.text[quantity.end :])
    grade: Grade = "doubtful" if len(indicator) > 24 else "likely" if carried or period is None else "certain"
    if (
        role == "count"
        and not scene.setting.past
        and not any(time.start < quantity.start <= time.end + 12 for time in scene.times)
    ):
        period = None
    place = _place(words.place or memory.place, scene.frame.region) or _default_place(scene, role)
    if words.place and rule == "prose":
        memory.place = words.place
    for name, value in subject.parts(indicator, quantity):
        yield Target(
            indicator=name, place=place, period=period, comparator=comparator, value=value, unit=quantity.unit, role=role,
            citation=_citation(scene, quantity), rule=rule, grade=grade, upper=quantity.upper, versus=words.versus,
            force=_FORCES.get(force[1]) if force else None,
        )  # fmt: skip
    if not carried or words.share:
        memory.said.append((indicator, quantity.unit))


_FORCES: dict[str, Force] = {"约束性": "binding", "预期性": "expected"}
_WHOLE = {
    "全省": "省",
    "我省": "省",
    "本省": "省",
    "全市": "市",
    "我市": "市",
    "本市": "市",
    "全区": "区",
    "我区": "区",
    "全州": "州",
    "全县": "县",
}


def _place(said: str | None, region: str | None) -> str | None:
    """全省 in a province's own plan is that province."""
    if said and region and said.endswith(region):
        return region
    return region if said in _WHOLE and region and region.endswith(_WHOLE[said]) else said


def _default_place(scene: Scene, role: Role) -> str | None:
    if role == "parameter":
        return None
    return scene.frame.region


def _citation(scene: Scene, quantity: Quantity) -> Citation:
    start, end = scene.start, scene.start + len(scene.text)
    return Citation(
        scene.document.name, scene.paragraph.section, scene.paragraph.id, start, end, scene.text,
        start + quantity.start, start + quantity.end,
    )  # fmt: skip
