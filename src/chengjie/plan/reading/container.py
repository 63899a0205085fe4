"""Zip containers of office files, opened with bounds: size, ratio, number and names of their members (§11)."""

from __future__ import annotations

import io
import zipfile

from chengjie.errors import Refusal

MOST_MEMBERS = 5_000
LARGEST_WHOLE = 512 * 1024 * 1024  # bytes of all members unpacked
LARGEST_MEMBER = 128 * 1024 * 1024
STEEPEST = 300  # unpacked to packed, for members over a megabyte


def names(data: bytes, *, file: str) -> frozenset[str]:
    """The members of a container that keeps within its bounds. Refuses `plan-zip-bomb`, `plan-password`, `plan-unreadable`."""
    return frozenset(member.filename for member in _checked(data, file).infolist())


def read(data: bytes, member: str, *, file: str) -> bytes:
    """One member, unpacked no further than its bound."""
    archive = _checked(data, file)
    try:
        with archive.open(member) as opened:
            found = opened.read(LARGEST_MEMBER + 1)
    except (KeyError, OSError, RuntimeError, NotImplementedError, zipfile.BadZipFile, EOFError) as error:
        raise Refusal.of("plan-unreadable", file=file, detail=f"{member}: {type(error).__name__}") from error
    except Exception as error:  # zlib and lzma raise their own kinds
        raise Refusal.of("plan-unreadable", file=file, detail=f"{member}: {type(error).__name__}") from error
    if len(found) > LARGEST_MEMBER:
        raise Refusal.of("plan-zip-bomb", file=file)
    return found


def _checked(data: bytes, file: str) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
        raise Refusal.of("plan-unreadable", file=file, detail=str(error)[:80]) from error
    if any(member.flag_bits & 1 for member in members):
        raise Refusal.of("plan-password", file=file)
    if any(
        member.filename.startswith(("/", "\\")) or ".." in member.filename.replace("\\", "/").split("/")
        for member in members
    ):
        raise Refusal.of("plan-unreadable", file=file, detail="a member's name leads outside")
    steep = any(
        member.file_size > 1024 * 1024 and member.file_size > STEEPEST * max(member.compress_size, 1)
        for member in members
    )
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_WHOLE or steep:
        raise Refusal.of("plan-zip-bomb", file=file)
    return archive
