"""What a format hands on: paragraphs and tables in reading order, before anybody knows what they mean."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RawParagraph:
    """A paragraph as it stands in the file. `heading` is the level that the format itself gives it, if any."""

    text: str
    line: int | None = None
    page: int | None = None
    heading: int | None = None


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows of cells as they stand; a cell merged into the one above is empty. `after` is text that followed inside a box."""

    rows: tuple[tuple[str, ...], ...]
    line: int | None = None
    page: int | None = None
    after: tuple[RawParagraph, ...] = ()


RawBlock = RawParagraph | RawTable
