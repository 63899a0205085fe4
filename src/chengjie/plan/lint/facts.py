"""What a zone knows beside the plan: counties of a prefecture, renamed places, published figures. All of it may be absent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Renamed:
    """A place that changed its name on a day (撤县设市 and the like)."""

    before: str
    after: str
    since: date
    said: str = ""
    """The day as its source says it, which may know only the year."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Plain values from outside the plan; a check that needs one that is absent says nothing.

    `counties` lists the counties of each prefecture by the prefecture's name; `statistical` those units that are counted
    only in statistics (管理区、开发区). `published` holds official figures by (indicator, place, year, unit).
    """

    counties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    statistical: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    renamed: tuple[Renamed, ...] = ()
    published: Mapping[tuple[str, str, int, str], Decimal] = field(default_factory=dict)


NO_FACTS = Facts()
