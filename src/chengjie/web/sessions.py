"""Sessions: each is a sign-in on record; a person has only so many, an idle or an ended one is shut."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.contrib.auth import login, logout
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from chengjie.values import Text
from chengjie.web import callers, notices
from chengjie.web.records.people import SignIn

KEY = "sign_in"
TOUCHED = timedelta(minutes=1)


def begin(request: HttpRequest, user: User, how: str) -> SignIn:
    """Sign a person in and put it on record; the oldest session of too many is ended."""
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    with transaction.atomic():
        open_ones = list(SignIn.objects.select_for_update().filter(user=user, ended=None).order_by("-id"))
        for each in open_ones[SignIn.MOST_SESSIONS - 1 :]:
            end(each)
        made = SignIn.objects.create(
            user=user,
            address=request.META.get("REMOTE_ADDR") or None,
            agent=request.headers.get("User-Agent", "")[:200],
            session=request.session.session_key or "",
            how=how,
        )
    request.session[KEY] = made.pk
    known = SignIn.objects.filter(user=user).exclude(pk=made.pk)
    if known.exists() and not known.filter(address=made.address).exists():
        place = Text(made.address or "—", made.address or "—")
        notices.tell(user, "sign-in", f"sign-in:{made.pk}", leads="/account/", parts={"address": place})
    return made


def end(sign_in: SignIn) -> None:
    """End a session, wherever it is open."""
    sign_in.ended = timezone.now()
    sign_in.save(update_fields=["ended"])
    Session.objects.filter(session_key=sign_in.session).delete()


def end_others(user: User, kept: int) -> None:
    """End every session of a person but one, as when the password was changed."""
    for each in SignIn.objects.filter(user=user, ended=None).exclude(pk=kept):
        end(each)


def watch(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a session that was ended elsewhere, or idle or open too long, is shut before anything is shown."""

    def through(request: HttpRequest) -> HttpResponse:
        if not _recognised(request) and request.user.is_authenticated and KEY in request.session:
            _look(request)
        return answer(request)

    return through


def _recognised(request: HttpRequest) -> bool:
    """Whether a person asks whose sign-in stands and needs no touch; then all that is known of them is kept with the request."""
    sign_in = request.session.get(KEY)
    found = callers.caller(request.session, sign_in, touched=timezone.now() - TOUCHED)
    if found is None or (sign_in is not None and (found.quiet or not found.stands)):
        return False
    request.user, request.chengjie_actors, request.chengjie_unread = found.user, found.actors, found.unread  # type: ignore[attr-defined]  # kept with the request
    return True


def _look(request: HttpRequest) -> None:
    found = SignIn.objects.filter(pk=request.session[KEY]).only("ended", "seen", "session", "when").first()
    now = timezone.now()
    if found is None or found.ended is not None or now - found.seen > SignIn.IDLE or now - found.when > SignIn.LONGEST:
        if found is not None and found.ended is None:
            end(found)
        logout(request)
    elif now - found.seen > TOUCHED:
        SignIn.objects.filter(pk=found.pk).update(seen=now)
