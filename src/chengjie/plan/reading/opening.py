"""Opening a file whatever it is: what it really contains decides the reader; what cannot be a plan is refused (§11)."""

from __future__ import annotations

import hashlib
from pathlib import Path

from chengjie.errors import Refusal
from chengjie.plan.document import Document
from chengjie.plan.reading import decode, forms, hypertext, markdown, pages, plain, structure, word, workbook
from chengjie.plan.reading.raw import RawBlock, RawTable

LARGEST = 64 * 1024 * 1024  # bytes
MOST_CHARACTERS = 5_000_000


def read_document(source: Path | bytes, *, name: str | None = None) -> Document:
    """The tree of a plan's text. `name` is the file's name where bytes are given.

    Refuses with `plan-…` codes: empty, too large, of another form than text, binary, of an encoding nobody knows, without text.

    >>> read_document("一、总体要求\\n到2025年，地区生产总值达到1.8万亿元。".encode(), name="a.txt").sections[0].title
    '总体要求'
    """
    called = name or (source.name if isinstance(source, Path) else "")
    data = _bytes(source, called)
    digest = hashlib.sha256(data).hexdigest()
    form = forms.form_of(data, file=called)
    try:
        blocks, dropped = _blocks(data, form, called)
        return structure.build(blocks, name=called, digest=digest, form=form, dropped=dropped)
    except (Refusal, MemoryError):
        raise
    except Exception as error:  # a file from outside never brings the program down (§11)
        raise Refusal.of("plan-unreadable", file=called, detail=type(error).__name__) from error


def _blocks(data: bytes, form: forms.Form, called: str) -> tuple[tuple[RawBlock, ...], tuple[str, ...]]:
    if form == "docx":
        return _some(word.blocks(data, file=called), called), ()
    if form == "xlsx":
        return _some(workbook.blocks(data, file=called), called), ()
    text = pages.text_of(data, file=called) if form == "pdf" else decode.text_of(data, file=called)
    if len(text) > MOST_CHARACTERS:
        raise Refusal.of("plan-too-large", file=called, limit=f"{MOST_CHARACTERS:,} 字")
    if not text.strip():
        raise Refusal.of("plan-empty", file=called)
    if form == "html":
        return _some(hypertext.blocks(text, file=called), called), ()
    if form == "md":
        return markdown.blocks(text), ()
    blocks, dropped = plain.blocks(text)
    return (_across_pages(blocks) if form == "pdf" else blocks), dropped


def _across_pages(blocks: tuple[RawBlock, ...]) -> tuple[RawBlock, ...]:
    """Tables that a page break cut in two, put together; a header printed again on the next page is dropped."""
    joined: list[RawBlock] = []
    for block in blocks:
        last = joined[-1] if joined else None
        if isinstance(block, RawTable) and isinstance(last, RawTable) and len(block.rows[0]) == len(last.rows[0]) > 1:
            more = block.rows[1:] if block.rows[0] == last.rows[0] else block.rows
            joined[-1] = RawTable((*last.rows, *more), last.line, last.page)
        else:
            joined.append(block)
    return tuple(joined)


def _bytes(source: Path | bytes, called: str) -> bytes:
    if isinstance(source, bytes):
        data = source
    else:
        try:
            if source.stat().st_size > LARGEST:
                raise Refusal.of("plan-too-large", file=called, limit=f"{LARGEST // 1024 // 1024} MB")
            data = source.read_bytes()
        except OSError as error:
            raise Refusal.of("plan-unreadable", file=called, detail=error.strerror or type(error).__name__) from error
    if len(data) > LARGEST:
        raise Refusal.of("plan-too-large", file=called, limit=f"{LARGEST // 1024 // 1024} MB")
    if not data.strip():
        raise Refusal.of("plan-empty", file=called)
    return data


def _some(blocks: tuple[RawBlock, ...], called: str) -> tuple[RawBlock, ...]:
    if not blocks:
        raise Refusal.of("plan-empty", file=called)
    return blocks
