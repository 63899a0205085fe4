"""How much a line can carry (通道能力): a parameter. What fits goes where it saves most; the rest keeps its way."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import chengjie.register
from chengjie.errors import Fault, Refusal, Where
from chengjie.network.access import Change
from chengjie.package import Package, cells


@dataclass(frozen=True, slots=True)
class Load:
    """Freight of a county, in 10,000 tonnes a year: what there is, what the line takes, what it saves in 10,000 tonne-km."""

    place: str
    tonnes: Decimal
    taken: Decimal
    saved: Decimal


@dataclass(frozen=True, slots=True)
class Corridor:
    """What a line of a capacity takes; `loads` is empty and `known` false where the capacity is not given.

    `asked` names the counties that gain and whose freight nobody has given: they are left out, not counted as none.
    """

    capacity: Decimal | None
    loads: tuple[Load, ...]
    asked: tuple[str, ...]

    @property
    def known(self) -> bool:
        """Whether it can be said who gets through."""
        return self.capacity is not None

    @property
    def left(self) -> Decimal:
        """Freight that would gain but does not fit."""
        return sum((each.tonnes - each.taken for each in self.loads), Decimal(0))


def read_freight(path: Path, package: Package) -> dict[str, Decimal]:
    """Freight of counties from a CSV of `place,tonnes` (10,000 tonnes a year). Refuses `freight-malformed` for every bad line."""
    found: dict[str, Decimal] = {}
    faults: list[Fault] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Refusal.of("freight-malformed", file=path.name, line=type(error).__name__) from error
    for number, row in enumerate(rows, 2):
        places = [
            each for each in chengjie.register.places(package).find(row.get("place") or "") if each.level == "county"
        ]
        tonnes = cells.number(row.get("tonnes") or "")
        if len(places) != 1 or tonnes is None:
            written = f"{row.get('place') or ''} {row.get('tonnes') or ''}"
            faults.append(Fault("freight-malformed", Where(file=path.name, row=number), {"line": written[:40]}))
        else:
            found[places[0].code] = tonnes
    if faults:
        raise Refusal(faults)
    return found


def corridor(changes: Iterable[Change], freight: Mapping[str, Decimal], *, capacity: Decimal | None) -> Corridor:
    """Share out a line's capacity over those who gain, most saved kilometres first: no other share saves more.

    Refuses `freight-negative` and `capacity-negative`.

    >>> gains = [Change("a", "x", "rail", Decimal(90), Decimal(50)), Change("b", "x", "rail", Decimal(90), Decimal(80))]
    >>> shared = corridor(gains, {"a": Decimal(30), "b": Decimal(30)}, capacity=Decimal(40))
    >>> [(each.place, each.taken) for each in shared.loads], shared.left
    ([('a', Decimal('30')), ('b', Decimal('10'))], Decimal('20'))
    """
    faults = [
        Fault("freight-negative", parameters={"place": place, "value": str(tonnes)})
        for place, tonnes in freight.items()
        if tonnes < 0
    ]
    if capacity is not None and capacity < 0:
        faults.append(Fault("capacity-negative", parameters={"value": str(capacity)}))
    if faults:
        raise Refusal(faults)
    gains = sorted((each for each in changes if each.saved), key=lambda each: (-(each.saved or 0), each.place))
    asked = tuple(each.place for each in gains if each.place not in freight)
    if capacity is None:
        return Corridor(None, (), asked)
    loads, left = [], capacity
    for each in (one for one in gains if one.place in freight):
        taken = min(freight[each.place], left)
        left -= taken
        loads.append(Load(each.place, freight[each.place], taken, taken * (each.saved or Decimal(0))))
    return Corridor(capacity, tuple(loads), asked)
