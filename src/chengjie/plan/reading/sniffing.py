"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from chengjie.errors import Refusal

_FORMS = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "docx/xlsx/zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc/xls"),
    (b"{\\rtf", "RTF"),
)


def refuse_other_forms(data: bytes, *, file: str) -> None:
    """Refuse `plan-form-unsupported` where the bytes are of a form whose characters are not its text.

    >>> refuse_other_forms("一、总体要求".encode(), file="a.pdf")
    """
    for mark, form in _FORMS:
        if data.startswith(mark):
            raise Refusal.of("plan-form-unsupported", file=file, form=form)
