"""The register of promises to firms (政策兑现台账): who promised what to whom, by when, and what was delivered, on any day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from chengjie.errors import Fault, Refusal, Where
from chengjie.register.typed import is_credit_code
from chengjie.settlement import money, sheets
from chengjie.values import Column, Table, Text, reading

Event = Literal["promised", "delivered", "returned", "extended", "withdrawn", "disputed", "cleared"]
State = Literal["delivered", "late", "partly", "overdue", "open", "undated", "withdrawn", "disputed"]
EVENTS: Mapping[str, Event] = {
    "承诺": "promised", "兑现": "delivered", "退回": "returned", "展期": "extended", "撤回": "withdrawn", "争议": "disputed", "消除争议": "cleared",
    **{name: name for name in ("promised", "delivered", "returned", "extended", "withdrawn", "disputed", "cleared")},
}  # fmt: skip
STATES: Mapping[State, Text] = {
    "delivered": Text("按期兑现", "delivered in time"),
    "late": Text("逾期后兑现", "delivered late"),
    "partly": Text("部分兑现", "partly delivered"),
    "overdue": Text("逾期未兑现", "overdue"),
    "open": Text("未到期", "not yet due"),
    "undated": Text("没有期限", "no date was named"),
    "withdrawn": Text("已撤回", "withdrawn"),
    "disputed": Text("有争议", "disputed"),
}
COLUMNS: Mapping[str, Text] = {
    "promise": Text("承诺编号", "promise"), "event": Text("事项", "event"), "day": Text("日期", "day"), "by": Text("承诺单位", "promised by"),
    "to": Text("受益企业", "promised to"), "what": Text("内容", "what"), "amount": Text("金额", "amount"), "due": Text("兑现期限", "due"), "source": Text("依据", "ground"),
    "place": Text("地区代码", "place"), "carrier": Text("载体编号", "carrier"), "enterprise": Text("统一社会信用代码", "credit code"),
}  # fmt: skip
NEEDED = ("promise", "event", "day", "source")
LONGEST: Mapping[str, int] = {
    "promise": 100,
    "by": 200,
    "to": 200,
    "what": 500,
    "source": 500,
    "place": 6,
    "carrier": 64,
}
"""Characters of a cell at most."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of the register. Entries are only added: what was wrong is returned, extended or withdrawn by another."""

    promise: str
    event: Event
    day: date
    source: str
    by: str = ""
    to: str = ""
    what: str = ""
    amount: Decimal | None = None
    due: date | None = None
    row: int = 0
    place: str = ""
    carrier: str = ""
    enterprise: str = ""

    @property
    def content(self) -> tuple[object, ...]:
        """What it says, wherever it stood."""
        return self.promise, self.event, self.day, self.source, self.amount, self.due, self.what


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise as it stands on a day, with the entries that made it so."""

    id: str
    by: str
    to: str
    what: str
    amount: Decimal | None
    delivered: Decimal
    due: date | None
    first_due: date | None
    state: State
    days_late: int
    entries: tuple[Happening, ...]

    @property
    def owed(self) -> Decimal | None:
        """What is still to be delivered; None where no amount was promised."""
        return None if self.amount is None else max(self.amount - self.delivered, Decimal("0.00"))

    @property
    def about(self) -> tuple[str, str, str]:
        """The place, the carrier and the firm's credit code that it is about, as they were said when it was made."""
        first = self.entries[0]
        return first.place, first.carrier, first.enterprise

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        place, carrier, enterprise = self.about
        return {
            "promise": self.id, "place": place, "carrier": carrier, "enterprise": enterprise, "by": self.by, "to": self.to, "what": self.what, "amount": None if self.amount is None else f"{self.amount:f}",
            "delivered": f"{self.delivered:f}", "owed": None if self.owed is None else f"{self.owed:f}",
            "due": self.due.isoformat() if self.due else None, "first_due": self.first_due.isoformat() if self.first_due else None,
            "state": self.state, "days_late": self.days_late,
            "entries": [{"event": each.event, "day": each.day.isoformat(), "amount": None if each.amount is None else f"{each.amount:f}", "source": each.source, "row": each.row} for each in self.entries],
        }  # fmt: skip


