"""People and their rights: seen and given within one's own reach, ended and never rewritten (人员与授权)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from chengjie.web import rights, scope, sessions, signon, zone
from chengjie.web.models import Invitation
from chengjie.web.pages.settlement import person
from chengjie.web.records.people import Right

PER_PAGE = 50


def _administrator(request: HttpRequest) -> User:
    user = person(request)
    if not scope.administers(user):
        raise Http404
    return user


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """The people within one's reach, found by name."""
    user = _administrator(request)
    words = request.GET.get("q", "").strip()
    found = rights.found(user, words).order_by("username")
    page = Paginator(found.prefetch_related("rights"), PER_PAGE).get_page(request.GET.get("page"))
    standing = {each.pk for each in Right.standing().filter(user__in=[each.pk for each in page])}
    rows = [(each, [rights.named(right) for right in each.rights.all() if right.pk in standing]) for each in page]
    return render(request, "chengjie/people.html", {"page": page, "rows": rows, "q": words, **_choices(user)})


def _choices(user: User) -> dict[str, Any]:
    places = [place for code in dict.fromkeys(_codes()) if (place := zone.places().by_code(code))]
    return {
        "roles": [scope.law().roles[each] for each in scope.administers(user)], "places": places,
        "carriers": sorted(zone.carriers(), key=lambda each: each.name),
    }  # fmt: skip


def _codes() -> list[str]:
    counties = [place for code in zone.covered() if (place := zone.places().by_code(code))]
    above = dict.fromkeys(place.parent for place in counties if place.parent)
    top = dict.fromkeys(found.parent for code in above if (found := zone.places().by_code(code)) and found.parent)
    return [*top, *above, *(place.code for place in counties)]


@login_required
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Make an account with a first right; its one-time link is shown once, to be handed over."""
    user = _administrator(request)
    given = request.POST
    made, token = rights.invite(given.get("username", ""), given.get("name", ""), _asked(request, user), by=user)
    link = request.build_absolute_uri(reverse("welcome", args=[token]))
    return render(request, "chengjie/invited.html", {"invited": made, "link": link})


def _asked(request: HttpRequest, by: User) -> Right:
    """The right that a form describes."""
    given = request.POST
    return rights.right_of(
        given.get("role", ""), place=given.get("place", ""), carrier=given.get("carrier", ""), enterprise=given.get("enterprise", ""),
        until=given.get("until", ""), by=by,
    )  # fmt: skip


def _platform(user: User, found: User) -> dict[str, Any]:
    """For an administrator: which subjects of the sign-on platform are this person."""
    return {"identities": list(found.identities.all())} if user.is_superuser and signon.offered() else {}


@login_required
def someone(request: HttpRequest, name: str) -> HttpResponse:
    """One person: rights that stand and that ended, by whom they were given and ended."""
    user = _administrator(request)
    found = get_object_or_404(rights.reach(user), username=name)
    if request.method == "POST":
        rights.give(found, _asked(request, user))
        return redirect("person", name)
    rows = [rights.named(each, user) for each in found.rights.select_related("given_by", "ended_by")]
    return render(
        request,
        "chengjie/person.html",
        {
            "someone": found,
            "rows": rows,
            "governs": rights.governs(user, found),
            **_platform(user, found),
            **_choices(user),
        },
    )


@login_required
@require_POST
def end_right(request: HttpRequest, identity: int) -> HttpResponse:
    """End a right, within one's own reach; the row stays, with who and when."""
    user = _administrator(request)
    row = get_object_or_404(Right.objects.filter(ended=None), pk=identity)
    if not rights.end(row, by=user):
        raise Http404
    return redirect("person", row.user.username)


@login_required
@require_POST
def end_sessions(request: HttpRequest, name: str) -> HttpResponse:
    """End every session of somebody (an administrator only)."""
    user = person(request)
    if not user.is_superuser:
        raise Http404
    sessions.end_others(get_object_or_404(User, username=name), 0)
    return redirect("person", name)


@login_required
@require_POST
def shut(request: HttpRequest, name: str) -> HttpResponse:
    """Shut an account or open it again (an administrator only); its sessions end at once, its records stay."""
    user = person(request)
    if not user.is_superuser:
        raise Http404
    found = get_object_or_404(User, username=name)
    rights.shut(found, by=user)
    return redirect("person", name)


@login_required
@require_POST
def link(request: HttpRequest, name: str) -> HttpResponse:
    """A fresh one-time link for somebody who has lost the password or never came in."""
    user = _administrator(request)
    found = get_object_or_404(rights.reach(user), username=name)
    if not rights.governs(user, found):
        raise Http404
    address = request.build_absolute_uri(reverse("welcome", args=[Invitation.make(found).token]))
    return render(request, "chengjie/invited.html", {"invited": found, "link": address})
