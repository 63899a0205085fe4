"""Cases on record: opened, carried on one entry at a time, and what lists need kept beside them. Of two acts at one instant one wins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

import chengjie.process
import chengjie.process.clocks
import chengjie.process.rights
from chengjie.errors import Refusal
from chengjie.process import Act, Actor, Definition, Entry, State, naming, withholding
from chengjie.process.drawing import drawn
from chengjie.process.law import Law
from chengjie.process.library import Library, processes
from chengjie.process.withholding import Withheld
from chengjie.rule import Budget
from chengjie.web import accounts, events, ledger, notices, promised, publications, scope, zone
from chengjie.web.records.cases import Case, CaseEntry, Linked, PersonalValue, Reach, Waiting
from chengjie.web.records.rules import Account
from chengjie.web.search import rows as sought


@lru_cache(maxsize=1)
def library() -> Library:
    """The processes of the zone."""
    return processes(zone.package())


def state_of(case: Case, *, until: date | None = None) -> State:
    """A case as its entries make it."""
    entries = [row.entry() for row in case.entries.all()]
    return chengjie.process.replay(entries, library().definitions, until=until)


def definition_of(case: Case) -> Definition:
    """The definition on which it runs."""
    return library().get(case.definition, case.version)


def definition_for(case: Case, what: Act) -> Definition:
    """The definition by which an act is judged: the one that the case runs on, or the latest where it goes over to that."""
    return library().get(case.definition) if what.kind == "migrate" else definition_of(case)


def law_for(place: str, *, case: str = "") -> Law:
    """The law with what other cases hold and with the budgets of a place, as a case meets them."""
    return library().law.with_(holds=_holds, budgets=accounts.Budgets(place, library().law.parents, case=case))


_NUMBER = re.compile(r"\d{4}-\d{7}|SIM-\d{4}-\d{4,6}")
SOON = date.min
"""The turn of a case in which something was done: the clocks look at it when they are walked next."""
MOST_AROUND = 50
PRETENDED = {"land": Budget("land", "亩", Decimal(10**9))}
"""What simulated cases draw on, so that no account of a real place is touched."""


def law_of(case: Case, state: State) -> Law:
    """The law for a case that is there; a simulated one draws on what is simulated."""
    if not case.simulated:
        return law_for(state.place, case=case.number)
    drew = [row.entry() for row in case.entries.all() if row.draws]
    return library().law.with_(holds=_holds, budgets=drawn(PRETENDED, drew))


def _holds(number: str, certificate: str) -> bool | None:
    found = Case.objects.filter(number=number).first()
    return None if found is None else state_of(found).holds(certificate)


def visible(who: Sequence[Actor]) -> QuerySet[Case]:
    """The cases that somebody may see, as one condition of the database: by every place that the case is about, by carrier and
    enterprise."""
    return Case.objects.filter(scope.within(who, place=lambda codes: Q(pk__in=scope.reaching(codes))))


def may_see(case: Case, state: State, who: Iterable[Actor]) -> bool:
    """Whether somebody may see a case: asked of the process, as for every other door."""
    return any(chengjie.process.visible(state, definition_of(case), each, law=library().law) for each in who)


def open_case(who: Sequence[Actor], name: str, what: Act, *, by: User | None, simulated: bool = False) -> Case:
    """Open a case. Refuses as the process does, with every reason."""
    definition = library().get(name)
    now = timezone.now()
    with transaction.atomic():
        case = Case.objects.create(
            number=f"new-{now.timestamp()}-{id(what)}", definition=definition.name, version=definition.version, title="", opened=now,
            last=now, count=0, head="", opener=by, simulated=simulated,
        )  # fmt: skip
        case.number = f"{now.astimezone(chengjie.process.CHINA).year}-{case.pk:07d}"
        what, kept = withholding.withhold(what, definition)
        entry = _tried(None, definition, who, what, now, law=law_for(what.place), number=case.number)
        _add(case, entry, chengjie.process.advance(None, entry, library().definitions), kept)
    return case


def go_on(case: Case, who: Sequence[Actor], what: Act, *, seen: int | None = None) -> Entry:
    """Carry a case on by one act. `seen` is the number of entries that the person had before the eyes: if there are more, the act
    is refused, and the person looks again."""
    try:
        with transaction.atomic():
            locked = Case.objects.select_for_update().get(pk=case.pk)
            if seen is not None and locked.count != seen:
                raise Refusal.of("case-moved-on", case=case.number)
            state = state_of(locked)
            if what.kind in {"decide", "reverse", "withdraw", "lapse"}:  # of two that draw, the second sees the first
                drawn_on = accounts.of(state.place, library().law.parents).values()
                list(Account.objects.select_for_update().filter(pk__in=[each.pk for each in drawn_on]))
            when, definition = max(timezone.now(), state.last), definition_for(locked, what)
            what, kept = withholding.withhold(what, definition)
            entry = _tried(state, definition, who, what, when, law=law_of(locked, state), number=case.number)
            _add(locked, entry, chengjie.process.advance(state, entry, library().definitions), kept)
            return entry
    except IntegrityError as error:
        raise Refusal.of("case-moved-on", case=case.number) from error


def pretend(case: Case, who: Sequence[Actor], what: Act, *, law: Law) -> Entry:
    """The entry that an act would make. Nothing is written; refuses as the act itself would."""
    state = state_of(case)
    when = max(timezone.now(), state.last)
    return _tried(state, definition_for(case, what), who, what, when, law=law, number=case.number)


def _tried(
    state: State | None, definition: Definition, who: Sequence[Actor], what: Act, when: datetime, *, law: Law,
    number: str,
) -> Entry:  # fmt: skip
    """The act by the person, else in the seat of one who is away; refused with the person's own reasons."""
    first: Refusal | None = None
    for each in who:
        try:
            return chengjie.process.act(state, definition, each, what, when, law=law, case=number)
        except Refusal as refusal:
            first = first or refusal
    if first is not None:
        raise naming.worded(first, definition, law)
    raise Refusal.of("process-not-entitled", person="", kind=what.kind, roles="—")


