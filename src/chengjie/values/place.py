"""A province, prefecture or county: who a figure is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["country", "province", "prefecture", "county"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place under its GB/T 2260 code (行政区). `statistical_only` marks units outside GB/T 2260, such as 洪江管理区.

    >>> Place("431127", "蓝山县", "county", "431100").prefecture_code
    '431100'
    """

    code: str
    name: str
    level: Level
    parent: str | None
    en: str = ""
    statistical_only: bool = False

    @property
    def prefecture_code(self) -> str | None:
        """The code of the prefecture that it is or lies in; None for a province and above."""
        return {"prefecture": self.code, "county": self.parent}.get(self.level)
