"""Deciding claims under a scheme (核定): what each stage of each claim is due, exact, with its arithmetic; never twice, never unknown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import chengjie.expression
from chengjie.expression import Evaluated
from chengjie.settlement import limits, money
from chengjie.settlement.award import PAYER, ZERO, Award, Checked, Decided, Status, version_of
from chengjie.settlement.claims import Claim, Given, Term
from chengjie.settlement.ledger import Ledger
from chengjie.settlement.limits import Paid
from chengjie.settlement.support import CLAIM_DAY, Scheme, Stage
from chengjie.settlement.working import lacking, money_of, said
from chengjie.values.exact import Exact


def entitle(
    scheme: Scheme, claims: Iterable[Claim], *, terms: Sequence[Term] = (), ledger: Ledger | None = None,
    simulated: bool = False,
) -> Decided:  # fmt: skip
    """What each stage of each claim is due; the order of the claims does not matter.

    A stage is *due* where every condition holds, its result is there and its proofs are on file; *unknown* where something is
    missing, which is named; *early* where the result is not there yet; *taken* where another claim has it already; *paid* where the
    ledger has it; *capped* where a ceiling leaves nothing. Where the fund does not suffice it is divided by the scheme's rule.
    """
    values = {each.name: _given(each.value) for each in scheme.parameters if each.value is not None}
    values |= {each.name: each.value for each in terms}
    paid = {line: entry.amounts for (_, line), entry in (ledger or Ledger()).standing().items()}
    ordered = sorted(claims, key=lambda claim: (claim.day, claim.id))
    found = [award for claim in ordered for award in _awards(scheme, claim, values, paid)]
    found = list(limits.ceiling(scheme, list(limits.once(found)), values))
    asked = money.total([each.amount for each in found if each.status == "due" and each.amount is not None])
    fund = limits.fund_left(scheme, values, paid)
    if scheme.fund and fund is not None and asked > fund:
        found = limits.divided(scheme, found, fund, asked)
    elif scheme.fund and fund is None:
        found = [
            limits.waiting(each, scheme, scheme.fund.parameter) if each.status == "due" else each for each in found
        ]
    if fund is not None:
        found = list(limits.topped(found, max(fund - asked, ZERO)))
    return Decided(scheme, version_of(scheme, terms), tuple(found), tuple(terms), fund, asked, simulated)


def _given(value: Decimal | date | str | bool | None) -> Given:
    return Exact.of(value) if isinstance(value, Decimal) else value if value is not None else ""


def _awards(scheme: Scheme, claim: Claim, values: Mapping[str, Given], paid: Paid) -> Iterator[Award]:
    known: dict[str, Any] = {**values, CLAIM_DAY: claim.day, **claim.values}
    checked = tuple(
        Checked(each.id, each.title.text, chengjie.expression.evaluate(scheme.parsed(each.holds), known), each.remedy.text)
        for each in scheme.conditions
    )  # fmt: skip
    for stage in scheme.stages:
        award = replace(_award(scheme, claim, stage, known, checked), line=_key(scheme, claim, stage))
        before = paid.get(award.line)
        yield award if before is None else _paid(award, before)


def _key(scheme: Scheme, claim: Claim, stage: Stage) -> str:
    said = [str(claim.values.get(name, f"?{claim.id}")) for name in scheme.once_per]
    return "·".join([stage.id, *said])


def _paid(award: Award, before: Mapping[str, Decimal]) -> Award:
    mine = before.get(award.claim.claimant)
    if mine is None:
        return limits.taken(award, next((name for name in before if name != PAYER), "—"))
    changed = award.status == "due" and award.amount not in (None, mine)
    return replace(award, status="paid", amount=mine, anew=award.amount if changed else None)


def _award(scheme: Scheme, claim: Claim, stage: Stage, known: Mapping[str, Any], checked: tuple[Checked, ...]) -> Award:
    when = chengjie.expression.evaluate(scheme.parsed(stage.when), known)
    amount = chengjie.expression.evaluate(scheme.parsed(stage.amount), known) if stage.amount else None
    most = chengjie.expression.evaluate(scheme.parsed(stage.most), known) if stage.most else None
    asked = [*(each.trail for each in checked), when, *filter(None, (amount, most))]
    answers = {each.answer for each in checked}
    if "no" in answers:
        return Award(claim, stage, "refused", None, checked, trail=amount)
    if when.value is False:
        return Award(claim, stage, "early", None, checked, trail=when)
    if missing := tuple(lacking(scheme, asked, claim, stage)):
        return Award(claim, stage, "unknown", None, checked, missing, trail=amount)
    money_due, arithmetic = _amount(scheme, stage, amount, most)
    status: Status = "held" if claim.disputed else "due"
    return Award(claim, stage, status, money_due, checked, (), arithmetic, trail=amount)


def _amount(
    scheme: Scheme, stage: Stage, amount: Evaluated | None, most: Evaluated | None
) -> tuple[Decimal | None, tuple[str, ...]]:
    if amount is None or stage.amount is None:
        return None, ()
    due = money_of(scheme, stage.amount, amount)
    arithmetic = [f"{said(amount)} = {due:f} 元"]
    if most is not None and stage.most is not None and (ceiling := money_of(scheme, stage.most, most)) < due:
        arithmetic.append(f"{due:f} > {ceiling:f}: {ceiling:f} 元")
        due = ceiling
    return due, tuple(arithmetic)
