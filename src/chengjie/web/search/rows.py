"""The rows that are looked into, written with what they stand for in one transaction, and made anew from it (检索库)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from django.db import connection, transaction

from chengjie.process import Subject
from chengjie.register.typed import Register
from chengjie.web import bulk, scope
from chengjie.web.records.cases import Case
from chengjie.web.records.registers import Record, RecordVersion
from chengjie.web.records.search import CASE, KINDS, RECORD, Sought
from chengjie.web.search.grams import grams

OPEN = "open"
"""The mark of what everybody may see."""
CHUNK = 2000
PENDING = 64 * 1024
"""Kilobytes of words that PostgreSQL gathers before it puts them in their place."""
_PUT = {
    "sqlite": "INSERT INTO web_sought (id, grams) VALUES (%s, %s) ON CONFLICT (id) DO UPDATE SET grams = excluded.grams WHERE grams IS NOT excluded.grams",
    "postgresql": "INSERT INTO web_sought (id, grams) SELECT * FROM unnest(%s::bigint[], %s::text[]) ON CONFLICT (id) DO UPDATE SET grams = excluded.grams WHERE web_sought.grams IS DISTINCT FROM excluded.grams",
}


def number(kind: int, key: int) -> int:
    """The number of the row for a case or a record."""
    return KINDS * key + kind


def mark(letter: str, code: str) -> str:
    """A word that stands for a place (p), a carrier (c), an enterprise (e) or a kind (k) and is sought whole.

    >>> mark("p", "431127"), mark("c", "蓝山经开区") == mark("c", "蓝山经开区")
    ('p431127', True)
    """
    plain = code.casefold()
    return (
        f"{letter}{plain if plain.isascii() and plain.isalnum() else hashlib.sha256(plain.encode()).hexdigest()[:12]}"
    )


def marks(about: Subject, places: Iterable[str] = ()) -> Iterator[str]:
    """The marks of what something is about: its places with all above them, its carrier, its enterprise."""
    found: dict[str, None] = {}
    for each in (about.place, *places):
        here = each
        while here and here not in found:
            found[here] = None
            here = scope.law().parents.get(here, "")
    yield from (mark("p", each) for each in found)
    if about.carrier:
        yield mark("c", about.carrier)
    if about.enterprise:
        yield mark("e", about.enterprise)


def of_case(case: Case, places: Iterable[str], more: str = "") -> tuple[int, str]:
    """The row of a case: its title, number and firm, and the industry of a project."""
    about = Subject(case.place, case.carrier, case.enterprise)
    texts = [case.title, case.number, *([case.enterprise] if case.enterprise else []), *([more] if more else [])]
    return number(CASE, case.pk), grams(texts, [mark("k", f"case:{case.definition}"), *marks(about, places)])


def of_record(row: Record, wanted: Register) -> tuple[int, str]:
    """The row of a record."""
    return number_of_record(row), words_of_record(row, wanted)


def number_of_record(row: Record) -> int:
    """The number of the row of a record, which has its own already."""
    return number(RECORD, row.pk)


def words_of_record(row: Record, wanted: Register) -> str:
    """What a record is found by: the fields that its register says are looked into, which everybody sees who sees the record."""
    texts = [str(row.data.get(each.name) or "") for each in wanted.fields if each.find]
    shown = [OPEN] if wanted.open == "public" and row.state == "current" else []
    about = Subject(row.place, row.carrier, row.enterprise)
    return grams(filter(None, texts), [mark("k", wanted.id), *shown, *marks(about)])


def put(rows: Iterable[tuple[int, str]], *, fresh: bool = False) -> None:
    """Write rows, over those that are there; `fresh`: none of them is."""
    if fresh:
        bulk.insert(Sought, ("id", "grams"), rows)
        return
    rest = iter(rows)
    statement = _PUT[connection.vendor]
    with connection.cursor() as cursor:
        while part := list(islice(rest, CHUNK)):
            if connection.vendor == "postgresql":
                cursor.execute(statement, [list(each) for each in zip(*part, strict=True)])
            else:
                cursor.executemany(statement, part)


@contextmanager
def much_at_once() -> Iterator[None]:
    """Inside a transaction: PostgreSQL gathers the words of very many rows before it puts them in their place, which is several times faster."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL gin_pending_list_limit = {PENDING}; SET LOCAL maintenance_work_mem = {PENDING}")
    yield


def settle() -> None:
    """After very many rows: PostgreSQL puts the words that it gathered in their place, and looks anew at how the rows lie."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT gin_clean_pending_list('web_sought_words')")
            cursor.execute(f"ANALYZE {', '.join(map(bulk.table_of, (Sought, Record, RecordVersion)))}")


def drop_cases(keys: Iterable[int]) -> None:
    """Take the rows of cases away that are no longer there."""
    rest = iter(keys)
    while part := list(islice(rest, CHUNK // 4)):
        Sought.objects.filter(pk__in=[number(CASE, each) for each in part]).delete()


def catch_up(registers: Sequence[Register]) -> None:
    """Make the rows where there are none at all: after a restore, or an upgrade from records without them."""
    if not Sought.objects.exists() and (Case.objects.exists() or Record.objects.exists()):
        rebuild(registers)


@transaction.atomic
def rebuild(registers: Sequence[Register], *, told: Callable[[int], None] | None = None) -> int:
    """Make every row anew; how many there are."""
    Sought.objects.all().delete()
    done = 0
    for rows in _everything({each.id: each for each in registers}):
        put(rows, fresh=True)
        done += len(rows)
        if told is not None:
            told(done)
    return done


def _everything(registers: dict[str, Register]) -> Iterator[list[tuple[int, str]]]:
    found = Case.objects.select_related("line").prefetch_related("reaches").order_by("pk")
    cases = (of_case(each, [reach.place for reach in each.reaches.all()], _industry(each)) for each in found.iterator(CHUNK))  # fmt: skip
    records = (of_record(each, registers[each.register]) for each in Record.objects.order_by("pk").iterator(CHUNK) if each.register in registers)  # fmt: skip
    for rows in (cases, records):
        while part := list(islice(rows, CHUNK)):
            yield part


def _industry(case: Case) -> str:
    return case.line.industry if hasattr(case, "line") else ""
