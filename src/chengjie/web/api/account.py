"""What is one's own for programs: notices and how one is told, views of lists, stand-ins, sessions (我的账户)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from chengjie.errors import Refusal
from chengjie.web import cases, notices, saved_views, scope, tokens
from chengjie.web.api.answers import Answer, Count, Told
from chengjie.web.api.shape import After, Field, Line, Number, Query, Router, Schema, Status, page, person, told
from chengjie.web.pages import account as pages
from chengjie.web.pages import notices as notice_pages
from chengjie.web.records.notices import Notice, Wishes
from chengjie.web.records.people import SignIn, StandIn
from chengjie.web.records.views import View

router = Router(tags=["account"])
Way = Literal["site", "mail", "daily", "off"]


class NoticeOut(Answer):
    """Something that one was told; `leads` is the page that it is about."""

    id: int
    kind: str
    title: Told
    words: Told
    case: str | None
    leads: str
    at: datetime
    read: datetime | None


class NoticesOut(Answer):
    """A page of notices, the latest first, and how many are unread (counted to a hundred)."""

    rows: list[NoticeOut]
    next: int | None
    unread: int


class NoticeFilter(After):
    """What narrows the notices: a kind, and only those that are unread."""

    kind: Line = ""
    unread: bool = False


class ReadIn(Schema):
    """Which notices were read; all where none is named."""

    notices: list[Number] = Field(default_factory=list, max_length=500)


class WishOut(Answer):
    """How one is told of a kind of notice."""

    kind: str
    title: Told
    way: Way
    secures: bool = Field(description="about security: cannot be shut off")


class WishesOut(Answer):
    """The language of letters and the way of each kind."""

    language: Literal["zh", "en"]
    address: str = Field(description="masked; it is changed on the site, against the password")
    ways: list[WishOut]


class WishesIn(Schema):
    """The language of letters and the way of some kinds; those not named stay as they are."""

    language: Literal["zh", "en"] | None = None
    ways: dict[Line, Way] = Field(default_factory=dict, max_length=100)


class ViewOut(Answer):
    """A view of a list: its filters under a name. Whoever opens it sees what lies within the own reach."""

    id: str
    page: str
    query: str
    name: str
    office: str = Field(description="the place whose officers have it too")
    first: bool
    owner: str


class ViewsOut(Answer):
    """One's own views and those of one's offices."""

    rows: list[ViewOut]


class ViewIn(Schema):
    """A view to keep; under a name that one has, in its place."""

    page: Line = Field(description="/cases/, /ledger/ or /registers/NAME/")
    query: str = Field(default="", max_length=4000)
    name: Line
    office: Line = ""
    first: bool = False


class StandInOut(Answer):
    """Somebody who acts in another's place for some days."""

    id: int
    away: str
    acts: str
    since: date
    until: date
    ended: datetime | None


class StandInsOut(Answer):
    """Who acts for oneself, and for whom one acts."""

    mine: list[StandInOut]
    for_others: list[StandInOut]


class StandInIn(Schema):
    """Who acts in one's place, and on which days."""

    name: Line
    since: date
    until: date


class SessionOut(Answer):
    """A sign-in that is open."""

    id: int
    when: datetime
    seen: datetime
    address: str | None
    how: str


class SessionsOut(Answer):
    """One's open sessions."""

    rows: list[SessionOut]


def _told(request: HttpRequest) -> QuerySet[Notice]:
    """One's notices; with a token of a place, those about cases of that place only."""
    found, token = Notice.objects.filter(user=person(request)), tokens.of(request)
    return found.filter(case__in=cases.visible(scope.of(request))) if token and token.place else found


@router.get("/notices", response=NoticesOut, **told("我的提醒", "what one was told", "read:account"))
def listing(request: HttpRequest, given: Query[NoticeFilter]) -> dict[str, Any]:
    """The latest first, page by page. Reading the list marks nothing as read."""
    found = _told(request).select_related("case")
    if given.kind:
        found = found.filter(kind=given.kind)
    if given.unread:
        found = found.filter(read=None)
    unread = _told(request).filter(read=None)[: Notice.MOST_COUNTED].count()
    return {**page(found, given, _notice), "unread": unread}


def _notice(row: Notice) -> dict[str, Any]:
    kind, words = notices.kinds().get(row.kind), notices.words(row).as_json()
    return {
        "id": row.pk, "kind": row.kind, "title": kind.title.as_json() if kind else {"zh": row.kind, "en": row.kind}, "words": words,
        "case": row.case.number if row.case else None, "leads": row.leads, "at": row.made, "read": row.read,
    }  # fmt: skip


@router.post("/notices/read", response=Count, **told("标为已读", "mark notices as read", "write:account"))
def read(request: HttpRequest, given: ReadIn) -> dict[str, Any]:
    """How many were marked."""
    chosen = _told(request).filter(Q(pk__in=given.notices) if given.notices else Q())
    return {
        "count": notices.mark_read(person(request), rows=list(chosen.filter(read=None).values_list("pk", flat=True)))
    }


