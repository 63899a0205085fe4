"""A font of empty boxes, one for every character: it stands in for fonts that a PDF names and does not bring along.

A letter without a glyph has no extent, and a letter without extent is dropped as not printed. With a box for each, a file
is read the same on a machine full of fonts and on one without any.
"""

from __future__ import annotations

import struct
from functools import cache

UNITS = 1000  # to the em


@cache
def font() -> bytes:
    """The font file (TrueType): glyph 0 and 1 are the same box; every character maps to glyph 1.

    >>> len(font()) < 1_000
    True
    """
    box = _box()
    tables = {
        b"cmap": _cmap(),
        b"glyf": box + box,
        b"head": struct.pack(
            ">LLLLHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, UNITS, 0, 0, 0, -120, UNITS, 880, 0, 8, 2, 0, 0
        ),
        b"hhea": struct.pack(
            ">LhhhHhhhhhhhhhhhH", 0x10000, 880, -120, 0, UNITS, 0, 0, UNITS, 1, 0, 0, 0, 0, 0, 0, 0, 2
        ),
        b"hmtx": struct.pack(">HhHh", UNITS, 0, UNITS, 0),
        b"loca": struct.pack(">HHH", 0, len(box) // 2, len(box)),
        b"maxp": struct.pack(">L14H", 0x10000, 2, 4, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0),
    }
    return _file(tables)


def _box() -> bytes:
    """One outline of four corners, from (0, -120) to (1000, 880)."""
    head = struct.pack(">hhhhh", 1, 0, -120, UNITS, 880)
    ways = struct.pack(">HH4B", 3, 0, 1, 1, 1, 1)
    steps = struct.pack(">8h", 0, UNITS, 0, -UNITS, -120, 0, UNITS, 0)
    return head + ways + steps


def _cmap() -> bytes:
    """Every character to glyph 1 (format 13, many to one)."""
    groups = struct.pack(">LLL", 0x20, 0x10FFFF, 1)
    return struct.pack(">HHHHL", 0, 1, 3, 10, 12) + struct.pack(">HHLLL", 13, 0, 16 + len(groups), 0, 1) + groups


def _file(tables: dict[bytes, bytes]) -> bytes:
    entries, body = b"", b""
    start = 12 + 16 * len(tables)
    for tag, content in sorted(tables.items()):
        padded = content + b"\0" * (-len(content) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        entries += struct.pack(">4sLLL", tag, total, start + len(body), len(content))
        body += padded
    power = len(tables).bit_length() - 1
    return (
        struct.pack(">LHHHH", 0x10000, len(tables), 16 << power, power, 16 * (len(tables) - (1 << power)))
        + entries
        + body
    )
