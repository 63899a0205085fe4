"""What was earned, counted or spent in each period: the facts that an agreement is settled on; read from CSV and checked."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from chengjie.errors import Fault, Refusal, Where
from chengjie.settlement import sheets
from chengjie.settlement.agreement import Agreement
from chengjie.values import Column, Period, Table, Text, reading

NEEDED = ("period", "item", "amount", "source")
TITLES: Mapping[str, Text] = {
    "period": Text("时期", "period"), "item": Text("项目", "item"), "amount": Text("金额", "amount"), "source": Text("来源", "source"),
    "unit": Text("单位", "unit"), "currency": Text("币种", "currency"), "disputed": Text("有争议", "disputed"), "note": Text("备注", "note"),
}  # fmt: skip
KNOWN = tuple(TITLES)
_NAMES = {word: key for key, title in TITLES.items() for word in (key, title.zh)}


@dataclass(frozen=True, slots=True)
class Fact:
    """An amount of an item in a period, with where it comes from; a disputed one is held until it is cleared."""

    period: Period
    item: str
    amount: Decimal
    source: str
    disputed: bool = False
    note: str = ""
    row: int = 0

    @property
    def last_day(self) -> date:
        """The day on which the period ends: the phase of that day holds."""
        year, month = self.period.last_year, self.period.last_month
        return date(year, month, calendar.monthrange(year, month)[1])


def read_facts(source: Path | bytes, *, name: str = "facts.csv") -> tuple[Fact, ...]:
    """The rows of a CSV or Excel file, in order; columns by key or by Chinese title. Refuses `facts-…`, every fault at its row and
    column."""
    file, lines = sheets.rows(source, name=name)
    header = [_NAMES.get(cell.strip(), cell.strip()) for cell in lines[0]] if lines else []
    missing = [column for column in NEEDED if column not in header]
    strange = [column for column in header if column not in KNOWN]
    if missing or strange:
        columns = [Fault("facts-column-missing", Where(file=file, row=1), {"column": each}) for each in missing]
        columns += [
            Fault("facts-column-unknown", Where(file=file, row=1, column=each), {"column": each}) for each in strange
        ]
        raise Refusal(columns)
    read = [_fact(row, Where(file=file, row=number)) for number, row in _records(header, lines)]
    faults = [fault for _, found in read for fault in found]
    facts = tuple(fact for fact, _ in read if fact is not None)
    faults += _twice(facts, file)
    if faults:
        raise Refusal(faults)
    return facts


def facts_template(agreement: Agreement, *, period: str = "") -> Table:
    """The table to fill in: a row for each item that the agreement shares, the amounts left open."""
    items = dict.fromkeys(item for phase in agreement.phases for line in phase.lines for item in line.items)
    columns = tuple(Column(key, title) for key, title in TITLES.items() if key != "unit")
    rows = tuple((period or None, item, *(None,) * (len(columns) - 2)) for item in items)
    return Table(columns, rows, agreement.title.text)


def _records(header: Sequence[str], lines: Sequence[Sequence[str]]) -> Iterator[tuple[int, dict[str, str]]]:
    for number, cells in enumerate(lines[1:], start=2):
        if any(cell.strip() for cell in cells):
            yield number, dict(zip(header, cells, strict=False))


def _fact(row: Mapping[str, str | None], where: Where) -> tuple[Fact | None, list[Fault]]:
    said = {column: (row.get(column) or "").strip() for column in KNOWN}
    faults = [
        Fault("facts-cell-missing", _at(where, column), {"column": column}) for column in NEEDED if not said.get(column)
    ]
    period = _period(said.get("period", ""), where, faults)
    amount = _amount(said.get("amount", ""), where, faults)
    if said.get("currency", "") not in {"", "CNY"}:
        faults.append(Fault("facts-currency", _at(where, "currency"), {"currency": said["currency"]}))
    disputed = reading.truth(said.get("disputed", "") or "no")
    if disputed is None:
        faults.append(Fault("facts-truth", _at(where, "disputed"), {"value": said["disputed"]}))
    if faults or period is None or amount is None:
        return None, faults
    return Fact(period, said["item"], amount, said["source"], bool(disputed), said.get("note", ""), where.row or 0), []


def _at(where: Where, column: str) -> Where:
    return Where(file=where.file, row=where.row, column=column)


def _period(said: str, where: Where, faults: list[Fault]) -> Period | None:
    try:
        return Period.parse(said) if said else None
    except ValueError:
        faults.append(Fault("facts-period", _at(where, "period"), {"value": said}))
        return None


def _amount(said: str, where: Where, faults: list[Fault]) -> Decimal | None:
    amount = reading.number(said)
    if said and amount is None:
        faults.append(Fault("facts-amount", _at(where, "amount"), {"value": said[: reading.SHOWN]}))
    return amount


def _twice(facts: Iterable[Fact], file: str) -> Iterator[Fault]:
    seen: dict[tuple[str, str, str], int] = {}
    for fact in facts:
        key = str(fact.period), fact.item, fact.source
        if key in seen:
            yield Fault(
                "facts-row-twice",
                Where(file=file, row=fact.row),
                {"period": key[0], "item": key[1], "first": seen[key]},
            )
        seen.setdefault(key, fact.row)