def standing(entries: Iterable[Happening], *, on: date) -> tuple[Promise, ...]:
    """Every promise as it stands at the end of a day. Entries of later days are not there yet.

    A promise without an amount is delivered by one delivery; with an amount, once deliveries less returns reach it. Overdue
    counts from the day after the due day, extensions included; how often it was extended stays to be seen.
    """
    gathered: dict[str, list[Happening]] = {}
    for each in sorted(entries, key=lambda entry: (entry.day, entry.row)):
        if each.day <= on:
            gathered.setdefault(each.promise, []).append(each)
    return tuple(_promise(name, tuple(found), on) for name, found in sorted(gathered.items()))


def _promise(name: str, entries: tuple[Happening, ...], on: date) -> Promise:
    first = entries[0]
    moved = [each for each in entries if each.event == "delivered" or each.event == "returned"]
    sums = [(each.amount or Decimal(0)) * (1 if each.event == "delivered" else -1) for each in moved]
    due = next((each.due for each in reversed(entries) if each.event == "extended"), first.due)
    finished = _finished(first.amount, moved)
    delivered = money.cents(sum(sums, Decimal(0)))
    state, late = _state(entries, due, finished, delivered, on)
    return Promise(name, first.by, first.to, first.what, first.amount, delivered, due, first.due, state, late, entries)


def _finished(amount: Decimal | None, moved: Sequence[Happening]) -> date | None:
    """The day from which on it has been delivered whole."""
    balance, day = Decimal(0), None
    for each in moved:
        step = each.amount if amount is not None and each.amount is not None else Decimal(1)
        balance += step if each.event == "delivered" else -step
        whole = balance >= (amount if amount is not None else Decimal(1))
        day = (day or each.day) if whole else None
    return day


def _state(
    entries: Sequence[Happening], due: date | None, finished: date | None, delivered: Decimal, on: date
) -> tuple[State, int]:
    last = next((each.event for each in reversed(entries) if each.event in {"withdrawn", "disputed", "cleared"}), None)
    if last == "withdrawn":
        return "withdrawn", 0
    if last == "disputed":
        return "disputed", 0
    late = max(((finished or on) - due).days, 0) if due else 0
    if finished:
        return ("late" if late else "delivered"), late
    if due is None:
        return ("partly" if delivered else "undated"), 0
    if late:
        return "overdue", late
    return ("partly" if delivered else "open"), 0


def overview(promises: Iterable[Promise]) -> Table:
    """By promising unit: how many promises, delivered in time, late, overdue, and the share kept of those that were due (兑现率).

    A promise without a date, withdrawn or disputed is counted apart and is neither kept nor broken.
    """
    gathered: dict[str, list[Promise]] = {}
    for each in promises:
        gathered.setdefault(each.by, []).append(each)
    columns = (
        Column("by", COLUMNS["by"]), Column("promises", Text("承诺数", "promises"), numeric=True), Column("delivered", STATES["delivered"], numeric=True),
        Column("late", STATES["late"], numeric=True), Column("overdue", STATES["overdue"], numeric=True), Column("apart", Text("未到期、无期限、撤回或争议", "not due, undated, withdrawn, disputed"), numeric=True),
        Column("owed", Text("逾期金额", "amount overdue"), "元", numeric=True), Column("kept", Text("按期兑现率", "kept in time"), "%", numeric=True),
    )  # fmt: skip
    return Table(
        columns,
        tuple(_row(by, found) for by, found in sorted(gathered.items())),
        Text("政策兑现情况", "Promises kept"),
    )


def _row(by: str, found: Sequence[Promise]) -> tuple[str | int | Decimal | None, ...]:
    counts = {state: sum(each.state == state for each in found) for state in STATES}
    fell_due = counts["delivered"] + counts["late"] + counts["overdue"]
    owed = money.total([each.owed for each in found if each.state == "overdue" and each.owed is not None])
    kept = (Decimal(counts["delivered"] * 100) / fell_due).quantize(Decimal("0.1")) if fell_due else None
    return by, len(found), counts["delivered"], counts["late"], counts["overdue"], len(found) - fell_due, owed, kept


def read_promises(
    source: Path | bytes, *, name: str = "promises.csv", earlier: Sequence[Happening] = ()
) -> tuple[Happening, ...]:
    """The entries of a CSV or Excel file that `earlier` does not have yet. Refuses `promises-…`, every fault at its row and column."""
    file, lines = sheets.rows(source, name=name)
    return entries_of(lines, file=file, earlier=earlier)


