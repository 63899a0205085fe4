"""Letters (邮件): notices that go out by e-mail, one at a time or gathered once a day, from the rows in which they stand.

A row is claimed before its letter is handed over, so that of two who send at once one does; a letter whose sender died in between
goes out again after a while.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from chengjie.values.text import Language
from chengjie.web import notices
from chengjie.web.records.notices import Notice, Wishes

PAUSES = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12))
"""How long to wait after each try that failed; after the last a letter is given up."""
CLAIMED = timedelta(minutes=15)
MOST_AT_ONCE = 500
MOST_IN_DIGEST = 100


@dataclass(frozen=True, slots=True)
class Sent:
    """What a round of sending came to: letters sent, tried again later, given up."""

    sent: int = 0
    later: int = 0
    given_up: int = 0

    def __add__(self, other: Sent) -> Sent:
        return Sent(self.sent + other.sent, self.later + other.later, self.given_up + other.given_up)


def send(*, day: date | None = None) -> Sent:
    """Send what is due: letters at once, and the digest of each person who has had none on this day (China)."""
    done = Sent()
    for rows in _claimed("now"):
        done += _out(rows, digest=False)
    today = day or timezone.localdate()
    for person in User.objects.filter(notices__mail="daily", is_active=True).exclude(wishes__digested=today).distinct():
        done += _digest(person, today)
    return done


def _due() -> Q:
    return Q(again=None) | Q(again__lte=timezone.now())


def _claimed(state: str) -> Iterator[Sequence[Notice]]:
    """Letters that are due, each claimed by a change that only one can make."""
    now = timezone.now()
    waiting = Notice.objects.filter(Q(mail=state) & _due() | Q(mail="sending", again__lte=now))
    for row in waiting.select_related("user", "user__wishes", "case")[:MOST_AT_ONCE]:
        won = Notice.objects.filter(pk=row.pk, mail=row.mail, again=row.again).update(
            mail="sending", again=now + CLAIMED
        )
        if won:
            yield [row]


def _digest(person: User, day: date) -> Sent:
    """Everything of a person that waits for the daily letter, in one; the day is noted with the claim, so that there is one a day."""
    with transaction.atomic():
        wishes, _ = Wishes.objects.select_for_update().get_or_create(user=person)
        if wishes.digested == day:
            return Sent()
        rows = list(Notice.objects.filter(Q(user=person, mail="daily") & _due()).select_related("user", "case"))
        if not rows:
            return Sent()
        Notice.objects.filter(pk__in=[each.pk for each in rows]).update(mail="sending", again=timezone.now() + CLAIMED)
        wishes.digested = day
        wishes.save(update_fields=["digested"])
    return _out(rows, digest=True)


def _out(rows: Sequence[Notice], *, digest: bool) -> Sent:
    """Hand a letter over; what failed is tried again later, some times."""
    person, found = rows[0].user, Notice.objects.filter(pk__in=[each.pk for each in rows])
    if not person.email or not person.is_active:
        found.update(mail="given-up", again=None)
        return Sent(given_up=1)
    try:
        _message(person, rows, digest=digest).send()
    except (SMTPException, OSError):
        return _again(rows, digest=digest)
    found.update(mail="sent", mailed=timezone.now(), again=None)
    return Sent(sent=1)


def _again(rows: Sequence[Notice], *, digest: bool) -> Sent:
    tries = max(each.tries for each in rows)
    found = Notice.objects.filter(pk__in=[each.pk for each in rows])
    if tries >= len(PAUSES):
        found.update(mail="given-up", tries=F("tries") + 1, again=None)
        return Sent(given_up=1)
    found.update(mail="daily" if digest else "now", tries=F("tries") + 1, again=timezone.now() + PAUSES[tries])
    if digest:
        Wishes.objects.filter(user=rows[0].user).update(digested=None)
    return Sent(later=1)


def language(person: User) -> Language:
    """The language in which a person is written to."""
    with contextlib.suppress(Wishes.DoesNotExist):
        return "en" if person.wishes.language == "en" else "zh"
    return "zh"


def _message(person: User, rows: Sequence[Notice], *, digest: bool) -> EmailMessage:
    """A letter: what happened, by number, and where it is to be seen. Names, amounts and papers stay in the site."""
    english = language(person) == "en"
    lines = [_line(each, english=english) for each in rows[:MOST_IN_DIGEST]]
    if digest:
        subject = f"Chengjie: {len(rows)} notices" if english else f"承接：{len(rows)} 条提醒"
    else:
        subject = (
            f"Chengjie: {_kind(rows[0], english=english)}" if english else f"承接：{_kind(rows[0], english=english)}"
        )
    if len(rows) > MOST_IN_DIGEST:
        lines.append(f"… {len(rows) - MOST_IN_DIGEST}")
    foot = (
        f"Details after signing in. To be told otherwise: {settings.ADDRESS}/notices/wishes/"
        if english
        else f"详情请登录查看。更改提醒方式：{settings.ADDRESS}/notices/wishes/"
    )
    return EmailMessage(subject, "\n\n".join([*lines, foot]) + "\n", settings.DEFAULT_FROM_EMAIL, [person.email])


def _kind(row: Notice, *, english: bool) -> str:
    kind = notices.kinds().get(row.kind)
    return row.kind if kind is None else kind.title.en if english else kind.title.zh


def _line(row: Notice, *, english: bool) -> str:
    said = notices.words(row, named=False)
    when = _clock(row.made)
    return f"{when} {said.en if english else said.zh}\n{settings.ADDRESS}{row.leads}"


def _clock(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
