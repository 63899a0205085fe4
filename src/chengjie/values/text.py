"""Words of the trade in both languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or term in Chinese and English. Quotations stay in the original: give them twice.

    >>> Text("承载地", "carrier").say("en")
    'carrier'
    """

    zh: str
    en: str

    def say(self, language: Language) -> str:
        """The words in one language."""
        return self.en if language == "en" else self.zh

    def as_json(self) -> dict[str, str]:
        """`{"zh": …, "en": …}`."""
        return {"zh": self.zh, "en": self.en}
