"""Notices on the site: the list with its filters, opening one, marking them as read, and how one wants to be told (提醒)."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from chengjie.errors import Refusal
from chengjie.process.notices import Kind
from chengjie.values import Text
from chengjie.web import notices, taking
from chengjie.web.door import language_of
from chengjie.web.pages.settlement import person
from chengjie.web.records.notices import Notice, Wishes

PER_PAGE = 50
LONGEST_ADDRESS = 254


@login_required
def listing(request: HttpRequest) -> HttpResponse:
    """What one was told, the latest first; pages go on from the last one shown and count nothing."""
    user, given = person(request), request.GET
    found = Notice.objects.filter(user=user)
    if given.get("show") == "unread":
        found = found.filter(read=None)
    if (kind := given.get("kind", "")) in notices.kinds():
        found = found.filter(kind=kind)
    after = taking.whole(given.get("after", ""))
    rows = list((found if after is None else found.filter(pk__lt=after))[: PER_PAGE + 1])
    context = {
        "rows": [(each, notices.words(each), notices.kinds().get(each.kind)) for each in rows[:PER_PAGE]],
        "next": rows[PER_PAGE - 1].pk if len(rows) > PER_PAGE else None, "given": given, "kinds": ordered(), "unread": notices.unread(user),
    }  # fmt: skip
    return render(request, "chengjie/notices.html", context)


def ordered() -> list[Kind]:
    """The kinds of notice, what is about security last."""
    return sorted(notices.kinds().values(), key=lambda each: (each.secures, each.on, each.id))


@login_required
def one(request: HttpRequest, identity: int) -> HttpResponse:
    """Open a notice: it counts as read, and leads to what it is about, which is shown to those who may see it."""
    row = get_object_or_404(Notice, pk=identity, user=person(request))
    if row.read is None:
        Notice.objects.filter(pk=row.pk).update(read=timezone.now())
    return redirect(row.leads if row.leads.startswith("/") and not row.leads.startswith("//") else "notices")


@login_required
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """Mark one or all as read."""
    chosen = [number for each in request.POST.getlist("notice") if (number := taking.whole(each)) is not None]
    notices.mark_read(person(request), rows=chosen or None)
    return redirect("notices")


@login_required
def wishes(request: HttpRequest) -> HttpResponse:
    """How one wants to be told: the address, the language, the way of each kind."""
    user = person(request)
    found = Wishes.objects.filter(user=user).first() or Wishes(user=user, language=language_of(request))
    if request.method == "POST":
        keep(found, request.POST, user=user)
        return redirect("notice-wishes")
    rows = [(each, notices.way(each, found)) for each in ordered()]
    context = {
        "wishes": found,
        "rows": rows,
        "ways": notices.WAYS.items(),
        "languages": (("zh", "中文"), ("en", "English")),
    }
    return render(request, "chengjie/notice-wishes.html", context)


def keep(found: Wishes, given: Mapping[str, str], *, user: User) -> None:
    """Keep how somebody wants to be told. Refuses an address that is none, and another address without the password."""
    address = given.get("address", "").strip()
    if address:
        try:
            validate_email(address)
        except ValidationError as error:
            raise Refusal.of("notice-address-wrong", address=address[:60]) from error
    if len(address) > LONGEST_ADDRESS:
        raise Refusal.of("notice-address-wrong", address=address[:60])
    if address != user.email and not user.check_password(given.get("password", "")):
        raise Refusal.of("account-password-wrong")
    found.language = "en" if given.get("language") == "en" else "zh"
    found.ways = {
        each.id: wished
        for each in notices.kinds().values()
        if (wished := given.get(f"way-{each.id}", "")) in notices.WAYS and not (each.secures and wished == "off")
    }
    found.save()
    if address != user.email:
        user.email = address
        user.save(update_fields=["email"])
        masked = notices.masked(address)
        notices.tell(
            user,
            "address",
            timezone.now().isoformat(),
            leads="/notices/wishes/",
            parts={"address": Text(masked, masked)},
        )
