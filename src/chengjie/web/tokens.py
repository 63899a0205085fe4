"""Tokens: made, found again, narrowed to their place, ended; and what stands around every request of a program (令牌)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from chengjie.errors import Fault, Refusal
from chengjie.process import Actor, Grant
from chengjie.values import Text
from chengjie.web import scope, zone
from chengjie.web.records.tokens import Machine, Token, TokenUse

SCOPES: dict[str, Text] = {
    "read:cases": Text("看办件、我的工作", "read cases and one's work"), "write:cases": Text("立案、办理、交材料", "open cases, act on them, hand in papers"),
    "read:ledger": Text("看台账、调度、通报", "read the ledger of projects, dispatch and circulars"),
    "read:registers": Text("看登记、导出", "read and export registers"), "write:registers": Text("登记、更正、导入", "write, correct and import records"),
    "read:matching": Text("看存下的匹配、准入记录、指标账", "read kept matches, cases of admission and budgets"), "write:matching": Text("存匹配、记准入、记指标账", "keep matches, cases of admission and entries of budgets"),
    "read:settlement": Text("看结算台和账本", "read desks of settlement and their ledgers"), "write:settlement": Text("结算、记账、结清", "settle, post and close"),
    "read:placement": Text("看布局研究", "read studies of placement"), "write:placement": Text("做布局研究、采纳方案", "run studies and accept placements"),
    "read:promises": Text("看政策兑现", "read promises"), "write:promises": Text("登记承诺和兑现", "enter promises"),
    "read:people": Text("看人员与授权", "read people and rights"), "write:people": Text("授权、结束授权、开户", "give and end rights, make accounts"),
    "read:plans": Text("看自己的规划和读出的内容", "read one's own plans and what was read of them"), "write:plans": Text("送规划、核对", "bring plans and review them"),
    "read:account": Text("看自己的提醒、视图", "read one's own notices and views"), "write:account": Text("存视图、标已读、设替岗", "keep views, mark notices, name a stand-in"),
    "write:indices": Text("送指数的数据表、报公布、提异议", "bring sheets of indices, hand results up, object"),
    "read:audit": Text("核验记录", "verify the record"), "write:audit": Text("开始核验全部、保存期限", "begin a proof of everything, terms of retention"), "write:hooks": Text("订阅推送", "subscribe to deliveries"),
}  # fmt: skip
START = "chengjie_"
TOUCHED = timedelta(minutes=1)


def make(user: User, title: str, scopes: Iterable[str], *, place: str, days: int, by: User) -> tuple[Token, str]:
    """A token with its key, which is told this once. Refuses what is no scope, a place beyond the rights, and a life too long."""
    wanted = list(dict.fromkeys(scopes))
    faults = [Fault("token-scope-unknown", parameters={"scope": each[:40]}) for each in wanted if each not in SCOPES]
    if not wanted:
        faults.append(Fault("token-scope-missing"))
    if not title.strip():
        faults.append(Fault("token-title-missing"))
    if not 1 <= days <= Token.LONGEST.days:
        faults.append(Fault("token-days", parameters={"most": Token.LONGEST.days}))
    if place and not (
        zone.places().by_code(place) and any(each.grants for each in narrowed(scope.actors(user), place))
    ):
        faults.append(Fault("token-place-beyond", parameters={"place": place[:10]}))
    if Token.objects.filter(user=user, ended=None, until__gt=timezone.now()).count() >= Token.MOST:
        faults.append(Fault("token-too-many", parameters={"most": Token.MOST}))
    if faults:
        raise Refusal(faults)
    key = START + secrets.token_urlsafe(32)
    row = Token.objects.create(
        user=user, title=title.strip()[:100], digest=Token.digest_of(key), start=key[:12], scopes=wanted, place=place,
        until=timezone.now() + timedelta(days=days), made_by=by,
    )  # fmt: skip
    return row, key


def end(token: Token, *, by: User) -> None:
    """End a token; the row stays."""
    Token.objects.filter(pk=token.pk, ended=None).update(ended=timezone.now(), ended_by=by)


def manages(by: User, user: User) -> bool:
    """Whose tokens somebody makes and ends: one's own, and for an administrator those of programs."""
    return by == user or (by.is_superuser and Machine.objects.filter(user=user).exists())


