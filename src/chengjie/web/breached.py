"""Passwords that others have lost (已泄露的密码): a local file of their digests, searched by halves; nothing is asked of the network.

`CHENGJIE_BREACHED` names a file of SHA-1 digests in capitals, sorted, one a line, each with or without `:count`, as services of
breached passwords offer it for offline use.
"""

from __future__ import annotations

import hashlib
import mmap
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

LENGTH = 40


def holds(path: Path, password: str) -> bool:
    """Whether the file has the password, in as many looks as its lines can be halved."""
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as lines:
        low, high = 0, len(lines)
        while low < high:
            start = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
            found = lines[start : start + LENGTH]
            if found == wanted:
                return True
            if found < wanted:
                end = lines.find(b"\n", start, high)
                low = high if end < 0 else end + 1
            else:
                high = start
    return False


class NotBreached:
    """Refuses a password that the file has; without a file there is nothing to look in."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raises ValidationError."""
        _ = user
        if settings.BREACHED is not None and holds(settings.BREACHED, password):
            raise ValidationError("breached", code="password_breached")

    def get_help_text(self) -> str:
        """What is asked of a password."""
        return "不要用泄露过的密码 · no password that others have lost"
