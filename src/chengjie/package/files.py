"""Reading files of a layer: inside its folder, within bounds, as UTF-8."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePosixPath

from chengjie.errors import Refusal

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes. The largest of our own files is a tenth of this."""

_NAME = re.compile(r"[^\x00-\x1f\\:*?\"<>|]+")


def inside(folder: Path, file: str) -> Path:
    """The path of `file` in `folder`. Refuses `path-outside` for absolute paths, `..`, drives and links that lead out.

    >>> inside(Path("zones"), "../secret.csv")
    Traceback (most recent call last):
    chengjie.errors.Refusal: path-outside(path='../secret.csv') at zones
    """
    parts = PurePosixPath(file).parts
    written_well = bool(parts) and not file.startswith("/") and all(_NAME.fullmatch(part) for part in parts)
    path = folder / file if written_well else folder
    if not written_well or ".." in parts or not path.resolve().is_relative_to(folder.resolve()):
        raise Refusal.of("path-outside", file=folder.name, path=file)
    return path


def read(path: Path, *, file: str, largest: int = LARGEST_FILE) -> bytes:
    """The bytes of a regular file. `file` is the name for messages. Refuses `file-unreadable`, `file-too-large`."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise Refusal.of("file-unreadable", file=file, detail="not a file")
        if size > largest:
            raise Refusal.of("file-too-large", file=file, bytes=size, most=largest)
        with path.open("rb") as stream:
            content = stream.read(largest + 1)
    except OSError as error:
        raise Refusal.of("file-unreadable", file=file, detail=error.strerror or type(error).__name__) from error
    if len(content) > largest:
        raise Refusal.of("file-too-large", file=file, bytes=len(content), most=largest)
    return content


def decode(content: bytes, *, file: str) -> str:
    """The text of UTF-8 bytes; a byte order mark at the front is dropped. Refuses `file-not-utf8`."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal.of("file-not-utf8", file=file, byte=error.start) from error


def fingerprint(content: bytes) -> str:
    """The SHA-256 by which a file's content is recognised, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
