"""Rights given and ended, accounts made and shut: within one's own reach, and never rewritten (授权)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from chengjie.errors import Fault, Refusal
from chengjie.process import Subject
from chengjie.values import Text
from chengjie.web import notices, scope, sessions, zone
from chengjie.web.models import Invitation
from chengjie.web.records.people import Right


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


def _place(code: str) -> Text | None:
    found = zone.places().by_code(code) if code else None
    return Text(found.name, found.en or found.name) if found else Text(code, code) if code else None


def _carrier(identity: str) -> Text | None:
    found = zone.carriers().by_id.get(identity)
    return found.title if found else Text(identity, identity) if identity else None


def subject(row: Right) -> Subject:
    """What a right is about; a carrier's place is the first of its counties."""
    place = row.place
    if row.carrier and not place and (carrier := zone.carriers().by_id.get(row.carrier)):
        place = next(iter(carrier.counties), "")
    return Subject(place, row.carrier, row.enterprise)


def reach(user: User) -> QuerySet[User]:
    """The people that somebody may see here: those with a right within the reach, and those that one has invited."""
    if user.is_superuser:
        return User.objects.all()
    seen = Right.objects.filter(scope.within((scope.actor(user),)), role__in=scope.administers(user))
    return User.objects.filter(Q(rights__in=seen) | Q(rights__given_by=user)).distinct()


def found(user: User, words: str) -> QuerySet[User]:
    """Those people whose name has the words in it."""
    words = words.strip()
    return reach(user).filter(Q(username__icontains=words) | Q(first_name__icontains=words))


def right_of(role: str, *, place: str, carrier: str, enterprise: str, until: str, by: User) -> Right:
    """A right that is not given yet. Refuses what the giver may not give, and a right that reaches nothing."""
    enterprise = enterprise.strip().upper()
    known = scope.law().roles.get(role)
    faults: list[Fault] = []
    strange = (place and zone.places().by_code(place) is None) or (carrier and carrier not in zone.carriers().by_id)
    if known is None or strange:
        faults.append(Fault("people-right-unknown", parameters={"role": role[:40], "place": place[:10], "carrier": carrier[:20]}))  # fmt: skip
    elif known.bound and not {"place": place, "carrier": carrier, "enterprise": enterprise}[known.bound]:
        faults.append(Fault("people-right-unbound", parameters={"role": known.title.zh, "bound": known.bound}))
    last = _day(until, faults)
    row = Right(role=role, place=place, carrier=carrier, enterprise=enterprise[:18], since=timezone.localdate(), until=last, given_by=by)  # fmt: skip
    if not faults and not scope.may_give(by, role, subject(row)):
        faults.append(Fault("people-right-beyond", parameters={"role": role}))
    if faults:
        raise Refusal(faults)
    return row


def _day(written: str, faults: list[Fault]) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        faults.append(Fault("people-days-wrong"))
        return None


@transaction.atomic
def invite(name: str, said: str, right: Right, *, by: User) -> tuple[User, str]:
    """An account with a first right, and the one-time link that opens it. Refuses a name that is too short, long, or taken."""
    name = name.strip()
    if not 2 <= len(name) <= 40:
        raise Refusal.of("people-name-length")
    if User.objects.filter(username=name).exists():
        raise Refusal.of("people-name-taken", name=name)
    made = User.objects.create_user(name, first_name=said.strip()[:100])
    made.set_unusable_password()
    made.save()
    give(made, right)
    return made, Invitation.make(made).token


@transaction.atomic
def give(user: User, right: Right) -> Right:
    """Give a right to somebody."""
    right.user = user
    right.save()
    _tell(right, "right-given")
    return right


def _tell(row: Right, on: str) -> None:
    """Whoever is given a right, or loses one, is told."""
    said = named(row)
    words = Text(f"{said.role.zh}（{said.where.zh}）", f"{said.role.en} ({said.where.en})")
    notices.tell(row.user, on, f"right:{row.pk}", leads=reverse("account"), parts={"right": words})


@transaction.atomic
def end(row: Right, *, by: User) -> bool:
    """End a right; the row stays, with who and when. False where it lies beyond one's own reach."""
    if not scope.may_give(by, row.role, subject(row)):
        return False
    row.ended, row.ended_by = timezone.now(), by
    row.save(update_fields=["ended", "ended_by"])
    _tell(row, "right-ended")
    return True


def shut(user: User, *, by: User) -> None:
    """Shut an account or open it again; its sessions end at once, its records stay. Nobody shuts the own one."""
    if user == by:
        raise Refusal.of("people-own-account")
    user.is_active = not user.is_active
    user.save(update_fields=["is_active"])
    sessions.end_others(user, 0)


def governs(user: User, found: User) -> bool:
    """Whether everything that somebody may do is something that the other may give: nobody gets in as one's superior."""
    rights = Right.standing().filter(user=found)
    return user.is_superuser or (
        not found.is_superuser and all(scope.may_give(user, each.role, subject(each)) for each in rights)
    )
