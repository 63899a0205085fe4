"""Rows of indices: data sheets that people brought, results that were made public, and objections to them.

A publication and an objection are cases; only their entries are the record. What stands here beside them is the table that was
made public, held to the case by its digest, and the days that lists need.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.db import models

from chengjie.web.records.cases import Case


class IndexSheet(models.Model):
    """A data sheet that somebody brought for an index; it is the person's own."""

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="index_sheets")
    index = models.CharField(max_length=80)
    key = models.CharField(max_length=16)
    name = models.CharField(max_length=100)
    content = models.BinaryField()
    brought = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("-brought",)
        constraints = (models.UniqueConstraint(fields=["owner", "index", "key"], name="index_sheet_once"),)


class Publication(models.Model):
    """Results of an index as they were made public (公示): `results` are the rows that everybody was shown."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="publication")
    index = models.CharField(max_length=80)
    edition = models.CharField(max_length=100)
    days = models.PositiveIntegerField()
    basis = models.CharField(max_length=300)
    results = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    published = models.DateField(null=True)

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=["index", "-id"]),)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The results, a row a unit."""
        return list(self.results)


class Objection(models.Model):
    """An objection to a unit's result: when it was lodged and decided, and whether it was upheld; worked out from its case."""

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="objection")
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="objections")
    unit = models.CharField(max_length=200)
    claim = models.CharField(max_length=2000)
    lodged = models.DateField(null=True)
    decided = models.DateField(null=True)
    upheld = models.BooleanField(default=False)

    class Meta:
        ordering = ("id",)
