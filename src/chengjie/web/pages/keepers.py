"""Who may fill in parameters, write into ledgers and enter suspensions: administrators, and officers within their reach."""

from __future__ import annotations

from django.http import HttpRequest

from chengjie.process import Grant
from chengjie.process.people import Subject, covers
from chengjie.web import scope, zone

OFFICERS = frozenset({"province-planner", "prefecture-officer", "county-officer"})
PARKS = frozenset({"park-manager"})


def _grants(request: HttpRequest) -> list[Grant]:
    return [grant for who in scope.of(request) for grant in who.rights if grant.role in OFFICERS | PARKS]


def keeps(request: HttpRequest) -> bool:
    """Whether there is anything at all that the person may write."""
    return scope.serves(request) or bool(_grants(request))


def may_write(request: HttpRequest, *, place: str = "", carrier: str = "") -> bool:
    """Whether the person may write for a place, for a carrier, or (with neither) for the whole zone."""
    if scope.serves(request):
        return True
    if carrier:
        found = zone.carriers().by_id.get(carrier)
        places = found.counties if found else ()
        own = (grant.role in PARKS and grant.carrier == carrier for grant in _grants(request))
        return any(own) or any(may_write(request, place=each) for each in places)
    subject = Subject(place=place or _province())
    return any(grant.role in OFFICERS and covers(grant, subject, scope.law()) for grant in _grants(request))


def _province() -> str:
    return next(iter(zone.covered()), "000000")[:2] + "0000"
