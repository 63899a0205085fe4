"""The clocks of cases, walked by themselves: only the cases whose turn has come are looked at, however many are open (时限巡检)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

import chengjie.process
import chengjie.process.clocks
from chengjie.process import SYSTEM, Act, State
from chengjie.web import cases, notices
from chengjie.web.records.cases import Case, Waiting

AT_ONCE = 500
"""Cases whose turn has come, fetched at once."""
NEVER = date.max
"""The turn of a case of which no such day is known."""


def run_clocks(*, day: date | None = None, tell: Callable[[int], None] | None = None) -> int:
    """Enter what the clock alone decides (视为、失效), and mark in lists what is late, for the cases whose turn has come; how many
    entries were made. A case that somebody acted on has its turn at the next walk. `tell` hears now and then how many were looked at."""
    today, made = day or timezone.localdate(), 0
    for looked, number in enumerate(_due(today), start=1):
        made += _walk(number, today)
        if tell is not None and looked % AT_ONCE == 0:
            tell(looked)
    return made


def waiting(today: date) -> QuerySet[Case]:
    """The open cases at which the clocks have to look on a day."""
    return Case.objects.filter(Q(turn=None) | Q(turn__lte=today), ended="")


def look_again() -> int:
    """Give every open case its turn once more, as when limits, calendars or processes have changed; how many there are."""
    return Case.objects.filter(ended="").update(turn=None)


def _due(today: date) -> Iterator[int]:
    """The cases whose turn has come, each once."""
    last = 0
    while True:
        found = waiting(today).filter(pk__gt=last).order_by("pk")
        numbers = list(found.values_list("pk", flat=True)[:AT_ONCE])
        yield from numbers
        if len(numbers) < AT_ONCE:
            return
        last = numbers[-1]


def _walk(number: int, today: date) -> int:
    """The clocks of one case on a day; how many entries were made."""
    case = Case.objects.get(pk=number)
    law = cases.library().law
    lapsed = list(chengjie.process.lapses(cases.state_of(case), cases.definition_of(case), law=law, day=today))
    for clock, step, outcome in lapsed:
        cases.go_on(case, (SYSTEM,), Act("lapse", step=step, outcome=outcome, clock=clock))
    with transaction.atomic():
        locked = Case.objects.select_for_update().get(pk=number)
        state, definition = cases.state_of(locked), cases.definition_of(locked)
        if locked.turn is None:  # not looked at since it was written or upgraded: everything beside it is made good
            cases.summarise(locked, state)
        cases.describe(locked, state, day=today)
        locked.turn = chengjie.process.clocks.next_turn(state, definition, law=law, day=today) or NEVER
        locked.save(update_fields=["due", "late", "turn"])
        _move_dues(locked, state, today)
        notices.of_clocks(locked, state, definition, day=today)
    return len(lapsed)


def _move_dues(case: Case, state: State, today: date) -> None:
    """Set the due days of what waits, where they have moved."""
    _, fresh = cases.beside(case, state, day=today)
    dues = {each.step: each.due for each in fresh}
    for row in case.waiting.all():
        if row.step in dues and row.due != dues[row.step]:
            Waiting.objects.filter(pk=row.pk).update(due=dues[row.step])
