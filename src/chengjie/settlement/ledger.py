"""The ledger of an agreement (账本): entries are only added, each bound to the one before by its hash.

A line that was posted and has changed is reversed and posted anew; a closed period is corrected in an open one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from chengjie.errors import Fault, Refusal, Where
from chengjie.process import sealing
from chengjie.process.sealing import FIRST, Algorithm
from chengjie.settlement.statement import Statement, StatementLine

Kind = Literal["posting", "reversal", "closing"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: what was posted for which period and line, why, on which day, and the hash that binds it."""

    number: int
    kind: Kind
    day: str
    agreement: str
    period: str
    line: str
    amounts: Mapping[str, Decimal]
    of: str
    """The digest of the statement's line, or the hash of the entry that is reversed, or of the last entry that is closed."""
    before: str
    algorithm: Algorithm
    hash: str = ""

    def content(self) -> dict[str, Any]:
        """Everything that the hash covers."""
        return {
            "number": self.number, "kind": self.kind, "day": self.day, "agreement": self.agreement, "period": self.period,
            "line": self.line, "amounts": {party: f"{amount:f}" for party, amount in self.amounts.items()}, "of": self.of,
            "before": self.before, "algorithm": self.algorithm,
        }  # fmt: skip

    def sealed(self) -> str:
        """The hash that the entry should bear."""
        written = json.dumps(self.content(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return sealing.digest(written.encode(), self.algorithm)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The entries in order."""

    entries: tuple[Entry, ...] = ()
    algorithm: Algorithm = "sm3"

    def standing(self) -> dict[tuple[str, str], Entry]:
        """The postings that stand: not reversed, by period and line."""
        found: dict[tuple[str, str], Entry] = {}
        for entry in self.entries:
            if entry.kind == "posting":
                found[entry.period, entry.line] = entry
            elif entry.kind == "reversal":
                found.pop((entry.period, entry.line), None)
        return found

    def closed(self) -> frozenset[str]:
        """Periods that are closed."""
        return frozenset(entry.period for entry in self.entries if entry.kind == "closing")

    def balances(self) -> dict[str, Decimal]:
        """What all entries give each party together."""
        found: dict[str, Decimal] = {}
        for entry in self.entries:
            for party, amount in entry.amounts.items():
                found[party] = found.get(party, Decimal("0.00")) + amount
        return found

    def _added(
        self, kind: Kind, day: date, agreement: str, key: tuple[str, str], amounts: Mapping[str, Decimal], of: str
    ) -> Ledger:
        before = self.entries[-1].hash if self.entries else FIRST
        entry = Entry(
            len(self.entries) + 1,
            kind,
            day.isoformat(),
            agreement,
            key[0],
            key[1],
            dict(amounts),
            of,
            before,
            self.algorithm,
        )
        values = {name: getattr(entry, name) for name in Entry.__slots__ if name != "hash"}
        return Ledger((*self.entries, Entry(**values, hash=entry.sealed())), self.algorithm)


def post(ledger: Ledger, statement: Statement, *, day: date) -> Ledger:
    """The ledger with every settled line posted that is not yet in it; what changed is reversed first.

    Posting the same statement twice adds nothing. Held lines wait. Refuses a day before the last entry, and a first posting into
    a closed period; a correction of a closed period is entered on the day given and says which entry it reverses.
    """
    faults = list(_refused(ledger, statement, day))
    if faults:
        raise Refusal(faults)
    for line in statement.lines:
        if line.status != "settled" or line.kind == "statistic":
            continue
        standing = ledger.standing().get(line.key)
        if standing is not None and standing.of == line.digest:
            continue
        if standing is not None:
            undone = {party: -amount for party, amount in standing.amounts.items()}
            ledger = ledger._added("reversal", day, statement.agreement, line.key, undone, standing.hash)  # noqa: SLF001
        ledger = ledger._added("posting", day, statement.agreement, line.key, line.amounts, line.digest)  # noqa: SLF001
    return ledger


def close(ledger: Ledger, agreement: str, period: str, *, day: date) -> Ledger:
    """Close a period: later changes to it are corrections. Refuses a period without postings or closed before."""
    postings = [entry for entry in ledger.entries if entry.kind == "posting" and entry.period == period]
    if not postings or period in ledger.closed():
        raise Refusal.of("ledger-nothing-to-close", period=period)
    return ledger._added("closing", day, agreement, (period, ""), {}, ledger.entries[-1].hash)  # noqa: SLF001


def _refused(ledger: Ledger, statement: Statement, day: date) -> Iterator[Fault]:
    if ledger.entries and day.isoformat() < ledger.entries[-1].day:
        yield Fault("ledger-clock-backwards", parameters={"day": day.isoformat(), "last": ledger.entries[-1].day})
    known = {entry.agreement for entry in ledger.entries}
    if known and statement.agreement not in known:
        yield Fault(
            "ledger-other-agreement", parameters={"agreement": statement.agreement, "ledger": "、".join(sorted(known))}
        )
    closed, posted = ledger.closed(), {(entry.period, entry.line) for entry in ledger.entries}
    for line in statement.lines:
        if line.period in closed and line.key not in posted and _counts(line):
            yield Fault("ledger-period-closed", parameters={"period": line.period, "line": line.line})


def _counts(line: StatementLine) -> bool:
    return line.status == "settled" and line.kind != "statistic"


def verify(ledger: Ledger) -> tuple[Fault, ...]:
    """What is broken: the first entry that does not bear its hash, or does not follow the one before; nothing if all is well."""
    before = FIRST
    for place, entry in enumerate(ledger.entries, start=1):
        if entry.number != place or entry.before != before or entry.sealed() != entry.hash:
            return (
                Fault("ledger-broken", Where(row=place), {"entry": place, "period": entry.period, "line": entry.line}),
            )
        before = entry.hash
    return ()


def write(ledger: Ledger, path: Path) -> None:
    """The entries as JSON lines; written beside and moved into place, so that no half file is left."""
    rows = (json.dumps({**entry.content(), "hash": entry.hash}, ensure_ascii=False) for entry in ledger.entries)
    beside = path.with_name(f".{path.name}.new")
    beside.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    beside.replace(path)


def read(path: Path, *, algorithm: Algorithm = "sm3") -> Ledger:
    """A ledger from its file; an absent file is an empty ledger. Refuses `ledger-malformed` and `ledger-broken`."""
    if not path.exists():
        return Ledger((), algorithm)
    ledger = Ledger(tuple(_entries(path.read_text(encoding="utf-8").splitlines(), path.name)), algorithm)
    faults = verify(ledger)
    if faults:
        raise Refusal(faults)
    return ledger


def _entries(lines: Iterable[str], file: str) -> Iterator[Entry]:
    for number, written in enumerate(lines, start=1):
        try:
            row = json.loads(written)
            row["amounts"] = {party: Decimal(amount) for party, amount in row["amounts"].items()}
            yield Entry(**row)
        except (ValueError, TypeError, KeyError, AttributeError, ArithmeticError) as error:
            raise Refusal.of(
                "ledger-malformed", where=Where(file=file, line=number), detail=str(error)[:120]
            ) from error
