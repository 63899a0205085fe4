"""People and their rights: seen and given within one's own reach, ended and never rewritten (人员与授权)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from chengjie.errors import Fault, Refusal, Where
from chengjie.process import Subject
from chengjie.values import Text
from chengjie.web import notices, scope, sessions, zone
from chengjie.web.models import Invitation
from chengjie.web.pages.settlement import person
from chengjie.web.records.people import Right

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Named:
    """A right with the words for it."""

    row: Right
    role: Text
    where: Text
    may_end: bool = False


def named(row: Right, by: User | None = None) -> Named:
    """A right in words: its role and what it reaches."""
    role = scope.law().roles.get(row.role)
    parts = [_place(row.place), _carrier(row.carrier), Text(row.enterprise, row.enterprise) if row.enterprise else None]
    said = [part for part in parts if part is not None]
    where = Text("、".join(each.zh for each in said), ", ".join(each.en for each in said))
    may_end = by is not None and scope.may_give(by, row.role, subject(row))
    return Named(row, role.title if role else Text(row.role, row.role), where, may_end)


def subject(row: Right) -> Subject:
    """What a right is about; a carrier's place is the first of its counties."""
    place = row.place
    if row.carrier and not place and (carrier := zone.carriers().by_id.get(row.carrier)):
        place = next(iter(carrier.counties), "")
    return Subject(place, row.carrier, row.enterprise)


def _place(code: str) -> Text | None:
    found = zone.places().by_code(code) if code else None
    return Text(found.name, found.en or found.name) if found else Text(code, code) if code else None


def _carrier(identity: str) -> Text | None:
    found = zone.carriers().by_id.get(identity)
    return found.title if found else Text(identity, identity) if identity else None


def _reach(user: User) -> QuerySet[User]:
    """The people that somebody may see here: those with a right within the reach, and those that one has invited."""
    if user.is_superuser:
        return User.objects.all()
    seen = Right.objects.filter(scope.within((scope.actor(user),)), role__in=scope.administers(user))
    return User.objects.filter(Q(rights__in=seen) | Q(rights__given_by=user)).distinct()


def _administrator(request: HttpRequest) -> User:
    user = person(request)
    if not scope.administers(user):
        raise Http404
    return user


def _tell(row: Right, on: str) -> None:
    """Whoever is given a right, or loses one, is told."""
    said = named(row)
    words = Text(f"{said.role.zh}（{said.where.zh}）", f"{said.role.en} ({said.where.en})")
    notices.tell(row.user, on, f"right:{row.pk}", leads=reverse("account"), parts={"right": words})


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """The people within one's reach, found by name."""
    user = _administrator(request)
    words = request.GET.get("q", "").strip()
    found = _reach(user).filter(Q(username__icontains=words) | Q(first_name__icontains=words)).order_by("username")
    page = Paginator(found.prefetch_related("rights"), PER_PAGE).get_page(request.GET.get("page"))
    standing = {each.pk for each in Right.standing().filter(user__in=[each.pk for each in page])}
    rows = [(each, [named(right) for right in each.rights.all() if right.pk in standing]) for each in page]
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
    name, said = request.POST.get("username", "").strip(), request.POST.get("name", "").strip()[:100]
    if not 2 <= len(name) <= 40:
        raise Refusal.of("people-name-length")
    if User.objects.filter(username=name).exists():
        raise Refusal.of("people-name-taken", name=name)
    right = _right(request, user)
    made = User.objects.create_user(name, first_name=said)
    made.set_unusable_password()
    made.save()
    right.user = made
    right.save()
    _tell(right, "right-given")
    link = request.build_absolute_uri(reverse("welcome", args=[Invitation.make(made).token]))
    return render(request, "chengjie/invited.html", {"invited": made, "link": link})


def _right(request: HttpRequest, by: User) -> Right:
    """The right that a form describes. Refuses what the giver may not give, and a right that reaches nothing."""
    given = request.POST
    role, place, carrier = given.get("role", ""), given.get("place", ""), given.get("carrier", "")
    enterprise = given.get("enterprise", "").strip().upper()
    known = scope.law().roles.get(role)
    faults: list[Fault] = []
    if (
        known is None
        or (place and zone.places().by_code(place) is None)
        or (carrier and carrier not in zone.carriers().by_id)
    ):
        faults.append(
            Fault("people-right-unknown", Where(), {"role": role[:40], "place": place[:10], "carrier": carrier[:20]})
        )
    elif known.bound and not {"place": place, "carrier": carrier, "enterprise": enterprise}[known.bound]:
        faults.append(Fault("people-right-unbound", Where(), {"role": known.title.zh, "bound": known.bound}))
    until = _day(given.get("until", ""), faults)
    row = Right(
        role=role,
        place=place,
        carrier=carrier,
        enterprise=enterprise,
        since=timezone.localdate(),
        until=until,
        given_by=by,
    )
    if not faults and not scope.may_give(by, role, subject(row)):
        faults.append(Fault("people-right-beyond", Where(), {"role": role}))
    if faults:
        raise Refusal(faults)
    return row


def _day(written: str, faults: list[Fault]) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        faults.append(Fault("people-days-wrong"))
        return None


@login_required
def someone(request: HttpRequest, name: str) -> HttpResponse:
    """One person: rights that stand and that ended, by whom they were given and ended."""
    user = _administrator(request)
    found = get_object_or_404(_reach(user), username=name)
    if request.method == "POST":
        right = _right(request, user)
        right.user = found
        right.save()
        _tell(right, "right-given")
        return redirect("person", name)
    rows = [named(each, user) for each in found.rights.select_related("given_by", "ended_by")]
    return render(
        request,
        "chengjie/person.html",
        {"someone": found, "rows": rows, "governs": _governs(user, found), **_choices(user)},
    )


@login_required
@require_POST
def end_right(request: HttpRequest, identity: int) -> HttpResponse:
    """End a right, within one's own reach; the row stays, with who and when."""
    user = _administrator(request)
    row = get_object_or_404(Right.objects.filter(ended=None), pk=identity)
    if not scope.may_give(user, row.role, subject(row)):
        raise Http404
    row.ended, row.ended_by = timezone.now(), user
    row.save(update_fields=["ended", "ended_by"])
    _tell(row, "right-ended")
    return redirect("person", row.user.username)


@login_required
@require_POST
def shut(request: HttpRequest, name: str) -> HttpResponse:
    """Shut an account or open it again (an administrator only); its sessions end at once, its records stay."""
    user = person(request)
    if not user.is_superuser:
        raise Http404
    found = get_object_or_404(User, username=name)
    if found == user:
        raise Refusal.of("people-own-account")
    found.is_active = not found.is_active
    found.save(update_fields=["is_active"])
    sessions.end_others(found, 0)
    return redirect("person", name)


def _governs(user: User, found: User) -> bool:
    """Whether everything that somebody may do is something that the other may give: nobody gets in as one's superior."""
    rights = Right.standing().filter(user=found)
    return user.is_superuser or (
        not found.is_superuser and all(scope.may_give(user, each.role, subject(each)) for each in rights)
    )


@login_required
@require_POST
def link(request: HttpRequest, name: str) -> HttpResponse:
    """A fresh one-time link for somebody who has lost the password or never came in."""
    user = _administrator(request)
    found = get_object_or_404(_reach(user), username=name)
    if not _governs(user, found):
        raise Http404
    address = request.build_absolute_uri(reverse("welcome", args=[Invitation.make(found).token]))
    return render(request, "chengjie/invited.html", {"invited": found, "link": address})
