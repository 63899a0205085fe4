"""Rows of settlement: desks on which an agreement or a scheme is worked, what was put on them, their ledgers, and promises.

Inputs, ledger entries and promises are only added; the latest input of a kind stands, the earlier ones stay.
"""

from __future__ import annotations

import hashlib
import uuid
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User
from django.db import models

from chengjie.settlement.ledger import Entry, Ledger
from chengjie.web.records.cases import Case


class Desk(models.Model):
    """A desk (结算台): one agreement, or one scheme, with its inputs and its ledger."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="desks")
    name = models.CharField(max_length=200)
    form = models.CharField(max_length=10)
    definition = models.CharField(max_length=64)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created",)

    def put(self, kind: str, name: str, content: bytes, by: User) -> DeskInput:
        """Lay a further input on the desk; the same content again adds nothing."""
        digest = hashlib.sha256(content).hexdigest()
        last = self.latest(kind)
        if last is not None and last.digest == digest:
            return last
        return DeskInput.objects.create(desk=self, kind=kind, name=name[:200], content=content, digest=digest, by=by)

    def latest(self, kind: str) -> DeskInput | None:
        """The input of a kind that stands."""
        return self.inputs.filter(kind=kind).order_by("-id").first()

    def ledger(self) -> Ledger:
        """The ledger as it was written."""
        return Ledger(tuple(row.entry() for row in self.rows.order_by("number")))

    def write(self, before: Ledger, after: Ledger) -> int:
        """Add the entries that `after` has beyond `before`; how many. Two at once cannot both: a number is taken once."""
        fresh = after.entries[len(before.entries) :]
        LedgerRow.objects.bulk_create([LedgerRow.of(self, entry) for entry in fresh])
        return len(fresh)


class DeskInput(models.Model):
    """A file or a form that was put on a desk: an agreement, facts, claims or terms."""

    desk = models.ForeignKey(Desk, on_delete=models.CASCADE, related_name="inputs")
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT)
    when = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)


class LedgerRow(models.Model):
    """One entry of a desk's ledger, as it was sealed."""

    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["desk", "number"], name="ledger_number_once"),)

    @classmethod
    def of(cls, desk: Desk, entry: Entry) -> LedgerRow:
        """The row of an entry."""
        return cls(desk=desk, number=entry.number, content=entry.content(), seal=entry.hash)

    def entry(self) -> Entry:
        """The entry of the row."""
        said: dict[str, Any] = dict(self.content)
        said["amounts"] = {party: Decimal(amount) for party, amount in said["amounts"].items()}
        return Entry(**said, hash=self.seal)


class PromiseEntry(models.Model):
    """One entry of the register of promises; each bears the place, carrier and firm of its promise, by which it is seen."""

    promise = models.CharField(max_length=100)
    event = models.CharField(max_length=10)
    day = models.DateField()
    unit = models.CharField(max_length=200, blank=True)
    firm = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=500, blank=True)
    amount = models.DecimalField(max_digits=20, decimal_places=2, null=True)
    due = models.DateField(null=True)
    source = models.CharField(max_length=500)
    place = models.CharField(max_length=6, blank=True)
    carrier = models.CharField(max_length=64, blank=True)
    enterprise = models.CharField(max_length=18, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT)
    when = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=["promise"]),
            models.Index(fields=["place"], name="web_promise_place_idx"),
            models.Index(fields=["enterprise"], name="web_promise_firm_idx"),
        )


class PromiseCase(models.Model):
    """Which case a promise of the register is kept by, whichever of the two was there first."""

    promise = models.CharField(max_length=100, unique=True)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="promise_row")
