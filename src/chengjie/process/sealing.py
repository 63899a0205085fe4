"""Hashes of entries: SM3 (GB/T 32905) by default, SHA-256 on request; SM3 in Python where OpenSSL lacks it (摘要算法)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Literal

Algorithm = Literal["sm3", "sha256"]
FIRST = "0" * 64
_MASK = 0xFFFFFFFF
_START = (0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E)
_NATIVE = "sm3" in hashlib.algorithms_available


def digest(content: bytes, algorithm: Algorithm = "sm3") -> str:
    """The hash in hexadecimal.

    >>> digest(b"abc")[:16]
    '66c7f0f462eeedd9'
    >>> digest(b"abc", "sha256")[:16]
    'ba7816bf8f01cfea'
    """
    if algorithm == "sha256":
        return hashlib.sha256(content).hexdigest()
    return hashlib.new("sm3", content).hexdigest() if _NATIVE else sm3(content)


def root(hashes: Iterable[str], algorithm: Algorithm = "sm3") -> str:
    """The Merkle root of hashes in order; leaves and inner nodes are told apart, an odd one is carried up as it is.

    >>> root([]) == FIRST
    True
    """
    level = [digest(b"\x00" + each.encode(), algorithm) for each in hashes]
    while len(level) > 1:
        paired = [
            digest(f"\x01{one}{other}".encode(), algorithm) for one, other in zip(level[::2], level[1::2], strict=False)
        ]
        level = paired + level[len(paired) * 2 :]
    return level[0] if level else FIRST


def sm3(content: bytes) -> str:
    """SM3 in plain Python; the same as OpenSSL's, some hundred times slower.

    >>> sm3(b"abc")[:16]
    '66c7f0f462eeedd9'
    """
    padded = content + b"\x80" + b"\x00" * ((55 - len(content)) % 64) + (len(content) * 8).to_bytes(8, "big")
    state: tuple[int, ...] = _START
    for at in range(0, len(padded), 64):
        state = _compress(state, padded[at : at + 64])
    return "".join(f"{word:08x}" for word in state)


def _rotated(word: int, by: int) -> int:
    by %= 32
    return ((word << by) | (word >> (32 - by))) & _MASK


def _expanded(block: bytes) -> list[int]:
    words = [int.from_bytes(block[at : at + 4], "big") for at in range(0, 64, 4)]
    for at in range(16, 68):
        mixed = words[at - 16] ^ words[at - 9] ^ _rotated(words[at - 3], 15)
        mixed ^= _rotated(mixed, 15) ^ _rotated(mixed, 23)
        words.append(mixed ^ _rotated(words[at - 13], 7) ^ words[at - 6])
    return words


def _compress(state: tuple[int, ...], block: bytes) -> tuple[int, ...]:
    words = _expanded(block)
    a, b, c, d, e, f, g, h = state
    for at in range(64):
        early = at < 16
        constant = 0x79CC4519 if early else 0x7A879D8A
        first = _rotated((_rotated(a, 12) + e + _rotated(constant, at)) & _MASK, 7)
        second = first ^ _rotated(a, 12)
        chosen = a ^ b ^ c if early else (a & b) | (a & c) | (b & c)
        other = e ^ f ^ g if early else (e & f) | (~e & g)
        upper = (chosen + d + second + (words[at] ^ words[at + 4])) & _MASK
        lower = (other + h + first + words[at]) & _MASK
        a, b, c, d = upper, a, _rotated(b, 9), c
        e, f, g, h = lower ^ _rotated(lower, 9) ^ _rotated(lower, 17), e, _rotated(f, 19), g
    return tuple(old ^ word for old, word in zip(state, (a, b, c, d, e, f, g, h), strict=True))
