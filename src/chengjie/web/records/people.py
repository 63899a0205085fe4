"""Rows of people: who holds which role where, who stands in for whom, second factors, and every sign-in. Rights are given and
ended, never rewritten."""

from __future__ import annotations

import base64
import hashlib
import secrets
from datetime import timedelta

import pyotp
from django.contrib.auth.models import User
from django.db import models
from django.db.models import Q
from django.utils import timezone


class Right(models.Model):
    """A role of a person, bound to a place with all below it, to a carrier, or to an enterprise (授权)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="rights")
    role = models.CharField(max_length=40)
    place = models.CharField(max_length=6, blank=True)
    carrier = models.CharField(max_length=64, blank=True)
    enterprise = models.CharField(max_length=18, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["user", "ended"]), models.Index(fields=["place", "role"]))

    @classmethod
    def standing(cls) -> models.QuerySet[Right]:
        """The rights that count today."""
        today = timezone.localdate()
        return cls.objects.filter(ended=None, since__lte=today).filter(Q(until=None) | Q(until__gte=today))


class StandIn(models.Model):
    """Somebody who acts for a person who is away (替岗), from one day to another."""

    away = models.ForeignKey(User, on_delete=models.CASCADE, related_name="stand_ins")
    acts = models.ForeignKey(User, on_delete=models.CASCADE, related_name="stands_in")
    since = models.DateField()
    until = models.DateField()
    made = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)

    @classmethod
    def today(cls) -> models.QuerySet[StandIn]:
        """Those that count today."""
        day = timezone.localdate()
        return cls.objects.filter(ended=None, since__lte=day, until__gte=day)


class SecondFactor(models.Model):
    """A code from a telephone beside the password (动态口令). Its secret stays; a code is taken once."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="second_factor")
    secret = models.CharField(max_length=64)
    confirmed = models.DateTimeField(null=True)
    last = models.BigIntegerField(default=0)
    spare = models.JSONField(default=list)

    SPARE_CODES = 8

    @classmethod
    def of(cls, user: User) -> SecondFactor | None:
        """The factor that a person has confirmed."""
        return cls.objects.filter(user=user).exclude(confirmed=None).first()

    def takes(self, code: str) -> bool:
        """Whether a code is right and fresh; a code, and a spare one, is taken once. To be called in a transaction on a locked row."""
        wanted = "".join(code.split()).replace("-", "").casefold()
        now = timezone.now()
        totp = pyotp.TOTP(self.secret)
        for shift in (-1, 0, 1):
            step = totp.timecode(now) + shift
            if step > self.last and secrets.compare_digest(totp.generate_otp(step), wanted):
                self.last = step
                self.save(update_fields=["last"])
                return True
        digest = hashlib.sha256(wanted.encode()).hexdigest()
        if digest in self.spare:
            self.spare = [each for each in self.spare if each != digest]
            self.save(update_fields=["spare"])
            return True
        return False

    def renew_spare(self) -> list[str]:
        """Fresh spare codes of 120 bits, shown once; earlier ones no longer open."""
        codes = [base64.b32encode(secrets.token_bytes(15)).decode().casefold() for _ in range(self.SPARE_CODES)]
        self.spare = [hashlib.sha256(code.encode()).hexdigest() for code in codes]
        self.save(update_fields=["spare"])
        return ["-".join(code[at : at + 6] for at in range(0, 24, 6)) for code in codes]


class SignIn(models.Model):
    """A sign-in: from where, with what, in which session; and how it ended (登录记录)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="sign_ins")
    when = models.DateTimeField(default=timezone.now)
    address = models.GenericIPAddressField(null=True)
    agent = models.CharField(max_length=200, blank=True)
    session = models.CharField(max_length=64, blank=True)
    seen = models.DateTimeField(default=timezone.now)
    ended = models.DateTimeField(null=True)
    how = models.CharField(max_length=20, default="password")

    MOST_SESSIONS = 5
    IDLE = timedelta(hours=2)
    LONGEST = timedelta(hours=12)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["user", "ended"]), models.Index(fields=["session"]))


class Looked(models.Model):
    """Somebody looked at personal data: at whose, of which kind, where (查阅留痕)."""

    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=60)
    subject = models.CharField(max_length=100)
    when = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["subject"]),)
