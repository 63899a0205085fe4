"""Whether a second factor is asked of everybody, or of administrators (动态口令): `CHENGJIE_FACTOR=all` or `administrators`."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from chengjie.errors import Refusal
from chengjie.web import tokens
from chengjie.web.records.people import SecondFactor

OPEN = frozenset({"factor", "sign-out", "sign-in", "sign-in-code", "choose", "welcome", "password", "health"})
"""Addresses at which somebody without one may be, to set it up or to leave."""


def wanted(user: User) -> bool:
    """Whether a person has to have a second factor and has none."""
    asked = settings.FACTOR == "all" or (settings.FACTOR == "administrators" and user.is_superuser)
    return asked and SecondFactor.of(user) is None


def watch(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: somebody who lacks the second factor that is asked for is led to set it up; a token is a strength of its own."""

    def through(request: HttpRequest) -> HttpResponse:
        return answer(request)

    def led(request: HttpRequest, view: object, given: object, named: object) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not settings.FACTOR or name in OPEN or tokens.of(request) or not isinstance(request.user, User):
            return None
        if not wanted(request.user):
            return None
        if request.path.startswith("/api/"):
            from chengjie.web.door import refuse

            return refuse(request, Refusal.of("account-factor-wanted"), status=403)
        return redirect("factor")

    through.process_view = led  # type: ignore[attr-defined]  # Django looks for it by name
    return through
