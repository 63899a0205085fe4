"""Processes and cases as tables (一览): what there is, the steps of one, and where cases stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from chengjie.process import clocks
from chengjie.process.definition import WITHDRAWN, Definition
from chengjie.process.law import Law
from chengjie.process.library import Library
from chengjie.process.state import State
from chengjie.values import Column, Table, Text
from chengjie.values.text import Language


def listing(library: Library, *, language: Language) -> Table:
    """Every process in its latest version: what it is part of, how many steps, and its source."""
    columns = (
        Column("process", Text("流程", "process")),
        Column("title", Text("名称", "title")),
        Column("about", Text("类别", "about")),
        Column("version", Text("版本", "version"), numeric=True),
        Column("steps", Text("步骤", "steps"), numeric=True),
        Column("source", Text("依据", "source")),
    )
    rows = tuple(
        (name, each.title.text.say(language), each.about, each.version, len(each.steps), each.source)
        for name, each in library.latest.items()
    )
    return Table(columns, rows, Text("流程库", "Processes"))


def steps(definition: Definition, *, law: Law, language: Language) -> Table:
    """The steps of a process: who acts, what may come of it and where that leads, and under which limits."""
    columns = (
        Column("step", Text("步骤", "step")),
        Column("title", Text("名称", "title")),
        Column("who", Text("谁办", "who")),
        Column("outcomes", Text("结果 → 去向", "outcome → next")),
        Column("limits", Text("时限", "limits")),
    )
    rows = tuple(
        (
            each.id,
            each.title.text.say(language),
            "、".join(law.roles[role].title.say(language) if role in law.roles else role for role in each.who.roles),
            "\n".join(f"{name} → {outcome.to}" for name, outcome in each.outcomes.items()),
            "\n".join(_limits(definition, each.id, law, language)),
        )
        for each in definition.steps
    )
    return Table(columns, rows, definition.title.text)


def _limits(definition: Definition, step: str, law: Law, language: Language) -> Iterable[str]:
    unknown = Text("未知", "unknown").say(language)
    for clock in definition.clocks:
        if step in clock.over:
            for name in filter(None, (clock.promised, clock.statutory)):
                limit = law.limits[name]
                counted = Text("工作日" if limit.working else "日", " working days" if limit.working else " days").say(
                    language
                )
                yield f"{limit.title.say(language)}: {unknown if limit.value is None else f'{limit.value}{counted}'}"


def standing(states: Iterable[State], library: Library, *, day: date, language: Language) -> Table:
    """Where cases stand on a day: open steps, the next due day, and what is unknown about it."""
    columns = (
        Column("case", Text("案件", "case")),
        Column("process", Text("流程", "process")),
        Column("place", Text("所在地", "place")),
        Column("stands", Text("办到", "stands at")),
        Column("since", Text("自", "since")),
        Column("due", Text("应办结日", "due")),
        Column("late", Text("逾期", "late")),
        Column("missing", Text("未知的", "unknown")),
        Column("entries", Text("记录数", "entries"), numeric=True),
    )
    return Table(columns, tuple(_row(each, library, day, language) for each in states), Text("案件状态", "Cases"))


def _row(state: State, library: Library, day: date, language: Language) -> tuple[str | int | bool | date | None, ...]:
    definition = library.get(state.definition, state.version)
    reads = [each for each in clocks.readings(state, definition, law=library.law, day=day) if each.runs]
    due = min((each.due for each in reads if each.due is not None), default=None)
    ended = next((each.title.text.say(language) for each in definition.ends if each.id == state.ended), "")
    if state.ended == WITHDRAWN:
        ended = Text("已撤回", "withdrawn").say(language)
    stands = ended or "、".join(definition.step_of[each.step].title.text.say(language) for each in state.tokens)
    since = clocks.day_of(max(each.since for each in state.tokens)) if state.tokens else clocks.day_of(state.last)
    late = None if any(each.late is None for each in reads) else any(each.late for each in reads)
    missing = "、".join(dict.fromkeys(name for each in reads for name in each.missing))
    return (
        state.case,
        definition.title.text.say(language),
        state.place,
        stands,
        since,
        due,
        late,
        missing or None,
        state.count,
    )
