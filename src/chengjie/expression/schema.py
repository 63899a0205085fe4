"""What an expression may speak of: declared names with kind and unit; what an expression is once it is checked."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlglot import exp

from chengjie.values import Text

Kind = Literal["number", "text", "truth", "date"]
Value = float | str | bool | date | None
Dialect = Literal["duckdb", "spark", "postgres"]


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
        by_name = {each.name: each for each in self.names}
        if len(by_name) < len(self.names):
            raise ValueError("a name is declared twice")
        object.__setattr__(self, "_by_name", by_name)

    def get(self, name: str) -> Name | None:
        """The declaration of a name."""
        found: dict[str, Name] = self._by_name  # type: ignore[attr-defined]  # kept beside the frozen fields
        return found.get(name)

    def nearest(self, name: str) -> str:
        """The declared name that is most like it, or nothing."""
        return "".join(difflib.get_close_matches(name.lower(), [each.name for each in self.names], 1, 0.4))

    @classmethod
    def of(cls, names: Iterable[Name]) -> Schema:
        """A schema of the names given."""
        return cls(tuple(names))


@dataclass(frozen=True)
class Expression:
    """A checked expression: its words, its tree, its kind and unit, the names that it uses, whether it is over many rows."""

    text: str
    tree: exp.Expr
    kind: Kind
    unit: str
    names: tuple[str, ...]
    is_aggregate: bool = False
