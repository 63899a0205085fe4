"""Figures in running text: which indicator, where, when, how compared, and whether it is a goal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from chengjie.plan.claims import Citation, Force, Grade, Role, Target
from chengjie.plan.document import Document, Paragraph
from chengjie.plan.targets import lists, naming, roles, sentences, wording
from chengjie.plan.targets.context import Frame, Memory, Setting
from chengjie.plan.targets.quantities import Quantity, quantities
from chengjie.plan.targets.times import Time, times

_TURN = re.compile(r"(?:(从|由)|[高升降加至少]到|[升降高]至)$")
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
}  # they go on with what was spoken of
_NO_SUBJECT = {"巩固", "改造", "优化", "建设", "完善"}  # 巩固提升80万亩基地: what is raised stands behind the figure
_NEWLY = re.compile("^(?:累计|净增|新增|新建|各类)+")
_REACHES = {"覆盖", "惠及", "带动"}  # of what stands behind the figure
_TURNING = re.compile(
    r"[到至](?:19|20)\d{2}年(?:末|底)?的\d"
)  # the end of 从…到…, which says nothing of the next sentence
_FORCE = re.compile(r"^[^，。；]{0,6}[（(](约束性|预期性)(?:指标)?[）)]")


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with what is known around it."""

    document: Document
    paragraph: Paragraph
    start: int
    text: str
    frame: Frame
    setting: Setting
    times: tuple[Time, ...]


def read(
    document: Document, paragraph: Paragraph, frame: Frame, setting: Setting, memory: Memory | None = None
) -> Iterator[Target]:
    """Every quantitative statement of a paragraph, in its order; `memory` hands the chapter's span of years on."""
    memory = memory or Memory()
    for start, end in sentences.sentences(paragraph.text):
        text = paragraph.text[start:end]
        found = quantities(text)
        spoken = times(text, this_year=frame.year)
        scene = Scene(document, paragraph, start, text, frame, setting, spoken)
        if found:
            yield from _sentence(scene, found, memory)
        _remember_time(memory, spoken, text)
        del memory.said[:-6]


def _remember_time(memory: Memory, spoken: tuple[Time, ...], text: str) -> None:
    """What the next sentence goes on from; a time since when (2022年以来) says nothing of the next."""
    for time in spoken:
        if not time.versus and not text.startswith("以来", time.end) and not _TURNING.match(text, time.start - 1):
            memory.period, memory.goal = time.period, time.goal
            if "/" in time.period:
                memory.spans = (*memory.spans[-3:], time.period)


def _sentence(scene: Scene, found: tuple[Quantity, ...], memory: Memory) -> Iterator[Target]:
    previous = 0
    memory.place = None
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
            _note_subject(scene, begin, end, memory)
        previous = begin


def _note_subject(scene: Scene, begin: int, end: int, memory: Memory) -> None:
    """A clause without figures may name the place that the next one speaks of (……的有邵阳市、怀化市)."""
    place, _ = wording.place(wording.name(naming.without_times(scene.text, begin, end, scene.times)))
    if place:
        memory.place = place


def _group(scene: Scene, group: list[Quantity], begin: int, left: str, right: str, memory: Memory) -> Iterator[Target]:
    if len(group) > 1 or "分别" in left:
        spread = lists.spread(group, left, [name for name, _ in memory.said])
        if spread is not None:
            for quantity, words in zip(group, spread, strict=False):
                yield from _claims(scene, quantity, words, right, memory, rule="prose-list")
            return
    if len(group) == 1 and group[0].kind != "count" and (alike := lists.each_alike(left)):
        for words in alike:
            yield from _claims(scene, group[0], words, right, memory, rule="prose-list")
        return
    words = naming.words_before(left)
    if words.indicator in _NO_SUBJECT and words.comparator and (named := naming.behind(right)):
        words = replace(words, comparator="", indicator=named)
    if group[0].kind == "count" and words.comparator and naming.behind(right):
        words = replace(words, comparator="", indicator=words.indicator)
    based = [time.period for time in scene.times if time.versus and begin <= time.start < group[0].start]
    if based and not words.versus:
        words = replace(words, versus=based[-1])
    for quantity in group:
        yield from _claims(scene, quantity, words, right if quantity is group[-1] else "", memory, rule="prose")


