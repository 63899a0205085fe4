"""Rows of limits: how often somebody asked for something in a stretch of time; swept when it is over (限流计数)."""

from __future__ import annotations

from django.db import connection, models


class Tally(models.Model):
    """Requests of one kind by one person or address in one stretch of time; (key, ends) is there once."""

    key = models.CharField(max_length=100)
    ends = models.BigIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["key", "ends"], name="tally_once"),)
        indexes = (models.Index(fields=["ends"]),)

    @classmethod
    def add(cls, key: str, ends: int, now: int) -> int:
        """Count one more in one statement, whichever process asks; the number so far. The first of a stretch sweeps what is over."""
        table = connection.ops.quote_name(cls._meta.db_table)
        words = f"INSERT INTO {table} (key, ends, count) VALUES (%s, %s, 1) ON CONFLICT (key, ends) DO UPDATE SET count = {table}.count + 1 RETURNING count"  # noqa: S608  # the name of our table
        with connection.cursor() as cursor:
            cursor.execute(words, [key[:100], ends])
            count: int = cursor.fetchone()[0]
        if count == 1:
            cls.objects.filter(ends__lte=now).delete()
        return count
