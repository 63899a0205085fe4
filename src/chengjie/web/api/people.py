"""People and rights for programs: oneself, the people within reach, rights given and ended, accounts, stand-ins, tokens (人员与授权)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from chengjie.errors import Refusal
from chengjie.web import rights, scope, sessions, signon, tokens
from chengjie.web.api.answers import Count
from chengjie.web.api.answers.people import (
    IdentityOut,
    InvitedOut,
    KeyOut,
    LinkOut,
    MachineOut,
    MachinesOut,
    MeOut,
    PeopleOut,
    PersonOut,
    RightOut,
    TokenOut,
    TokensOut,
)
from chengjie.web.api.shape import After, Field, Line, Number, Query, Router, Schema, Status, keeper, page, person, told
from chengjie.web.models import Invitation
from chengjie.web.records.identities import Identity
from chengjie.web.records.people import Right, SignIn
from chengjie.web.records.tokens import Machine, Token
from chengjie.web.rights import named

router = Router(tags=["people"])


class RightIn(Schema):
    """A right: a role, what it is bound to, and until when."""

    role: Line
    place: Line = ""
    carrier: Line = ""
    enterprise: Line = ""
    until: date | None = None


class InviteIn(RightIn):
    """An account to be made with a first right."""

    username: Line
    name: Line = ""


class FindIn(After):
    """Words of a name."""

    q: Line = ""


class TokenIn(Schema):
    """A token to be made: scopes, a place that narrows it, and how many days it lasts. An administrator makes those of programs: `user`."""

    user: Line = ""

    title: str = Field(min_length=1, max_length=100)
    scopes: list[Line] = Field(min_length=1, max_length=40)
    place: Line = ""
    days: int = Field(default=90, ge=1, le=366)


class SubjectIn(Schema):
    """A subject of the sign-on platform."""

    subject: Line


class MachineIn(Schema):
    """An account for a program: what it is for and who answers for it."""

    username: Line
    purpose: Line
    responsible: Line


@router.get("/me", response=MeOut, **told("我是谁", "who one is", "read:people"))
def me(request: HttpRequest) -> dict[str, Any]:
    """Oneself with the rights that count here and today, and the token used."""
    user, token = person(request), tokens.of(request)
    return {
        "username": user.username, "name": user.first_name, "administrator": user.is_superuser,
        "rights": [{"role": each.role, "place": each.place, "carrier": each.carrier, "enterprise": each.enterprise, "within": each.within, "stands_in_for": who.seat if who.stands_in_for else None}
                   for who in scope.of(request) for each in who.rights],
        "token": _token(token) if token else None,
    }  # fmt: skip


def _token(row: Token) -> dict[str, Any]:
    return {
        "id": row.pk, "title": row.title, "start": row.start, "scopes": row.scopes, "place": row.place, "until": row.until.isoformat(),
        "used": row.used.isoformat() if row.used else None, "standing": row.standing,
    }  # fmt: skip


def _administrator(request: HttpRequest) -> User:
    """Who gives rights; a token that is narrowed to a place gives none, for what one gives is one's whole reach."""
    user, token = person(request), tokens.of(request)
    if token and token.place:
        raise Refusal.of("token-place-not-here")
    if not scope.administers(user):
        raise Http404
    return user


@router.get("/people", response=PeopleOut, **told("人员", "people within one's reach", "read:people"))
def people(request: HttpRequest, given: Query[FindIn]) -> dict[str, Any]:
    """The people that one may see here, with their rights that stand."""
    user = _administrator(request)
    found = rights.found(user, given.q).prefetch_related("rights")
    standing = set(Right.standing().values_list("pk", flat=True))
    return page(found, given, lambda each: _person(each, [row for row in each.rights.all() if row.pk in standing]))


def _person(each: User, rows: list[Right]) -> dict[str, Any]:
    return {"username": each.username, "name": each.first_name, "active": each.is_active, "rights": [_right(row) for row in rows]}  # fmt: skip


def _right(row: Right) -> dict[str, Any]:
    said = named(row)
    return {
        "id": row.pk, "role": row.role, "role_title": said.role.as_json(), "place": row.place, "carrier": row.carrier, "enterprise": row.enterprise, "where": said.where.as_json(),
        "since": row.since.isoformat(), "until": row.until.isoformat() if row.until else None, "given_by": row.given_by.username, "ended": row.ended.isoformat() if row.ended else None,
    }  # fmt: skip


def _within(user: User, name: str) -> User:
    return get_object_or_404(rights.reach(user), username=name)


@router.get("/people/{str:name}", response=PersonOut, **told("一个人", "one person", "read:people"))
def someone(request: HttpRequest, name: Line) -> dict[str, Any]:
    """One person with rights that stand and that ended."""
    found = _within(_administrator(request), name)
    return _person(found, list(found.rights.select_related("given_by")))


@router.post("/people", response={201: InvitedOut}, **told("开户", "make an account", "write:people"))
def invite(request: HttpRequest, given: InviteIn) -> Status[dict[str, Any]]:
    """An account with a first right; its one-time link is told this once, to be handed over."""
    user = _administrator(request)
    made, token = rights.invite(given.username, given.name, _asked(given, user), by=user)
    return Status(201, {**_person(made, list(made.rights.all())), "link": request.build_absolute_uri(reverse("welcome", args=[token]))})  # fmt: skip


def _asked(given: RightIn, by: User) -> Right:
    until = given.until.isoformat() if given.until else ""
    return rights.right_of(given.role, place=given.place, carrier=given.carrier, enterprise=given.enterprise, until=until, by=by)  # fmt: skip


