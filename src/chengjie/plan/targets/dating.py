"""When a figure was or shall be: what its sentence says, what was said before, what stands above."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chengjie.plan.targets.context import Frame, Memory, Setting
from chengjie.plan.targets.quantity import Quantity
from chengjie.plan.targets.scene import Scene
from chengjie.plan.targets.times import Time

_TURN = re.compile(r"(?:(从|由)|[高升降加至少]到|[升降高]至)$")
_NOWADAYS = re.compile("现辖|现有|目前")
_TURNING = re.compile(
    r"[到至](?:19|20)\d{2}年(?:末|底)?的\d"
)  # the end of 从…到…, which says nothing of the next sentence


def whole_year(frame: Frame, setting: Setting) -> str | None:
    """The year that 全年 means under this heading."""
    if setting.period and setting.period.isdigit():
        return setting.period
    if setting.whole:
        return setting.whole
    return frame.reviewed or (str(frame.year) if frame.year and setting.goal else None)


def remember(memory: Memory, spoken: tuple[Time, ...], text: str) -> None:
    """What the next sentence goes on from; a turn (从…到…) says it where nothing was said before, a time since when (2022年以来) says nothing of the next."""
    turned = [time for time in spoken if _TURNING.match(text, time.start - 1)]
    for time in spoken:
        if turned and time.start < turned[-1].start:
            continue
        if not time.versus and not text.startswith("以来", time.end) and not _TURNING.match(text, time.start - 1):
            memory.period, memory.goal = time.period, time.goal
            if "/" in time.period:
                memory.spans = (*memory.spans[-3:], time.period)
    if turned and memory.period is None:
        memory.period = turned[-1].period


def period(scene: Scene, quantity: Quantity, memory: Memory) -> tuple[str | None, bool]:
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
    before = [time for time in before if not _NOWADAYS.search(scene.text, time.end, quantity.start)]
    from_then = [
        time
        for time in scene.times
        if time.versus
        and time.end <= quantity.start <= time.end + 2
        and scene.text[time.end : quantity.start] in {"的", "", "为", "的约"}
    ]
    if from_then and quantity.unit not in {"倍", "番"}:
        return from_then[-1].period, False
    if before:
        return before[-1].period, before[-1].goal or any(
            time.goal for time in before if time.period == before[-1].period
        )
    if memory.period:
        return _turned(memory.period, turn[1] if turn else "", whole=bool(turn)), memory.goal
    if scene.setting.period is None and scene.setting.past and scene.frame.before:
        return scene.frame.before, False
    if scene.setting.period is None and not scene.setting.goal and scene.frame.reviewed:
        return scene.frame.reviewed, False
    if scene.setting.period is None and scene.setting.aims and scene.frame.horizon:
        return scene.frame.horizon.rpartition("/")[2], True
    return _turned(scene.setting.period, turn[1] if turn else "", whole=bool(turn)), scene.setting.goal


def _turned(period: str | None, since: str | None, *, whole: bool) -> str | None:
    """From what to what in the years of a heading: before its first year, in its last."""
    if not period or not whole or not re.fullmatch(r"\d{4}/\d{4}", period):
        return period
    first, _, last = period.partition("/")
    return str(int(first) - 1) if since else last


def over_years(
    scene: Scene, quantity: Quantity, memory: Memory, period: str | None, *, goal: bool, yearly: bool, goes_on: bool
) -> str | None:
    """The years that a yearly average is taken over, and what is said of it in points, in place of their last one."""
    if period is None:
        return None
    last = memory.period_said
    if goes_on and quantity.unit == "百分点" and last and last.endswith(f"/{period}"):
        return last
    own = list(stretches(scene, quantity, period))
    whole = [span for span in (*memory.spans, *own) if span.endswith(f"/{period}")]
    return whole[-1] if yearly and whole and (not goal or whole[-1] in own) else period


def stretches(scene: Scene, quantity: Quantity, period: str | None) -> Iterator[str]:
    """The years from 由2000年的… to the year of what was reached."""
    for time in scene.times:
        begun = (
            time.versus
            and time.end <= quantity.start
            and scene.text[max(0, time.start - 1) : time.start] in {"从", "由"}
        )
        if begun and period and len(period) == 4 and time.period.isdigit() and time.period < period:
            yield f"{int(time.period) + 1}/{period}"


def each_year(scene: Scene, count: int, begin: int, end: int, memory: Memory) -> list[str] | None:
    """The years of figures that are told one by one: 2016年至2018年，分别完成a、b、c."""
    said = [time.period for time in scene.times if begin <= time.start < end and not time.versus]
    years = [period for period in said if period.isdigit()]
    for told in (years, said):
        if len(told) == count and len(set(told)) == count:
            return told
    spans = [
        period
        for period in (memory.period, *(time.period for time in scene.times if time.start < end))
        if period and re.fullmatch(r"\d{4}/\d{4}", period)
    ]
    if not spans:
        return None
    first, last = map(int, spans[-1].split("/"))
    return [str(year) for year in range(first, last + 1)] if last - first + 1 == count else None


def since(scene: Scene, group: list[Quantity]) -> str | None:
    """The year of every figure of a list that began somewhere: 从2015年的3元、5元增加到."""
    if len(group) < 2 or group[0].unit in {"倍", "番"}:
        return None
    begun = [time for time in scene.times if time.versus and time.end <= group[0].start <= time.end + 2]
    return begun[-1].period if begun and scene.text[begun[-1].end : group[0].start] in {"的", "", "为"} else None
