"""A row of a plan's catalogue as a value: its printed cells and what they are taken to mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chengjie.register.carrier import Carrier
from chengjie.register.industry import LabelMapping
from chengjie.values import Place


@dataclass(frozen=True, slots=True)
class LabelUse:
    """An industry label of a cell with the codes that it is mapped to; none where nobody has mapped it."""

    column: str
    label: str
    mappings: tuple[LabelMapping, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes, surest first."""
        return tuple(each.code for each in self.mappings if each.code)


@dataclass(frozen=True, slots=True)
class CarrierUse:
    """A carrier's name as printed with the carrier that it means; None where the register does not know it."""

    name: str
    carrier: Carrier | None


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """A row of a directory. `county` is None for a row about a whole prefecture; `named` are both as printed."""

    id: str
    document: str
    section: str
    paragraph: str
    table: str
    row: int
    cells: Mapping[str, str]
    named: tuple[str, str]
    prefecture: Place | None
    county: Place | None
    industries: tuple[LabelUse, ...]
    carriers: tuple[CarrierUse, ...]

    @property
    def place(self) -> Place | None:
        """The county, or the prefecture where the row is about the whole of it."""
        return self.county or self.prefecture

    @property
    def unresolved(self) -> tuple[str, ...]:
        """Printed names that the registers do not know."""
        labels = (each.label for each in self.industries if not each.mappings)
        return (*labels, *(each.name for each in self.carriers if each.carrier is None))
