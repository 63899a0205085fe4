"""The tree of a plan's text: sections, paragraphs, boxes and tables, each with the raw text it came from (§4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

ParagraphKind = Literal["prose", "heading", "caption", "box", "cell", "front", "note"]


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter, section or item down to the fourth level, or an annex or box (level as it stands in the tree).

    `id` is the path of numbers as printed, joined by dots: `4.3.2`; annexes are `A1`, boxes `B7`. The root is ``.
    """

    id: str
    level: int
    title: str
    parent: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text. `text` is the reading (lines joined, damage repaired); `raw` is as printed.

    `id` is unique in the document: `p12` for running text, `t1.r3.c4` for the cell of a table.
    """

    id: str
    section: str
    kind: ParagraphKind
    text: str
    raw: str
    line: int | None = None
    page: int | None = None


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell: `raw` as printed; `text` with damage repaired and, where it is merged into the one above, that one's text."""

    raw: str
    text: str
    merged: bool = False


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table rebuilt from the text: header rows, then rows of equal width.

    `header` is one title a column (stacked header rows joined by `/`); `unit` is what stands above the table (单位：亿元).
    """

    id: str
    section: str
    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[TableCell, ...], ...]
    unit: str = ""
    line: int | None = None
    page: int | None = None

    def cell_id(self, row: int, column: int) -> str:
        """The paragraph id of a body cell, counted from 1: `t1.r3.c4`."""
        return f"{self.id}.r{row}.c{column}"


Block = Paragraph | PlanTable


@dataclass(frozen=True, slots=True)
class Document:
    """A plan as read: who issued what when, its sections, and its blocks in reading order."""

    name: str
    digest: str
    format: str
    title: str
    issue_number: str | None
    issuer: str | None
    issued: date | None
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    dropped: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Running text only, in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def tables(self) -> tuple[PlanTable, ...]:
        """Tables only, in reading order."""
        return tuple(block for block in self.blocks if isinstance(block, PlanTable))
