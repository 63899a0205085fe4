"""What a request gives, read in one way: whole numbers, days, and files that are brought (表单与地址)."""

from __future__ import annotations

from datetime import date

from django.core.files.uploadedfile import UploadedFile

from chengjie.errors import Refusal

DIGITS = 18
"""Of a whole number at most: as many as every database counts with."""


def whole(written: str) -> int | None:
    """A whole number, as addresses and forms carry it; None where it is none, or larger than any row's.

    >>> whole("12"), whole("²"), whole(""), whole("9" * 19)
    (12, None, None, None)
    """
    return int(written) if written.isdecimal() and len(written) <= DIGITS else None


def day(written: str) -> date | None:
    """A day; None where it is none.

    >>> day("2026-11-24"), day("24.11.2026")
    (datetime.date(2026, 11, 24), None)
    """
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def named(brought: UploadedFile[bytes], otherwise: str) -> str:
    """The name of a file without the folders that somebody's machine kept it in."""
    return (brought.name or otherwise).replace("\\", "/").rsplit("/", 1)[-1]


def bounded(brought: UploadedFile[bytes], most: int) -> None:
    """Refuses `file-too-large`."""
    if (brought.size or 0) > most:
        raise Refusal.of("file-too-large", file=brought.name or "", bytes=brought.size, most=most)
