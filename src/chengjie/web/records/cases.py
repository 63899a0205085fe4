"""Rows of cases: the entries as they were sealed, and beside them what lists need, worked out from the entries after each one."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models

from chengjie.process import Entry
from chengjie.process.entry import entry_of


class Case(models.Model):
    """A case (办件). Only `entries` are the record; the rest is worked out from them and may be made anew at any time."""

    number = models.CharField(max_length=40, unique=True)
    definition = models.CharField(max_length=64)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    place = models.CharField(max_length=6, blank=True)
    origin = models.CharField(max_length=6, blank=True)
    carrier = models.CharField(max_length=64, blank=True)
    enterprise = models.CharField(max_length=18, blank=True)
    opener = models.ForeignKey(User, on_delete=models.PROTECT, related_name="cases", null=True)
    opened = models.DateTimeField()
    last = models.DateTimeField()
    ended = models.CharField(max_length=64, blank=True)
    count = models.PositiveIntegerField()
    head = models.CharField(max_length=64)
    due = models.DateField(null=True)
    late = models.BooleanField(default=False)
    turn = models.DateField(null=True)
    """The next day on which its clocks have something to say if nobody acts; empty where they have not looked since the last entry."""
    simulated = models.BooleanField(default=False)

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["definition", "-id"]),
            models.Index(fields=["place", "-id"]),
            models.Index(fields=["carrier", "-id"]),
            models.Index(fields=["enterprise", "-id"]),
            models.Index(fields=["late", "-id"]),
            models.Index(fields=["simulated", "-id"]),
            models.Index(fields=["opener", "-id"]),
            models.Index(fields=["turn", "id"], condition=models.Q(ended=""), name="case_turn"),
        )


class CaseEntry(models.Model):
    """An entry as it was sealed: the bytes that were hashed, and their hash. (case, number) is there once."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    kind = models.CharField(max_length=12)
    draws = models.BooleanField(default=False)
    content = models.TextField()
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("case_id", "number")
        constraints = (models.UniqueConstraint(fields=["case", "number"], name="case_entry_once"),)
        indexes = (models.Index(fields=["draws", "id"]),)

    @classmethod
    def of(cls, case: Case, entry: Entry) -> CaseEntry:
        """The row of an entry."""
        return cls(
            case=case, number=entry.number, at=entry.at, by=entry.by.person, kind=entry.act.kind, draws=bool(entry.draws),
            content=entry.written(), hash=entry.hash,
        )  # fmt: skip

    def entry(self) -> Entry:
        """The entry of the row."""
        return entry_of(self.content, self.hash)


class Reach(models.Model):
    """A place that a case is about, besides the one in charge: where it came from, was, or is worked on (可见地区)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reaches")
    place = models.CharField(max_length=6)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "place"], name="case_reach_once"),)
        indexes = (models.Index(fields=["place", "-case"]),)


class Linked(models.Model):
    """A case that another one names: linked by an act, or written into one of its fields (关联)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="linked")
    to = models.CharField(max_length=40)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case", "to"], name="case_linked_once"),)
        indexes = (models.Index(fields=["to"]),)


class PersonalValue(models.Model):
    """A personal value of a case: the entry bears its token, the value lies here until its time is over (个人信息)."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="personal")
    number = models.PositiveIntegerField()
    field = models.CharField(max_length=64)
    token = models.CharField(max_length=80)
    value = models.TextField()
    salt = models.CharField(max_length=32)
    removed = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=["case", "token"]),)


class Waiting(models.Model):
    """An open step of a case: for which role, at which place, until when. What “my work” is read from."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="waiting")
    step = models.CharField(max_length=64)
    role = models.CharField(max_length=40)
    place = models.CharField(max_length=6, blank=True)
    carrier = models.CharField(max_length=64, blank=True)
    enterprise = models.CharField(max_length=18, blank=True)
    since = models.DateTimeField()
    due = models.DateField(null=True)
    simulated = models.BooleanField(default=False)

    class Meta:
        indexes = (
            models.Index(fields=["role", "place", "simulated", "due", "since"]),
            models.Index(fields=["role", "carrier", "simulated", "due", "since"]),
        )


class CaseFile(models.Model):
    """A document of a case; the file lies outside the web root under a name of ours, and its digest stands in the entry."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="files")
    document = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    when = models.DateTimeField(auto_now_add=True)
    removed = models.DateTimeField(null=True)
    """When its time was over and it was taken away; its digest stays in the entry."""

    class Meta:
        ordering = ("when",)

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return Path(settings.MEDIA_ROOT) / "cases" / str(self.id)
