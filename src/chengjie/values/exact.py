"""A number that stays exact through every formula: what meets it counts by its printed digits, not by its bits (§8)."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


def fraction(number: object) -> Fraction | None:
    """The exact value of a number; of a float the value that it prints. None for what is no number."""
    if isinstance(number, Exact):
        return number.value
    if isinstance(number, float):
        return Fraction(repr(number))
    return Fraction(number) if isinstance(number, int | Decimal | Fraction) else None


def _both(answer: Callable[[Fraction, Fraction], Fraction]) -> Callable[[object, object], Exact]:
    def worked(one: object, other: object) -> Exact:
        left, right = fraction(one), fraction(other)
        return Exact(answer(left, right)) if left is not None and right is not None else NotImplemented

    return worked


def _turned(answer: Callable[[Fraction, Fraction], Fraction]) -> Callable[[object, object], Exact]:
    return _both(lambda one, other: answer(other, one))


@functools.total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Exact:
    """An exact number for formulas over money and shares.

    >>> Exact.of("0.1") + 0.2 == Exact.of("0.3")
    True
    >>> str(Exact.of("1") / 3 * 3)
    '1'
    """

    value: Fraction

    @classmethod
    def of(cls, number: str | Decimal | Fraction | int) -> Exact:
        """From digits."""
        return cls(Fraction(number))

    def __eq__(self, other: object) -> bool:
        """By value, a float by its digits."""
        return self.value == fraction(other)

    def __hash__(self) -> int:
        """Alike for equal values."""
        return hash(self.value)

    def __lt__(self, other: object) -> bool:
        """By value."""
        right = fraction(other)
        return NotImplemented if right is None else self.value < right

    __add__ = _both(lambda one, other: one + other)
    __radd__ = __add__
    __sub__ = _both(lambda one, other: one - other)
    __rsub__ = _turned(lambda one, other: one - other)
    __mul__ = _both(lambda one, other: one * other)
    __rmul__ = __mul__
    __truediv__ = _both(lambda one, other: one / other)
    __rtruediv__ = _turned(lambda one, other: one / other)

    def __neg__(self) -> Exact:
        """Turned round."""
        return Exact(-self.value)

    def __abs__(self) -> Exact:
        """Without its sign."""
        return Exact(abs(self.value))

    def __floor__(self) -> int:
        """Rounded down."""
        return self.value.__floor__()

    def __ceil__(self) -> int:
        """Rounded up."""
        return self.value.__ceil__()

    def __bool__(self) -> bool:
        """Whether it is not nothing."""
        return bool(self.value)

    def __float__(self) -> float:
        """The nearest float."""
        return float(self.value)

    def __str__(self) -> str:
        """In decimal digits, to twelve places where it does not end."""
        digits = (Decimal(self.value.numerator) / Decimal(self.value.denominator)).quantize(Decimal("1e-12"))
        return f"{digits.normalize():f}"