def entries_of(
    lines: Sequence[Sequence[str]], *, file: str, earlier: Sequence[Happening] = ()
) -> tuple[Happening, ...]:
    """The entries of a sheet's rows, the first of them the header. Refuses as `read_promises` does."""
    named = {word: key for key, title in COLUMNS.items() for word in (key, title.zh, title.en)}
    keys = [named.get(cell.strip().lower(), "") for cell in (lines[0] if lines else ())]
    faults = [
        Fault("promises-column-missing", Where(file=file, row=1), {"column": COLUMNS[each].zh})
        for each in NEEDED
        if each not in keys
    ]
    if faults:
        raise Refusal(faults)
    found: list[Happening] = []
    for number, cells in enumerate(lines[1:], start=2):
        if any(cell.strip() for cell in cells):
            said = {key: cell.strip() for key, cell in zip(keys, cells, strict=False)}
            found += _entry(said, Where(file=file, row=number), faults)
    there = {each.content for each in earlier}
    found = [each for each in found if each.content not in there]
    faults += _sequence(earlier, found, file)
    if faults:
        raise Refusal(faults)
    return tuple(found)


def _entry(said: Mapping[str, str], where: Where, faults: list[Fault]) -> list[Happening]:
    def at(column: str) -> Where:
        return Where(file=where.file, row=where.row, column=column)

    before = len(faults)
    event = EVENTS.get(said.get("event", ""))
    needed = (
        (*NEEDED, "by", "to", "what") if event == "promised" else (*NEEDED, "due") if event == "extended" else NEEDED
    )
    faults += [Fault("promises-cell-missing", at(each), {"column": COLUMNS[each].zh}) for each in needed if not said.get(each)]  # fmt: skip
    if said.get("event") and event is None:
        faults.append(Fault("promises-event", at("event"), {"value": said["event"][:40]}))
    faults += [
        Fault("cell-too-long", at(each), {"length": len(said[each]), "most": most})
        for each, most in LONGEST.items() if len(said.get(each, "")) > most
    ]  # fmt: skip
    days = {name: _day(said.get(name, ""), at(name), faults) for name in ("day", "due")}
    amount = _amount(said.get("amount", ""), at("amount"), faults)
    if (code := said.get("enterprise", "").upper()) and not is_credit_code(code):
        faults.append(Fault("promises-credit-code", at("enterprise"), {"value": code[:40]}))
    if len(faults) > before or event is None or days["day"] is None:
        return []
    return [
        Happening(said["promise"], event, days["day"], said["source"], said.get("by", ""), said.get("to", ""), said.get("what", ""), amount, days["due"], where.row or 0,
                  said.get("place", ""), said.get("carrier", ""), code)
    ]  # fmt: skip


def _day(cell: str, where: Where, faults: list[Fault]) -> date | None:
    day = reading.day(cell)
    if cell and day is None:
        faults.append(Fault("promises-day", where, {"value": cell[: reading.SHOWN]}))
    return day


def _amount(cell: str, where: Where, faults: list[Fault]) -> Decimal | None:
    amount = reading.number(cell)
    if cell and (amount is None or amount < 0):
        faults.append(Fault("promises-amount", where, {"value": cell[: reading.SHOWN]}))
        return None
    return amount


def _sequence(earlier: Sequence[Happening], found: Sequence[Happening], file: str) -> Iterator[Fault]:
    """A promise is made once and first; a delivery before it was promised is none of it."""
    made = {each.promise: each for each in earlier if each.event == "promised"}
    for each in found:
        where = Where(file=file, row=each.row, column="promise")
        if each.event == "promised":
            if each.promise in made:
                yield Fault("promises-made-twice", where, {"promise": each.promise, "first": made[each.promise].row})
            if each.due and each.due < each.day:
                yield Fault("promises-due-before-made", where, {"promise": each.promise})
            made.setdefault(each.promise, each)
    for each in found:
        where = Where(file=file, row=each.row, column="promise")
        if each.promise not in made:
            yield Fault("promises-not-made", where, {"promise": each.promise})
        elif each.day < made[each.promise].day:
            yield Fault("promises-clock-backwards", where, {"promise": each.promise, "day": each.day.isoformat()})