@transaction.atomic
def employ(name: str, purpose: str, responsible: str, *, by: User) -> Machine:
    """An account for a program, with no rights yet. Refuses a name that is taken, and one for whom nobody answers."""
    answers = User.objects.filter(username=responsible.strip(), is_active=True).exclude(machine__isnull=False).first()
    faults = []
    if not 2 <= len(name.strip()) <= 40:
        faults.append(Fault("people-name-length"))
    elif User.objects.filter(username=name.strip()).exists():
        faults.append(Fault("people-name-taken", parameters={"name": name.strip()}))
    if answers is None:
        faults.append(Fault("people-unknown", parameters={"name": responsible.strip()[:40]}))
    if not purpose.strip():
        faults.append(Fault("token-purpose-missing"))
    if faults or answers is None:
        raise Refusal(faults)
    user = User.objects.create_user(name.strip(), first_name=purpose.strip()[:100])
    user.set_unusable_password()
    user.save()
    return Machine.objects.create(user=user, purpose=purpose.strip()[:200], responsible=answers, made_by=by)


def narrowed(who: Iterable[Actor], place: str) -> tuple[Actor, ...]:
    """Actors with no more than what of their rights lies within a place; without a place, as they are."""
    if not place:
        return tuple(who)
    found = []
    for each in who:
        seat = each.stands_in_for
        away = replace(seat, grants=_within(seat.grants, place)) if seat is not None else None
        found.append(Actor(each.person, _within(each.grants, place), away))
    return tuple(found)


def _within(grants: Iterable[Grant], place: str) -> tuple[Grant, ...]:
    """What the place leaves of each grant: nothing of one that lies elsewhere, the part within of every other."""
    law = scope.law()
    return tuple(
        replace(each, within=place) for each in grants
        if not each.place or law.within(each.place, place) or law.within(place, each.place)
    )  # fmt: skip


def key_of(request: HttpRequest) -> str | None:
    """The key that a request brings, if it brings one."""
    kind, _, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if kind.casefold() == "bearer" else None


def of(request: HttpRequest) -> Token | None:
    """The token of a request."""
    found: Token | None = getattr(request, "chengjie_token", None)
    return found


def watch(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a request to the API with a key is its person's, within the token's place; each is put on record."""

    def through(request: HttpRequest) -> HttpResponse:
        key = key_of(request) if request.path.startswith("/api/") else None
        if key is None:
            return answer(request)
        token = Token.objects.select_related("user").filter(digest=Token.digest_of(key)).first()
        if token is None or not token.standing:
            from chengjie.web.door import refuse

            return refuse(request, Refusal.of("token-not-standing"))
        _take(request, token)
        response = answer(request)
        _note(request, token, response.status_code)
        return response

    return through


def _take(request: HttpRequest, token: Token) -> None:
    request.user = token.user
    request.chengjie_token = token  # type: ignore[attr-defined]  # kept with the request
    request.chengjie_actors = narrowed(scope.actors(token.user), token.place)  # type: ignore[attr-defined]  # likewise


def _note(request: HttpRequest, token: Token, status: int) -> None:
    now = timezone.now()
    TokenUse.objects.create(
        token=token, method=(request.method or "")[:8], path=request.path[:200], status=status, address=request.META.get("REMOTE_ADDR") or None,
    )  # fmt: skip
    if token.used is None or now - token.used > TOUCHED:
        Token.objects.filter(pk=token.pk).update(used=now)
        TokenUse.objects.filter(token=token, when__lt=now - TokenUse.KEPT).delete()
