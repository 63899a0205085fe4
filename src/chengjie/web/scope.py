"""Who may see and do what: the one place that pages, API, exports, search and files ask.

A person's rights become the grants of an actor of `chengjie.process`; what a grant reaches is settled there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from chengjie.process import Actor, Grant
from chengjie.process.law import Law
from chengjie.process.law import law as process_law
from chengjie.process.people import Subject, covers, sees
from chengjie.web import zone
from chengjie.web.records import lookups  # noqa: F401  # `among` and `holds` are known from here on
from chengjie.web.records.cases import Reach
from chengjie.web.records.people import Right, StandIn

Lies = Callable[[tuple[str, ...]], Q]
AUDITOR = "auditor"
ADMINISTERS: dict[str, tuple[str, ...]] = {
    "province-planner": ("dispatcher", "supervisor", "prefecture-officer", "county-officer", "park-manager", "approval-clerk", "department-reviewer", "outpost-agent", "expert", "enterprise", "analyst"),
    "prefecture-officer": ("county-officer", "park-manager", "approval-clerk", "department-reviewer", "outpost-agent", "enterprise"),
    "county-officer": ("park-manager", "approval-clerk", "department-reviewer", "enterprise"),
    "park-manager": ("enterprise",),
}  # fmt: skip
"""Which roles may be given by whom, within their own scope (分级授权). An administrator may give every role."""


@lru_cache(maxsize=1)
def law() -> Law:
    """Calendar, limits, roles and places of the zone."""
    return process_law(zone.package())


def actor(user: User | AnonymousUser) -> Actor:
    """A person with the rights that count today; somebody who is not signed in has none."""
    if not isinstance(user, User) or not user.is_active:
        return Actor("", ())
    rights = Right.standing().filter(user=user)
    return Actor(user.username, tuple(Grant(each.role, each.place, each.carrier, each.enterprise) for each in rights))


def actors(user: User | AnonymousUser) -> tuple[Actor, ...]:
    """The person, and the person in the seat of each colleague stood in for today."""
    own = actor(user)
    if not isinstance(user, User):
        return (own,)
    away = [each.away for each in StandIn.today().filter(acts=user).select_related("away") if each.away.is_active]
    return (own, *(Actor(own.person, own.grants, stands_in_for=actor(each)) for each in away))


def of(request: HttpRequest) -> tuple[Actor, ...]:
    """The actors of a request, looked up once."""
    kept: tuple[Actor, ...] | None = getattr(request, "chengjie_actors", None)
    if kept is None:
        kept = actors(request.user)
        request.chengjie_actors = kept  # type: ignore[attr-defined]  # kept with the request
    return kept


def serves(request: HttpRequest) -> bool:
    """Whether somebody looks after the whole site; a token that is narrowed to a place does not."""
    token = getattr(request, "chengjie_token", None)
    return bool(getattr(request.user, "is_staff", False)) and not (token and token.place)


def may_see(who: Iterable[Actor], *subjects: Subject) -> bool:
    """Whether any of the actors may see something that is about any of the subjects."""
    return any(sees(each, subjects, law()) for each in who)


def within(
    who: Iterable[Actor], *, place: str | Lies = "place", carrier: str = "carrier", enterprise: str = "enterprise"
) -> Q:
    """The same question for a list, as a condition of the database: rows whose columns lie in the reach of a grant. Where a place
    is no column, `place` says the condition for rows that lie in one of some places."""
    found = Q(pk__in=())
    for each in who:
        for grant in each.rights:
            bound = law().roles.get(grant.role)
            if bound is None or (bound.bound and not getattr(grant, bound.bound)):
                continue
            reach = Q()
            if areas := [area for area in (grant.place, grant.within) if area]:
                codes = tuple(code for code in below(areas[0]) if all(code in below(area) for area in areas[1:]))
                reach &= Q(**{f"{place}__among": codes}) if isinstance(place, str) else place(codes)
            if grant.carrier:
                reach &= Q(**{carrier: grant.carrier})
            if grant.enterprise:
                reach &= Q(**{enterprise: grant.enterprise})
            found |= reach or Q(pk__isnull=False)
    return found


def reaching(codes: tuple[str, ...]) -> QuerySet[Reach, int]:
    """The cases that are about one of some places, the one in charge or another."""
    return Reach.objects.filter(place__among=codes).values_list("case_id", flat=True)


@lru_cache(maxsize=256)
def below(place: str) -> tuple[str, ...]:
    """A place and all places in it."""
    return (place, *(code for code in law().parents if law().within(code, place) and code != place))


def may_give(user: User, role: str, subject: Subject) -> bool:
    """Whether a person may give a role for a subject, and end it: within their own reach, and only roles below their own."""
    if role not in law().roles:
        return False
    if user.is_superuser:
        return True
    own = actor(user)
    return any(role in ADMINISTERS.get(grant.role, ()) and covers(grant, subject, law()) for grant in own.grants)


def duties(request: HttpRequest) -> frozenset[str]:
    """What of the site itself somebody looks after: `administers` people, `audits` the record, `keeps` terms of retention."""
    if not isinstance(request.user, User):
        return frozenset()
    roles = {grant.role for each in of(request) for grant in each.rights}
    own = {grant.role for grant in of(request)[0].grants}
    chief = request.user.is_superuser
    found = {
        "administers": chief or not own.isdisjoint(ADMINISTERS), "audits": AUDITOR in roles, "keeps": chief or AUDITOR in roles,
    }  # fmt: skip
    return frozenset(name for name, holds in found.items() if holds)


def administers(user: User) -> tuple[str, ...]:
    """The roles that a person may give to somebody."""
    if user.is_superuser:
        return tuple(law().roles)
    return tuple(dict.fromkeys(role for grant in actor(user).grants for role in ADMINISTERS.get(grant.role, ())))
