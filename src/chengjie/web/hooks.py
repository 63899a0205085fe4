"""Web hooks (推送): what happened is written beside it, handed to those who want it and may see it, signed, and tried again."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

import chengjie.report.refusal
from chengjie.errors import Fault, Refusal
from chengjie.web import cases, outward, promises, registers, scope, signing, tokens, zone
from chengjie.web.events import KINDS
from chengjie.web.records.hooks import Delivery, Event, Hook

WAITS = tuple(timedelta(minutes=each) for each in (1, 5, 30, 120, 360, 1440))
"""How long after each failed try the next is made; after the last the delivery is given up."""
NEAR = timedelta(seconds=1)
LEASE = timedelta(minutes=2)
MOST_TRIES_KEPT, AT_ONCE = 20, 200


def subscribe(user: User, title: str, address: str, kinds: Iterable[str], *, place: str = "") -> Hook:
    """A subscription with its secret, which is shown this once. Refuses an address that must not be reached, and no or unknown kinds."""
    wanted = [each for each in dict.fromkeys(kinds) if each != "ping"]
    faults = [Fault("hook-kind-unknown", parameters={"kind": each[:40]}) for each in wanted if each not in KINDS]
    if not wanted:
        faults.append(Fault("hook-kind-missing"))
    if not title.strip():
        faults.append(Fault("token-title-missing"))
    if place and zone.places().by_code(place) is None:
        faults.append(Fault("token-place-beyond", parameters={"place": place[:10]}))
    if Hook.objects.filter(user=user, ended=None).count() >= Hook.MOST:
        faults.append(Fault("hook-too-many", parameters={"most": Hook.MOST}))
    try:
        outward.way(address)
    except Refusal as refusal:
        faults += refusal.faults
    if faults:
        raise Refusal(faults)
    return Hook.objects.create(user=user, title=title.strip()[:100], address=address[:500], kinds=wanted, place=place, secret=secrets.token_urlsafe(32))  # fmt: skip


def end(hook: Hook) -> None:
    """End a subscription: what still waits is given up; the log stays."""
    Hook.objects.filter(pk=hook.pk, ended=None).update(ended=timezone.now())
    hook.deliveries.filter(state="waiting").update(state="dead", left=0)


def ping(hook: Hook) -> Delivery:
    """A trial delivery to one subscription."""
    event = Event.objects.create(kind="ping", at=timezone.now(), body={"hook": hook.pk}, spread=True)
    return Delivery.objects.create(hook=hook, event=event, next=timezone.now(), left=1)


def may_hear(hook: Hook, event: Event) -> bool:
    """Whether the person of a subscription may see what an event is about: the one question of scope, asked at the moment of handing on."""
    if not hook.user.is_active:
        return False
    who = tokens.narrowed(scope.actors(hook.user), hook.place)
    if event.case is not None:
        return cases.visible(who).filter(pk=event.case.pk).exists()
    if event.promise is not None:
        return promises.visible(who).filter(pk=event.promise.pk).exists()
    if event.desk is not None:  # a desk is its owner's and lies in no place
        return event.desk.owner_id == hook.user_id and not hook.place
    wanted = registers.register(event.register)
    if event.record is not None:
        return registers.may_open(wanted, who) and registers.visible(wanted, who).filter(pk=event.record.pk).exists()
    return registers.may_write(wanted, who)


def spread(*, most: int = AT_ONCE) -> int:
    """Hand events on to the subscriptions that want them; how many deliveries were made."""
    made = 0
    hooks = list(Hook.objects.filter(ended=None).select_related("user"))
    for event in list(Event.objects.filter(spread=False).select_related("case", "record", "promise", "desk")[:most]):
        wanting = [each for each in hooks if event.kind in each.kinds and each.made <= event.at + NEAR and may_hear(each, event)]  # fmt: skip
        with transaction.atomic():
            if Event.objects.filter(pk=event.pk, spread=False).update(spread=True):
                Delivery.objects.bulk_create([Delivery(hook=each, event=event, next=timezone.now(), left=len(WAITS) + 1) for each in wanting])  # fmt: skip
                made += len(wanting)
    return made


def deliver(*, most: int = AT_ONCE) -> dict[str, int]:
    """Hand on what happened and try every delivery that is due; how many went, failed, and were given up."""
    spread(most=most)
    counted = {"done": 0, "waiting": 0, "dead": 0}
    for row in list(Delivery.objects.filter(state="waiting", next__lte=timezone.now()).order_by("next")[:most]):
        if state := send_now(row):
            counted[state] += 1
    return counted


def send_now(row: Delivery) -> str:
    """Try one delivery, unless somebody else is at it; the state that it came to, nothing where it was taken."""
    row.refresh_from_db()
    if not Delivery.objects.filter(pk=row.pk, state="waiting", next=row.next).update(next=timezone.now() + LEASE):
        return ""
    return _try(Delivery.objects.select_related("hook", "event").get(pk=row.pk))


def written(delivery: Delivery) -> bytes:
    """The body of a delivery: what happened, when, and where to read on; never personal data."""
    event = delivery.event
    said = {"id": str(event.pk), "kind": event.kind, "at": event.at.isoformat(), "about": event.body}
    return json.dumps(said, ensure_ascii=False, sort_keys=True).encode()


def _try(row: Delivery) -> str:
    body, now = written(row), timezone.now()
    headers = {"Content-Type": "application/json", "User-Agent": "Chengjie", "Chengjie-Event": row.event.kind, "Chengjie-Delivery": str(row.event.pk),
               "Chengjie-Signature": signing.sign(row.hook.secret, body, at=int(time.time()))}  # fmt: skip
    status, wrong = None, ""
    try:
        status = outward.send("POST", row.hook.address, body, headers).status
    except Refusal as refusal:
        wrong = chengjie.report.refusal.sentence(refusal.faults[0]).zh
    row.tries = [*row.tries, [now.isoformat(), status, wrong]][-MOST_TRIES_KEPT:]
    row.left = max(0, row.left - 1)
    if status is not None and 200 <= status < 300:
        row.state = "done"
    elif not row.left:
        row.state = "dead"
    row.next = now + WAITS[min(len(WAITS) - 1, max(0, len(WAITS) - row.left))]
    row.save(update_fields=["tries", "left", "state", "next"])
    return row.state


def again(delivery: Delivery) -> None:
    """Try a delivery once more from the beginning, as somebody asks. Refuses `hook-ended`."""
    if delivery.hook.ended is not None:
        raise Refusal.of("hook-ended")
    Delivery.objects.filter(pk=delivery.pk).update(state="waiting", next=timezone.now(), left=len(WAITS) + 1)
