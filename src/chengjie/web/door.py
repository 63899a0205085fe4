"""What happens around every page: the language, the headers, and how a refusal or a fault is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

import chengjie
import chengjie.report.refusal
from chengjie.errors import Fault, Refusal
from chengjie.values.text import Language


def language_of(request: HttpRequest) -> Language:
    """The cookie first, then what the browser prefers; Chinese where neither says English."""
    chosen = request.COOKIES.get("language")
    if chosen in {"zh", "en"}:
        return "en" if chosen == "en" else "zh"
    first = request.headers.get("Accept-Language", "").split(",")[0].strip().lower()
    return "en" if first.startswith("en") else "zh"


def door(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: language in, security headers out, refusals as pages or JSON."""

    def through(request: HttpRequest) -> HttpResponse:
        response = _seen(request, answer(request))
        response["Content-Language"] = "en" if language_of(request) == "en" else "zh-CN"
        if not request.path.startswith("/static/"):
            response.headers.setdefault(
                "Cache-Control", "no-store" if request.user.is_authenticated else "private, max-age=60"
            )
            response["Vary"] = "Cookie, Accept-Language"
        return response

    def refused(request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, RequestDataTooBig) and request.path.startswith("/api/"):
            return refuse(request, Refusal.of("api-too-large", most=settings.DATA_UPLOAD_MAX_MEMORY_SIZE), status=413)
        return refuse(request, error) if isinstance(error, Refusal) else None

    def sound(request: HttpRequest, view: object, given: object, named: dict[str, object]) -> HttpResponse | None:
        said = [*request.GET.values(), *map(str, named.values())]
        if "multipart" not in (request.content_type or "") and request.method == "POST":
            said += request.POST.values()
        strange = any("\x00" in each for each in map(str, said))
        return refuse(request, Refusal.of("text-strange")) if strange else None

    through.process_view = sound  # type: ignore[attr-defined]  # likewise
    through.process_exception = refused  # type: ignore[attr-defined]  # Django looks for it by name
    return through


def _seen(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An address that only takes a form says so to whoever comes to look, instead of an empty window."""
    if response.status_code != 405 or response.content or request.path.startswith("/api/"):
        return response
    from chengjie.web import navigation

    here = (request.resolver_match.url_name or "") if request.resolver_match else ""
    page = render(request, "chengjie/posted.html", {"page_here": navigation.page_of(here)}, status=405)
    page["Allow"] = response["Allow"]
    return page


STATUS = {
    "api-sign-in": 401, "token-not-standing": 401, "api-forged": 403, "token-scope-wanted": 403, "token-place-not-here": 403,
    "case-moved-on": 409, "register-overtaken": 409, "register-import-stale": 409, "ledger-moved-on": 409, "budget-busy": 409, "placement-at-once": 409,
    "too-often": 429, "scanner-silent": 503, "account-factor-wanted": 403,
}  # fmt: skip
"""What a refusal is in the numbers of HTTP, by its first code, where it is no plain 400, for programs."""


def refuse(request: HttpRequest, refusal: Refusal, *, status: int = 400) -> HttpResponse:
    """A refusal as a page, or as JSON where the API was asked; what is not there is 404."""
    if all(fault.code.endswith("-unknown") for fault in refusal.faults):
        status = 404
    if request.path.startswith("/api/"):
        return _in_json(request, refusal, STATUS.get(refusal.faults[0].code, status))
    status = 503 if refusal.faults[0].code == "scanner-silent" else status
    return render(request, "chengjie/refused.html", {"faults": faults_shown(refusal.faults)}, status=status)


def faults_shown(faults: Iterable[Fault]) -> list[dict[str, Any]]:
    """Faults as a page shows them."""
    return [
        {
            "code": each.code,
            "where": str(each.where),
            "sentence": chengjie.report.refusal.sentence(each),
            "remedy": chengjie.report.refusal.remedy(each),
        }
        for each in faults
    ]


def _in_json(request: HttpRequest, refusal: Refusal, status: int) -> HttpResponse:
    """With every fault in both languages, and said in the one that was asked for."""
    said = chengjie.report.refusal.as_json(refusal)
    for each in said["refused"]:
        each["said"] = each["message"][language_of(request)]
    response = JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def _unread(request: HttpRequest) -> int:
    from django.contrib.auth.models import User

    from chengjie.web import notices

    kept: int | None = getattr(request, "chengjie_unread", None)
    if kept is not None:
        return kept
    return notices.unread(request.user) if isinstance(request.user, User) else 0


def surroundings(request: HttpRequest) -> dict[str, Any]:
    """What every template may use."""
    from chengjie.web import hints, scope, zone

    theme = request.COOKIES.get("theme")
    return {
        "lang": language_of(request),
        "theme": theme if theme in {"light", "dark"} else "",
        "zone_title": zone.package().title,
        "page_named": (request.resolver_match.url_name or "") if request.resolver_match else "",
        "duties": scope.duties(request),
        "without_rights": lambda: hints.without_rights(request),
        "version": chengjie.__version__,
        "distances_shown": bool(zone.package().rows("access_points")),
        "unread": lambda: _unread(request),
    }
