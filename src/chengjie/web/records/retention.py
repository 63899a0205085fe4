"""Rows of retention: each time that something was taken away because its time was over, and how much (到期清除记录)."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import models


class Removal(models.Model):
    """What a rule of retention took away: up to which day, how much, of which cases or records. The values themselves are gone."""

    rule = models.CharField(max_length=40)
    when = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    """Nobody: by the command line."""
    before = models.DateField()
    years = models.FloatField()
    count = models.PositiveIntegerField()
    of = models.JSONField(default=list)
    """Numbers of cases and records, a thousand at most."""

    class Meta:
        ordering = ("-id",)
