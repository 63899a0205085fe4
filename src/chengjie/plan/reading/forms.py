"""What a file is by what it contains, whatever its name says."""

from __future__ import annotations

import re
from typing import Literal

from chengjie.errors import Refusal
from chengjie.plan.reading import container

Form = Literal["txt", "md", "html", "docx", "xlsx", "pdf"]

_OTHERS = ((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc / .xls"), (b"{\\rtf", "RTF"), (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"\x1f\x8b", "gzip"), (b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"))  # fmt: skip
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|p|div|table|h[1-6])[\s>]", re.IGNORECASE)
_MARKDOWN = re.compile(rb"^(?:#{1,6} .|\|.*\|\s*$\n\|[ :|-]+\|)", re.MULTILINE)


def form_of(data: bytes, *, file: str) -> Form:
    """The form of a file. Refuses `plan-form-unsupported`, and `plan-password` for an encrypted Office file.

    >>> form_of(b"%PDF-1.7", file="a.txt")
    'pdf'
    """
    if data.startswith(b"%PDF-") or b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _office(data, file)
    if data.startswith(_OTHERS[0][0]) and "EncryptedPackage".encode("utf-16-le") in data[: 1024 * 1024]:
        raise Refusal.of("plan-password", file=file)
    for mark, name in _OTHERS:
        if data.startswith(mark):
            raise Refusal.of("plan-form-unsupported", file=file, form=name)
    head = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"<") and _HTML.search(data[:65536]):
        return "html"
    if file.lower().endswith((".md", ".markdown")) or (
        not file.lower().endswith(".txt") and _MARKDOWN.search(data[:65536])
    ):
        return "md"
    return "txt"


def _office(data: bytes, file: str) -> Form:
    names = container.names(data, file=file)
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "xlsx"
    raise Refusal.of("plan-form-unsupported", file=file, form="zip")
