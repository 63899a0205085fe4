"""A carrier as a value: its names, grades and places, each with the document that says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chengjie.register.dated import DatedName
from chengjie.values import Text


@dataclass(frozen=True, slots=True)
class Location:
    """That a carrier lies in a place: as a document lists it, or only as its name suggests."""

    place: str
    listed: bool
    source: str


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade from a date on: 国家级 or 省级. `start` is empty for the grade of the catalogue."""

    grade: str
    start: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Carrier:
    """A carrier under its present name, with what the national catalogue of 2018 and the plans say of it.

    `approved`, `area_ha` and `leading_industries` are those of the catalogue and stay empty for what is not in it.
    """

    id: str
    name: str
    kind: str
    grade: str
    approved: str
    area_ha: Decimal | None
    leading_industries: tuple[str, ...]
    code_2018: str
    aliases: tuple[DatedName, ...]
    grades: tuple[Grade, ...]
    locations: tuple[Location, ...]
    counties: tuple[str, ...]
    regions: tuple[str, ...]
    sources: tuple[str, ...]
    note: str
    en: str = ""

    @property
    def title(self) -> Text:
        """The name in both languages."""
        return Text(self.name, self.en or self.name)

    def grade_on(self, day: date) -> str:
        """The grade on a day; an upgrade of which only the latest possible year is known counts from that year."""
        held = [each for each in self.grades if not each.start or day.isoformat()[: len(each.start)] >= each.start]
        return held[-1].grade if held else ""

    @property
    def is_park(self) -> bool:
        """Whether it is a park at all; a district named as a carrier is none."""
        return self.kind != "行政区"
