"""Rows of proving: each time that the record of the site was verified, how far it has come, and what it came to (核验)."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone


class Proving(models.Model):
    """A verification of everything that is on record; its anchor lies beside it where nothing was broken."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    began = models.DateTimeField(auto_now_add=True)
    seen = models.DateTimeField(auto_now=True)
    finished = models.DateTimeField(null=True)
    total = models.BigIntegerField(default=0)
    done = models.BigIntegerField(default=0)
    cases = models.BigIntegerField(default=0)
    broken = models.JSONField(null=True)
    """The first entry that cannot be trusted: where, which, why."""
    digest = models.CharField(max_length=64, blank=True)

    LOST = timedelta(minutes=5)

    class Meta:
        ordering = ("-began",)

    @property
    def lost(self) -> bool:
        """Whether its process died: unfinished, and not heard of for a while."""
        return self.finished is None and timezone.now() - self.seen > self.LOST

    @property
    def anchor(self) -> Path:
        """The anchor as a file, outside the web root."""
        return Path(settings.MEDIA_ROOT) / "anchors" / f"{self.id}.json"
