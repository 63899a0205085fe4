"""What the search box looks into (检索): a row of grams beside each case and each record, worked out from it and never the record."""

from __future__ import annotations

from django.db import models

CASE, RECORD = 0, 1
KINDS = 8
"""The number of a row says what it stands for: eight times the number of the case or record, and which of the two it is."""


class Sought(models.Model):
    """A row of grams. The index of words over it is the database's own, kept by it with the row (FTS5, tsvector)."""

    id = models.BigIntegerField(primary_key=True)
    grams = models.TextField()
