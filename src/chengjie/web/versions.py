"""Running cases go over to the latest version of their process, thousands at once: tried first, then each whole by itself (迁移)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from chengjie.errors import Fault, Refusal
from chengjie.process import Act, Actor
from chengjie.web import cases
from chengjie.web.records.cases import Case

AT_ONCE = 500
"""Cases fetched at once, however many there are."""


@dataclass(frozen=True, slots=True)
class Over:
    """A case that goes over, or what stands in its way."""

    number: str
    title: str
    version: int
    to: int
    against: tuple[Fault, ...] = ()


def behind(who: Sequence[Actor], process: str | None = None) -> QuerySet[Case]:
    """The running cases, of those that somebody may see, which stand on an older version; of one process where it is named.

    Refuses `process-unknown`.
    """
    latest = cases.library().latest if process is None else {process: cases.library().get(process)}
    older = Q(pk__in=())
    for name, definition in latest.items():
        older |= Q(definition=name, version__lt=definition.version)
    return cases.visible(who).filter(older, ended="")


def tried(who: Sequence[Actor], process: str) -> Iterator[Over]:
    """Every such case and whether it can go over (试算). Nothing is written."""
    return (_over(case, who, write=False) for case in _each(who, process))


def taken(who: Sequence[Actor], process: str, *, note: str = "") -> Iterator[Over]:
    """Each case goes over by an entry of its own; one that cannot stays where it is and keeps none of the others back."""
    return (_over(case, who, write=True, note=note) for case in _each(who, process))


def _each(who: Sequence[Actor], process: str) -> Iterator[Case]:
    last = 0
    while True:
        found = list(behind(who, process).filter(pk__gt=last).order_by("pk").prefetch_related("entries")[:AT_ONCE])
        yield from found
        if len(found) < AT_ONCE:
            return
        last = found[-1].pk


def _over(case: Case, who: Sequence[Actor], *, write: bool, note: str = "") -> Over:
    what, before = Act("migrate", note=note), case.version
    to = cases.library().get(case.definition).version
    against: tuple[Fault, ...] = ()
    try:
        if write:
            cases.go_on(case, who, what, seen=case.count)
        else:
            cases.pretend(case, who, what, law=cases.library().law)
    except Refusal as refusal:
        against = refusal.faults
    return Over(case.number, case.title, before, to, against)
