"""An exact number with its unit; converts only along declared paths (§8)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from chengjie.errors import Refusal
from chengjie.values.text import Text


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, the dimension it measures, and how many base units it holds."""

    name: str
    dimension: str
    factor: Decimal
    en: str


@cache
def units() -> dict[str, Unit]:
    """Every declared unit by its name, from `values/units.csv`."""
    with files("chengjie.values").joinpath("units.csv").open(encoding="utf-8") as lines:
        return {
            row["unit"]: Unit(row["unit"], row["dimension"], Decimal(row["factor"]), row["en"])
            for row in csv.DictReader(lines)
        }


def unit_title(unit: str) -> Text:
    """What a unit is called; of a ratio, each side. A unit that nobody declared keeps its name.

    >>> unit_title("万元/亩").en, unit_title("株").en
    ('10 thousand yuan/mu', '株')
    """
    sides = [units()[side].en if side in units() else side for side in unit.split("/")]
    return Text(unit, "/".join(sides))


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in a unit. % and 百分点 are different dimensions: a share is not a difference of shares.

    >>> Quantity(Decimal("1.25"), "万亿元").to("亿元")
    Quantity(value=Decimal('12500'), unit='亿元')
    """

    value: Decimal
    unit: str

    def to(self, unit: str) -> Quantity:
        """The same quantity in another unit of its dimension. Refuses `unit-unknown`, `unit-mismatch`."""
        if unit == self.unit:
            return self
        known = units()
        for name in (self.unit, unit):
            if name not in known:
                raise Refusal.of("unit-unknown", unit=name)
        here, there = known[self.unit], known[unit]
        if here.dimension != there.dimension:
            raise Refusal.of("unit-mismatch", unit=self.unit, other=unit)
        value = self.value * here.factor / there.factor
        whole = value.to_integral_value()
        return Quantity(whole if value == whole else value.normalize(), unit)

    def __str__(self) -> str:
        return f"{self.value:,f}{self.unit}" if self.unit == "%" else f"{self.value:,f} {self.unit}".rstrip()
