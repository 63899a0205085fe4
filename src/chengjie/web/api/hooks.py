"""Web hooks for programs: one's own subscriptions, their deliveries, and sending again (推送)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from chengjie.errors import Refusal
from chengjie.web import events, hooks, scope, tokens
from chengjie.web.api.answers import Answer, Told
from chengjie.web.api.answers.shape import Tree
from chengjie.web.api.shape import After, Field, Line, Number, Query, Router, Schema, Status, page, person, told
from chengjie.web.pages.hooks import own
from chengjie.web.records.hooks import Delivery, Hook

router = Router(tags=["hooks"])


class HookOut(Answer):
    """A subscription; it hears only of what its person may see."""

    id: int
    title: str
    address: str
    kinds: list[str]
    place: str
    ended: datetime | None


class HookMadeOut(HookOut):
    """A subscription with its secret, which is told this once."""

    secret: str


class HooksOut(Answer):
    """One's own subscriptions, and the kinds of event that there are."""

    hooks: list[HookOut]
    kinds: dict[str, Told]


class DeliveryOut(Answer):
    """An event on its way; each try is the time, the status of the answer or null, and what went wrong."""

    id: int
    event: str
    kind: str
    at: datetime
    about: Tree
    state: Literal["waiting", "done", "dead"]
    next: datetime | None
    tries: list[list[str | int | None]]


class DeliveriesOut(Answer):
    """A page of deliveries, the latest first."""

    rows: list[DeliveryOut]
    next: int | None


class HookIn(Schema):
    """A subscription: an address, kinds of event, and a place that narrows it."""

    title: str = Field(min_length=1, max_length=100)
    address: str = Field(max_length=500)
    kinds: list[Line] = Field(min_length=1, max_length=20)
    place: Line = ""


@router.get("/hooks", response=HooksOut, **told("我的订阅", "one's own subscriptions", "write:hooks"))
def listing(request: HttpRequest) -> dict[str, Any]:
    """One's own subscriptions, and the kinds of event that there are."""
    kinds = {name: title.as_json() for name, title in events.KINDS.items()}
    return {"hooks": [_hook(each) for each in Hook.objects.filter(user=person(request))[:100]], "kinds": kinds}


def _hook(row: Hook) -> dict[str, Any]:
    return {"id": row.pk, "title": row.title, "address": row.address, "kinds": row.kinds, "place": row.place, "ended": row.ended.isoformat() if row.ended else None}  # fmt: skip


@router.post("/hooks", response={201: HookMadeOut}, **told("订阅", "subscribe", "write:hooks"))
def subscribe(request: HttpRequest, given: HookIn) -> Status[dict[str, Any]]:
    """A subscription; its secret is told this once. With a token of a place it hears of no more than that place."""
    token = tokens.of(request)
    place = given.place or (token.place if token else "")
    if token and token.place and not scope.law().within(place, token.place):
        raise Refusal.of("token-place-beyond", place=place[:10])
    made = hooks.subscribe(person(request), given.title, given.address, given.kinds, place=place)
    return Status(201, {**_hook(made), "secret": made.secret})


@router.get(
    "/hooks/{int:identity}/deliveries",
    response=DeliveriesOut,
    **told("投递记录", "deliveries of a subscription", "write:hooks"),
)
def deliveries(request: HttpRequest, identity: Number, given: Query[After]) -> dict[str, Any]:
    """Each delivery with its tries, the latest first."""
    return page(own(request, identity).deliveries.select_related("event"), given, _delivery)


def _delivery(row: Delivery) -> dict[str, Any]:
    return {
        "id": row.pk, "event": str(row.event.pk), "kind": row.event.kind, "at": row.event.at.isoformat(), "about": row.event.body, "state": row.state,
        "next": row.next.isoformat() if row.state == "waiting" else None, "tries": row.tries,
    }  # fmt: skip


@router.post("/hooks/{int:identity}/deliveries/{int:number}/again", response=DeliveryOut, **told("重送", "send a delivery again", "write:hooks"))  # fmt: skip
def again(request: HttpRequest, identity: Number, number: Number) -> dict[str, Any]:
    """It waits again from the beginning, and goes out with the next round."""
    row = get_object_or_404(Delivery.objects.select_related("hook", "event"), pk=number, hook=own(request, identity))
    hooks.again(row)
    row.refresh_from_db()
    return _delivery(row)


@router.post("/hooks/{int:identity}/ping", response={201: DeliveryOut}, **told("试推送", "a trial delivery", "write:hooks"))  # fmt: skip
def ping(request: HttpRequest, identity: Number) -> Status[dict[str, Any]]:
    """Sent at once; the answer says what came of it."""
    found = own(request, identity)
    if found.ended is not None:
        raise Refusal.of("hook-ended")
    row = hooks.ping(found)
    hooks.send_now(row)
    row.refresh_from_db()
    return Status(201, _delivery(row))


@router.delete("/hooks/{int:identity}", response=HookOut, **told("停用订阅", "end a subscription", "write:hooks"))
def end(request: HttpRequest, identity: Number) -> dict[str, Any]:
    """What still waits is given up; the log stays."""
    found = own(request, identity)
    hooks.end(found)
    found.refresh_from_db()
    return _hook(found)
