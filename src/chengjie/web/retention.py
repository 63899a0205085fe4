"""How long what is personal is kept (保存期限): rules as data, their years filled in with a source; without years nothing is taken away.

What is taken away lies beside the sealed record, so that the record still proves. The row stays and says that its time was over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from chengjie.process import CHINA
from chengjie.values import Text
from chengjie.web import cases, registers, zone
from chengjie.web.records.cases import CaseFile, PersonalValue
from chengjie.web.records.notices import Notice, Wishes
from chengjie.web.records.people import Looked, SignIn
from chengjie.web.records.registers import Record, RecordVersion
from chengjie.web.records.retention import Removal
from chengjie.web.records.rules import ParameterValue
from chengjie.web.records.tokens import TokenUse

TABLE = "retention"
DAYS = 365.25
MOST_NAMED = 1_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of retention (retention.csv): what, from which event, what is done; its years, None while nobody has filled them in."""

    id: str
    what: Text
    event: Text
    does: Text
    years: float | None
    source: str

    @property
    def parameter(self) -> str:
        """The name under which its years are filled in."""
        return f"retention:{self.id}"

    def before(self, today: date) -> date | None:
        """Events before this day are over; None where no years are known."""
        return None if self.years is None else today - timedelta(days=round(self.years * DAYS))


def rules() -> tuple[Rule, ...]:
    """The rules of the zone with what was filled in."""
    latest = {
        each.parameter: each for each in ParameterValue.objects.filter(parameter__startswith="retention:", scope="")
    }
    found = []
    for row in zone.package().rows(TABLE) if TABLE in zone.package().tables else ():
        filled = latest.get(f"retention:{row['id']}")
        found.append(
            Rule(
                row["id"],
                Text(row["what_zh"], row["what_en"]),
                Text(row["event_zh"], row["event_en"]),
                Text(row["does_zh"], row["does_en"]),
                filled.value if filled else None,
                filled.source if filled and filled.value is not None else "",
            )
        )
    return tuple(found)


def due(rule: Rule, *, day: date | None = None) -> int | None:
    """How much a rule would take away on a day; None where its years are not filled in."""
    before = rule.before(day or timezone.localdate())
    return None if before is None else _SWEEPS[rule.id].rows(_start(before)).count()


@transaction.atomic
def run(rule: Rule, *, by: User | None, day: date | None = None) -> int:
    """Take away what is over; how much it was. Nothing where the years are not filled in."""
    before = rule.before(day or timezone.localdate())
    if before is None or rule.years is None:
        return 0
    sweep = _SWEEPS[rule.id]
    rows = list(sweep.rows(_start(before)))
    if rows:
        sweep.take(rows)
        of = [sweep.name(each) for each in rows[:MOST_NAMED]]
        Removal.objects.create(rule=rule.id, by=by, before=before, years=rule.years, count=len(rows), of=of)
    return len(rows)


def _start(day: date) -> datetime:
    return datetime.combine(day, time(0), CHINA)


@dataclass(frozen=True, slots=True)
class _Sweep:
    """What is over before a moment, how it is taken away, and what a row is called without saying anything personal."""

    rows: Callable[[datetime], QuerySet[Model]]
    take: Callable[[Iterable[Model]], None]
    name: Callable[[Model], str]


def _values(before: datetime) -> QuerySet[PersonalValue]:
    return (
        PersonalValue.objects.filter(removed=None, case__last__lt=before).exclude(case__ended="").select_related("case")
    )


def _take_values(rows: Iterable[PersonalValue]) -> None:
    PersonalValue.objects.filter(pk__in=[each.pk for each in rows]).update(value="", salt="", removed=timezone.now())


def _papers(before: datetime) -> QuerySet[CaseFile]:
    personal = Q(pk__in=())
    for each in cases.library().definitions.values():
        documents = [document.id for document in each.documents if document.personal]
        personal |= Q(case__definition=each.name, document__in=documents)
    return (
        CaseFile.objects.filter(personal, removed=None, case__last__lt=before)
        .exclude(case__ended="")
        .select_related("case")
    )


