"""What bounds the awards of a scheme together: nothing twice, ceilings of a claimant, and a fund that may not suffice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import chengjie.expression
from chengjie.settlement import money, shortfall
from chengjie.settlement.award import PAYER, ZERO, Award, Missing
from chengjie.settlement.claims import Given
from chengjie.settlement.support import CLAIM_DAY, Scheme, yuan
from chengjie.settlement.working import lacking, money_of
from chengjie.values.exact import Exact

Paid = Mapping[str, Mapping[str, Decimal]]
"""What the ledger has paid: line → party → amount."""


def once(found: Sequence[Award]) -> Iterator[Award]:
    """What is due or paid once is not due again: the paid one first, then the earliest claim, has it."""
    first: dict[str, Award] = {}
    for each in sorted(found, key=lambda award: award.status != "paid"):
        if each.status in {"due", "held", "paid"}:
            first.setdefault(each.line, each)
    for each in found:
        holder = first.get(each.line)
        if each.status in {"due", "held", "paid"} and holder is not None and holder is not each:
            yield taken(each, holder.claim.id)
        else:
            yield each


def taken(each: Award, by: str) -> Award:
    """An award that somebody else has already."""
    return replace(each, status="taken", amount=None, arithmetic=(), taken_by=by)


def ceiling(scheme: Scheme, found: Sequence[Award], values: Mapping[str, Given]) -> Iterator[Award]:
    """The most that one claimant gets of all stages, over a year or over the scheme; earlier claims come first."""
    used: dict[tuple[str, int], Decimal] = defaultdict(lambda: ZERO)

    def account(each: Award) -> tuple[str, int]:
        return each.claim.claimant, each.claim.day.year if scheme.most_per == "year" else 0

    for each in found:
        if each.status == "paid" and each.amount:
            used[account(each)] += each.amount
    for each in found:
        rise = _rise(each)
        if scheme.most is None or each.amount is None or not (each.status == "due" or rise):
            yield each
            continue
        known: dict[str, Any] = {**values, CLAIM_DAY: each.claim.day, **each.claim.values}
        most = chengjie.expression.evaluate(scheme.parsed(scheme.most), known)
        if most.value is None:
            missing = tuple(lacking(scheme, [most], each.claim, each.stage))
            yield replace(each, status="unknown", amount=None, missing=missing)
            continue
        room = max(money_of(scheme, scheme.most, most) - used[account(each)], ZERO)
        if rise:
            used[account(each)] += min(rise, room)
            yield _raised(each, min(rise, room))
            continue
        paid = min(each.amount, room)
        used[account(each)] += paid
        cut = () if paid == each.amount else (f"{each.amount:f} > {room:f}: {paid:f} 元",)
        yield replace(each, amount=paid, status="due" if paid else "capped", arithmetic=(*each.arithmetic, *cut))


def _rise(each: Award) -> Decimal:
    """By how much a paid stage would come to more today."""
    return max(each.anew - each.amount, ZERO) if each.anew is not None and each.amount is not None else ZERO


def _raised(each: Award, by: Decimal) -> Award:
    return replace(each, anew=(each.amount or ZERO) + by if by else None)


def topped(found: Sequence[Award], left: Decimal) -> Iterator[Award]:
    """What was paid rises only as far as the fund still reaches once everything due is paid."""
    for each in found:
        if rise := min(_rise(each), left):
            left -= rise
            yield _raised(each, rise)
        elif _rise(each):
            yield _raised(each, ZERO)
        else:
            yield each


def fund_left(scheme: Scheme, values: Mapping[str, Given], paid: Paid) -> Decimal | None:
    """What is left of the fund after what the ledger has paid."""
    if scheme.fund is None or not isinstance(whole := values.get(scheme.fund.parameter), Exact):
        return None
    unit = next(each.unit for each in scheme.parameters if each.name == scheme.fund.parameter)
    spent = money.total([-amounts.get(PAYER, ZERO) for amounts in paid.values()])
    return max(money.cents_of(whole.value * (yuan(unit) or 1)) - spent, ZERO)


def divided(scheme: Scheme, found: Sequence[Award], fund: Decimal, asked: Decimal) -> list[Award]:
    """Claims that exceed the fund: divided by the scheme's rule to the cent, or held where it has none."""
    rule = scheme.fund.shortfall if scheme.fund else "refuse"
    due = {each.line: each.amount for each in found if each.status == "due" and each.amount is not None}
    if rule == "refuse":
        return [replace(each, status="held") if each.line in due and each.status == "due" else each for each in found]
    parts = shortfall.divide(Fraction(fund), {line: Fraction(amount) for line, amount in due.items()}, rule)
    cents = money.rounded(fund, parts)
    return [
        replace(each, amount=cents[each.line], arithmetic=(*each.arithmetic, f"{asked:f} > {fund:f}（{rule}）: {cents[each.line]:f} 元"))
        if each.status == "due" and each.line in cents else each
        for each in found
    ]  # fmt: skip


def waiting(each: Award, scheme: Scheme, parameter: str) -> Award:
    """An award that waits for the fund to be named."""
    title = next(one.title.text for one in scheme.parameters if one.name == parameter)
    missing = (Missing(parameter, title, scheme.payer.text, "parameter"),)
    return replace(each, status="unknown", amount=None, missing=(*each.missing, *missing))
