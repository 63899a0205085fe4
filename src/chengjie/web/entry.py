"""Who may come in: sign-in, the one-time link, sign-out. There is no default account."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from chengjie.web import safety, sessions, signon
from chengjie.web.models import Attempt, Invitation
from chengjie.web.records.notices import Wishes
from chengjie.web.records.people import SecondFactor, SignIn

WAITING = "waiting_for_code"
CODE_SECONDS = 300
PROOF = "oidc_proof"


def first_link() -> str | None:
    """The path of a one-time link where nobody has set a password yet; None afterwards."""
    if any(user.has_usable_password() for user in User.objects.all()):
        return None
    administrator, _ = User.objects.get_or_create(username="admin", defaults={"is_staff": True, "is_superuser": True})
    administrator.set_unusable_password()
    administrator.save()
    return reverse("welcome", args=[Invitation.make(administrator).token])


@transaction.atomic
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """Set a name and a password by a one-time link."""
    invitation = Invitation.objects.select_related("user").filter(token=token).first()
    if invitation is None or not invitation.is_open:
        return render(request, "chengjie/welcome.html", {"closed": True}, status=404)
    problems: list[str] = []
    if request.method == "POST":
        name, password = request.POST.get("username", "").strip(), request.POST.get("password", "")
        problems = _problems(invitation.user, name, password, request.POST.get("again", ""))
        if not problems:
            user = invitation.user
            user.username = name
            user.set_password(password)
            user.save()
            invitation.used = timezone.now()
            invitation.save()
            if SecondFactor.of(user) is not None:  # a link is no way round it
                return redirect("sign-in")
            sessions.begin(request, user, "one-time-link")
            safety.note("signed-in", request, how="one-time-link")
            return redirect("account")
    return render(
        request,
        "chengjie/welcome.html",
        {"problems": problems, "invited": invitation.user},
        status=400 if problems else 200,
    )


def _problems(user: User, name: str, password: str, again: str) -> list[str]:
    found = []
    if not (2 <= len(name) <= 40):
        found.append("name")
    elif User.objects.exclude(pk=user.pk).filter(username=name).exists():
        found.append("taken")
    if password != again:
        found.append("different")
    try:
        validate_password(password, User(username=name))
    except ValidationError:
        found.append("weak")
    return found


def sign_in(request: HttpRequest) -> HttpResponse:
    """Name and password; after some wrong ones the name, and the address that they came from, have to wait."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    onward = wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else reverse("cockpit")
    failed = False
    if request.method == "POST":
        name, address = request.POST.get("username", ""), request.META.get("REMOTE_ADDR") or None
        user = None
        if not Attempt.must_wait(name, address):
            user = authenticate(request, username=name, password=request.POST.get("password", ""))
        if isinstance(user, User):
            if SecondFactor.of(user) is not None:
                request.session.cycle_key()
                request.session[WAITING] = [user.pk, timezone.now().timestamp(), onward]
                return redirect("sign-in-code")
            Attempt.forgive(name, address)
            sessions.begin(request, user, "password")
            safety.note("signed-in", request, how="password")
            return redirect(onward)
        Attempt.note(name, address)
        safety.note("sign-in-failed", request, name=name)
        failed = True
    return render(
        request,
        "chengjie/sign-in.html",
        {"failed": failed, "onward": onward, "platform": settings.OIDC["title"] if signon.offered() else ""},
        status=400 if failed else 200,
    )


def code(request: HttpRequest) -> HttpResponse:
    """The second step of a sign-in: the code from the telephone, or a spare one. Wrong ones count like wrong passwords."""
    waiting = request.session.get(WAITING)
    if not waiting or timezone.now().timestamp() - waiting[1] > CODE_SECONDS:
        request.session.pop(WAITING, None)
        return redirect("sign-in")
    failed = False
    if request.method == "POST":
        user = User.objects.filter(pk=waiting[0], is_active=True).first()
        address = request.META.get("REMOTE_ADDR") or None
        if (
            user is not None
            and not Attempt.must_wait(user.username, address)
            and _code_fits(user, request.POST.get("code", ""))
        ):
            Attempt.forgive(user.username, address)
            request.session.pop(WAITING, None)
            sessions.begin(request, user, "second-factor")
            safety.note("signed-in", request, how="second-factor")
            return redirect(waiting[2])
        if user is not None:
            Attempt.note(user.username, address)
            safety.note("code-failed", request, name=user.username)
        failed = True
    return render(request, "chengjie/sign-in-code.html", {"failed": failed}, status=400 if failed else 200)


@transaction.atomic
def _code_fits(user: User, given: str) -> bool:
    factor = SecondFactor.objects.select_for_update().filter(user=user).exclude(confirmed=None).first()
    return factor is not None and factor.takes(given)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Leave; the session is ended on record too. Whoever came through the platform is shown the way out of it."""
    found, proof = (
        SignIn.objects.filter(pk=request.session.get(sessions.KEY, 0), ended=None).first(),
        request.session.get(PROOF),
    )
    if found is not None:
        sessions.end(found)
    safety.note("signed-out", request)
    logout(request)
    address = (
        signon.farewell(proof, request.build_absolute_uri(reverse("cockpit"))) if proof and signon.offered() else None
    )
    response = render(request, "chengjie/signed-out.html", {"address": address}) if address else redirect("cockpit")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def choose(request: HttpRequest, what: str, value: str) -> HttpResponse:
    """Keep the choice of language or theme in a cookie and go back."""
    wanted = request.GET.get("next", "")
    back = wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}) else reverse("cockpit")
    response = redirect(back)
    allowed = {"language": {"zh", "en"}, "theme": {"light", "dark", "auto"}}
    if what == "language" and value in allowed["language"] and isinstance(request.user, User):
        Wishes.objects.update_or_create(user=request.user, defaults={"language": value})  # letters follow
    if value in allowed.get(what, set()):
        response.set_cookie(
            what, value, max_age=365 * 86400, samesite="Lax", httponly=True, secure=settings.SECURE_COOKIES
        )
    return response
