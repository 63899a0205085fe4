"""What is registered of a carrier: plots by state, standard plants and how full they are, utilities at the plots (载体家底)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from chengjie.process import Actor
from chengjie.register.typed import Register
from chengjie.values import Text
from chengjie.web import registers
from chengjie.web.records.registers import Record

PLOTS, PLANTS = "plots", "standard-plants"
UTILITIES = ("power", "water", "gas", "road", "sewage")
MOST = 2_000
"""Records of a carrier that are summed."""


@dataclass(frozen=True, slots=True)
class Area:
    """So many records, what they come to, and those whose area is not on record: these are named, never counted as nought."""

    count: int
    known: Decimal
    lacking: tuple[Record, ...] = ()

    @property
    def value(self) -> Decimal | None:
        """The sum; None where nothing is known or something is missing."""
        return None if self.lacking or not self.count else self.known


@dataclass(frozen=True, slots=True)
class Utility:
    """A utility: at how many plots it is there, is not, and is not said."""

    title: Text
    there: int
    absent: int
    unsaid: int


@dataclass(frozen=True, slots=True)
class Stock:
    """What a carrier has on record."""

    plots: tuple[Record, ...]
    by_state: tuple[tuple[Text, Area], ...]
    utilities: tuple[Utility, ...]
    plants: tuple[Record, ...]
    floor: Area
    free: Area

    @property
    def occupied(self) -> Decimal | None:
        """The share of the plants' floor that is let, in %; None where an area is missing."""
        floor, free = self.floor.value, self.free.value
        return None if not floor or free is None else ((floor - free) / floor * 100).quantize(Decimal("0.1"))


def stock(carrier: str, who: Sequence[Actor]) -> Stock | None:
    """What is on record of a carrier, of what somebody may see; None in a zone without such registers."""
    if not {PLOTS, PLANTS} <= set(registers.known()):
        return None
    plots, plants = (_rows(registers.register(name), carrier, who) for name in (PLOTS, PLANTS))
    wanted = registers.register(PLOTS)
    states = next(each.choices for each in wanted.fields if each.name == "state")
    return Stock(
        plots,
        tuple((each.title.text, _area([row for row in plots if row.data.get("state") == each.id], "area")) for each in states),
        tuple(_utility(each.title.text, [row.data.get(each.name) for row in plots]) for each in wanted.fields if each.name in UTILITIES),
        plants, _area(plants, "floor_area"), _area(plants, "free_area"),
    )  # fmt: skip


def _rows(wanted: Register, carrier: str, who: Sequence[Actor]) -> tuple[Record, ...]:
    return tuple(registers.visible(wanted, who).filter(carrier=carrier, state="current").order_by("pk")[:MOST])


def _area(rows: Sequence[Record], name: str) -> Area:
    found = [(row, _number(row.data.get(name))) for row in rows]
    return Area(
        len(rows),
        sum((value for _, value in found if value is not None), Decimal(0)),
        tuple(row for row, value in found if value is None),
    )


def _number(value: object) -> Decimal | None:
    try:
        return None if value is None or value == "" else Decimal(str(value))
    except InvalidOperation:
        return None


def _utility(title: Text, found: Iterable[object]) -> Utility:
    said = list(found)
    return Utility(title, said.count(True), said.count(False), len(said) - said.count(True) - said.count(False))
