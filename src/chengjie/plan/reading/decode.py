"""Bytes into characters: UTF-8, UTF-16 and GB 18030, told apart by what they can and cannot be."""

from __future__ import annotations

import codecs
import re

from chengjie.errors import Refusal

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))

_STRANGE = re.compile("[\x00-\x08\x0b\x0e-\x1f\ue000-\uf8ff\ufffd]")


def text_of(data: bytes, *, file: str) -> str:
    """The text. Refuses `plan-binary` and `plan-encoding-unknown`.

    >>> text_of("规划".encode("gb18030"), file="a.txt")
    '规划'
    """
    encodings = [name for mark, name in _MARKS if data.startswith(mark)] or ["utf-8", "gb18030"]
    if encodings[0] == "utf-8" and b"\x00" in data[:4096]:
        if not _looks_like_utf16(data):
            raise Refusal.of("plan-binary", file=file)
        encodings = [
            "utf-16-le" if data[1:2] == b"\x00" or data[:4096:2].count(0) < data[1:4096:2].count(0) else "utf-16-be"
        ]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text
        raise Refusal.of("plan-binary", file=file)
    raise Refusal.of("plan-encoding-unknown", file=file)


def _looks_like_utf16(data: bytes) -> bool:
    sample = data[: min(len(data), 4096) // 2 * 2]
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            if _is_text(sample.decode(encoding)):
                return True
        except UnicodeDecodeError:
            continue
    return False


def _is_text(text: str) -> bool:
    """Mostly letters, marks and digits, hardly any control characters, private or unassigned ones."""
    sample = text[:20_000]
    return len(_STRANGE.findall(sample)) <= max(2, len(sample) // 100)