def _add(case: Case, entry: Entry, state: State, withheld: Sequence[Withheld] = ()) -> None:
    CaseEntry.of(case, entry).save(force_insert=True)
    if withheld:
        PersonalValue.objects.bulk_create(
            PersonalValue(
                case=case, number=entry.number, field=each.field, token=each.token, value=each.value, salt=each.salt
            )
            for each in withheld
        )
    draws = () if case.simulated else entry.draws
    kept = accounts.of(state.place, library().law.parents) if draws else {}
    for resource, kind, amount in draws:
        account = kept[resource]
        by = User.objects.filter(username=entry.by.person).first() or account.by
        account.act(kind, case.number, day=entry.day, by=by, amount=Decimal(amount) if kind == "reserve" else None)
    summarise(case, state)
    notices.of_entry(case, entry, state, definition_of(case))
    events.of_entry(case, entry)


def summarise(case: Case, state: State) -> None:
    """Work out anew what lists need of a case."""
    describe(case, state)
    case.save()
    reaches, waiting = beside(case, state)
    case.reaches.all().delete()
    Reach.objects.bulk_create(reaches)
    case.waiting.all().delete()
    Waiting.objects.bulk_create(waiting)
    case.linked.all().delete()
    Linked.objects.bulk_create([Linked(case=case, to=each[:40]) for each in linked(state)])
    sought.put([sought.of_case(case, [each.place for each in reaches], industry_of(state))])
    if case.definition == ledger.PROCESS:
        ledger.keep(case, state)
    elif case.definition in publications.PROCESSES:
        publications.keep(case, state)
    elif case.definition == promised.PROCESS:
        promised.keep(case, state)


def industry_of(state: State) -> str:
    """The industry of a project, by which it is found."""
    return industry if isinstance(industry := state.data.get("industry"), str) else ""


