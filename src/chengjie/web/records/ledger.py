"""A line of the project ledger (项目台账): what tables and maps need of a project, worked out from the entries of its case."""

from __future__ import annotations

from django.db import models

from chengjie.web.records.cases import Case

MILESTONES = (
    "lead", "talks", "admitted", "signed", "registered", "approved", "land_supplied", "started", "completed", "producing", "full_output",
)  # fmt: skip
"""From the lead to full output, in the order in which a project comes to them."""


class Line(models.Model):
    """A project as far as it has come. An amount that nobody has given is empty and never nought."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="line")
    place = models.CharField(max_length=6, blank=True)
    simulated = models.BooleanField(default=False)
    stage = models.CharField(max_length=64)
    industry = models.CharField(max_length=100, blank=True)
    three_500 = models.BooleanField(null=True)
    contract = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    paid = models.DecimalField(max_digits=20, decimal_places=4, null=True)
    lead = models.DateField(null=True)
    talks = models.DateField(null=True)
    admitted = models.DateField(null=True)
    signed = models.DateField(null=True)
    registered = models.DateField(null=True)
    approved = models.DateField(null=True)
    land_supplied = models.DateField(null=True)
    started = models.DateField(null=True)
    completed = models.DateField(null=True)
    producing = models.DateField(null=True)
    full_output = models.DateField(null=True)

    class Meta:
        indexes = (
            models.Index(fields=["simulated", "-case"]),
            models.Index(fields=["place", "-case"]),
            models.Index(fields=["stage", "-case"]),
            models.Index(fields=["signed"]),
        )