def _claims(
    scene: Scene, quantity: Quantity, words: naming.Words, right: str, memory: Memory, *, rule: str
) -> Iterator[Target]:
    indicator, carried = _indicator(quantity, words, right, memory)
    if not indicator:
        return
    comparator = roles.comparator(quantity, words)
    period, goal = _period(scene, quantity, memory)
    if (
        carried
        and quantity.unit == "百分点"
        and memory.period_said
        and period
        and memory.period_said.endswith(f"/{period}")
    ):
        period = memory.period_said
    whole = [span for span in memory.spans if period and span.endswith(f"/{period}")]
    if words.yearly and whole and not goal:
        period = whole[-1]
    memory.period_said = period
    comparator = roles.settle(comparator, quantity, words)
    role = roles.role(scene.text, quantity, period, scene.frame, scene.setting, goal=goal)
    force = _FORCE.match(scene.text[quantity.end :])
    grade: Grade = "doubtful" if len(indicator) > 24 else "likely" if carried or period is None else "certain"
    if role == "count" and not any(time.start < quantity.start <= time.end + 12 for time in scene.times):
        period = None
    place = _place(words.place or memory.place, scene.frame.region) or _default_place(scene, role)
    if words.place and rule == "prose":
        memory.place = words.place
    for name, value in _parts(indicator, quantity):
        yield Target(
            indicator=name, place=place, period=period, comparator=comparator, value=value, unit=quantity.unit, role=role,
            citation=_citation(scene, quantity), rule=rule, grade=grade, upper=quantity.upper, versus=words.versus,
            force=_FORCES.get(force[1]) if force else None,
        )  # fmt: skip
    if not carried or words.share:
        memory.said.append((indicator, quantity.unit))


_FORCES: dict[str, Force] = {"约束性": "binding", "预期性": "expected"}


def _indicator(quantity: Quantity, words: naming.Words, right: str, memory: Memory) -> tuple[str, bool]:
    """The indicator's name, and whether it was carried over from before."""
    last = memory.last(quantity.unit, change=bool(words.comparator))
    if quantity.kind == "rank" and memory.said:
        last = memory.said[-1][0]
    if words.indicator == "总量" and last:
        return _NEWLY.sub("", last) + "总量", False
    if words.indicator in _ONLY_TOTALS:
        words = replace(words, indicator="")
    if quantity.unit == "%" and words.indicator in _REACHES and (named := naming.behind(right)):
        return named + words.indicator, False
    rated = _RATED.match(right)
    if rated and quantity.unit == "%":
        return (rated[2] or "") + rated[1], False
    if quantity.kind == "rank" and right.startswith("的") and words.indicator:
        return naming.behind(right) + words.indicator, False
    if quantity.unit in _DURATIONS and "、" in words.indicator:
        return words.indicator.rpartition("、")[2] + naming.behind(right), False
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


def _parts(indicator: str, quantity: Quantity) -> Iterator[tuple[str, Decimal | None]]:
    if quantity.kind != "ratio":
        yield indicator, quantity.value
        return
    names = ("第一产业", "第二产业", "第三产业") if "产业" in indicator and len(quantity.parts) == 3 else ()
    for number, part in enumerate(quantity.parts):
        yield f"{indicator}（{names[number] if names else f'第{number + 1}项'}）", part


def _period(scene: Scene, quantity: Quantity, memory: Memory) -> tuple[str | None, bool]:
    """The period of a figure, and whether it is one to be reached: said before it, then in the paragraph, then above."""
    spans = [time for time in scene.times if "/" in time.period and time.start < quantity.start]
    turn = _TURN.search(scene.text[max(0, quantity.start - 4) : quantity.start])
    if (
        spans
        and turn
        and spans[-1] is max((each for each in scene.times if each.start < quantity.start), key=lambda each: each.start)
    ):
        return spans[-1].period.split("/")[0 if turn[1] else 1][:4], spans[-1].goal
    before = [time for time in scene.times if time.start < quantity.start and not time.versus]
    from_then = [
        time
        for time in scene.times
        if time.versus
        and time.end <= quantity.start <= time.end + 2
        and scene.text[time.end : quantity.start] in {"的", "", "为", "的约"}
    ]
    if from_then and quantity.unit != "倍":
        return from_then[-1].period, False
    if before:
        return before[-1].period, before[-1].goal or any(
            time.goal for time in before if time.period == before[-1].period
        )
    if memory.period:
        return memory.period, memory.goal
    return _turned(scene.setting.period, turn[1] if turn else "", whole=bool(turn)), scene.setting.goal


def _turned(period: str | None, since: str | None, *, whole: bool) -> str | None:
    """From what to what in the years of a heading: before its first year, in its last."""
    if not period or not whole or not re.fullmatch(r"\d{4}/\d{4}", period):
        return period
    first, _, last = period.partition("/")
    return str(int(first) - 1) if since else last


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