@router.post("/people/{str:name}/rights", response={201: RightOut}, **told("授权", "give a right", "write:people"))
def give(request: HttpRequest, name: Line, given: RightIn) -> Status[dict[str, Any]]:
    """A right within one's own reach."""
    user = _administrator(request)
    return Status(201, _right(rights.give(_within(user, name), _asked(given, user))))


@router.post("/rights/{int:number}/end", response=RightOut, **told("结束授权", "end a right", "write:people"))
def end(request: HttpRequest, number: Number) -> dict[str, Any]:
    """The row stays, with who ended it and when."""
    row = get_object_or_404(Right.objects.filter(ended=None), pk=number)
    if not rights.end(row, by=_administrator(request)):
        raise Http404
    return _right(row)


@router.post(
    "/people/{str:name}/shut", response=PersonOut, **told("停用或启用账户", "shut or open an account", "write:people")
)
def shut(request: HttpRequest, name: Line) -> dict[str, Any]:
    """By an administrator; sessions end at once, records stay."""
    user = keeper(request)
    found = get_object_or_404(User, username=name)
    rights.shut(found, by=user)
    return _person(found, [])


@router.post("/people/{str:name}/link", response={201: LinkOut}, **told("重发一次性链接", "a fresh one-time link", "write:people"))  # fmt: skip
def link(request: HttpRequest, name: Line) -> Status[dict[str, Any]]:
    """For somebody who has lost the password or never came in, and who may do nothing that one may not give."""
    user = _administrator(request)
    found = _within(user, name)
    if not rights.governs(user, found):
        raise Http404
    address = reverse("welcome", args=[Invitation.make(found).token])
    return Status(201, {"link": request.build_absolute_uri(address)})


@router.delete("/people/{str:name}/sessions", response=Count, **told("结束某人的会话", "end somebody's sessions", "write:people"))  # fmt: skip
def end_sessions(request: HttpRequest, name: Line) -> dict[str, Any]:
    """By an administrator; how many there were."""
    keeper(request)
    found = get_object_or_404(User, username=name)
    count = SignIn.objects.filter(user=found, ended=None).count()
    sessions.end_others(found, 0)
    return {"count": count}


@router.post("/people/{str:name}/identities", response={201: IdentityOut}, **told("对应统一认证身份", "match a subject of the sign-on platform", "write:people"))  # fmt: skip
def match_subject(request: HttpRequest, name: Line, given: SubjectIn) -> Status[dict[str, Any]]:
    """By an administrator, where a platform is named."""
    user = keeper(request)
    if not signon.offered():
        raise Http404
    row = signon.match(get_object_or_404(User, username=name), given.subject, by=user)
    return Status(201, {"id": row.pk, "issuer": row.issuer, "subject": row.subject})


@router.delete("/people/{str:name}/identities/{int:number}", response=Count, **told("取消对应", "take a match of a subject away", "write:people"))  # fmt: skip
def unmatch_subject(request: HttpRequest, name: Line, number: Number) -> dict[str, Any]:
    """By an administrator."""
    keeper(request)
    get_object_or_404(Identity, pk=number, user__username=name).delete()
    return {"count": 1}


@router.get("/machines", response=MachinesOut, **told("程序账户", "accounts of programs", "read:people"))
def machines(request: HttpRequest) -> dict[str, Any]:
    """For an administrator."""
    keeper(request)
    return {"rows": [_machine(each) for each in Machine.objects.select_related("user", "responsible")]}


def _machine(row: Machine) -> dict[str, Any]:
    found = Token.objects.filter(user=row.user)[:100]
    return {"username": row.user.username, "purpose": row.purpose, "responsible": row.responsible.username, "tokens": [_token(each) for each in found]}  # fmt: skip


@router.post("/machines", response={201: MachineOut}, **told("建程序账户", "make an account for a program", "write:people"))  # fmt: skip
def employ(request: HttpRequest, given: MachineIn) -> Status[dict[str, Any]]:
    """By an administrator; rights are given to it like to a person."""
    return Status(201, _machine(tokens.employ(given.username, given.purpose, given.responsible, by=keeper(request))))


@router.get("/tokens", response=TokensOut, **told("我的令牌", "one's own tokens", "read:people"))
def own(request: HttpRequest) -> dict[str, Any]:
    """One's own tokens, without their keys."""
    return {"tokens": [_token(each) for each in Token.objects.filter(user=person(request))[:100]]}


@router.post("/tokens", response={201: KeyOut}, **told("建令牌", "make a token", "write:people"))
def make(request: HttpRequest, given: TokenIn) -> Status[dict[str, Any]]:
    """A token for oneself; its key is told this once. A token makes no token: only somebody who is signed in does."""
    if tokens.of(request):
        raise Refusal.of("token-by-token")
    whose = get_object_or_404(User, username=given.user) if given.user else person(request)
    if not tokens.manages(person(request), whose):
        raise Http404
    row, key = tokens.make(whose, given.title, given.scopes, place=given.place, days=given.days, by=person(request))  # fmt: skip
    return Status(201, {**_token(row), "key": key})


@router.delete("/tokens/{int:number}", response=TokenOut, **told("停用令牌", "end a token", "write:people"))
def drop(request: HttpRequest, number: Number) -> dict[str, Any]:
    """End one of one's own tokens, or as an administrator one of a program; the row and its uses stay."""
    row = get_object_or_404(Token.objects.select_related("user"), pk=number)
    if row.user != person(request) and (tokens.of(request) or not tokens.manages(person(request), row.user)):
        raise Http404
    tokens.end(row, by=person(request))
    row.refresh_from_db()
    return _token(row)
