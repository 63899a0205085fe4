"""Running cases go over to another version of their definition, many at once; a dry run says which cannot and why (迁移)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chengjie.errors import Fault, Refusal
from chengjie.process.acting import act
from chengjie.process.definition import Definition
from chengjie.process.entry import Act, Entry
from chengjie.process.law import Law
from chengjie.process.people import Actor
from chengjie.process.state import State
from chengjie.values import Column, Table, Text


@dataclass(frozen=True, slots=True)
class Moved:
    """A case and the entry by which it goes over, or why it cannot."""

    case: str
    entry: Entry | None
    faults: tuple[Fault, ...] = ()


def migrate(
    states: Iterable[State], definition: Definition, who: Actor, when: datetime, *, law: Law
) -> tuple[Moved, ...]:
    """What it would come to for each case. Nothing is stored: a door shows it (dry run), or stores the entries."""
    return tuple(_moved(state, definition, who, when, law) for state in states)


def _moved(state: State, definition: Definition, who: Actor, when: datetime, law: Law) -> Moved:
    try:
        return Moved(state.case, act(state, definition, who, Act("migrate"), when, law=law))
    except Refusal as refusal:
        return Moved(state.case, None, refusal.faults)


def report(moved: Iterable[Moved]) -> Table:
    """The dry run as a table: a case a row, with what stands in its way."""
    columns = (
        Column("case", Text("案件", "case")),
        Column("can", Text("可迁移", "can go over")),
        Column("why", Text("原因", "why not")),
    )
    rows = tuple((each.case, each.entry is not None, "；".join(str(fault) for fault in each.faults)) for each in moved)
    return Table(columns, rows, Text("迁移试算", "Migration, dry run"))