def _take_papers(rows: Iterable[CaseFile]) -> None:
    for each in rows:
        transaction.on_commit(partial(each.path.unlink, missing_ok=True))
        CaseFile.objects.filter(pk=each.pk).update(name="—", removed=timezone.now())


def _records(before: datetime) -> QuerySet[Record]:
    """Withdrawn records that still bear something personal."""
    bearing = Q(pk__in=())
    for register in registers.known().values():
        for each in register.fields:
            if each.personal:
                bearing |= Q(register=register.id, data__has_key=each.name)
    return Record.objects.filter(bearing, state="withdrawn", changed__lt=before)


def _take_records(rows: Iterable[Record]) -> None:
    for row in rows:
        wanted = registers.known()[row.register]
        personal = {each.name for each in wanted.fields if each.personal}
        Record.objects.filter(pk=row.pk).update(
            data={name: value for name, value in row.data.items() if name not in personal}
        )
        for version in RecordVersion.objects.filter(record=row):
            kept = {name: value for name, value in version.data.items() if name not in personal}
            RecordVersion.objects.filter(pk=version.pk).update(data=kept)


def _accounts(before: datetime) -> QuerySet[User]:
    """Shut accounts with a name or an address that were last used before."""
    used = Q(last_login__lt=before) | Q(last_login=None, date_joined__lt=before)
    return User.objects.filter(used, is_active=False).exclude(first_name="", last_name="", email="")


def _take_accounts(rows: Iterable[User]) -> None:
    people = [each.pk for each in rows]
    User.objects.filter(pk__in=people).update(first_name="", last_name="", email="")
    Wishes.objects.filter(user__in=people).delete()


def _take_sign_ins(rows: Iterable[SignIn]) -> None:
    SignIn.objects.filter(pk__in=[each.pk for each in rows]).update(address=None, agent="")


def _take_looks(rows: Iterable[Looked]) -> None:
    Looked.objects.filter(pk__in=[each.pk for each in rows]).update(subject="")


_SWEEPS: dict[str, _Sweep] = {
    "case-values": _Sweep(_values, _take_values, lambda row: f"{row.case.number}:{row.field}"),  # type: ignore[arg-type,attr-defined]  # each sweep takes rows of its own kind
    "case-papers": _Sweep(_papers, _take_papers, lambda row: f"{row.case.number}:{row.document}"),  # type: ignore[arg-type,attr-defined]
    "register-values": _Sweep(_records, _take_records, lambda row: f"{row.register}:{row.pk}"),  # type: ignore[arg-type,attr-defined]
    "accounts": _Sweep(_accounts, _take_accounts, lambda row: f"account:{row.pk}"),  # type: ignore[arg-type]
    "sign-ins": _Sweep(lambda before: SignIn.objects.filter(when__lt=before).exclude(address=None, agent="").exclude(ended=None), _take_sign_ins, lambda row: str(row.pk)),  # type: ignore[arg-type]
    "readings": _Sweep(lambda before: Looked.objects.filter(when__lt=before).exclude(subject=""), _take_looks, lambda row: str(row.pk)),  # type: ignore[arg-type]
    "notices": _Sweep(lambda before: Notice.objects.filter(made__lt=before), lambda rows: _delete(Notice, rows), lambda row: str(row.pk)),
    "token-uses": _Sweep(lambda before: TokenUse.objects.filter(when__lt=before), lambda rows: _delete(TokenUse, rows), lambda row: str(row.pk)),
}  # fmt: skip


def _delete(table: type[Model], rows: Iterable[Model]) -> None:
    table._base_manager.filter(pk__in=[each.pk for each in rows]).delete()  # noqa: SLF001  # Django's documented way to every row


def known() -> frozenset[str]:
    """The rules that the program can carry out."""
    return frozenset(_SWEEPS)
