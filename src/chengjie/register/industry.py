"""An industry of GB/T 4754-2017, a plan's label mapped to it, and a suggestion for a free text: values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from chengjie.values import Text

IndustryLevel = Literal["section", "division", "group", "class"]
Certainty = Literal["high", "medium", "low", "none"]


@dataclass(frozen=True, slots=True)
class Industry:
    """A section (门类), division (大类), group (中类) or class (小类)."""

    code: str
    name: str
    level: IndustryLevel
    parent: str | None
    en: str = ""

    @property
    def title(self) -> Text:
        """The name in both languages; below the divisions there is only the Chinese one."""
        return Text(self.name, self.en or self.name)


@dataclass(frozen=True, slots=True)
class LabelMapping:
    """That a plan's label means an industry (对应): how sure, by whom, in which document the label stands.

    `code` is None, with certainty `none`, for a label that names no industry at all, such as 军民融合.
    """

    label: str
    code: str | None
    certainty: Certainty
    mapped_by: str
    source: str
    note: str

    @property
    def confirmed(self) -> bool:
        """Whether a person stands behind it; what the product itself proposes is not confirmed."""
        return self.mapped_by != "chengjie"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An industry that a text may mean, with the words that decided. `score` is its share of all evidence, 0 to 1.

    `sure` is false where another industry is nearly as likely: then show several and let a person choose.
    """

    industry: Industry
    score: float
    words: tuple[str, ...]
    sure: bool
    certainty: float = 1.0
    """How likely it is right, fitted on one half of labelled texts and tested on the other; all of a text sum to at most 1."""
