"""The rows of the site: uploads, what people decided about claims, and one-time links. Decisions are only added."""

from __future__ import annotations

import secrets
import uuid
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone

from chengjie.web.records.auditing import Proving
from chengjie.web.records.cases import Case, CaseEntry, CaseFile, Linked, PersonalValue, Reach, Waiting
from chengjie.web.records.hooks import Delivery, Event, Hook
from chengjie.web.records.identities import Identity
from chengjie.web.records.indices import IndexSheet, Objection, Publication
from chengjie.web.records.ledger import Line
from chengjie.web.records.limits import Tally
from chengjie.web.records.matching import KeptAnswer, KeptBoard, KeptMatch
from chengjie.web.records.notices import Notice, Wishes
from chengjie.web.records.people import Looked, Right, SecondFactor, SignIn, StandIn
from chengjie.web.records.placement import Acceptance, Run, Study
from chengjie.web.records.registers import Record, RecordVersion, RegisterImport
from chengjie.web.records.retention import Removal
from chengjie.web.records.rules import Account, AccountEntry, HeldCase, ParameterValue, Suspension
from chengjie.web.records.screening import ScreeningRun
from chengjie.web.records.search import Sought
from chengjie.web.records.settlement import Desk, DeskInput, LedgerRow, PromiseCase, PromiseEntry
from chengjie.web.records.tokens import Machine, Token, TokenUse
from chengjie.web.records.views import View

__all__ = [
    "Acceptance", "Account", "AccountEntry", "Attempt", "Case", "CaseEntry", "CaseFile", "Decision", "Delivery",
    "Desk", "DeskInput", "Event", "HeldCase", "Hook", "Identity", "IndexSheet", "Invitation", "KeptAnswer",
    "KeptBoard", "KeptMatch", "LedgerRow", "Line", "Linked", "Looked", "Machine", "Notice", "Objection",
    "ParameterValue", "PersonalValue", "PromiseCase", "PromiseEntry", "Proving", "Publication", "Reach", "Record",
    "RecordVersion", "RegisterImport", "Removal", "Right", "Run", "ScreeningRun", "SecondFactor", "SignIn", "Sought",
    "StandIn", "Study", "Suspension", "Tally", "Token", "TokenUse", "Upload", "View", "Waiting", "Wishes",
]  # fmt: skip


class Upload(models.Model):
    """A plan that somebody brought: its file lies outside the web root, its reading beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=10, default="waiting")
    digest = models.CharField(max_length=64, blank=True)
    size = models.BigIntegerField(default=0)
    refusal = models.JSONField(default=list)
    created = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created",)

    @property
    def file(self) -> Path:
        """The file as it came, under a name of ours."""
        return Path(settings.MEDIA_ROOT) / str(self.id)

    @property
    def reading(self) -> Path:
        """What was read from it."""
        return Path(settings.MEDIA_ROOT) / f"{self.id}.json"

    @property
    def findings(self) -> Path:
        """What the check found."""
        return Path(settings.MEDIA_ROOT) / f"{self.id}.findings.json"

    def remove(self) -> None:
        """Take the upload away with its files."""
        for path in (self.file, self.reading, self.findings):
            path.unlink(missing_ok=True)
        self.delete()


class Decision(models.Model):
    """What a person decided about a claim (更正). The latest stands; the earlier ones stay."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="decisions")
    claim = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    digest = models.CharField(max_length=16)
    action = models.CharField(max_length=10)
    field = models.CharField(max_length=30, blank=True)
    old = models.TextField(blank=True)
    new = models.TextField(blank=True)
    why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT)
    when = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("when", "id")


class Invitation(models.Model):
    """A link that lets one person in once, to set a password (一次性链接)."""

    token = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    created = models.DateTimeField(auto_now_add=True)
    used = models.DateTimeField(null=True)

    LASTS = timedelta(days=2)

    @classmethod
    def make(cls, user: User) -> Invitation:
        """A fresh link for a user; earlier ones no longer open."""
        cls.objects.filter(user=user, used=None).update(used=timezone.now())
        return cls.objects.create(token=secrets.token_urlsafe(32), user=user)

    @property
    def is_open(self) -> bool:
        """Whether it can still be used."""
        return self.used is None and timezone.now() - self.created < self.LASTS


class Attempt(models.Model):
    """A sign-in that failed: for which name, from which address, when. Kept for a day."""

    name = models.CharField(max_length=150)
    address = models.GenericIPAddressField(null=True)
    when = models.DateTimeField(default=timezone.now)

    WAIT = timedelta(minutes=5)
    KEPT = timedelta(days=1)
    MOST_OF_BOTH, MOST_OF_ADDRESS, MOST_OF_NAME = 5, 20, 50

    class Meta:
        indexes = (models.Index(fields=["name", "when"]), models.Index(fields=["address", "when"]))

    @classmethod
    def must_wait(cls, name: str, address: str | None) -> bool:
        """Whether too many failed lately: of the name from the address, from the address, or of the name from anywhere.

        The last is the loosest, so that nobody can shut another person out with a handful of tries.
        """
        lately = cls.objects.filter(when__gt=timezone.now() - cls.WAIT)
        named = lately.filter(name=name[:150].casefold())
        return (
            named.filter(address=address).count() >= cls.MOST_OF_BOTH
            or lately.filter(address=address).count() >= cls.MOST_OF_ADDRESS
            or named.count() >= cls.MOST_OF_NAME
        )

    @classmethod
    def note(cls, name: str, address: str | None) -> None:
        """Keep a failure; forget those older than a day."""
        cls.objects.filter(when__lt=timezone.now() - cls.KEPT).delete()
        cls.objects.create(name=name[:150].casefold(), address=address)

    @classmethod
    def forgive(cls, name: str, address: str | None) -> None:
        """A right password ends the count of that name from that address."""
        cls.objects.filter(name=name[:150].casefold(), address=address).delete()
