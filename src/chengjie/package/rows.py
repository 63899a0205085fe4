"""What a layered folder holds: rows of tables and nested definitions, each knowing the file it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chengjie.errors import Where


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row or definition stands: its layer, its file in that layer, and its row as a spreadsheet counts them.

    The header is row 1, so the first row of data is row 2; a definition in YAML has row None.

    >>> str(Origin("hunan", "places.csv", 2).where)
    'hunan/places.csv · row 2'
    """

    layer: str
    file: str
    row: int | None = None

    @property
    def where(self) -> Where:
        """The same place as a fault names it."""
        return self.at(None)

    def at(self, column: str | None) -> Where:
        """A cell of the row."""
        return Where(file=f"{self.layer}/{self.file}", row=self.row, column=column)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table as written: text by column. An empty cell is an unknown value."""

    values: Mapping[str, str]
    origin: Origin

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def get(self, column: str) -> str | None:
        """The cell's text, or None where the cell is empty or the table has no such column."""
        return self.values.get(column) or None


@dataclass(frozen=True, slots=True)
class Definition:
    """A nested definition from a YAML file: its kind (the folder), its id (the `id` in it), and its plain data."""

    kind: str
    id: str
    data: Mapping[str, Any]
    origin: Origin
