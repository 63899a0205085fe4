"""How often somebody may ask (限流): a table of limits, counted in the database so that several processes count together."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse

from chengjie.errors import Refusal
from chengjie.values import Text
from chengjie.web import tokens
from chengjie.web.records.limits import Tally


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many requests in so many seconds by one person, token or (where nobody is signed in) address.

    `views` are names of addresses; without any, everything under `under` counts. `sent` counts only what is sent, `files` only what
    comes with files, `asked` only requests that ask for something.
    """

    id: str
    title: Text
    most: int
    seconds: int
    views: frozenset[str] = frozenset()
    under: str = ""
    sent: bool = False
    files: bool = False
    asked: bool = False

    def holds(self, request: HttpRequest, view: str) -> bool:
        """Whether a request counts."""
        if self.views and view not in self.views:
            return False
        if self.under and not request.path.startswith(self.under):
            return False
        if self.sent and request.method not in {"POST", "PUT", "PATCH", "DELETE"}:
            return False
        if self.files and not (request.content_type or "").startswith("multipart/form-data"):
            return False
        return not self.asked or request.method == "POST" or bool(request.GET)


LIMITS = (
    Limit("sign-in", Text("登录", "sign-in"), 60, 300, frozenset({"sign-in", "sign-in-code", "welcome"}), sent=True),
    Limit("sign-on", Text("统一身份登录", "single sign-on"), 60, 300, frozenset({"oidc-start", "oidc-back"})),
    Limit("api", Text("接口", "the API"), 600, 60, under="/api/"),
    Limit("upload", Text("上传文件", "uploads"), 120, 600, sent=True, files=True),
    Limit("compute", Text("匹配与测算", "matching and computing"), 90, 60, frozenset({
        "match", "admission", "board-kind", "board", "flows", "screening-why", "index", "api:match", "api:admit", "api:index", "api:index_of_zone", "api:keep_match", "api:keep_board", "api:change_board", "api:one_board", "api:why_firm", "api:tabulate",
    }), asked=True),
    Limit("study", Text("布局求解与筛选", "runs of placement and screening"), 30, 600, frozenset({"start-placement", "screenings", "api:start", "api:start_with", "api:screen"}), sent=True),
)  # fmt: skip


def watch(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a request that comes too often is refused with the seconds after which to come again."""

    def through(request: HttpRequest) -> HttpResponse:
        return answer(request)

    def counted(request: HttpRequest, view: object, given: object, named: object) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        for limit, most in _limits():
            if limit.holds(request, name) and (wait := count(limit, who(request), most)):
                return _refused(request, limit, wait)
        return None

    through.process_view = counted  # type: ignore[attr-defined]  # Django looks for it by name
    return through


def _limits() -> Iterator[tuple[Limit, int]]:
    for each in LIMITS:
        most = settings.LIMITS.get(each.id, each.most)
        if most:
            yield each, most


def who(request: HttpRequest) -> str:
    """Whose request counts: the token, else the person, else the address that it came from."""
    if token := tokens.of(request):
        return f"token:{token.pk}"
    if isinstance(request.user, User):
        return f"person:{request.user.pk}"
    return f"address:{request.META.get('REMOTE_ADDR', '')}"


def count(limit: Limit, whose: str, most: int, *, now: float | None = None) -> int:
    """Count one request; 0 where it may pass, else the seconds until the stretch of time is over."""
    moment = time.time() if now is None else now
    ends = (math.floor(moment / limit.seconds) + 1) * limit.seconds
    so_far = Tally.add(f"{limit.id}:{whose}", ends, math.floor(moment))
    return 0 if so_far <= most else max(1, math.ceil(ends - moment))


def _refused(request: HttpRequest, limit: Limit, wait: int) -> HttpResponse:
    from chengjie.web.door import refuse

    refusal = Refusal.of("too-often", what=limit.title.zh, what_en=limit.title.en, seconds=wait)
    response = refuse(request, refusal, status=429)
    response["Retry-After"] = str(wait)
    return response
