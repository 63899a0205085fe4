"""Screenings of registers that people brought (企业筛选): each in a folder of its own outside the web root, only its owner's."""

from __future__ import annotations

import json
import shutil
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models


class ScreeningRun(models.Model):
    """A register with what was asked of it, how far the work is, and the answer beside it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="screenings")
    name = models.CharField(max_length=200)
    size = models.BigIntegerField(default=0)
    top = models.IntegerField(default=20)
    gaps = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="waiting")
    done = models.IntegerField(default=0)
    pieces = models.IntegerField(default=0)
    refusal = models.JSONField(default=list)
    created = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created",)

    @property
    def folder(self) -> Path:
        """Where everything of it lies."""
        return Path(settings.MEDIA_ROOT) / f"screening-{self.id}"

    @property
    def file(self) -> Path:
        """The register under a name of ours, with the ending that says its form."""
        return self.folder / f"register{Path(self.name).suffix.lower()}"

    @property
    def rejects(self) -> Path:
        """Every row that was set aside."""
        return self.folder / "rejects.csv"

    @property
    def result(self) -> Path:
        """The answer as the program gave it."""
        return self.folder / "answer.json"

    def answer(self) -> dict[str, Any]:
        """The answer as plain values."""
        found: dict[str, Any] = json.loads(self.result.read_text(encoding="utf-8"))
        return found

    def remove(self) -> None:
        """Take it away with everything that was kept."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.delete()
