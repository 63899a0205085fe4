"""What a printed figure can mean: every value that rounds to the digits on the page."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)
ENDLESS = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Interval:
    """All values between two ends, both included.

    >>> Interval.printed(Decimal("5.9"))
    Interval(low=Decimal('5.85'), high=Decimal('5.95'))
    >>> Interval.printed(Decimal("656.77")) / Interval.printed(Decimal("11145")) * 100 & Interval.printed(Decimal("5.9"))
    True
    """

    low: Decimal
    high: Decimal

    @classmethod
    def printed(cls, value: Decimal, *, rough: Decimal = ZERO) -> Interval:
        """The values that print as this figure; `rough` widens it by that part of itself (约、近、左右)."""
        exponent = value.as_tuple().exponent
        half = Decimal(5).scaleb(int(exponent) - 1)
        wider = max(half, abs(value) * rough)
        return cls(value - wider, value + wider)

    @classmethod
    def exactly(cls, value: Decimal | int) -> Interval:
        """One value, without rounding."""
        return cls(Decimal(value), Decimal(value))

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval | Decimal | int) -> Interval:
        if not isinstance(other, Interval):
            other = Interval.exactly(other)
        ends = [here * there for here in (self.low, self.high) for there in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: Interval | Decimal | int) -> Interval:
        """The quotient. ZeroDivisionError where the divisor may be zero."""
        if not isinstance(other, Interval):
            other = Interval.exactly(other)
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor may be zero")
        ends = [here / there for here in (self.low, self.high) for there in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __and__(self, other: Interval) -> bool:
        """Whether the two can be the same value."""
        return self.low <= other.high and other.low <= self.high

    def root(self, years: int) -> Interval:
        """The yearly factor of a factor over several years; for positive ends only."""
        power = Decimal(1) / years
        return Interval(self.low**power, self.high**power)

    def raised(self, years: int) -> Interval:
        """The factor over several years of a yearly factor; for positive ends only."""
        return Interval(self.low**years, self.high**years)

    @property
    def middle(self) -> Decimal:
        """Half way between the ends."""
        return (self.low + self.high) / 2


def show(value: Decimal, *, digits: int = 2) -> str:
    """A computed figure for people: at most so many decimals, no trailing zeros.

    >>> show(Decimal("5.0555")), show(Decimal("12500.000"))
    ('5.06', '12500')
    """
    rounded = f"{value:.{digits}f}"
    return rounded.rstrip("0").rstrip(".") if "." in rounded else rounded