def describe(case: Case, state: State, *, day: date | None = None) -> None:
    """Set what a case says of itself in lists; nothing is stored. After an entry the clocks look at it when they are walked next."""
    case.definition, case.version = state.definition, state.version
    definition, today = definition_of(case), day or timezone.localdate()
    readings = chengjie.process.readings(state, definition, law=library().law, day=today)
    running = [each for each in readings if each.runs]
    dues = [each.due for each in running if each.due is not None]
    case.title = _title(state, definition)[:300]
    case.place, case.origin, case.carrier, case.enterprise = state.place, state.origin, state.carrier, state.enterprise
    case.last, case.ended, case.count, case.head = state.last, state.ended, state.count, state.head
    case.due = min(dues) if dues else None
    case.late = any(each.late for each in running)
    case.turn = SOON


def beside(case: Case, state: State, *, day: date | None = None) -> tuple[list[Reach], list[Waiting]]:
    """The places that a case is about, and what it waits for, as rows that are not stored yet."""
    definition = definition_of(case)
    places = {each.place for each in chengjie.process.rights.subjects(state, definition)} - {""}
    waiting = list(_waiting(case, state, definition, day or timezone.localdate()))
    return [Reach(case=case, place=place) for place in sorted(places)], waiting


def linked(state: State) -> tuple[str, ...]:
    """The numbers of the cases that a case names, by a link or in a field."""
    written = [
        value.strip() for value in state.data.values() if isinstance(value, str) and _NUMBER.fullmatch(value.strip())
    ]
    return tuple(sorted({*(to for to, _ in state.links), *written} - {state.case}))


def around(case: Case, state: State, who: Sequence[Actor]) -> list[Case]:
    """The cases that a case names and those that name it, as far as somebody may see them."""
    named = Q(pk__in=Linked.objects.filter(to=case.number).values("case"))
    if numbers := linked(state):
        named |= Q(number__in=numbers)
    return [each for each in visible(who).filter(named)[: MOST_AROUND + 1] if each.pk != case.pk][:MOST_AROUND]


def _title(state: State, definition: Definition) -> str:
    for name in ("name", "title", "item", "project", "subject"):
        field = definition.field_of.get(name)
        if (
            (field is None or not field.personal)
            and isinstance(said := state.data.get(name), str)
            and not _NUMBER.fullmatch(said.strip())
        ):
            return said
    texts = [
        value
        for field in definition.fields
        if not field.personal and isinstance(value := state.data.get(field.name), str)
    ]
    return next((each for each in texts if not _NUMBER.fullmatch(each.strip())), definition.title.zh)


def _waiting(case: Case, state: State, definition: Definition, today: date) -> Iterable[Waiting]:
    for token in state.tokens:
        step = definition.step_of[token.step]
        clocks = [clock for clock in definition.clocks if not clock.over or token.step in clock.over]
        found = [chengjie.process.clocks.reading(state, clock, law=library().law, day=today) for clock in clocks]
        dues = [each.due for each in found if each is not None and each.due is not None]
        voted = {vote.seat for vote in token.votes}
        each = chengjie.process.rights.seats_asked(state, step)
        named = state.data.get(step.place or "")
        places = [seat for seat in each if seat not in voted] or [named if isinstance(named, str) else state.place]
        for role in step.who.roles:
            for place in places:
                yield Waiting(
                    case=case, step=token.step, role=role, place=place, carrier=state.carrier, enterprise=state.enterprise,
                    since=token.since, due=min(dues) if dues else None, simulated=case.simulated,
                )  # fmt: skip


def waiting_for(who: Sequence[Actor]) -> QuerySet[Waiting]:
    """What waits for somebody, the most urgent first; what is simulated comes after all that is real."""
    found = Q(pk__in=())
    for actor in who:
        for grant in actor.rights:
            found |= Q(role=grant.role) & scope.within((Actor(actor.person, (grant,)),))
    return (
        Waiting.objects.filter(found)
        .select_related("case")
        .order_by("simulated", F("due").asc(nulls_last=True), "since", "pk")
    )
