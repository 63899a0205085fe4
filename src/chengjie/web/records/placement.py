"""Rows of placement: a study with its problem, its runs, and the ledger of accepted placements, which only grows."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.contrib.auth.models import User
from django.db import models, transaction
from django.utils import timezone


class Study(models.Model):
    """A placement problem (布局研究) that somebody brought, in the form of a problem file."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="studies")
    name = models.CharField(max_length=200)
    form = models.JSONField()
    doubts = models.JSONField(default=list)
    """Pairs that matching could not decide: project, carrier, what is missing."""
    simulated = models.BooleanField(default=False)
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-created",)

    def standing(self) -> dict[str, Acceptance]:
        """The acceptance of each project that stands: the latest that was not reversed."""
        found: dict[str, Acceptance] = {}
        for entry in self.entries.order_by("number"):
            if entry.kind == "accept":
                found[entry.project] = entry
            else:
                found.pop(entry.project, None)
        return found

    def write(
        self, kind: str, rows: list[tuple[str, str, str, float]], *, by: User, run: Run | None, why: str = ""
    ) -> int:
        """Add entries (project, option, carrier, value); how many. A number is taken once, so two at once cannot both."""
        with transaction.atomic():
            last = self.entries.aggregate(models.Max("number"))["number__max"] or 0
            Acceptance.objects.bulk_create(
                Acceptance(study=self, run=run, number=last + n, kind=kind, project=project, option=option, carrier=carrier, value=value, by=by, why=why[:300])
                for n, (project, option, carrier, value) in enumerate(rows, start=1)
            )  # fmt: skip
        return len(rows)


class Run(models.Model):
    """One solve of a study, or of a scenario of it: what was changed, how far it is, what came out."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="runs")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    changes = models.JSONField(default=dict)
    after = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="followers")
    seconds = models.FloatField()
    state = models.CharField(max_length=10, default="waiting")
    progress = models.JSONField(default=list)
    answer = models.JSONField(default=dict)
    created = models.DateTimeField(auto_now_add=True)
    finished = models.DateTimeField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["study", "number"], name="run_number_once"),)

    @property
    def running(self) -> bool:
        """Whether it is still under way."""
        return self.state in {"waiting", "running"}

    @property
    def lost(self) -> bool:
        """Whether its process died with the server."""
        return self.running and timezone.now() - self.created > timedelta(seconds=2 * self.seconds + 60)


class Acceptance(models.Model):
    """An entry of the ledger (布局台账): a placement accepted, or one reversed. Entries are only added."""

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="entries")
    run = models.ForeignKey(Run, on_delete=models.PROTECT, null=True)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    project = models.CharField(max_length=200)
    option = models.CharField(max_length=200)
    carrier = models.CharField(max_length=200)
    value = models.FloatField()
    why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT)
    when = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["study", "number"], name="acceptance_number_once"),)
