"""Saved views of lists on the site: the bar above a list, saving, opening by link, and taking away (视图)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from chengjie.web import saved_views, scope
from chengjie.web.pages.settlement import person
from chengjie.web.records.views import View


def bar(request: HttpRequest) -> dict[str, Any]:
    """What the bar above a list needs; nothing for a stranger."""
    if not isinstance(request.user, User):
        return {}
    here = saved_views.question(request.GET.urlencode())
    views = [(each, each.query == here, each.owner_id == request.user.pk) for each in _kept(request, request.user)]
    return {"bar": {"views": views, "page": request.path, "query": here, "offices": saved_views.named(saved_views.offices(scope.of(request)))}}  # fmt: skip


def _kept(request: HttpRequest, user: User) -> list[View]:
    """The views of the list that a person has, looked up once a request."""
    found: list[View] | None = getattr(request, "chengjie_views", None)
    if found is None:
        found = list(saved_views.of(request.path, user, scope.of(request)).select_related("owner"))
        request.chengjie_views = found  # type: ignore[attr-defined]  # kept with the request
    return found


def first(request: HttpRequest) -> HttpResponse | None:
    """To the view in which somebody sees the list, where nothing else is asked."""
    if request.GET or not isinstance(request.user, User):
        return None
    own = (each for each in _kept(request, request.user) if each.first and each.owner_id == request.user.pk)
    found = next(own, None)
    return redirect(f"{found.page}?{found.query}") if found is not None and found.query else None


@login_required
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the list as it is shown."""
    given = request.POST
    made = saved_views.save(
        given.get("page", ""), given.get("query", ""), name=given.get("name", ""), user=person(request), who=scope.of(request),
        office=given.get("office", ""), first=bool(given.get("first")),
    )  # fmt: skip
    return redirect("view", made.pk)


@login_required
def view(request: HttpRequest, identity: str) -> HttpResponse:
    """A link to a view: the list with its filters, as far as the one who opens it may see."""
    found = saved_views.opened(identity, person(request), scope.of(request))
    if found is None:
        raise Http404
    return redirect(f"{found.page}?{found.query or 'all=1'}")


@login_required
@require_POST
def remove(request: HttpRequest, identity: str) -> HttpResponse:
    """Take one's own view away."""
    found = saved_views.opened(identity, person(request), scope.of(request))
    if found is None:
        raise Http404
    saved_views.remove(found, person(request))
    return redirect(f"{found.page}?all=1")
