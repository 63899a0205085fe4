"""One's own account: rights, stand-ins, the second factor, sessions, sign-ins, the password."""

from __future__ import annotations

from collections.abc import Mapping

import pyotp
import segno
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from chengjie.errors import Refusal
from chengjie.values import Text
from chengjie.web import notices, sessions, taking
from chengjie.web.pages.settlement import person
from chengjie.web.records.people import Right, SecondFactor, SignIn, StandIn
from chengjie.web.rights import named

SHOWN = 20


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Everything about oneself in one place."""
    user = person(request)
    context = {
        "rights": [named(each) for each in Right.standing().filter(user=user)],
        "factor": SecondFactor.of(user),
        "stand_ins": StandIn.objects.filter(away=user, ended=None, until__gte=timezone.localdate()).select_related(
            "acts"
        ),
        "stands_in": StandIn.today().filter(acts=user).select_related("away"),
        "open": SignIn.objects.filter(user=user, ended=None)[: SignIn.MOST_SESSIONS],
        "history": SignIn.objects.filter(user=user)[:SHOWN],
        "here": request.session.get(sessions.KEY),
    }
    return render(request, "chengjie/account.html", context)


@login_required
def factor(request: HttpRequest) -> HttpResponse:
    """Set the second factor up: a picture to be read by a telephone, a code to prove it, spare codes shown once."""
    user = person(request)
    found, _ = SecondFactor.objects.get_or_create(user=user, defaults={"secret": pyotp.random_base32()})
    if found.confirmed:
        return redirect("account")
    if request.method == "POST":
        if not user.check_password(request.POST.get("password", "")):
            raise Refusal.of("account-password-wrong")
        with transaction.atomic():
            locked = SecondFactor.objects.select_for_update().get(pk=found.pk)
            if locked.takes(request.POST.get("code", "")):
                locked.confirmed = timezone.now()
                locked.save(update_fields=["confirmed"])
                return render(request, "chengjie/factor-codes.html", {"codes": locked.renew_spare()})
        return _setup(request, found, user, failed=True)
    return _setup(request, found, user)


def _setup(request: HttpRequest, found: SecondFactor, user: User, *, failed: bool = False) -> HttpResponse:
    address = pyotp.TOTP(found.secret).provisioning_uri(name=user.username, issuer_name="Chengjie")
    picture = segno.make(address, error="m").svg_inline(scale=5, dark="#000", light="#fff")
    return render(
        request,
        "chengjie/factor.html",
        {"picture": mark_safe(picture), "secret": found.secret, "failed": failed},  # noqa: S308  # drawn by segno from our address
        status=400 if failed else 200,
    )


@login_required
@require_POST
def factor_off(request: HttpRequest) -> HttpResponse:
    """Give the second factor up, against the password."""
    user = person(request)
    if not user.check_password(request.POST.get("password", "")):
        raise Refusal.of("account-password-wrong")
    SecondFactor.objects.filter(user=user).delete()
    notices.tell(user, "factor", timezone.now().isoformat(), leads=reverse("account"))
    return redirect("account")


@login_required
@require_POST
def password(request: HttpRequest) -> HttpResponse:
    """Change the password; every other session ends."""
    user = person(request)
    if not user.check_password(request.POST.get("old", "")):
        raise Refusal.of("account-password-wrong")
    fresh = request.POST.get("password", "")
    try:
        validate_password(fresh, user)
    except ValidationError as error:
        raise Refusal.of("account-password-weak") from error
    if fresh != request.POST.get("again", ""):
        raise Refusal.of("account-password-differs")
    user.set_password(fresh)
    user.save(update_fields=["password"])
    update_session_auth_hash(request, user)
    sessions.end_others(user, request.session.get(sessions.KEY, 0))
    notices.tell(user, "password", timezone.now().isoformat(), leads=reverse("account"))
    return redirect("account")


@login_required
@require_POST
def end_session(request: HttpRequest, identity: int) -> HttpResponse:
    """End one of one's own sessions, against the password where one has one."""
    user = person(request)
    found = get_object_or_404(SignIn, pk=identity, user=user, ended=None)
    if user.has_usable_password() and not user.check_password(request.POST.get("password", "")):
        raise Refusal.of("account-password-wrong")
    sessions.end(found)
    return redirect("account")


@login_required
@require_POST
def stand_in(request: HttpRequest) -> HttpResponse:
    """Name a colleague who acts in one's place for some days, or end it."""
    user = person(request)
    if ending := request.POST.get("end"):
        StandIn.objects.filter(pk=taking.whole(ending) or 0, away=user, ended=None).update(ended=timezone.now())
    else:
        let_act(user, request.POST)
    return redirect("account")


def let_act(user: User, given: Mapping[str, str]) -> StandIn:
    """Let a colleague act in one's place. Refuses somebody who is not there, and days that are none or are over."""
    acts = User.objects.filter(username=given.get("name", "").strip(), is_active=True).exclude(pk=user.pk).first()
    since, until = taking.day(given.get("since", "")), taking.day(given.get("until", ""))
    if acts is None:
        raise Refusal.of("people-unknown", name=given.get("name", "")[:40])
    if since is None or until is None or until < since or until < timezone.localdate():
        raise Refusal.of("people-days-wrong")
    made = StandIn.objects.create(away=user, acts=acts, since=since, until=until)
    parts = {
        "by": Text(user.username, user.username), "since": Text(since.isoformat(), since.isoformat()),
        "until": Text(until.isoformat(), until.isoformat()),
    }  # fmt: skip
    notices.tell(acts, "stand-in", f"stand-in:{made.pk}", leads=reverse("account"), parts=parts)
    return made
