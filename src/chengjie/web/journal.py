"""Everything that happened, in one list (全站记录): entries, versions of records, rights, sign-ins, readings of personal data, parameters,
settlement, promises. An auditor sees what lies within the reach; people are those with a right within it."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import F, Model, Q, QuerySet, UUIDField
from django.urls import reverse

from chengjie.process import CHINA, Actor
from chengjie.values import Text
from chengjie.web import cases, scope
from chengjie.web.models import Upload
from chengjie.web.records.cases import CaseEntry
from chengjie.web.records.people import Looked, Right, SignIn
from chengjie.web.records.registers import Record, RecordVersion, RegisterImport
from chengjie.web.records.rules import ParameterValue
from chengjie.web.records.screening import ScreeningRun
from chengjie.web.records.settlement import DeskInput, PromiseEntry
from chengjie.web.records.tokens import TokenUse
from chengjie.web.rights import named

Cursor = tuple[datetime, int, int]
"""A moment, a kind by its number, a row: where a page ends."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for: kinds, a person, days, a place."""

    kinds: tuple[str, ...] = ()
    person: str = ""
    since: date | None = None
    until: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Something that happened: when, what kind, by whom, what, and where it is to be seen."""

    when: datetime
    kind: str
    pk: int
    by: str
    what: Text
    leads: str = ""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of record: its rows within a reach, the columns of moment and person, and how a row reads."""

    title: Text
    rows: Callable[[Sequence[Actor], Asked], QuerySet[Model]]
    when: str
    by: str
    line: Callable[[Model], tuple[Text, str]]


def auditors(who: Sequence[Actor]) -> tuple[Actor, ...]:
    """The same people with their rights as auditors only."""
    kept = []
    for each in who:
        grants = tuple(grant for grant in each.rights if grant.role == scope.AUDITOR)
        if grants:
            kept.append(Actor(each.person, grants))
    return tuple(kept)


def lines(who: Sequence[Actor], asked: Asked, *, after: Cursor | None = None, most: int = 50) -> list[Line]:
    """The latest first, going on from a cursor; each kind is asked for no more rows than a page has."""
    wanted = [name for name in KINDS if not asked.kinds or name in asked.kinds]
    found = [_of(name, who, asked, after, most) for name in wanted]
    order = list(KINDS)
    merged = heapq.merge(*found, key=lambda each: (-each.when.timestamp(), order.index(each.kind), -each.pk))
    return [line for line, _ in zip(merged, range(most), strict=False)]


def cursor(line: Line) -> Cursor:
    """Where a list goes on after a line."""
    return line.when, list(KINDS).index(line.kind), line.pk


def _of(name: str, who: Sequence[Actor], asked: Asked, after: Cursor | None, most: int) -> Iterator[Line]:
    kind, number = KINDS[name], list(KINDS).index(name)
    rows = kind.rows(who, asked)
    if asked.person:
        rows = rows.filter(**{kind.by: asked.person})
    if asked.since is not None:
        rows = rows.filter(**{f"{kind.when}__gte": _start(asked.since)})
    if asked.until is not None:
        rows = rows.filter(**{f"{kind.when}__lt": _start(asked.until + timedelta(days=1))})
    if after is not None:
        moment, of_kind, pk = after
        later = Q(**{kind.when: moment})
        rows = rows.filter(Q(**{f"{kind.when}__lt": moment}) | (later & Q(pk__lt=_key(rows.model, pk)) if number == of_kind else later if number > of_kind else Q(pk__in=())))  # fmt: skip
    rows = rows.annotate(moment_=F(kind.when), person_=F(kind.by)).order_by(f"-{kind.when}", "-pk")
    for row in rows[:most]:
        what, leads = kind.line(row)
        yield Line(row.moment_, name, int(row.pk), row.person_ or "", what, leads)


def _key(table: type[Model], number: int) -> int | UUID:
    """The number of a row as its table has it."""
    return UUID(int=max(0, min(number, 2**128 - 1))) if isinstance(table._meta.pk, UUIDField) else number  # noqa: SLF001  # Django's documented name of a key


def _start(day: date) -> datetime:
    return datetime.combine(day, time(0), CHINA)


def _people(who: Sequence[Actor], asked: Asked) -> QuerySet[User]:
    """People with a right within the reach, ended ones too."""
    seen = Right.objects.filter(scope.within(who))
    if asked.place:
        seen = seen.filter(place__in=scope.below(asked.place))
    return User.objects.filter(pk__in=seen.values("user"))


def _entries(who: Sequence[Actor], asked: Asked) -> QuerySet[Model]:
    found = cases.visible(who)
    if asked.place:
        found = found.filter(place__in=scope.below(asked.place))
    return CaseEntry.objects.filter(case__in=found.values("pk")).select_related("case").defer("content")


def _entry(row: CaseEntry) -> tuple[Text, str]:
    said = cases.definition_of(row.case).title
    return (
        Text(f"{row.case.title}（{said.zh}）第{row.number}条", f"{row.case.title} ({said.en}), entry {row.number}"),
        reverse("case", args=[row.case.number]),
    )


def _versions(who: Sequence[Actor], asked: Asked) -> QuerySet[Model]:
    found = Record.objects.filter(scope.within(who))
    if asked.place:
        found = found.filter(place__in=scope.below(asked.place))
    return RecordVersion.objects.filter(record__in=found.values("pk")).select_related("record").defer("data")


def _version(row: RecordVersion) -> tuple[Text, str]:
    words = f"{row.record.register} {row.record.key[:60]}"
    return (
        Text(f"{words} 第{row.number}版", f"{words}, version {row.number}"),
        reverse("record", args=[row.record.register, row.record_id]),
    )


