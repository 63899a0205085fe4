"""What stands around every answer (安全): headers, allowed methods, the address behind a proxy; and the log of what concerns security.

The log is one JSON object a line in `log/security.jsonl` of the data folder: nothing that somebody sends can begin a line of its own.
Passwords, codes, keys and personal values are never in it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
TOLD = frozenset({401, 403, 405, 413, 429})
"""Answers that are noted whoever is asked; what is not there (404) is noted of those who are signed in."""
_log = logging.getLogger("chengjie.security")


def around(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The outermost middleware: no answer goes out without these headers, not even one of another middleware."""

    def through(request: HttpRequest) -> HttpResponse:
        request.META["REMOTE_ADDR"] = address(request)
        response = HttpResponseNotAllowed(METHODS) if request.method not in METHODS else answer(request)
        response["Content-Security-Policy"] = POLICY
        response["Permissions-Policy"] = "geolocation=(), camera=(), microphone=()"
        response["X-Content-Type-Options"] = "nosniff"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        user = getattr(request, "user", None)
        known = user is not None and user.is_authenticated
        if response.status_code in TOLD or response.status_code >= 500 or (response.status_code == 404 and known):
            note(f"answer-{response.status_code}", request)
        return response

    return through


def address(request: HttpRequest) -> str:
    """From where a request comes: what a trusted proxy says last, else the other end of the line. Nobody else is believed."""
    there = str(request.META.get("REMOTE_ADDR") or "")
    if there in settings.PROXIES:
        said = str(request.META.get("HTTP_X_FORWARDED_FOR") or "").rpartition(",")[2].strip()
        return said if said and all(each in "0123456789abcdefABCDEF.:" for each in said) and len(said) <= 45 else there
    return there


def note(event: str, request: HttpRequest, **more: str) -> None:
    """Something that concerns security: what, when, who, from where, at which page."""
    user = getattr(request, "user", None)
    who = str(user.get_username()) if user is not None and user.is_authenticated else ""
    said = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, "who": who, "from": str(request.META.get("REMOTE_ADDR") or ""), "method": str(request.method)[:10], "path": request.path[:200]}  # fmt: skip
    _log.info(json.dumps({**said, **{name: value[:200] for name, value in more.items()}}, ensure_ascii=True))


class Lines(logging.Handler):
    """Appends to the log of the data folder; without one, or where it cannot be written, to the terminal."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line."""
        try:
            folder = settings.HOME / "log"
            if not settings.HOME.is_dir():
                return
            folder.mkdir(mode=0o700, exist_ok=True)
            with (folder / "security.jsonl").open("a", encoding="utf-8") as file:
                file.write(self.format(record) + "\n")
        except OSError:
            self.handleError(record)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token, in both languages."""
    note("forged-form", request, reason=reason)
    return render(request, "chengjie/forged.html", status=403)
