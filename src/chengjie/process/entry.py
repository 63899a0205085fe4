"""An act and the entry that it becomes: frozen, canonical as JSON, bound to the entry before it by a hash (办件记录)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from chengjie.process import sealing
from chengjie.process.parts import ActKind
from chengjie.process.sealing import Algorithm

Datum = Decimal | str | bool | tuple[str, ...]
Data = tuple[tuple[str, Datum], ...]
CHINA = timezone(timedelta(hours=8))


def data_of(values: Mapping[str, object]) -> Data:
    """Values by name as an entry keeps them: numbers exact, lists as tuples, names in order; None is left out.

    >>> data_of({"land": 80, "name": "甲"})
    (('land', Decimal('80')), ('name', '甲'))
    """
    return tuple((name, _datum(value)) for name, value in sorted(values.items()) if value is not None)


def _datum(value: object) -> Datum:
    if isinstance(value, bool | str | Decimal):
        return value
    if isinstance(value, int | float):
        return Decimal(str(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return tuple(map(str, value))
    raise TypeError(f"no datum: {value!r}")


@dataclass(frozen=True, slots=True)
class By:
    """Who acted: the person, the grant used, and the person stood in for where there is one."""

    person: str
    role: str
    place: str = ""
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody wants to do with a case. Which parts count depends on the kind; see docs/process."""

    kind: ActKind
    step: str = ""
    outcome: str = ""
    seat: str = ""
    """The place that is answered for, where one answer is wanted from each."""
    document: str = ""
    digest: str = ""
    reused_from: str = ""
    data: Data = ()
    to: str = ""
    """A person (delegate), a place (handover), a case (link), a step (reopen)."""
    carrier: str = ""
    clock: str = ""
    days: int = 0
    number: int = 0
    """The entry that is corrected or reversed."""
    definition: str = ""
    version: int = 0
    place: str = ""
    enterprise: str = ""
    channel: str = ""
    """How the applicant came: online, window, agent. Figures of online handling and visits rest on it."""
    note: str = ""
    evidence: tuple[str, ...] = ()

    def content(self) -> dict[str, Any]:
        """What is not empty, as plain values."""
        found: dict[str, Any] = {"kind": self.kind}
        for name in _WRITTEN:
            value = getattr(self, name)
            if value:
                found[name] = {key: _plain(each) for key, each in value} if name == "data" else _plain(value)
        return found


_WRITTEN = tuple(name for name in Act.__slots__ if name != "kind")


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return {"decimal": f"{value:f}"}
    return list(value) if isinstance(value, tuple) else value


def _read(value: object) -> Datum:
    if isinstance(value, dict):
        return Decimal(value["decimal"])
    if isinstance(value, list):
        return tuple(map(str, value))
    if isinstance(value, bool | str):
        return value
    raise TypeError(f"no datum: {value!r}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a case. `passed` keeps how each gate on the way was answered, so that a replay asks nobody."""

    case: str
    number: int
    at: datetime
    by: By
    act: Act
    passed: tuple[tuple[str, str], ...] = ()
    draws: tuple[tuple[str, str, str], ...] = ()
    """Budgets that it touched: resource, reserve/commit/release, amount."""
    before: str = sealing.FIRST
    algorithm: Algorithm = "sm3"
    hash: str = ""

    def content(self) -> dict[str, Any]:
        """Everything that the hash covers."""
        found: dict[str, Any] = {
            "act": self.act.content(), "algorithm": self.algorithm, "at": self.at.isoformat(), "before": self.before,
            "by": {name: value for name in By.__slots__ if (value := getattr(self.by, name))},
            "case": self.case, "number": self.number,
        }  # fmt: skip
        if self.passed:
            found["passed"] = [list(each) for each in self.passed]
        if self.draws:
            found["draws"] = [list(each) for each in self.draws]
        return found

    def written(self) -> str:
        """The canonical JSON that is hashed: sorted keys, no spaces, UTF-8."""
        return json.dumps(self.content(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def sealed(self) -> Entry:
        """The entry with its hash."""
        return replace(self, hash=sealing.digest(self.written().encode(), self.algorithm))

    @property
    def day(self) -> date:
        """The day in China on which it was made."""
        return self.at.astimezone(CHINA).date()

    def line(self) -> str:
        """The entry as a line of a record file: `{"hash":"…","entry":…}`, the entry in its canonical form."""
        return f'{{"hash":"{self.hash}","entry":{self.written()}}}'


def entry_of(written: str, seal: str) -> Entry:
    """An entry read back from its canonical JSON and its hash. Raises ValueError, KeyError or TypeError where it is none."""
    found = json.loads(written)
    act = dict(found["act"])
    if "data" in act:
        act["data"] = tuple((name, _read(value)) for name, value in act["data"].items())
    if "evidence" in act:
        act["evidence"] = tuple(act["evidence"])
    return Entry(
        found["case"], found["number"], datetime.fromisoformat(found["at"]), By(**found["by"]), Act(**act),
        tuple((gate, answer) for gate, answer in found.get("passed", ())),
        tuple((resource, do, amount) for resource, do, amount in found.get("draws", ())),
        found["before"], found["algorithm"], seal,
    )  # fmt: skip
