"""One sentence and what is known around it."""

from __future__ import annotations

from dataclasses import dataclass

from chengjie.plan.document import Document, Paragraph
from chengjie.plan.targets.context import Frame, Setting
from chengjie.plan.targets.times import Time


@dataclass(frozen=True, slots=True)
class Scene:
    """One sentence with what is known around it."""

    document: Document
    paragraph: Paragraph
    start: int
    text: str
    frame: Frame
    setting: Setting
    times: tuple[Time, ...]
