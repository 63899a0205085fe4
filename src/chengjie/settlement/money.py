"""Exact money: amounts in cents of yuan, and splitting an amount so that the parts always make the whole (§8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_FLOOR, Decimal, localcontext
from fractions import Fraction

CENT = Decimal("0.01")
_DIGITS = 60


def cents(amount: Decimal) -> Decimal:
    """The amount to the cent, half to even.

    >>> cents(Decimal("2.345")), cents(Decimal("2.355"))
    (Decimal('2.34'), Decimal('2.36'))
    """
    with localcontext() as context:
        context.prec = _DIGITS
        return amount.quantize(CENT)


def cents_of(amount: Fraction) -> Decimal:
    """A fraction of yuan to the cent, half to even.

    >>> cents_of(Fraction(1, 3)), cents_of(Fraction(5, 1000))
    (Decimal('0.33'), Decimal('0.00'))
    """
    return Decimal(round(amount * 100)).scaleb(-2)


def rounded(whole: Decimal, parts: Mapping[str, Fraction]) -> dict[str, Decimal]:
    """Exact parts in whole cents that sum to the whole: rounded down, the cents left to the largest remainders (最大余额法)."""
    floors = {name: part * 100 // 1 for name, part in parts.items()}
    left = int(whole * 100) - sum(floors.values())
    order = {name: place for place, name in enumerate(parts)}
    for name in sorted(parts, key=lambda each: (floors[each] - parts[each] * 100, order[each]))[:left]:
        floors[name] += 1
    return {name: Decimal(cents).scaleb(-2) for name, cents in floors.items()}


def split(amount: Decimal, shares: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Shares of an amount in whole cents (最大余额法): each gets its cents rounded down, the cents left go to the largest
    remainders; where remainders are equal, to the larger share, then to the party named first.

    The shares need not sum to one: they are taken in proportion. The parts sum to the amount, to the cent.

    >>> split(Decimal("100.00"), {"a": Decimal(1), "b": Decimal(1), "c": Decimal(1)})
    {'a': Decimal('33.34'), 'b': Decimal('33.33'), 'c': Decimal('33.33')}
    """
    whole = sum(shares.values(), Decimal(0))
    if whole <= 0:
        raise ValueError("nobody has a share")
    if amount < 0:
        return {party: -part for party, part in split(-amount, shares).items()}
    with localcontext() as context:
        context.prec = _DIGITS
        exact = {party: amount * share / whole for party, share in shares.items()}
        parts = {party: part.quantize(CENT, rounding=ROUND_FLOOR) for party, part in exact.items()}
        left = int((amount - sum(parts.values())) / CENT)
        order = {party: place for place, party in enumerate(shares)}
        first = sorted(shares, key=lambda party: (parts[party] - exact[party], -shares[party], order[party]))
        for party in first[:left]:
            parts[party] += CENT
    return parts


def total(amounts: Sequence[Decimal]) -> Decimal:
    """The sum, exact."""
    return sum(amounts, Decimal("0.00"))
