"""Rows of web hooks (推送): who wants to hear of what at which address, what happened, and each delivery with its tries."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import User
from django.db import models

from chengjie.web.records.cases import Case
from chengjie.web.records.registers import Record
from chengjie.web.records.settlement import Desk, PromiseEntry


class Hook(models.Model):
    """A subscription (订阅): kinds of event, an address, and the secret that signs. It hears only of what its person may see."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="hooks")
    title = models.CharField(max_length=100)
    address = models.CharField(max_length=500)
    kinds = models.JSONField(default=list)
    place = models.CharField(max_length=6, blank=True)
    secret = models.CharField(max_length=64)
    made = models.DateTimeField(auto_now_add=True)
    ended = models.DateTimeField(null=True)

    MOST = 20

    class Meta:
        ordering = ("-id",)


class Event(models.Model):
    """Something that happened (发件箱), written in the transaction in which it did, and not yet handed on to those who want it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    at = models.DateTimeField()
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+")
    record = models.ForeignKey(Record, on_delete=models.CASCADE, null=True, related_name="+")
    register = models.CharField(max_length=40, blank=True)
    promise = models.ForeignKey(PromiseEntry, on_delete=models.CASCADE, null=True, related_name="+")
    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, null=True, related_name="+")
    body = models.JSONField()
    spread = models.BooleanField(default=False)

    class Meta:
        ordering = ("at",)
        indexes = (models.Index(fields=["at"], condition=models.Q(spread=False), name="event_unspread"),)


class Delivery(models.Model):
    """An event on its way to a subscription (投递): waiting, done or dead, with every try. One event goes to one subscription once."""

    hook = models.ForeignKey(Hook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="deliveries")
    state = models.CharField(max_length=8, default="waiting")
    next = models.DateTimeField()
    tries = models.JSONField(default=list)
    """Each: the time, the status of the answer or nothing, what went wrong."""
    left = models.PositiveSmallIntegerField(default=0)
    """How many tries are left before it is given up."""

    class Meta:
        ordering = ("-id",)
        constraints = (models.UniqueConstraint(fields=["hook", "event"], name="delivery_once"),)
        indexes = (
            models.Index(fields=["hook", "-id"]),
            models.Index(fields=["next"], condition=models.Q(state="waiting"), name="delivery_waiting"),
        )
