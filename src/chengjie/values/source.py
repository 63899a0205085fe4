"""Where a fact comes from, and how far it may be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Source:
    """A document, data set or person that a row rests on (出处).

    `grade`: A official site or full text, B mirror or reprint of an official text, C ranking, encyclopaedia or media
    (shown with a visible warning), P open package with a licence, D derived here from other rows, U given by a user.
    """

    id: str
    title: str
    issuer: str = ""
    issued: date | None = None
    url: str = ""
    licence: str = ""
    grade: str = ""
    note: str = ""

    @property
    def is_weak(self) -> bool:
        """Whether figures that rest on it must carry a warning."""
        return self.grade in {"C", ""}
