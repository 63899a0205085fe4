"""The register of promises on record: what somebody may see of it, and entries that are added, all of them or none (政策兑现台账)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet

import chengjie.settlement
from chengjie.errors import Fault, Refusal, Where
from chengjie.process import Actor, Grant, Subject
from chengjie.process.people import covers
from chengjie.settlement import Promise
from chengjie.settlement.promises import Happening
from chengjie.web import cases, events, promised, scope, zone
from chengjie.web.records.settlement import PromiseEntry


def visible(who: Sequence[Actor]) -> QuerySet[PromiseEntry]:
    """The entries that somebody may see: those of promises about a place, a carrier or a firm within the reach. Where nobody has
    said what a promise is about, its own clerk sees it, and nobody else."""
    own = [each.person for each in who if each.rights and not any(grant.within for grant in each.rights)]
    return PromiseEntry.objects.filter(scope.within(who) | Q(place="", carrier="", enterprise="", by__username__in=own))


def kept(who: Sequence[Actor]) -> list[Happening]:
    """The same as the register reads them, in the order in which they came."""
    return [_happening(each) for each in visible(who)]


def _happening(row: PromiseEntry) -> Happening:
    return Happening(
        row.promise, row.event, row.day, row.source, row.unit, row.firm, row.what, row.amount, row.due, row.pk, row.place, row.carrier, row.enterprise,  # type: ignore[arg-type]  # an event as it was checked when it came
    )  # fmt: skip


def standing(who: Sequence[Actor], *, on: date) -> tuple[Promise, ...]:
    """Every promise that somebody may see, as it stands at the end of a day."""
    return chengjie.settlement.standing(kept(who), on=on)


def one(who: Sequence[Actor], promise: str, *, on: date) -> Promise | None:
    """One promise, if it is there and to be seen."""
    found = [_happening(each) for each in visible(who).filter(promise=promise)]
    return next(iter(chengjie.settlement.standing(found, on=on)), None)


def keepers(who: Iterable[Actor]) -> list[Grant]:
    """The rights from which promises are entered: those of offices that could open a promise case. Firms hold none."""
    named = cases.library().get(promised.PROCESS).may("open")
    roles = named.roles if named else ()
    return [grant for each in who for grant in each.rights if grant.role in roles and not grant.enterprise]


def enter(fresh: Sequence[Happening], who: Sequence[Actor], *, by: User) -> int:
    """Add entries that `chengjie.settlement` has checked, all of them or none; how many.

    Refuses entries about what lies beyond one's reach, a place that is not said where one keeps several, and a number that a
    promise beyond one's sight has.
    """
    rights = keepers(who)
    if not rights:
        raise Refusal.of("promise-by-offices")
    about = {
        each.promise: Subject(each.place, each.carrier, each.enterprise)
        for each in visible(who).filter(event="promised")
    }
    placed = list(_placed(fresh, about, rights))
    faults = [*_beyond(placed, rights), *_taken(placed, about)]
    if faults:
        raise Refusal(faults)
    with transaction.atomic():
        for each in placed:
            events.of_promise(PromiseEntry.objects.create(
                promise=each.promise, event=each.event, day=each.day, unit=each.by, firm=each.to, what=each.what, amount=each.amount, due=each.due, source=each.source,
                place=each.place, carrier=each.carrier, enterprise=each.enterprise, by=by,
            ))  # fmt: skip
    return len(placed)


def _placed(fresh: Iterable[Happening], about: dict[str, Subject], rights: Sequence[Grant]) -> Iterator[Happening]:
    """Entries with what their promise is about: as it was said, else the only place or carrier of the one who enters."""
    seats = {(_seat(each), each.carrier) for each in rights}
    made = dict(about)
    for each in fresh:
        if each.event == "promised":
            place, carrier = each.place or _place_of(each.carrier), each.carrier
            if not place and len(seats) == 1:
                place, carrier = next(iter(seats))
            made[each.promise] = Subject(place, carrier, each.enterprise)
        found = made.get(each.promise, Subject())
        yield replace(each, place=found.place, carrier=found.carrier, enterprise=found.enterprise)


def _seat(grant: Grant) -> str:
    return grant.within or grant.place or _place_of(grant.carrier)


def _place_of(carrier: str) -> str:
    known = zone.carriers().by_id.get(carrier) if carrier else None
    return next(iter(known.counties), "") if known else ""


def _beyond(placed: Iterable[Happening], rights: Sequence[Grant]) -> Iterator[Fault]:
    for each in placed:
        where = Where(file="promises", row=each.row, column="place")
        subject = Subject(each.place, each.carrier, each.enterprise)
        if not each.place:
            yield Fault("promise-place-missing", where, {"promise": each.promise})
        elif not _lies(each) or not any(covers(grant, subject, scope.law()) for grant in rights):
            yield Fault("promise-beyond-reach", where, {"promise": each.promise, "place": each.place[:10]})


def _lies(entry: Happening) -> bool:
    """Whether the carrier is there and in the place that is said."""
    known = zone.carriers().by_id.get(entry.carrier) if entry.carrier else None
    return not entry.carrier or (
        known is not None and any(scope.law().within(county, entry.place) for county in known.counties)
    )


def _taken(placed: Iterable[Happening], about: dict[str, Subject]) -> Iterator[Fault]:
    fresh = [each for each in placed if each.event == "promised" and each.promise not in about]
    there = set(
        PromiseEntry.objects.filter(promise__in=[each.promise for each in fresh]).values_list("promise", flat=True)
    )
    for each in fresh:
        if each.promise in there:
            yield Fault(
                "promise-number-taken",
                Where(file="promises", row=each.row, column="promise"),
                {"promise": each.promise},
            )
