"""Settling facts by an agreement (结算): a line for each period and each thing shared, with its inputs, its arithmetic and its term."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from chengjie.errors import Fault, Refusal, Where
from chengjie.settlement import money
from chengjie.settlement.agreement import Agreement, Cap, Line, OneOff, Phase
from chengjie.settlement.facts import Fact
from chengjie.values import Text

Status = Literal["settled", "held"]
ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Input:
    """A fact that went into a line: what it was, the part of it that is shared, and where it comes from."""

    item: str
    amount: Decimal
    part: Decimal
    source: str
    row: int

    def as_json(self) -> dict[str, Any]:
        """Plain values; amounts as text, so that no digit is lost."""
        return {
            "item": self.item, "amount": f"{self.amount:f}", "part": f"{self.part:f}", "source": self.source, "row": self.row,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatementLine:
    """What each party gets of one line in one period. A held line has no amounts until the dispute is cleared."""

    period: str
    phase: str
    line: str
    kind: str
    title: Text
    status: Status
    base: Decimal
    amounts: Mapping[str, Decimal]
    inputs: tuple[Input, ...]
    arithmetic: tuple[str, ...]
    source: str
    version: str

    @property
    def key(self) -> tuple[str, str]:
        """Period and line: what there is one of."""
        return self.period, self.line

    @property
    def digest(self) -> str:
        """The mark of exactly this line with its inputs: the same facts under the same terms give the same mark."""
        written = json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "period": self.period,
            "phase": self.phase,
            "line": self.line,
            "kind": self.kind,
            "title": self.title.as_json(),
            "status": self.status,
            "base": f"{self.base:f}",
            "amounts": {party: f"{amount:f}" for party, amount in self.amounts.items()},
            "inputs": [each.as_json() for each in self.inputs],
            "arithmetic": list(self.arithmetic),
            "source": self.source,
            "version": self.version,
        }


@dataclass(frozen=True, slots=True)
class Statement:
    """All lines of an agreement on the facts given, and the facts that no term speaks of."""

    agreement: str
    version: str
    parties: Mapping[str, Text]
    lines: tuple[StatementLine, ...]
    unshared: tuple[Fact, ...] = ()
    simulated: bool = False

    def totals(self, kind: str = "revenue") -> dict[str, Decimal]:
        """What each party gets in all, of the lines of one kind that are settled."""
        settled = [line for line in self.lines if line.kind == kind and line.status == "settled"]
        return {party: money.total([line.amounts.get(party, ZERO) for line in settled]) for party in self.parties}

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        kinds = dict.fromkeys(line.kind for line in self.lines)
        return {
            "agreement": self.agreement,
            "version": self.version,
            "simulated": self.simulated,
            "parties": {party: title.as_json() for party, title in self.parties.items()},
            "totals": {kind: {party: f"{amount:f}" for party, amount in self.totals(kind).items()} for kind in kinds},
            "lines": [line.as_json() for line in self.lines],
            "held": [list(line.key) for line in self.lines if line.status == "held"],
            "unshared": [
                {"period": str(fact.period), "item": fact.item, "amount": f"{fact.amount:f}", "row": fact.row}
                for fact in self.unshared
            ],
        }


def settle(agreement: Agreement, facts: Iterable[Fact], *, until: date | None = None) -> Statement:
    """The statement of an agreement on facts; the order of the facts does not matter.

    A fact of a day in no phase, or of an item that no line of its phase shares, is listed as unshared. Refuses a period
    that lies in two phases and a refund that no term provides for.
    """
    given = sorted((fact for fact in facts if until is None or fact.last_day <= until), key=_order)
    faults = list(_faults(agreement, given))
    if faults:
        raise Refusal(faults)
    grouped: dict[tuple[date, str, str], list[Fact]] = defaultdict(list)
    unshared: list[Fact] = []
    for fact in given:
        phase = _phase(agreement, fact.last_day)
        lines = [line for line in phase.lines if fact.item in line.items] if phase else []
        unshared += [] if lines else [fact]
        for line in lines:
            grouped[fact.last_day, str(fact.period), line.id].append(fact)
    paid: dict[tuple[str, ...], Decimal] = defaultdict(lambda: ZERO)
    found = [_line(agreement, key, members, paid) for key, members in sorted(grouped.items())]
    found += [_one_off(agreement, each) for each in agreement.one_off if until is None or each.day <= until]
    titles = {party.id: party.title.text for party in agreement.parties}
    return Statement(agreement.id, agreement.version, titles, tuple(found), tuple(unshared), agreement.simulated)


def _order(fact: Fact) -> tuple[Any, ...]:
    return fact.last_day, fact.period, fact.item, fact.source, fact.row


def _phase(agreement: Agreement, day: date) -> Phase | None:
    return next((phase for phase in agreement.phases if phase.start <= day <= phase.end), None)


def _faults(agreement: Agreement, facts: Sequence[Fact]) -> Iterator[Fault]:
    for fact in facts:
        first = date(fact.period.first_year, fact.period.first_month, 1)
        if agreement.agreed_first and agreement.agreed and first < agreement.agreed:
            yield Fault(
                "facts-before-agreed",
                Where(row=fact.row, column="period"),
                {"period": str(fact.period), "agreed": agreement.agreed.isoformat()},
            )
        touched = [phase for phase in agreement.phases if phase.start <= fact.last_day and first <= phase.end]
        if len(touched) > 1:
            yield Fault(
                "facts-period-spans-phases",
                Where(row=fact.row, column="period"),
                {"period": str(fact.period), "phases": "、".join(phase.id for phase in touched)},
            )
        for line in touched[0].lines if len(touched) == 1 else ():
            if fact.amount < 0 and fact.item in line.items and line.refunds == "refuse":
                yield Fault(
                    "facts-refund",
                    Where(row=fact.row, column="amount"),
                    {"item": fact.item, "amount": f"{fact.amount:f}", "line": line.id},
                )


def _line(
    agreement: Agreement, key: tuple[date, str, str], facts: Sequence[Fact], paid: dict[tuple[str, ...], Decimal]
) -> StatementLine:
    day, period, name = key
    phase = _phase(agreement, day)
    if phase is None:
        raise LookupError(period)
    line = next(each for each in phase.lines if each.id == name)
    inputs = tuple(Input(fact.item, fact.amount, line.items[fact.item], fact.source, fact.row) for fact in facts)
    base = money.cents(sum((each.amount * each.part for each in inputs), Decimal(0)))
    sum_up = " + ".join(f"{each.amount:f} × {each.part:f}" for each in inputs)
    arithmetic = [f"{sum_up} = {base:f}"]
    held = any(fact.disputed for fact in facts)
    amounts = {} if held else _shared(line, base, arithmetic)
    for cap in () if held else line.caps:
        _capped(cap, amounts, paid, (phase.id, name, cap.party, _span(cap, day, period)), arithmetic)
    return StatementLine(
        period, phase.id, name, line.kind, line.title.text, "held" if held else "settled", base, amounts, inputs,
        tuple(arithmetic), line.source, agreement.version,
    )  # fmt: skip


def _shared(line: Line, base: Decimal, arithmetic: list[str]) -> dict[str, Decimal]:
    """Shares of what lies above the threshold; what lies below it goes to one party whole."""
    floor = min(line.above, base) if line.above is not None and base > 0 else ZERO
    floor = money.cents(floor)
    amounts = money.split(base - floor, line.shares)
    arithmetic += [
        f"({base:f} − {floor:f}) × {share:f} → {party} {amounts[party]:f}" for party, share in line.shares.items()
    ]
    if floor and line.below:
        amounts[line.below] = amounts.get(line.below, ZERO) + floor
        arithmetic.append(f"{floor:f} → {line.below}")
    return amounts


def _span(cap: Cap, day: date, period: str) -> str:
    return {"period": period, "year": str(day.year), "phase": ""}[cap.over]


def _capped(
    cap: Cap,
    amounts: dict[str, Decimal],
    paid: dict[tuple[str, ...], Decimal],
    account: tuple[str, ...],
    arithmetic: list[str],
) -> None:
    """Take what goes beyond the most that a party may have, and give it to the one that the cap names."""
    mine = amounts.get(cap.party, ZERO)
    room = max(money.cents(cap.most) - paid[account], ZERO)
    over = max(mine - room, ZERO)
    if over:
        amounts[cap.party] = mine - over
        amounts[cap.then] = amounts.get(cap.then, ZERO) + over
        arithmetic.append(f"{paid[account]:f} + {mine:f} > {cap.most:f}: {over:f} → {cap.then}")
    paid[account] += amounts.get(cap.party, ZERO)


def _one_off(agreement: Agreement, each: OneOff) -> StatementLine:
    amount = money.cents(each.amount)
    phase = _phase(agreement, each.day)
    return StatementLine(
        each.day.isoformat(), phase.id if phase else "", each.id, "one-off", each.title.text, "settled", amount,
        {each.payer: -amount, each.payee: amount}, (), (f"{each.payer} → {each.payee} {amount:f}",), each.source,
        agreement.version,
    )  # fmt: skip
