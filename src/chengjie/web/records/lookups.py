"""A question that lists ask of the database in the way that costs it least: one of many values."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import CharField, Lookup, TextField

_Sql = tuple[str, Any]


class Among(Lookup):
    """One of many values, given as one parameter however many they are."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> _Sql:  # noqa: ANN401  # Django's own
        """SQLite: the values as a JSON list."""
        left, given = self.process_lhs(compiler, connection)
        return f"{left} IN (SELECT value FROM json_each(%s))", [*given, json.dumps(list(self.rhs))]  # noqa: S608  # a column's name

    def as_postgresql(self, compiler: Any, connection: Any) -> _Sql:  # noqa: ANN401  # Django's own
        """PostgreSQL: an array; a single value as itself, so that an index keeps the order of what follows it."""
        left, given = self.process_lhs(compiler, connection)
        values = list(self.rhs)
        return (f"{left} = %s", [*given, *values]) if len(values) == 1 else (f"{left} = ANY(%s)", [*given, values])


for _kind in (CharField, TextField):
    _kind.register_lookup(Among)
