"""Records of registers for the site: what somebody sees of them, and every change, which is a version that stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

import chengjie.register.typed as typed
from chengjie.errors import Fault, Refusal
from chengjie.process import Actor, Subject
from chengjie.process.people import covers
from chengjie.register.typed import Field, Register, Value, Viewer
from chengjie.values.text import Language
from chengjie.web import events, register_filters, scope, zone
from chengjie.web.records.people import Looked
from chengjie.web.records.registers import Record, RecordVersion, RegisterImport
from chengjie.web.records.search import RECORD
from chengjie.web.search import grams, index
from chengjie.web.search import rows as sought

Data = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Shown:
    """A field of a record as somebody sees it: its words, and whether they are whole, in part, or hidden."""

    field: Field
    words: str
    sight: str


def known() -> Mapping[str, Register]:
    """The registers of the zone."""
    return typed.registers(zone.package())


def register(name: str) -> Register:
    """One of them. Refuses `register-unknown`."""
    return typed.register(zone.package(), name)


def subject(wanted: Register, data: Data) -> Subject:
    """What a record is about; a carrier without a place lies in the first of its counties."""
    found = {kind: str(data.get(name) or "") if name else "" for kind, name in wanted.bound}
    if found["carrier"] and not found["place"] and (carrier := zone.carriers().by_id.get(found["carrier"])):
        found["place"] = next(iter(carrier.counties), "")
    return Subject(found["place"], found["carrier"], found["enterprise"])


def visible(wanted: Register, who: Iterable[Actor]) -> QuerySet[Record]:
    """The records of a register that somebody may see: all of an open one, else those within reach."""
    found = Record.objects.filter(register=wanted.id)
    return found if wanted.open == "public" else found.filter(scope.within(who))


def reached(who: Iterable[Actor]) -> QuerySet[Record]:
    """The records of every register that somebody may see; withdrawn ones within reach only."""
    public = [each.id for each in known().values() if each.open == "public"]
    return Record.objects.filter(
        Q(register__in=public, state="current") | (scope.within(who) & Q(register__in=known()))
    )


def may_open(wanted: Register, who: Iterable[Actor]) -> bool:
    """Whether the register is there for somebody at all."""
    return wanted.open == "public" or any(each.rights for each in who)


def may_write(wanted: Register, who: Iterable[Actor], about: Subject | None = None) -> bool:
    """Whether somebody adds and corrects records of a register: at all, or those about something."""
    grants = [grant for each in who for grant in each.rights if grant.role in wanted.writers]
    return bool(grants) if about is None else any(covers(grant, about, scope.law()) for grant in grants)


def viewer(who: Iterable[Actor], about: Subject) -> Viewer:
    """Somebody before a record."""
    roles = frozenset(grant.role for each in who for grant in each.rights if covers(grant, about, scope.law()))
    return Viewer(bool(roles), roles)


def of(row: Record) -> Subject:
    """What a row is about."""
    return Subject(row.place, row.carrier, row.enterprise)


def shown(wanted: Register, data: Data, before: Viewer, language: Language = "zh") -> list[Shown]:
    """Every field of a record as somebody sees it."""
    found = []
    for each in wanted.fields:
        sight = typed.how(each, wanted, before)
        words = typed.written(data.get(each.name), each, zone.package(), language=language)
        if sight != "whole":
            words = typed.part(words) if sight == "part" and words else ""
        found.append(Shown(each, words, sight))
    return found


def look(user: User | None, wanted: Register, fields: Iterable[Shown], subject: str) -> None:
    """Note that personal data was read in whole."""
    if user is not None and any(each.field.personal and each.sight == "whole" and each.words for each in fields):
        note(user, wanted, subject)


def note(user: User, wanted: Register, subject: str) -> None:
    """Somebody looked at personal data of a register."""
    Looked.objects.create(by=user, what=f"register:{wanted.id}", subject=subject[:100])


def searched(wanted: Register, rows: QuerySet[Record], given: Mapping[str, str]) -> QuerySet[Record]:
    """Rows found by a fragment (Chinese, pinyin initials, code), a place with all below it, and each field in the way of its type."""
    if asked := grams.asked(given.get("q", "")):
        rows = index.narrowed(rows, index.both(asked, index.kind(wanted.id)), RECORD)
    if place := given.get("place"):
        rows = rows.filter(place__among=scope.below(place))
    rows = register_filters.narrowed(wanted, rows, given)
    gone = "withdrawn" in (given.get("records"), given.get("state"))
    return rows.filter(state="withdrawn" if gone else "current").order_by("-pk")


def fill(row: Record, wanted: Register, data: Data) -> Record:
    """A row with what is worked out from its data."""
    about = subject(wanted, data)
    row.data, row.name = dict(data), str(data.get(wanted.name) or "")
    row.place, row.carrier, row.enterprise = about.place, about.carrier, about.enterprise
    return row


def version(row: Record, by: User, how: str, *, brought: RegisterImport | None = None, why: str = "") -> RecordVersion:
    """The version that a row has come to."""
    return RecordVersion(record=row, number=row.version, data=row.data, state=row.state, by=by, at=row.changed, how=how, brought=brought, why=why[:300])  # fmt: skip


def add(wanted: Register, cells: Mapping[str, str], who: tuple[Actor, ...], *, by: User, why: str = "") -> Record:
    """A record typed in. Refuses every cell that is wrong, what lies beyond the reach, and a key that is there already."""
    data = _read(wanted, cells, {}, who)
    key = _key(wanted, data)
    try:
        with transaction.atomic():
            row = fill(Record(register=wanted.id, key=key, changed=timezone.now()), wanted, data)
            row.save()
            version(row, by, "form", why=why).save()
            sought.put([sought.of_record(row, wanted)])
            events.of_record(row)
    except IntegrityError as error:
        raise Refusal.of("register-key-taken", key=key) from error
    return row


def correct(row: Record, wanted: Register, cells: Mapping[str, str], who: tuple[Actor, ...], *, by: User, seen: int, why: str = "") -> Record:  # fmt: skip
    """A record put right: a further version. Refuses as `add` does, a changed key, and `register-overtaken`."""
    data = _read(wanted, cells, row.data, who)
    if not may_write(wanted, who, of(row)):
        raise Refusal.of("register-row-beyond")
    if _key(wanted, data) != row.key:
        raise Refusal.of("register-key-changed")
    if data != row.data:
        fill(row, wanted, data)
        _step(row, wanted, by, "form", seen=seen, why=why)
    return row


def withdraw(row: Record, wanted: Register, who: tuple[Actor, ...], *, by: User, seen: int, why: str = "") -> None:
    """A record taken out of the list, or put back; it stays with its history. Refuses as `correct` does."""
    if not may_write(wanted, who, of(row)):
        raise Refusal.of("register-row-beyond")
    row.state = "current" if row.state == "withdrawn" else "withdrawn"
    _step(row, wanted, by, "withdraw", seen=seen, why=why)


def _step(row: Record, wanted: Register, by: User, how: str, *, seen: int, why: str) -> None:
    """One further version, unless somebody was faster."""
    row.version, row.changed = seen + 1, timezone.now()
    columns = {each: getattr(row, each) for each in ("data", "name", "place", "carrier", "enterprise", "state", "version", "changed")}  # fmt: skip
    with transaction.atomic():
        if not Record.objects.filter(pk=row.pk, version=seen).update(**columns):
            raise Refusal.of("register-overtaken")
        version(row, by, how, why=why).save()
        sought.put([sought.of_record(row, wanted)])
        events.of_record(row)


def _read(wanted: Register, cells: Mapping[str, str], before: Data, who: tuple[Actor, ...]) -> dict[str, Value]:
    """What a form says, over what is there; a field that one does not see in whole stays as it is."""
    given = {each.name: cells.get(each.name, "") for each in wanted.fields}
    if before:
        sight = viewer(who, subject(wanted, before))
        given = {name: cell for name, cell in given.items() if typed.how(wanted.field_of[name], wanted, sight) == "whole"}  # fmt: skip
    read = typed.read_row(given, wanted, zone.package())
    faults = list(read.faults)
    data = merged(before, read.values)
    if not faults and not may_write(wanted, who, subject(wanted, data)):
        faults.append(Fault("register-row-beyond"))
    if faults:
        raise Refusal(faults)
    return data


def merged(before: Data, values: Mapping[str, Value | None]) -> dict[str, Value]:
    """The data of a record after some of its fields were written; an empty cell takes a value away."""
    both = {**before, **values}
    return {name: value for name, value in both.items() if value is not None}


def _key(wanted: Register, data: Data) -> str:
    return typed.JOINT.join(str(data.get(name) or "") for name in wanted.key)
