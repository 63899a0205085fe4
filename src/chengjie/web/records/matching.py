"""Rows of matching: matches that a person keeps, with every answer they had, and boards with the tables that were brought."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.models import User
from django.db import models


class KeptMatch(models.Model):
    """A match under a name (存下的匹配). Each time it is kept again an answer is added; the earlier ones stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="kept_matches")
    name = models.CharField(max_length=200)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created",)
        constraints = (models.UniqueConstraint(fields=["owner", "name"], name="one_match_a_name"),)

    @property
    def latest(self) -> KeptAnswer | None:
        """The last answer."""
        return self.answers.first()


class KeptAnswer(models.Model):
    """What was asked, as an address, and who was first with how many points."""

    match = models.ForeignKey(KeptMatch, on_delete=models.CASCADE, related_name="answers")
    query = models.TextField()
    first = models.CharField(max_length=200, blank=True)
    score = models.FloatField(null=True)
    good = models.BooleanField(default=False)
    when = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-when", "-id")


class KeptBoard(models.Model):
    """A board (供需对接): its kind, and the rows of both sides as they were written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="kept_boards")
    kind = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    demand = models.JSONField(null=True)
    supply = models.JSONField(null=True)
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-changed",)

    @property
    def sides(self) -> dict[str, list[dict[str, Any]] | None]:
        """The rows of each side; None for a side that the zone itself supplies."""
        return {"demand": self.demand, "supply": self.supply}
