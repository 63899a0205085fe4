"""Rows of registers: a record as it stands, every version of it, and the imports that made them. Corrected, never erased."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models


class RegisterImport(models.Model):
    """A file that somebody brought (导入): looked at first, then accepted whole, and undone whole if need be."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    register = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default="waiting")
    """waiting, accepted, undone, dropped, refused (it could not be read); reading, writing, undoing while that is under way."""
    fresh = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=64, blank=True)
    """What the preview showed, as a digest: it is accepted only while it still holds."""
    sample = models.JSONField(default=dict)
    """The first rows of each kind and the first faults, for the preview."""
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    brought = models.DateTimeField(auto_now_add=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    undone = models.DateTimeField(null=True)

    @property
    def how(self) -> str:
        """Whether it came as a table or was a change of many records: `import`, `edit`."""
        return str(self.sample.get("how", "import"))

    class Meta:
        ordering = ("-brought",)
        indexes = (models.Index(fields=["register", "-brought"]),)

    @property
    def file(self) -> Path:
        """Its rows as they were read, under a name of ours, outside the web root; gone once they are written."""
        return Path(settings.MEDIA_ROOT) / f"register-{self.id}"

    @property
    def brought_file(self) -> Path:
        """A large file as it was brought, until it is read."""
        return Path(settings.MEDIA_ROOT) / f"register-{self.id}-brought"


class Record(models.Model):
    """A record as it stands (登记). Only its versions are the record; the columns beside `data` are worked out from it."""

    register = models.CharField(max_length=40)
    key = models.CharField(max_length=400)
    name = models.CharField(max_length=400)
    place = models.CharField(max_length=6, blank=True)
    carrier = models.CharField(max_length=60, blank=True)
    enterprise = models.CharField(max_length=18, blank=True)
    data = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="current")
    """current, withdrawn."""
    version = models.PositiveIntegerField(default=1)
    changed = models.DateTimeField()

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=["register", "key"], name="record_once"),)
        indexes = (
            models.Index(fields=["register", "state", "-id"]),
            models.Index(fields=["register", "place", "-id"]),
            models.Index(fields=["register", "carrier", "-id"]),
            models.Index(fields=["enterprise"]),
        )


class RecordVersion(models.Model):
    """What a record was from one change to the next: who made it so, when, and from where. (record, number) is there once."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    data = models.JSONField()
    state = models.CharField(max_length=10)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    how = models.CharField(max_length=10)
    """form, import, edit, undo, withdraw."""
    brought = models.ForeignKey(RegisterImport, on_delete=models.PROTECT, null=True, related_name="versions")
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = (models.UniqueConstraint(fields=["record", "number"], name="record_version_once"),)
