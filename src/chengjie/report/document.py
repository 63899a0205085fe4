"""A paper as offices write it: headings, paragraphs and tables into a Word document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx

from chengjie.report.tables import plain, titles
from chengjie.values import Table, Text
from chengjie.values.text import Language

Block = Text | Table


def to_docx(title: Text, blocks: Sequence[Block], path: Path, *, language: Language = "zh") -> None:
    """A title, then each block in turn: a text as a paragraph, a table with its title, bold heads and empty unknowns."""
    paper = docx.Document()
    paper.add_heading(_clean(title.say(language)), level=0)
    for block in blocks:
        if isinstance(block, Text):
            paper.add_paragraph(_clean(block.say(language)))
            continue
        if block.title:
            paper.add_heading(_clean(block.title.say(language)), level=2)
        grid = paper.add_table(rows=1, cols=len(block.columns), style="Table Grid")
        for cell, head in zip(grid.rows[0].cells, titles(block, language), strict=True):
            cell.paragraphs[0].add_run(_clean(head)).bold = True
        for row in block.rows:
            for cell, value in zip(grid.add_row().cells, row, strict=True):
                cell.text = "" if value is None else _clean(str(plain(value)))
    paper.save(str(path))


def _clean(text: str) -> str:
    """Without the control characters that XML does not hold."""
    return "".join(mark for mark in text if mark >= " " or mark in "\n\t")
