"""What lies ahead of a case on its ordinary way, and what waits at whose desk (关键路径与在办量)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from chengjie.process import clocks
from chengjie.process.definition import Definition
from chengjie.process.law import Law
from chengjie.process.state import State
from chengjie.values import Column, Table, Text


@dataclass(frozen=True, slots=True)
class Path:
    """The longest of the ordinary ways from where a case stands to an end: its steps and days, unknown where a limit is.

    `missing` names the steps without a limit, and the limits without a value. Of the clocks over a
    step the one over the fewest steps counts, and over several steps of the way only once.
    """

    steps: tuple[str, ...]
    days: int | None
    missing: tuple[str, ...]


def critical(state: State, definition: Definition, *, law: Law) -> Path:
    """The critical path from the open steps, by first outcomes and yes; limits are counted in full."""
    if not state.tokens:
        return Path((), 0, ())
    found = [_path(_ahead(definition, token.step), definition, law) for token in state.tokens]
    unknown = [each for each in found if each.days is None]
    return unknown[0] if unknown else max(found, key=lambda each: each.days or 0)


def _ahead(definition: Definition, start: str) -> tuple[str, ...]:
    """The steps of the ordinary way; of branches the longest by number of steps."""
    graph, node = definition.graph, start
    steps: list[str] = []
    seen: set[str] = set()
    while graph.kinds[node] != "end" and node not in seen:
        seen.add(node)
        kind = graph.kinds[node]
        if kind == "step":
            steps.append(node)
        if kind == "fork":
            branches = [_branch(definition, each.start, graph.forks[node].join) for each in graph.forks[node].branches]
            longest = max(branches, key=_length)
            steps += longest
            node = graph.forks[node].then
        else:
            node = graph.next[node][0]
    return tuple(steps)


def _length(steps: tuple[str, ...]) -> int:
    return len(steps)


def _branch(definition: Definition, start: str, join: str) -> tuple[str, ...]:
    graph, node = definition.graph, start
    steps: list[str] = []
    while node != join and graph.kinds[node] != "end" and node not in steps:
        if graph.kinds[node] == "fork":
            inner = [_branch(definition, each.start, graph.forks[node].join) for each in graph.forks[node].branches]
            longest = max(inner, key=_length)
            steps += longest
            node = graph.forks[node].then
            continue
        if graph.kinds[node] == "step":
            steps.append(node)
        node = graph.next[node][0]
    return tuple(steps)


def _path(steps: tuple[str, ...], definition: Definition, law: Law) -> Path:
    days, missing, counted = 0, list[str](), set[str]()
    for step in steps:
        over = [each for each in definition.clocks if step in each.over and (each.promised or each.statutory)]
        if not over:
            missing.append(f"step:{step}")
            continue
        clock = min(over, key=lambda each: len(each.over))
        if clock.id in counted:
            continue
        counted.add(clock.id)
        limits = [law.limits[name] for name in (clock.promised, clock.statutory) if name]
        known = [each.value for each in limits if each.value is not None]
        if known:
            days += known[0]
        else:
            missing += [f"limit:{each.id}" for each in limits]
    return Path(steps, None if missing else days, tuple(dict.fromkeys(missing)))


def load(states: Iterable[State], definitions: Mapping[tuple[str, int], Definition], *, law: Law, day: date) -> Table:
    """How many steps are open at each place and role, and how many of them are late, not late, or cannot be told."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for state in states:
        definition = definitions[state.definition, state.version]
        reads = {each.clock: each for each in clocks.readings(state, definition, law=law, day=day)}
        for token in state.tokens:
            own = [
                reads[each.id]
                for each in definition.clocks
                if each.id in reads and (not each.over or token.step in each.over)
            ]
            late = [each.late for each in own]
            told = "late" if True in late else "unknown" if None in late or not late else "in time"
            for role in definition.step_of[token.step].who.roles:
                counts[state.place, role, told] += 1
    keys = sorted({(place, role) for place, role, _ in counts})
    columns = (
        Column("place", Text("所在地", "place")),
        Column("role", Text("角色", "role")),
        Column("open", Text("在办", "open"), numeric=True),
        Column("late", Text("逾期", "late"), numeric=True),
        Column("unknown", Text("未知", "unknown"), numeric=True),
    )
    rows = tuple(
        (place, law.roles[role].title.zh if role in law.roles else role,
         sum(counts[place, role, told] for told in ("late", "unknown", "in time")), counts[place, role, "late"], counts[place, role, "unknown"])
        for place, role in keys
    )  # fmt: skip
    return Table(columns, rows, Text("在办量", "Load"))
