"""Opening a file whatever it is: what it really contains decides the reader; what cannot be a plan is refused (§11)."""

from __future__ import annotations

import hashlib
from pathlib import Path

from chengjie.errors import Refusal
from chengjie.plan.document import Document
from chengjie.plan.reading import decode, plain, sniffing, structure

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
    sniffing.refuse_other_forms(data, file=called)
    text = decode.text_of(data, file=called)
    if len(text) > MOST_CHARACTERS:
        raise Refusal.of("plan-too-large", file=called, limit=f"{MOST_CHARACTERS:,} 字")
    if not text.strip():
        raise Refusal.of("plan-empty", file=called)
    blocks, dropped = plain.blocks(text)
    return structure.build(blocks, name=called, digest=digest, form="txt", dropped=dropped)


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
