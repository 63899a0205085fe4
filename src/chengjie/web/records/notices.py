"""Rows of notices: what somebody was told, whether it was read, and its letter; and how each person wants to be told."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q

from chengjie.web.records.cases import Case


class Notice(models.Model):
    """Something that a person was told (提醒). The row is its letter too: what stands in `mail` still has to go out, or has gone.

    (user, kind, occasion) is there once: what gives it may be looked at as often as one likes.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    occasion = models.CharField(max_length=200)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="notices")
    leads = models.CharField(max_length=300, blank=True)
    """The path of the page that it is about."""
    parts = models.JSONField(default=dict)
    """The parts of its words, each in Chinese and English."""
    made = models.DateTimeField(auto_now_add=True)
    read = models.DateTimeField(null=True)
    mail = models.CharField(max_length=8, blank=True)
    """Nothing; now, daily: has to go out; sending; sent; given-up."""
    tries = models.PositiveSmallIntegerField(default=0)

    MOST_COUNTED = 100
    again = models.DateTimeField(null=True)
    mailed = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=["user", "kind", "occasion"], name="notice_once"),)
        indexes = (
            models.Index(fields=["user", "-id"]),
            models.Index(fields=["user"], condition=Q(read=None), name="notice_unread"),
            models.Index(
                fields=["mail", "again"], condition=~Q(mail__in=["", "sent", "given-up"]), name="notice_outbox"
            ),
        )


class Wishes(models.Model):
    """How a person wants to be told: the language, and the way of each kind where it is not the ordinary one (提醒设置)."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="wishes")
    language = models.CharField(max_length=2, default="zh")
    ways = models.JSONField(default=dict)
    digested = models.DateField(null=True)
    """The day of the last digest."""