def _rights(who: Sequence[Actor], asked: Asked) -> QuerySet[Model]:
    found = Right.objects.filter(scope.within(who)).select_related("user")
    return found.filter(place__in=scope.below(asked.place)) if asked.place else found


def _given(row: Right) -> tuple[Text, str]:
    said = named(row)
    return Text(
        f"{row.user.username}：{said.role.zh}（{said.where.zh}）",
        f"{row.user.username}: {said.role.en} ({said.where.en})",
    ), ""


def _sign_ins(who: Sequence[Actor], asked: Asked) -> QuerySet[Model]:
    return SignIn.objects.filter(user__in=_people(who, asked).values("pk")).select_related("user")


def _sign_in(row: SignIn) -> tuple[Text, str]:
    return Text(f"自 {row.address or '—'}", f"from {row.address or '—'}"), ""


def _looks(who: Sequence[Actor], asked: Asked) -> QuerySet[Model]:
    return Looked.objects.filter(by__in=_people(who, asked).values("pk"))


def _look(row: Looked) -> tuple[Text, str]:
    return Text(f"{row.what} {row.subject}", f"{row.what} {row.subject}"), ""


def _whole(who: Sequence[Actor], asked: Asked, table: type[Model]) -> QuerySet[Model]:
    """Rows that are about no place: seen by those whose people are."""
    return table._base_manager.filter(by__in=_people(who, asked).values("pk"))  # noqa: SLF001  # Django's documented way to every row


def _parameter(row: ParameterValue) -> tuple[Text, str]:
    value = "—" if row.value is None else f"{row.value:g}"
    words = f"{row.parameter} {row.scope} = {value}"
    return Text(words, words), reverse("parameters")


def _input(row: DeskInput) -> tuple[Text, str]:
    return Text(f"{row.kind} {row.name}", f"{row.kind} {row.name}"), ""


def _brought(table: type[Model], by: str) -> Callable[[Sequence[Actor], Asked], QuerySet[Model]]:
    """Files that people within the reach have brought."""
    return lambda who, asked: table._base_manager.filter(**{f"{by}__in": _people(who, asked).values("pk")})  # noqa: SLF001  # Django's documented way to every row


def _plan(row: Upload) -> tuple[Text, str]:
    return Text(f"规划 {row.name}（{row.size} 字节）", f"plan {row.name} ({row.size} bytes)"), ""


def _firms(row: ScreeningRun) -> tuple[Text, str]:
    return Text(f"企业名录 {row.name}（{row.size} 字节）", f"register of firms {row.name} ({row.size} bytes)"), ""


def _imported(row: RegisterImport) -> tuple[Text, str]:
    digest = row.digest[:16]
    return Text(f"{row.register} {row.name} {row.state} {digest}", f"{row.register} {row.name} {row.state} {digest}"), ""  # fmt: skip


def _uses(who: Sequence[Actor], asked: Asked) -> QuerySet[Model]:
    return TokenUse.objects.filter(token__user__in=_people(who, asked).values("pk")).select_related("token")


def _use(row: TokenUse) -> tuple[Text, str]:
    words = f"{row.method} {row.path} → {row.status}"
    return Text(f"{words}（令牌 {row.token.title}，自 {row.address or '—'}）", f"{words} (token {row.token.title}, from {row.address or '—'})"), ""  # fmt: skip


def _promises(who: Sequence[Actor], asked: Asked) -> QuerySet[Model]:
    found = PromiseEntry.objects.filter(scope.within(who))
    return found.filter(place__in=scope.below(asked.place)) if asked.place else found


def _promise(row: PromiseEntry) -> tuple[Text, str]:
    words = f"{row.promise} {row.event} {row.unit}"
    return Text(words, words), reverse("promises")


KINDS: dict[str, _Kind] = {
    "entry": _Kind(Text("办件", "cases"), _entries, "at", "by", _entry),  # type: ignore[arg-type]  # each line takes rows of its own kind
    "version": _Kind(Text("登记", "registers"), _versions, "at", "by__username", _version),  # type: ignore[arg-type]
    "right": _Kind(Text("授权", "rights given"), _rights, "given", "given_by__username", _given),  # type: ignore[arg-type]
    "ended": _Kind(Text("收权", "rights ended"), lambda who, asked: _rights(who, asked).exclude(ended=None), "ended", "ended_by__username", _given),  # type: ignore[arg-type]
    "sign-in": _Kind(Text("登录", "sign-ins"), _sign_ins, "when", "user__username", _sign_in),  # type: ignore[arg-type]
    "looked": _Kind(Text("查阅个人信息", "personal data read"), _looks, "when", "by__username", _look),  # type: ignore[arg-type]
    "use": _Kind(Text("接口使用", "uses of the API"), _uses, "when", "token__user__username", _use),  # type: ignore[arg-type]
    "plan": _Kind(Text("上传规划", "plans brought"), _brought(Upload, "owner"), "created", "owner__username", _plan),  # type: ignore[arg-type]
    "firms": _Kind(Text("上传名录", "registers of firms brought"), _brought(ScreeningRun, "owner"), "created", "owner__username", _firms),  # type: ignore[arg-type]
    "import": _Kind(Text("导入文件", "tables brought"), _brought(RegisterImport, "by"), "brought", "by__username", _imported),  # type: ignore[arg-type]
    "parameter": _Kind(Text("参数", "parameters"), lambda who, asked: _whole(who, asked, ParameterValue), "when", "by__username", _parameter),  # type: ignore[arg-type]
    "settlement": _Kind(Text("结算", "settlement"), lambda who, asked: _whole(who, asked, DeskInput).defer("content"), "when", "by__username", _input),  # type: ignore[arg-type]
    "promise": _Kind(Text("政策兑现", "promises"), _promises, "when", "by__username", _promise),  # type: ignore[arg-type]
}  # fmt: skip
