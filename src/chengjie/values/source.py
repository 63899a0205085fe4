"""Where a fact comes from, and how far it may be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from chengjie.values.text import Text


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
    title_en: str = ""

    @property
    def said(self) -> Text:
        """The title in both languages; where it has no English one, as it stands.

        >>> Source("s1", "发展规划", title_en="Development plan").said.say("en"), Source("s2", "简介").said.say("en")
        ('Development plan', '简介')
        """
        return Text(self.title, self.title_en or self.title)

    @property
    def is_weak(self) -> bool:
        """Whether figures that rest on it must carry a warning."""
        return self.grade in {"C", ""}
