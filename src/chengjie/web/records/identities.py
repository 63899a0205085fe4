"""Rows of identities (统一认证身份): which subject of a sign-on platform is which person here."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import models


class Identity(models.Model):
    """A subject of a platform, matched to a person: by an administrator, or by itself at the first sign-in, when it brings no rights."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    matched_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    used = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=["issuer", "subject"], name="identity_once"),)
