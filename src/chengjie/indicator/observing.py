"""What was measured: figures of places and regions, each with its status and its source (观测值)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, cast

from chengjie.indicator.definitions import Indicator
from chengjie.package import Origin, Package
from chengjie.values import Period, Quantity, Source

Status = Literal["preliminary", "revised", "final"]
Qualifier = Literal["", ">=", "<=", "≈"]
Key = tuple[str, str, Period]

_STATUS = {"final": 0, "revised": 1, "preliminary": 2}
_GRADE = {"A": 0, "P": 0, "B": 1, "D": 1, "U": 2, "C": 3}


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure of one place and period. `qualifier` marks a bound or a rounded figure; `place` may be a region's id."""

    place: str
    indicator: str
    period: Period
    value: Decimal
    unit: str
    status: Status
    source: Source
    origin: Origin
    note: str = ""
    qualifier: Qualifier = ""

    @property
    def id(self) -> str:
        """The figure's id: several sources of one figure share it."""
        return f"observation:{self.place}:{self.indicator}:{self.period}"

    @property
    def key(self) -> Key:
        """What it is a figure of."""
        return self.place, self.indicator, self.period

    @property
    def is_weak(self) -> bool:
        """Whether it must be shown with a warning."""
        return self.source.is_weak

    def in_unit(self, unit: str) -> Decimal:
        """The value in another unit of the same dimension. Refuses `unit-mismatch`."""
        return Quantity(self.value, self.unit).to(unit).value


def observations(package: Package) -> tuple[Observation, ...]:
    """Every figure of a zone, in the order of the tables; rows without a value are left out."""
    return tuple(
        Observation(
            row["place"],
            row["indicator"],
            Period.parse(row["period"]),
            Decimal(row["value"]),
            row["unit"],
            cast(Status, row["status"]),
            package.sources[row["source"]],
            row.origin,
            row["note"],
            cast(Qualifier, row.values.get("qualifier", "")),
        )
        for row in package.rows("observations")
        if row["value"]
    )


def best(found: Iterable[Observation]) -> Observation:
    """The one to show where several sources give one figure: final before preliminary, then the better source."""
    return min(found, key=_rank)


def _rank(each: Observation) -> tuple[int, int, int, int]:
    weak, stated = _GRADE.get(each.source.grade, 3), int(bool(each.qualifier))
    estimated = int("预计" in each.note)
    return stated + estimated, int(weak >= 3), _STATUS[each.status], weak


def by_key(found: Iterable[Observation]) -> Mapping[Key, tuple[Observation, ...]]:
    """Figures gathered by what they are figures of, the best first."""
    grouped: dict[Key, list[Observation]] = {}
    for each in found:
        grouped.setdefault(each.key, []).append(each)
    return {key: tuple(sorted(several, key=_rank)) for key, several in grouped.items()}


def disagreements(several: Iterable[Observation], indicator: Indicator) -> tuple[Observation, ...]:
    """Those that say another number than the best one, in the indicator's unit."""
    listed = tuple(several)
    first = best(listed).in_unit(indicator.unit)
    return tuple(each for each in listed if each.in_unit(indicator.unit) != first)
