"""Tokens on the site: one's own and, for an administrator, those of programs; each key is shown once (令牌)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from chengjie.web import scope, taking, tokens, zone
from chengjie.web.pages.settlement import person
from chengjie.web.records.tokens import Machine, Token

SHOWN = 100
DAYS = (7, 30, 90, 180, 366)


@login_required
def listing(request: HttpRequest) -> HttpResponse:
    """One's own tokens, a further one, and for an administrator the programs."""
    user = person(request)
    if request.method == "POST":
        return _make(request, user)
    grants = [grant.place for each in scope.of(request) for grant in each.rights if grant.place]
    codes = dict.fromkeys([*grants, *(code for code in zone.covered() if any(scope.law().within(code, area) for area in grants))])  # fmt: skip
    context = {
        "rows": _rows(Token.objects.filter(user=user)), "scopes": tokens.SCOPES.items(), "days": DAYS, "places": [place for code in codes if (place := zone.places().by_code(code))],
        "machines": [(each, _rows(Token.objects.filter(user=each.user))) for each in Machine.objects.select_related("user", "responsible")] if user.is_superuser else None,
    }  # fmt: skip
    return render(request, "chengjie/tokens.html", context)


def _rows(found: object) -> list[tuple[Token, bool]]:
    return [(each, each.standing) for each in found.select_related("user")[:SHOWN]]  # type: ignore[attr-defined]  # tokens


def _make(request: HttpRequest, user: User) -> HttpResponse:
    given = request.POST
    whose = get_object_or_404(User, username=given["user"]) if given.get("user") else user
    if not tokens.manages(user, whose):
        raise Http404
    days = int(given["days"]) if given.get("days", "").isdecimal() and len(given["days"]) < 6 else 0
    row, key = tokens.make(whose, given.get("title", ""), given.getlist("scope"), place=given.get("place", ""), days=days, by=user)  # fmt: skip
    return render(request, "chengjie/token-made.html", {"token": row, "key": key})


def _managed(request: HttpRequest, identity: int) -> Token:
    found = get_object_or_404(Token.objects.select_related("user", "made_by", "ended_by"), pk=identity)
    if not tokens.manages(person(request), found.user):
        raise Http404
    return found


@login_required
def token(request: HttpRequest, identity: int) -> HttpResponse:
    """One token with its uses, the latest first."""
    found = _managed(request, identity)
    after = request.GET.get("after", "")
    uses = found.uses.all() if (at := taking.whole(after)) is None else found.uses.filter(pk__lt=at)
    shown = list(uses[: SHOWN + 1])
    context = {
        "token": found, "standing": found.standing, "scopes": [(each, tokens.SCOPES[each]) for each in found.scopes if each in tokens.SCOPES], "uses": shown[:SHOWN],
        "next": shown[SHOWN - 1].pk if len(shown) > SHOWN else None, "place": zone.places().by_code(found.place) if found.place else None, "now": timezone.now(),
    }  # fmt: skip
    return render(request, "chengjie/token.html", context)


@login_required
@require_POST
def end(request: HttpRequest, identity: int) -> HttpResponse:
    """End a token at once; the row and its uses stay."""
    tokens.end(_managed(request, identity), by=person(request))
    return redirect("tokens")


@login_required
@require_POST
def employ(request: HttpRequest) -> HttpResponse:
    """An account for a program, by an administrator; rights are given to it like to everybody."""
    user = person(request)
    if not user.is_superuser:
        raise Http404
    given = request.POST
    made = tokens.employ(given.get("username", ""), given.get("purpose", ""), given.get("responsible", ""), by=user)
    return redirect("person", made.user.username)
