"""A table of plain values with named, unit-bearing columns: what mechanisms answer with and `report` draws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chengjie.values.text import Text

Cell = str | int | float | bool | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key for machines, its title for people, its unit, and whether it is a number."""

    key: str
    title: Text
    unit: str = ""
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns. None is an unknown value, never zero.

    >>> table = Table((Column("name", Text("名称", "name")),), (("蓝山县",),))
    >>> list(table.records())
    [{'name': '蓝山县'}]
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: Text | None = None

    def __post_init__(self) -> None:
        width = len(self.columns)
        for number, row in enumerate(self.rows):
            if len(row) != width:
                raise ValueError(f"row {number} has {len(row)} cells, {width} columns")

    def records(self) -> Iterator[dict[str, Cell]]:
        """Each row as a dictionary by column key."""
        keys = [column.key for column in self.columns]
        for row in self.rows:
            yield dict(zip(keys, row, strict=True))
