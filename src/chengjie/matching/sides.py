"""What each side of a match is described by, as data: the columns of its table, and what is found out from a pair of rows."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from chengjie.expression import Name
from chengjie.package.written import Part, Said
from chengjie.values import Text

CellKind = Literal["text", "number", "whole", "truth", "choice", "words", "place", "industry", "carrier", "date"]
SAID_AS: dict[str, Literal["number", "text", "truth", "date"]] = {
    "number": "number", "whole": "number", "date": "date", "truth": "truth",
    "text": "text", "choice": "text", "words": "text", "place": "text", "industry": "text", "carrier": "text",
}  # fmt: skip


class Choice(Part):
    """One of the values that a column may have, with its English name."""

    zh: str
    en: str


class Column(Part):
    """A column of a side (栏): its name in expressions, kind, unit, the values that make sense, who can supply it.

    Numbers are zero or more unless `least` says otherwise. `also` are other titles that people give the column.
    """

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    kind: CellKind
    title: Said
    unit: str = ""
    required: bool = False
    least: float = 0
    most: float | None = None
    choices: tuple[Choice, ...] = ()
    also: tuple[str, ...] = ()
    note: Said | None = None
    supplier: Said | None = None
    example: str = ""

    @property
    def heading(self) -> Text:
        """The title with its unit, as a template prints it."""
        unit = self.unit
        return Text(f"{self.title.zh}（{unit}）", f"{self.title.en} ({unit})") if unit else self.title.text

    @property
    def titles(self) -> tuple[str, ...]:
        """Every title under which the column is known."""
        return (self.name, self.title.zh, self.title.en, self.heading.zh, self.heading.en, *self.also)


class Check(Part):
    """What must hold within one row, else it contradicts itself."""

    holds: str
    says: Said


class Side(Part):
    """One side of a match: a table of the user's (`table`), one project, or the carriers of the zone."""

    title: Said
    source: Annotated[Literal["table", "project", "carriers"], Field(alias="from")] = "table"
    supplier: Said | None = None
    columns: tuple[Column, ...] = ()
    checks: tuple[Check, ...] = ()
    samples: tuple[dict[str, str], ...] = ()
    """Further rows of an example: the cells in which each differs from the row of the columns' own examples."""

    @property
    def example(self) -> list[dict[str, str]]:
        """Rows to try the match with, as people write them."""
        first = {each.name: each.example for each in self.columns if each.example}
        return [first, *({**first, **each} for each in self.samples)]

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((each for each in self.columns if each.name == name), None)

    def names(self, prefix: str) -> tuple[Name, ...]:
        """Its columns as inputs of expressions: `demand_land`, `supply_wage`."""
        return tuple(
            Name(f"{prefix}_{each.name}", SAID_AS[each.kind], each.title.text, each.unit, _who(each, self))
            for each in self.columns
        )  # fmt: skip


def _who(column: Column, side: Side) -> Text | None:
    supplier = column.supplier or side.supplier
    return supplier.text if supplier else None


class Pair(Part):
    """What is found out from a column of each side.

    `industry`: how well the industries fit, 0 to 1. `words`: the share of the demanded words that are offered, 0 to 1.
    `place`: 3 in one county, 2 in one prefecture, 1 in one province, 0 beyond. `same`: whether the texts are equal.
    """

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    of: Literal["industry", "words", "place", "same"]
    demand: str
    supply: str
    title: Said
    supplier: Said | None = None

    @property
    def declared(self) -> Name:
        """As an input of expressions."""
        kind: Literal["truth", "number"] = "truth" if self.of == "same" else "number"
        return Name(self.name, kind, self.title.text, supplier=self.supplier.text if self.supplier else None)
