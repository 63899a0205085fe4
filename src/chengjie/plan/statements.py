"""Sentences of a document with their place, for the readers of names and tasks; citations are made here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chengjie.plan.claims import Citation
from chengjie.plan.document import Document, Paragraph

_SENTENCE = re.compile(r"[^。！？；]+[。！？；]?")
_LONGEST = 6000


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence: its paragraph, where it begins in it, and its words."""

    document: Document
    paragraph: Paragraph
    start: int
    text: str

    def cite(self, start: int, end: int) -> Citation:
        """A citation of the sentence whose mark is `start` to `end` of its words."""
        here = self.start
        return Citation(
            self.document.name, self.paragraph.section, self.paragraph.id,
            here, here + len(self.text), self.text, here + start, here + end,
        )  # fmt: skip


def statements(document: Document) -> Iterator[Statement]:
    """Every sentence of the running text, in order; very long ones are cut at a bound."""
    for paragraph in document.paragraphs:
        for found in _SENTENCE.finditer(paragraph.text):
            if found[0].strip():
                yield Statement(document, paragraph, found.start(), found[0][:_LONGEST])
