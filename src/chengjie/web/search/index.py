"""The question put to the index of words of the database, in the reach of somebody (检索)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any as Anything

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from chengjie.process import Actor
from chengjie.web import scope
from chengjie.web.records.search import KINDS
from chengjie.web.search.grams import All, Any, Asked, Run
from chengjie.web.search.rows import OPEN, mark

MET = 500
"""Rows that are met before they are put in order; a fragment with more than these answers is too common for an order."""
LOOKED = 2000
"""Rows in which a beginning is looked for."""


def reach(who: Iterable[Actor]) -> Asked | None:
    """What somebody may see, as marks: open to everybody, or within a grant; None where nothing needs to be asked.

    The mark narrows the search; what is found is asked of `scope` again before it is shown.
    """
    ways: list[Asked] = [Run((OPEN,))]
    for each in who:
        for grant in each.rights:
            bound = scope.law().roles.get(grant.role)
            if bound is None or (bound.bound and not getattr(grant, bound.bound)):
                continue
            wanted = [mark(letter, code) for letter, code in (("p", grant.place), ("c", grant.carrier), ("e", grant.enterprise)) if code]  # fmt: skip
            if not wanted:
                return None
            ways.append(All(tuple(Run((one,)) for one in wanted)))
    return Any(tuple(dict.fromkeys(ways)))


def both(*parts: Asked | None) -> Asked:
    """All of these; what is None asks nothing."""
    return All(tuple(each for each in parts if each is not None))


def kind(name: str) -> Asked:
    """Only what is of a kind: `case:project-life`, or a register."""
    return Run((mark("k", name),))


def matching(asked: Asked, *, most: int) -> list[int]:
    """The numbers of rows that answer, the latest first. Where they are hundreds, PostgreSQL looks at the first of them that it meets."""
    if connection.vendor == "postgresql":
        statement = "SELECT id FROM (SELECT id FROM web_sought WHERE words @@ to_tsquery('simple', %s) LIMIT %s) AS met ORDER BY id DESC LIMIT %s"
        return _numbers(statement, _postgres(asked), max(MET, most), most)
    return _numbers("SELECT rowid FROM web_sought_words WHERE web_sought_words MATCH %s ORDER BY rowid DESC LIMIT %s", _sqlite(asked), most)  # fmt: skip


def beginning(begun: Asked, within: Asked, *, most: int) -> list[int]:
    """The rows within some that begin in a way. PostgreSQL keeps no order of words in its index and would read every row that has them
    all, so it looks into the first of these that it meets."""
    if connection.vendor != "postgresql":
        return matching(both(begun, within), most=most)
    statement = "SELECT id FROM (SELECT id, words FROM web_sought WHERE words @@ to_tsquery('simple', %s) LIMIT %s) AS met WHERE words @@ to_tsquery('simple', %s) LIMIT %s"
    return _numbers(statement, _postgres(within), LOOKED, _postgres(begun), most)


def _numbers(statement: str, *values: str | int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]


def narrowed(rows: QuerySet[Anything], asked: Asked, which: int, *, key: str = "pk") -> QuerySet[Anything]:
    """Rows of cases or records among those that answer; for a list that goes on from page to page."""
    if connection.vendor == "postgresql":
        inside = RawSQL(f"SELECT (id - {which}) / {KINDS} FROM web_sought WHERE words @@ to_tsquery('simple', %s) AND id %% {KINDS} = {which}", (_postgres(asked),))  # noqa: S608, S611  # fmt: skip
    else:
        inside = RawSQL(f"SELECT (rowid - {which}) / {KINDS} FROM web_sought_words WHERE web_sought_words MATCH %s AND rowid %% {KINDS} = {which}", (_sqlite(asked),))  # noqa: S608, S611  # fmt: skip
    return rows.filter(**{f"{key}__in": inside})


def _sqlite(asked: Asked) -> str:
    if isinstance(asked, Run):
        return f'"{" ".join(asked.grams)}"{" *" if asked.begun else ""}'
    return "(" + (" AND " if isinstance(asked, All) else " OR ").join(map(_sqlite, asked.parts)) + ")"


def _postgres(asked: Asked) -> str:
    if isinstance(asked, Run):
        return "(" + " <-> ".join(f"'{each}'" for each in asked.grams) + (":*" if asked.begun else "") + ")"
    return "(" + (" & " if isinstance(asked, All) else " | ").join(map(_postgres, asked.parts)) + ")"
