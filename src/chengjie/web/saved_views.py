"""Views of lists (视图): saved under a name, one's own or shared with an office, the first to be seen; a link that can be sent."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import QueryDict

from chengjie.errors import Fault, Refusal
from chengjie.process import Actor
from chengjie.web import zone
from chengjie.web.records.views import View

PAGES = re.compile(r"/(cases|ledger|work|registers/[a-z][a-z0-9-]{0,39})/")
MOST = 50
LONGEST = 1000
_PASSING = ("after", "from", "format", "all", "view-saved")
"""Where somebody stands in a list, which is no part of a view of it."""


def offices(who: Sequence[Actor]) -> list[str]:
    """The places with whose officers somebody may share: those of their own grants."""
    found = dict.fromkeys(grant.place for each in who for grant in each.rights if grant.place)
    return [code for code in found if zone.places().by_code(code)]


def of(page: str, user: User, who: Sequence[Actor]) -> QuerySet[View]:
    """The views of a list that somebody has: their own, and those of their offices."""
    return View.objects.filter(Q(owner=user) | Q(office__in=offices(who)), page=page)


def opened(identity: str, user: User, who: Sequence[Actor]) -> View | None:
    """A view that somebody may open; one that is neither theirs nor of their office is not there."""
    return View.objects.filter(Q(owner=user) | Q(office__in=offices(who)), pk=identity).first()


def question(query: str) -> str:
    """The question of a list without where somebody stands in it.

    >>> question("q=%E5%8E%82&after=12&sort=-area")
    'q=%E5%8E%82&sort=-area'
    """
    asked = QueryDict(query, mutable=True)
    for each in _PASSING:
        asked.pop(each, None)
    for name in [name for name, values in asked.lists() if not any(values)]:
        del asked[name]
    return asked.urlencode()


@transaction.atomic
def save(page: str, query: str, *, name: str, user: User, who: Sequence[Actor], office: str = "", first: bool = False) -> View:  # fmt: skip
    """Keep a view; under a name that one has already, in its place.

    Refuses `view-…`: no list, no name, too long, too many, an office that is not one's own; all at once.
    """
    said, asked = " ".join(name.split())[:60], question(query)
    faults = []
    if not PAGES.fullmatch(page):
        faults.append(Fault("view-page-unknown", parameters={"page": page[:80]}))
    if not said:
        faults.append(Fault("view-name-missing"))
    if len(asked) > LONGEST:
        faults.append(Fault("view-too-long", parameters={"most": LONGEST}))
    if office and office not in offices(who):
        faults.append(Fault("view-office-not-yours", parameters={"office": office[:6]}))
    if View.objects.filter(owner=user).exclude(page=page, name=said).count() >= MOST:
        faults.append(Fault("view-too-many", parameters={"most": MOST}))
    if faults:
        raise Refusal(faults)
    if first:
        View.objects.filter(owner=user, page=page).update(first=False)
    made, _ = View.objects.update_or_create(owner=user, page=page, name=said, defaults={"query": asked, "office": office, "first": first})  # fmt: skip
    return made


def remove(view: View, user: User) -> None:
    """Take one's own view away. Refuses `view-not-yours`."""
    if view.owner_id != user.pk:
        raise Refusal.of("view-not-yours")
    view.delete()


def named(codes: Sequence[str]) -> list[tuple[str, str]]:
    """Offices by their name."""
    return [(code, place.name) for code in codes if (place := zone.places().by_code(code))]
