"""What every row of an import would do to a register, for one person: make a record, change one, leave it, or be refused."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import TypeVar

import chengjie.register.typed as typed
from chengjie.errors import Fault, Where
from chengjie.process import Actor, Subject
from chengjie.register.typed import ReadRow, Register, Value
from chengjie.web import registers
from chengjie.web.records.registers import Record, RegisterImport

Item = TypeVar("Item")
Told = Callable[[str, int, int], None]
"""Hears how far the work is: what is being done, how many rows of how many; it may refuse to go on, and then nothing is written."""
ASKED = 900
CHUNK = 5_000
SHOWN = 100
MOST_FAULTS = 500


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a row would do: make a record, change one, leave it, or be refused."""

    row: ReadRow
    kind: str
    data: Mapping[str, Value]
    before: Record | None = None
    faults: tuple[Fault, ...] = ()


def nobody(step: str, done: int, of: int) -> None:
    """Hears nothing, and never refuses."""


def judged(wanted: Register, rows: Sequence[ReadRow], file: str, who: tuple[Actor, ...], told: Told = nobody) -> list[Outcome]:  # fmt: skip
    """Every row against the record that has its key."""
    judge, found = _Judge(wanted, who, file), list[Outcome]()
    for part in parts(rows, CHUNK):
        told("judging", len(found), len(rows))
        there = _there(wanted, [each.key for each in part if not each.faults])
        found += [judge.outcome(each, there.get(each.key)) for each in part]
    return found


def _there(wanted: Register, keys: Sequence[str]) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for some in parts(keys, ASKED):
        found |= {each.key: each for each in Record.objects.filter(register=wanted.id, key__in=some)}
    return found


def parts(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """So many at a time.

    >>> list(parts("abc", 2))
    [['a', 'b'], ['c']]
    """
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


class Reach:
    """Whether somebody writes what is about something; asked once of each subject."""

    def __init__(self, wanted: Register, who: tuple[Actor, ...]) -> None:
        self.wanted, self.who = wanted, who
        self.asked: dict[Subject, bool] = {}

    def holds(self, about: Subject) -> bool:
        """Whether it lies within the reach."""
        if about not in self.asked:
            self.asked[about] = registers.may_write(self.wanted, self.who, about)
        return self.asked[about]


class _Judge:
    """Rows against what is there, for one person."""

    def __init__(self, wanted: Register, who: tuple[Actor, ...], file: str) -> None:
        self.wanted, self.who, self.file = wanted, who, file
        self.guarded = [each for each in wanted.fields if not wanted.everybody_sees(each)]
        self.may = Reach(wanted, who).holds

    def outcome(self, row: ReadRow, before: Record | None) -> Outcome:
        faults = list(row.faults)
        values = dict(row.values)
        if before is not None and not faults:
            faults += self._hidden(row, values, before)
        data = registers.merged(before.data if before else {}, values)
        if not faults and not (self.may(registers.subject(self.wanted, data)) and (before is None or self.may(registers.of(before)))):  # fmt: skip
            faults.append(Fault("register-row-beyond", Where(self.file, row=row.row), {}))
        if faults:
            return Outcome(row, "refused", {}, before, tuple(faults))
        if before is None:
            return Outcome(row, "new", data)
        same = data == before.data and before.state == "current"
        return Outcome(row, "unchanged" if same else "changed", data, before)

    def _hidden(self, row: ReadRow, values: dict[str, Value | None], before: Record) -> Iterator[Fault]:
        """A field that one does not see stays as it is; writing over it unseen is a fault."""
        guarded = [each for each in self.guarded if each.name in values]
        sight = registers.viewer(self.who, registers.of(before)) if guarded else None
        for each in guarded:
            if sight is not None and typed.how(each, self.wanted, sight) != "whole" and values.pop(each.name) is not None:  # fmt: skip
                where = Where(self.file, row=row.row, column=each.title.zh)
                yield Fault("register-cell-not-yours", where, {})


def digest(outcomes: Sequence[Outcome]) -> str:
    """What a preview shows, in one mark: it is accepted only while the register still gives the same."""
    said = (f"{each.row.row}:{each.kind}:{each.before.version if each.before else 0}" for each in outcomes)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def count(row: RegisterImport, outcomes: Sequence[Outcome], how: str) -> None:
    """The figures and first rows of a preview."""
    counted = Counter(each.kind for each in outcomes)
    row.fresh, row.changed, row.unchanged, row.refused = (counted[each] for each in ("new", "changed", "unchanged", "refused"))  # fmt: skip
    row.outcome = digest(outcomes)
    row.sample = {
        "how": how,
        "new": [[each.row.row, each.row.key, each.row.name] for each in outcomes if each.kind == "new"][:SHOWN],
        "changed": [[each.row.row, each.row.key, each.row.name, _differs(each)] for each in outcomes if each.kind == "changed"][:SHOWN],
        "faults": [{"code": fault.code, "where": asdict(fault.where), "parameters": fault.parameters} for each in outcomes for fault in each.faults][:MOST_FAULTS],
    }  # fmt: skip


def _differs(outcome: Outcome) -> list[list[Value | None]]:
    before = outcome.before.data if outcome.before else {}
    names = [name for name in {**before, **outcome.data} if before.get(name) != outcome.data.get(name)]
    return [[name, before.get(name), outcome.data.get(name)] for name in names]
