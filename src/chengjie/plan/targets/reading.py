"""A document's figures in reading order."""

from __future__ import annotations

from chengjie.plan.claims import Target
from chengjie.plan.document import Document, PlanTable
from chengjie.plan.targets import context, prose, tables


def targets(document: Document) -> tuple[Target, ...]:
    """Every quantitative statement, from tables and prose."""
    frame = context.frame(document)
    settings = context.settings(document, frame.year)
    found: list[Target] = []
    chapter: str = ""
    spans: tuple[str, ...] = ()
    for block in document.blocks:
        if isinstance(block, PlanTable):
            found += tables.read(document, block, frame)
        elif context.is_read(block):
            if block.section.split(".")[0] != chapter:
                chapter, spans = block.section.split(".")[0], ()
            memory = context.Memory(spans=spans)
            found += prose.read(document, block, frame, settings.get(block.section, context.Setting()), memory)
            spans = memory.spans
    return tuple(found)