@router.get("/notices/wishes", response=WishesOut, **told("怎样提醒我", "how one is told", "read:account"))
def wishes(request: HttpRequest) -> dict[str, Any]:
    """The way of each kind as it stands."""
    user = person(request)
    found = Wishes.objects.filter(user=user).first()
    rows = [{"kind": each.id, "title": each.title.as_json(), "way": notices.way(each, found), "secures": each.secures} for each in notice_pages.ordered()]  # fmt: skip
    return {"language": found.language if found else "zh", "address": notices.masked(user.email), "ways": rows}


@router.patch("/notices/wishes", response=WishesOut, **told("改提醒方式", "change how one is told", "write:account"))
def wish(request: HttpRequest, given: WishesIn) -> dict[str, Any]:
    """What is about security is told all the same."""
    user = person(request)
    found = Wishes.objects.filter(user=user).first() or Wishes(user=user)
    ways = {f"way-{kind}": way for kind, way in {**found.ways, **given.ways}.items()}
    notice_pages.keep(found, {"language": given.language or found.language, "address": user.email, **ways}, user=user)
    return wishes(request)


@router.get("/views", response=ViewsOut, **told("视图", "views of lists", "read:account"))
def views(request: HttpRequest, page: Line = "") -> dict[str, Any]:
    """One's own and those of one's offices; `page` narrows them to one list."""
    user, offices = person(request), saved_views.offices(scope.of(request))
    found = View.objects.filter(Q(owner=user) | Q(office__in=offices)).select_related("owner")
    return {"rows": [_view(each) for each in (found.filter(page=page) if page else found)[:500]]}


def _view(row: View) -> dict[str, Any]:
    return {
        "id": str(row.pk), "page": row.page, "query": row.query, "name": row.name, "office": row.office, "first": row.first, "owner": row.owner.username,
    }  # fmt: skip


@router.post("/views", response={201: ViewOut}, **told("存视图", "keep a view", "write:account"))
def keep(request: HttpRequest, given: ViewIn) -> Status[dict[str, Any]]:
    """Refuses what is no list, and an office that is not one's own."""
    made = saved_views.save(given.page, given.query, name=given.name, user=person(request), who=scope.of(request), office=given.office, first=given.first)  # fmt: skip
    return Status(201, _view(made))


@router.delete("/views/{uuid:identity}", response=Count, **told("移除视图", "take a view away", "write:account"))
def drop(request: HttpRequest, identity: str) -> dict[str, Any]:
    """One's own only."""
    found = saved_views.opened(identity, person(request), scope.of(request))
    if found is None:
        raise Http404
    saved_views.remove(found, person(request))
    return {"count": 1}


def _whole(request: HttpRequest) -> User:
    """A stand-in has one's whole reach: only somebody who is signed in names one, no token does."""
    if tokens.of(request):
        raise Refusal.of("token-signed-in-only")
    return person(request)


@router.get("/stand-ins", response=StandInsOut, **told("替岗", "stand-ins", "read:account"))
def stand_ins(request: HttpRequest) -> dict[str, Any]:
    """Who acts for oneself from today on, and for whom one acts today."""
    user = person(request)
    mine = StandIn.objects.filter(away=user, ended=None, until__gte=timezone.localdate()).select_related("acts", "away")
    others = StandIn.today().filter(acts=user).select_related("acts", "away")
    return {"mine": [_stand_in(each) for each in mine], "for_others": [_stand_in(each) for each in others]}


def _stand_in(row: StandIn) -> dict[str, Any]:
    return {"id": row.pk, "away": row.away.username, "acts": row.acts.username, "since": row.since, "until": row.until, "ended": row.ended}  # fmt: skip


@router.post("/stand-ins", response={201: StandInOut}, **told("请人替岗", "let somebody act in one's place", "write:account"))  # fmt: skip
def let_act(request: HttpRequest, given: StandInIn) -> Status[dict[str, Any]]:
    """For some days; whoever acts is told, and every entry names both."""
    said = {"name": given.name, "since": given.since.isoformat(), "until": given.until.isoformat()}
    return Status(201, _stand_in(pages.let_act(_whole(request), said)))


@router.delete("/stand-ins/{int:number}", response=StandInOut, **told("结束替岗", "end a stand-in", "write:account"))
def end_stand_in(request: HttpRequest, number: Number) -> dict[str, Any]:
    """One's own."""
    row = get_object_or_404(StandIn, pk=number, away=_whole(request), ended=None)
    row.ended = timezone.now()
    row.save(update_fields=["ended"])
    return _stand_in(row)


@router.get("/sessions", response=SessionsOut, **told("我的会话", "one's open sessions", "read:account"))
def open_sessions(request: HttpRequest) -> dict[str, Any]:
    """Where one is signed in; a session is ended on the site, against the password."""
    rows = SignIn.objects.filter(user=person(request), ended=None)[: SignIn.MOST_SESSIONS]
    return {"rows": [{"id": each.pk, "when": each.when, "seen": each.seen, "address": each.address, "how": each.how} for each in rows]}  # fmt: skip
