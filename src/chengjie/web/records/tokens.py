"""Rows of tokens (令牌): a key for a program in the name of a person, of which only the digest is kept, and every use of it."""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone


class Machine(models.Model):
    """An account of a program (程序账户): nobody signs in with it, and a person answers for what it does."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="machine")
    purpose = models.CharField(max_length=200)
    responsible = models.ForeignKey(User, on_delete=models.PROTECT, related_name="machines")
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)


class Token(models.Model):
    """A key with named scopes, no wider than the rights of its person and narrowed to a place where one is named. It always ends."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    title = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    start = models.CharField(max_length=12)
    """The first characters, so that its person knows it again."""
    scopes = models.JSONField(default=list)
    place = models.CharField(max_length=6, blank=True)
    until = models.DateTimeField()
    made = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    used = models.DateTimeField(null=True)
    ended = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    LONGEST = timedelta(days=366)
    MOST = 20

    class Meta:
        ordering = ("-id",)

    @staticmethod
    def digest_of(key: str) -> str:
        """What is kept of a key.

        >>> Token.digest_of("chengjie_x")[:8]
        '1717ba65'
        """
        return hashlib.sha256(key.encode()).hexdigest()

    @property
    def standing(self) -> bool:
        """Whether it opens anything today."""
        return self.ended is None and self.until > timezone.now() and self.user.is_active


class TokenUse(models.Model):
    """A request made with a token, with what was answered (使用记录)."""

    token = models.ForeignKey(Token, on_delete=models.CASCADE, related_name="uses")
    when = models.DateTimeField(default=timezone.now)
    method = models.CharField(max_length=8)
    path = models.CharField(max_length=200)
    status = models.PositiveSmallIntegerField()
    address = models.GenericIPAddressField(null=True)

    KEPT = timedelta(days=366)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["token", "-id"]),)
