"""What an expression may speak of: declared names with kind and unit."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from chengjie.values import Text

Kind = Literal["number", "text", "truth"]
Value = float | str | bool | None


@dataclass(frozen=True, slots=True)
class Name:
    """An input: its name in expressions, kind, unit, what people call it, and who can supply it where it is missing."""

    name: str
    kind: Kind
    title: Text
    unit: str = ""
    supplier: Text | None = None


@dataclass(frozen=True)
class Schema:
    """The declared names, each once."""

    names: tuple[Name, ...]

    def __post_init__(self) -> None:
        seen = [each.name for each in self.names]
        if len(set(seen)) < len(seen):
            raise ValueError("a name is declared twice")

    def get(self, name: str) -> Name | None:
        """The declaration of a name."""
        return next((each for each in self.names if each.name == name), None)

    def nearest(self, name: str) -> str:
        """The declared name that is most like it, or nothing."""
        return "".join(difflib.get_close_matches(name, [each.name for each in self.names], 1, 0.4))

    @classmethod
    def of(cls, names: Iterable[Name]) -> Schema:
        """A schema of the names given."""
        return cls(tuple(names))
