"""Signing in through the sign-on platform, and matching its subjects to people (统一认证)."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from chengjie.errors import Refusal
from chengjie.web import entry, safety, sessions, signon, taking
from chengjie.web.pages.settlement import person
from chengjie.web.records.identities import Identity
from chengjie.web.records.people import SecondFactor

KEPT = "oidc"


def _back(request: HttpRequest) -> str:
    """The address to come back to: under the first origin that is set, else as the request came."""
    path = reverse("oidc-back")
    origins = settings.CSRF_TRUSTED_ORIGINS
    return f"{origins[0].rstrip('/')}{path}" if origins else request.build_absolute_uri(path)


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Off to the platform."""
    if not signon.offered():
        raise Http404
    wanted = request.GET.get("next", "")
    onward = wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else reverse("cockpit")
    address, kept = signon.begin(_back(request))
    request.session[KEPT] = {**kept, "onward": onward}
    return redirect(address)


@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Back from the platform: signed in once everything holds; a second factor that one has here is asked for too."""
    if not signon.offered():
        raise Http404
    kept = request.session.pop(KEPT, None)
    try:
        claims = signon.finish(kept, request.GET.dict())
        user, onward = signon.person(claims), kept["onward"] if kept else reverse("cockpit")
    except Refusal as refusal:
        safety.note("sign-in-failed", request, how="oidc", why=str(refusal.faults[0].parameters.get("what", refusal.faults[0].code)))  # fmt: skip
        raise
    if SecondFactor.of(user) is not None:
        request.session.cycle_key()
        request.session[entry.WAITING] = [user.pk, timezone.now().timestamp(), onward]
        return redirect("sign-in-code")
    sessions.begin(request, user, "oidc")
    request.session[entry.PROOF] = claims.proof
    safety.note("signed-in", request, how="oidc")
    return redirect(onward)


@login_required
@require_POST
def match(request: HttpRequest, name: str) -> HttpResponse:
    """Match a subject of the platform to a person, or take a match away; by an administrator."""
    user = person(request)
    if not user.is_superuser or not signon.offered():
        raise Http404
    found = get_object_or_404(User, username=name)
    if gone := request.POST.get("remove"):
        Identity.objects.filter(user=found, pk=taking.whole(gone) or 0).delete()
    else:
        signon.match(found, request.POST.get("subject", ""), by=user)
    return redirect("person", name)
