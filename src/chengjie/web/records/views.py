"""Views that people save of a list (视图): its filters, columns and order, under a name; their own or shared with an office."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import User
from django.db import models


class View(models.Model):
    """A view of a list. It narrows what somebody sees and never widens it: whoever opens it sees what lies within their own reach."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    page = models.CharField(max_length=80)
    """The address of the list without its question."""
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000, blank=True)
    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="views")
    office = models.CharField(max_length=6, blank=True)
    """The place whose officers have it too; empty: the owner alone."""
    first = models.BooleanField(default=False)
    """Whether the owner sees the list so when it is opened."""
    made = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name", "made")
        constraints = (models.UniqueConstraint(fields=["owner", "page", "name"], name="view_once"),)
        indexes = (models.Index(fields=["page", "office"]),)
