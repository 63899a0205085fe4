"""What is measured: indicators with unit, direction and kind, and the dates at which a definition changed (指标)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, cast

from chengjie.package import Package, Row
from chengjie.values import Period, Source, Text

Direction = Literal["higher", "lower", "neutral"]
Kind = Literal["level", "flow", "cumulative", "ratio"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator. `kind` says how it adds up: a ratio is never summed; a cumulative figure never follows a yearly one."""

    id: str
    title: Text
    unit: str
    direction: Direction
    kind: Kind
    source: Source
    note: str = ""

    @property
    def adds_up(self) -> bool:
        """Whether the figure of a whole is the sum of the figures of its parts."""
        return self.kind != "ratio"


@dataclass(frozen=True, slots=True)
class Break:
    """A change of definition: figures before `since` and from it on are different series (口径变化)."""

    indicator: str
    since: Period
    note: Text
    source: Source

    def parts(self, one: Period, other: Period) -> bool:
        """Whether two periods stand on different sides.

        >>> change = Break("gdp", Period.year(2019), Text("", ""), Source("x", "x"))
        >>> change.parts(Period.year(2018), Period.year(2020)), change.parts(Period.year(2019), Period.year(2020))
        (True, False)
        """
        return (one.last_day < self.since.first_day) != (other.last_day < self.since.first_day)


def indicators(package: Package) -> Mapping[str, Indicator]:
    """Every indicator of a zone by its id.

    >>> import chengjie.package
    >>> indicators(chengjie.package.open_package("xiangnan-xiangxi"))["gdp"].title.zh
    '地区生产总值'
    """
    return {
        row["id"]: Indicator(
            row["id"],
            Text(row["zh"], row["en"]),
            row["unit"],
            cast(Direction, row["direction"]),
            cast(Kind, row["kind"]),
            package.sources[row["source"]],
            row["note"],
        )
        for row in package.rows("indicators")
    }


def _note(row: Row) -> Text:
    return Text(row["note"], row.get("note_en") or row["note"])


def breaks(package: Package) -> tuple[Break, ...]:
    """Every change of definition, earliest first."""
    found = [
        Break(row["indicator"], Period.parse(row["from"]), _note(row), package.sources[row["source"]])
        for row in package.rows("indicator_breaks")
    ]
    return tuple(sorted(found, key=lambda each: each.since))
