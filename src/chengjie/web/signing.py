"""The signature of a delivery (推送签名): HMAC-SHA256 over the time and the body; what is old, or was changed, does not hold."""

from __future__ import annotations

import hashlib
import hmac

WINDOW = 300
"""Seconds for which a signature holds: what is sent again later is refused."""


def sign(secret: str, body: bytes, *, at: int) -> str:
    """The value of the header `Chengjie-Signature`.

    >>> sign("key", b"{}", at=1767225600)[:18]
    't=1767225600,v1=df'
    """
    return f"t={at},v1={_mark(secret, body, str(at))}"


def holds(secret: str, body: bytes, header: str, *, now: int, window: int = WINDOW) -> bool:
    """Whether a body came from whoever has the secret, not changed and not too long ago.

    >>> holds("key", b"{}", sign("key", b"{}", at=100), now=200), holds("key", b"{}", sign("key", b"{}", at=100), now=900)
    (True, False)
    """
    parts = dict(each.partition("=")[::2] for each in header.split(","))
    at = parts.get("t", "")
    if not at.isdecimal() or len(at) > 12 or abs(now - int(at)) > window:
        return False
    return hmac.compare_digest(_mark(secret, body, at), parts.get("v1", ""))


def _mark(secret: str, body: bytes, at: str) -> str:
    return hmac.new(secret.encode(), at.encode() + b"." + body, hashlib.sha256).hexdigest()
