"""A hundred thousand simulated projects put on record in one go: clones of projects made by real acts, each sealed under its own number."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

TEMPLATES = 500
CHUNK = 5_000
ENTRIES = 10
"""Entries a project on average: what a clone's template is cut to."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A project up to one of its entries: the rows that a clone of it has, and what stands in the place of its name."""

    case: Any
    reaches: tuple[Any, ...]
    waiting: tuple[Any, ...]
    line: Any
    entries: tuple[Any, ...]


@lru_cache(maxsize=1)
def cuts(seed: int) -> list[Cut]:
    """Projects of the demonstration, each with every state that it went through from its first entry on."""
    import chengjie.process
    from chengjie.web import cases, demo, demo_plans, ledger
    from chengjie.web.records.cases import CaseEntry

    wanted = demo_plans.plans(seed)
    found = []
    for number, plan in enumerate(wanted[:: len(wanted) // TEMPLATES][:TEMPLATES], start=1):
        _, entries = demo._made(number, plan)  # noqa: SLF001  # measured as it is made
        state = None
        for at, entry in enumerate(entries, start=1):
            state = chengjie.process.advance(state, entry, cases.library().definitions)
            row = demo._case(state)  # noqa: SLF001
            reaches, waiting = cases.beside(row, state)
            rows = tuple(CaseEntry.of(row, each) for each in entries[:at])
            found.append(Cut(row, tuple(reaches), tuple(waiting), ledger.line_of(row, state), rows))
    return found


def chosen(found: Sequence[Cut], projects: int, *, only_open: bool) -> Iterator[Cut]:
    """A cut for each clone, so that all together have ten entries a project: a third of them ended, or none where that is wanted."""
    ended = [] if only_open else [each for each in found if each.case.ended]
    under_way = [each for each in found if not each.case.ended]
    short = [each for each in under_way if len(each.entries) < ENTRIES]
    long = [each for each in under_way if len(each.entries) >= ENTRIES]
    owed = 0
    for number in range(projects):
        pool = ended if ended and number % 3 == 0 else long if owed >= 0 else short
        each = pool[number * 7919 % len(pool)]
        owed += ENTRIES - len(each.entries)
        yield each


def fill(seed: int, projects: int, *, only_open: bool = False) -> tuple[int, int]:
    """Put so many on record; how many cases and entries."""
    from django.core.management.color import no_style
    from django.db import connection

    from chengjie.web.records.cases import Case, CaseEntry, Reach, Waiting
    from chengjie.web.records.ledger import Line

    kinds = (Case, CaseEntry, Reach, Waiting, Line)
    last = {kind: (kind.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) for kind in kinds}
    made = {kind: list[Any]() for kind in kinds}
    count = entries = 0
    for cut in chosen(cuts(seed), projects, only_open=only_open):
        count += 1
        entries += _clone(cut, count, last, made)
        if len(made[Case]) >= CHUNK:
            _pour_all(made)
    _pour_all(made)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(kinds)):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")
    return count, entries


def clear() -> None:
    """Take everything away that `fill` put on record."""
    from django.db import connection

    from chengjie.web.records.cases import Case, CaseEntry, Reach, Waiting
    from chengjie.web.records.ledger import Line
    from chengjie.web.records.search import Sought

    names = ", ".join(kind._meta.db_table for kind in (Case, CaseEntry, Reach, Waiting, Line, Sought))  # noqa: SLF001
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
            return
    for kind in (CaseEntry, Case, Sought):
        kind.objects.all().delete()


def _clone(cut: Cut, number: int, last: dict[Any, int], made: dict[Any, list[Any]]) -> int:
    """One more project: every row of the cut under another name, its entries bound to each other anew."""
    from chengjie.process import sealing

    case_kind, entry_kind, reach_kind, waiting_kind, line_kind = made
    name, tail = f"SIM-{cut.case.opened.year}-{number:07d}", cut.case.title[-4:]
    last[case_kind] += 1
    pk, before, head = last[case_kind], "", sealing.FIRST
    for each in cut.entries:
        content = each.content.replace(f'"case":"{cut.case.number}"', f'"case":"{name}"', 1)
        content = content.replace(f"项目{tail}", f"项目{number:06d}")
        if before:
            content = content.replace(before, head, 1)
        before, head = each.hash, sealing.digest(content.encode())
        last[entry_kind] += 1
        made[entry_kind].append(
            {**_plain(each), "id": last[entry_kind], "case_id": pk, "content": content, "hash": head}
        )
    title = cut.case.title.replace(f"项目{tail}", f"项目{number:06d}")
    made[case_kind].append({**_plain(cut.case), "id": pk, "number": name, "title": title, "head": head})
    for kind, rows in ((reach_kind, cut.reaches), (waiting_kind, cut.waiting), (line_kind, (cut.line,))):
        for each in rows:
            last[kind] += 1
            made[kind].append({**_plain(each), "id": last[kind], "case_id": pk})
    return len(cut.entries)


_PLAIN: dict[int, dict[str, Any]] = {}


def _plain(row: Any) -> dict[str, Any]:  # noqa: ANN401  # a row of any kind
    """The columns of a row."""
    found = _PLAIN.get(id(row))
    if found is None:
        found = _PLAIN[id(row)] = {each.attname: getattr(row, each.attname) for each in row._meta.concrete_fields}  # noqa: SLF001
    return found


def _pour_all(made: dict[Any, list[Any]]) -> None:
    from django.db import transaction

    from chengjie.web.search import rows as sought

    with transaction.atomic():
        case_kind, _, reach_kind, _, line_kind = made
        places: dict[int, list[str]] = {}
        for row in made[reach_kind]:
            places.setdefault(row["case_id"], []).append(row["place"])
        industries = {row["case_id"]: row["industry"] for row in made[line_kind]}
        sought.put(
            sought.of_case(case_kind(**row), places.get(row["id"], ()), industries[row["id"]])
            for row in made[case_kind]
        )
        for kind, rows in made.items():
            _pour(kind, rows)
            rows.clear()


def _pour(kind: Any, rows: list[dict[str, Any]]) -> None:  # noqa: ANN401  # a kind of row
    """Rows into their table: COPY on PostgreSQL, many at once elsewhere."""
    from django.db import connection

    if not rows:
        return
    names = list(rows[0])
    quoted = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY \"{kind._meta.db_table}\" ({quoted}) FROM STDIN (FORMAT csv, NULL '\\N')") as copy:  # noqa: SLF001
                copy.write(_csv(rows, names))
            return
    kind.objects.bulk_create([kind(**row) for row in rows], batch_size=500)


def _csv(rows: Iterable[dict[str, Any]], names: list[str]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL)
    writer.writerows(["\\N" if row[name] is None else row[name] for name in names] for row in rows)
    return out.getvalue()
