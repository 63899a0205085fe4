"""The unified social credit code (统一社会信用代码): eighteen characters, the last of which checks the others (GB 32100-2015)."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""Thirty-one characters: no I, O, S, V, Z, which are taken for figures."""
LENGTH = 18
_PLACES = {mark: place for place, mark in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, place, 31) for place in range(LENGTH - 1))


def check_digit(first: str) -> str:
    """The eighteenth character for the first seventeen: weights 3^(i-1) mod 31 over the places of the characters.

    >>> check_digit("91350100M000100Y4")
    '3'
    """
    total = sum(_PLACES[mark] * weight for mark, weight in zip(first, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def is_credit_code(code: str) -> bool:
    """Whether a code has the right length, characters and check character.

    >>> is_credit_code("91350100M000100Y43"), is_credit_code("91350100M000100Y44"), is_credit_code("91350100M000100Y4O")
    (True, False, False)
    """
    return len(code) == LENGTH and all(mark in ALPHABET for mark in code) and check_digit(code[:-1]) == code[-1]
