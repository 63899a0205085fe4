"""Dividing what there is among claims that together are larger: rules of the literature on claims (资不抵债的分配).

Proportional; constrained equal awards and losses; the contested-garment rule for any number of claims (Aumann and
Maschler 1985, "Game theoretic analysis of a bankruptcy problem from the Talmud", Journal of Economic Theory 36).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Literal

Rule = Literal["proportional", "equal-awards", "equal-losses", "contested-garment"]
Amounts = Mapping[str, Fraction]


def divide(estate: Fraction, claims: Amounts, rule: Rule) -> dict[str, Fraction]:
    """What each claim gets of an estate that does not cover them all; exact, the parts sum to the estate.

    ValueError for a negative estate or claim, or an estate that is larger than all claims.

    >>> claims = {"one": Fraction(100), "two": Fraction(200), "three": Fraction(300)}
    >>> [str(part) for part in divide(Fraction(200), claims, "contested-garment").values()]
    ['50', '75', '75']
    """
    if estate < 0 or any(claim < 0 for claim in claims.values()):
        raise ValueError("an estate and claims are not negative")
    if estate > sum(claims.values()):
        raise ValueError("the estate covers all claims: nothing is to be divided")
    return _RULES[rule](estate, claims)


def _proportional(estate: Fraction, claims: Amounts) -> dict[str, Fraction]:
    whole = sum(claims.values())
    return {name: claim * estate / whole if whole else Fraction(0) for name, claim in claims.items()}


def _equal_awards(estate: Fraction, claims: Amounts) -> dict[str, Fraction]:
    """As equal as can be, nobody more than the claim."""
    awards: dict[str, Fraction] = {}
    left, waiting = estate, sorted(claims, key=lambda name: claims[name])
    for place, name in enumerate(waiting):
        awards[name] = min(claims[name], left / (len(waiting) - place))
        left -= awards[name]
    return {name: awards[name] for name in claims}


def _equal_losses(estate: Fraction, claims: Amounts) -> dict[str, Fraction]:
    """Losses as equal as can be, nobody below nothing."""
    losses = _equal_awards(sum(claims.values()) - estate, claims)
    return {name: claim - losses[name] for name, claim in claims.items()}


def _contested_garment(estate: Fraction, claims: Amounts) -> dict[str, Fraction]:
    """Up to half of all claims, equal awards on half claims; beyond it, equal losses on half claims."""
    halves = {name: claim / 2 for name, claim in claims.items()}
    half = sum(halves.values())
    if estate <= half:
        return _equal_awards(estate, halves)
    lost = _equal_awards(sum(claims.values()) - estate, halves)
    return {name: claim - lost[name] for name, claim in claims.items()}


_RULES: Mapping[Rule, Callable[[Fraction, Amounts], dict[str, Fraction]]] = {
    "proportional": _proportional,
    "equal-awards": _equal_awards,
    "equal-losses": _equal_losses,
    "contested-garment": _contested_garment,
}
