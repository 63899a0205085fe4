"""The tree under a figure: how it came to be, down to a sentence, a filing, a data set or an assumption (证据链)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from chengjie.values.source import Source
from chengjie.values.text import Text

NOTHING = Text("", "")
Ground = Literal["plan", "filing", "data", "assumption", "formula", "unknown"]


@dataclass(frozen=True, slots=True)
class Trail:
    """One figure and the figures under it.

    `ground` says what kind of thing it rests on; `formula` has `parts`; `plan` and `data` have a `source` and a `locator`
    (section and paragraph, file and row); `unknown` names what is missing in `label`. `how` is arithmetic or the name of a
    rule, the same in every language; `said` are words: how firm a figure is, why nothing can be said.
    """

    id: str
    label: Text
    value: Decimal | float | int | str | bool | None
    unit: str = ""
    ground: Ground = "formula"
    how: str = ""
    source: Source | None = None
    locator: str = ""
    parts: tuple[Trail, ...] = ()
    said: Text = NOTHING

    def as_json(self) -> dict[str, Any]:
        """The tree as plain values for a script or a page."""
        return {
            "id": self.id,
            "label": self.label.as_json(),
            "value": float(self.value) if isinstance(self.value, Decimal) else self.value,
            "unit": self.unit,
            "ground": self.ground,
            "how": self.how,
            "said": self.said.as_json(),
            "source": None
            if self.source is None
            else {
                "id": self.source.id,
                "title": self.source.title,
                "url": self.source.url,
                "licence": self.source.licence,
                "grade": self.source.grade,
            },
            "locator": self.locator,
            "parts": [part.as_json() for part in self.parts],
        }
