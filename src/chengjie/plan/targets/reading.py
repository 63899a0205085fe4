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
    lead = context.Lead()
    for block in document.blocks:
        if isinstance(block, PlanTable):
            found += tables.read(document, block, frame)
        elif context.is_read(block) and not context.is_title(document, block):
            if block.section.split(".")[0] != chapter:
                chapter, spans = block.section.split(".")[0], ()
            setting = lead.over(settings.get(block.section, context.Setting()), block)
            memory = context.Memory(spans=(*spans, *lead.spans))
            found += prose.read(document, block, frame, setting, memory)
            spans = memory.spans
            lead = context.leading(block, frame, lead)
    return tuple(found)
