"""Telling people (提醒): whom something goes to, kept in the same transaction as what gave it. Nobody hears of a case that lies beyond
the reach."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import cast

from django.contrib.auth.models import User
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

import chengjie.process
import chengjie.process.rights
from chengjie.process import Entry, Grant, State, Subject, covers
from chengjie.process import notices as process_notices
from chengjie.process.notices import Kind, Told, Way
from chengjie.values import Text
from chengjie.web import scope, zone
from chengjie.web.records.cases import Case
from chengjie.web.records.notices import Notice, Wishes
from chengjie.web.records.people import Right, StandIn

WAYS: dict[Way, Text] = {
    "site": Text("站内", "in the site"), "mail": Text("站内并即时发邮件", "in the site and by e-mail at once"),
    "daily": Text("站内并每日汇总邮件", "in the site and in a daily e-mail"), "off": Text("不提醒", "not at all"),
}  # fmt: skip


def kinds() -> Mapping[str, Kind]:
    """The kinds of notice of the zone."""
    return process_notices.kinds(zone.package())


def way(kind: Kind, wishes: Wishes | None) -> Way:
    """How a person is told of a kind: as wished, else as is ordinary. What is about security cannot be shut off."""
    wished = (wishes.ways if wishes is not None else {}).get(kind.id)
    if wished not in WAYS or (kind.secures and wished == "off"):
        return kind.way
    return cast("Way", wished)


def unread(user: User) -> int:
    """How many notices a person has not read, counted to a hundred at most."""
    return Notice.objects.filter(user=user, read=None)[: Notice.MOST_COUNTED].count()


def of_entry(case: Case, entry: Entry, state: State, definition: chengjie.process.Definition) -> None:
    """Tell what an entry gives to tell. Simulated cases tell nobody anything."""
    if not case.simulated:
        _tell(case, state, definition, process_notices.of_entry(kinds(), entry, state, definition), entry.by.person)


def of_clocks(case: Case, state: State, definition: chengjie.process.Definition, *, day: date) -> None:
    """Tell what the clocks of a case give to tell on a day; asking again on the same day tells nobody twice."""
    if not case.simulated:
        found = process_notices.of_clocks(kinds(), state, definition, law=scope.law(), day=day)
        _tell(case, state, definition, found, "")


def remind(case: Case, state: State, definition: chengjie.process.Definition, *, by: User) -> int:
    """Remind everybody whose turn it is, once a day at most; how many were told (催办)."""
    named = by.first_name or by.username
    occasion = f"{case.number}:{timezone.localdate().isoformat()}"
    found = [
        told
        for token in state.tokens
        for told in process_notices.to_step(
            kinds(), "reminded", token, state, definition, occasion=occasion, by=Text(named, named)
        )
    ]
    return _tell(case, state, definition, found, by.username)


def tell(user: User, on: str, occasion: str, *, leads: str = "", parts: Mapping[str, Text] | None = None) -> None:
    """Tell one person something that is about no case: rights, sign-ins, imports."""
    kind = process_notices.chosen(kinds(), on)
    if kind is not None:
        wishes = Wishes.objects.filter(user=user).first()
        Notice.objects.bulk_create(
            _rows([user], {user.pk: wishes} if wishes else {}, kind, occasion, leads=leads, parts=parts or {}), ignore_conflicts=True,
        )  # fmt: skip


def _tell(case: Case, state: State, definition: chengjie.process.Definition, found: Iterable[Told], by: str) -> int:
    """Rows for everybody who is meant and may see the case; the one who acted need not be told."""
    made: list[Notice] = []
    for told in found:
        seeing = [each for each in _people(told, case, state, definition) if each.username != by]
        wishes = {each.user_id: each for each in Wishes.objects.filter(user__in=seeing)} if seeing else {}
        place = zone.places().by_code(state.place)
        parts = {
            "title": Text(case.title, case.title), "place": Text(place.name, place.en or place.name) if place else Text(state.place, state.place),
            **dict(told.parts),
        }  # fmt: skip
        made += _rows(seeing, wishes, told.kind, told.occasion, case=case, leads=_leads(case), parts=parts)
    Notice.objects.bulk_create(made, ignore_conflicts=True)
    return len({each.user_id for each in made})


def _leads(case: Case) -> str:
    return reverse("case", args=[case.number])


def _people(told: Told, case: Case, state: State, definition: chengjie.process.Definition) -> list[User]:
    """Those with one of the roles that reaches one of the places, the opener and the applicants where they are meant, and who stands
    in for them: all who may see the case, and nobody else."""
    roles, law = set(told.roles), scope.law()
    applicants = definition.people.applicants if "applicants" in told.people and case.enterprise else ()
    asked = Q(role__in=roles, place__in=_above(told.places))
    asked |= Q(role__in=applicants, enterprise=case.enterprise or "—")
    found: dict[int, User] = {}
    about = set(chengjie.process.rights.subjects(state, definition))
    meant = [Subject(place, case.carrier, case.enterprise) for place in told.places or (case.place,)]
    for right in Right.standing().filter(asked, user__is_active=True).select_related("user"):
        grant = Grant(right.role, right.place, right.carrier, right.enterprise)
        levelled = right.role not in roles or not told.level or law.levels.get(right.place) == told.level
        if levelled and any(each in about and covers(grant, each, law) for each in meant):
            found[right.user_id] = right.user
    if "opener" in told.people and case.opener is not None and _sees(case.opener, state, definition):
        found[case.opener.pk] = case.opener
    stand_ins = StandIn.today().filter(away__in=list(found)).select_related("acts") if found else ()
    for each in stand_ins:
        if each.acts_id not in found and _sees(each.acts, state, definition):
            found[each.acts_id] = each.acts
    return list(found.values())


def _above(places: Iterable[str]) -> list[str]:
    """Places with everything above them; a right that names no place comes first."""
    found = [""]
    for here in places:
        while here:
            found.append(here)
            here = scope.law().parents.get(here, "")  # noqa: PLW2901  # upwards from each
    return list(dict.fromkeys(found))


def _sees(user: User, state: State, definition: chengjie.process.Definition) -> bool:
    return any(chengjie.process.visible(state, definition, each, law=scope.law()) for each in scope.actors(user))


def _rows(
    people: Iterable[User], wishes: Mapping[int, Wishes], kind: Kind, occasion: str, *, case: Case | None = None, leads: str = "",
    parts: Mapping[str, Text],
) -> list[Notice]:  # fmt: skip
    made = []
    for each in people:
        how = way(kind, wishes.get(each.pk))
        if how == "off":
            continue
        mail = {"mail": "now", "daily": "daily"}.get(how, "") if each.email else ""
        said = {name: [text.zh[:200], text.en[:200]] for name, text in parts.items()}
        made.append(
            Notice(
                user=each, kind=kind.id, occasion=occasion[:200], case=case, leads=leads[:300], parts=said, mail=mail
            )
        )
    return made


def words(row: Notice, *, named: bool = True) -> Text:
    """What a notice says. In a letter a case goes by its number alone, so that nothing of it lies in a mailbox."""
    kind = kinds().get(row.kind)
    if kind is None:
        return Text(row.kind, row.kind)
    parts = {name: tuple(both) for name, both in row.parts.items()}
    if not named and row.case_id is not None and row.case is not None:
        parts["title"] = (row.case.number, row.case.number)
    return Text(_filled(kind.words.zh, {name: both[0] for name, both in parts.items()}), _filled(kind.words.en, {name: both[1] for name, both in parts.items()}))  # fmt: skip


def _filled(words: str, parts: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: parts.get(found[1], ""), words)


def masked(address: str) -> str:
    """An address of which a letter may speak.

    >>> masked("wang@example.org")
    'w***@example.org'
    """
    name, at, house = address.partition("@")
    return f"{name[:1]}***{at}{house}" if address else ""


def mark_read(user: User, *, rows: Iterable[int] | None = None) -> int:
    """Mark some of a person's notices as read, all where none is named; how many there were."""
    found = Notice.objects.filter(user=user, read=None)
    return (found if rows is None else found.filter(pk__in=list(rows))).update(read=timezone.now())
