"""Many records at once, with their versions and what the search looks into: worked out first, then written in one transaction.

What takes long (pinyin, above all) is done before the transaction begins, because on SQLite nobody else writes while it lasts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import IntegrityError, transaction
from django.utils import timezone

from chengjie.errors import Refusal
from chengjie.register.typed import Register
from chengjie.web import bulk
from chengjie.web.imports.judging import CHUNK, Told, parts
from chengjie.web.records.registers import Record, RecordVersion, RegisterImport
from chengjie.web.search import rows as sought

_RECORD = ("id", "register", "key", "data", "name", "place", "carrier", "enterprise", "state", "version", "changed")
_VERSION = ("record_id", "number", "data", "state", "by_id", "at", "how", "brought_id", "why")


@dataclass(frozen=True, slots=True)
class Ready:
    """A record as it will stand, and the words by which it will be found."""

    record: Record
    words: str


def ready(records: Iterable[Record], wanted: Register, of: int, told: Told) -> list[Ready]:
    """Records with what the search looks into."""
    found: list[Ready] = []
    for part in parts(records, CHUNK):
        found += [Ready(each, sought.words_of_record(each, wanted)) for each in part]
        told("preparing", len(found), of)
    return found


def write(rows: Sequence[Ready], brought: RegisterImport, *, by: User, how: str, told: Told, settled: Callable[[], None]) -> None:  # fmt: skip
    """All of them in one transaction, in which `settled` says first whose turn it is. Refuses `register-import-stale`."""
    try:
        with transaction.atomic(), sought.much_at_once():
            settled()
            for done, part in enumerate(parts(rows, CHUNK)):
                told("writing", done * CHUNK, len(rows))
                _write(part, by, how, brought)
            told("writing", len(rows), len(rows))
    except IntegrityError as error:  # somebody wrote one of these records between our look and our writing
        raise Refusal.of("register-import-stale") from error


def _write(part: Sequence[Ready], by: User, how: str, brought: RegisterImport) -> None:
    records = [each.record for each in part]
    fresh = all(not each.pk for each in records)
    write_records(records, by, how, brought)
    sought.put(((sought.number_of_record(each.record), each.words) for each in part), fresh=fresh)


def write_records(rows: list[Record], by: User, how: str, brought: RegisterImport | None) -> None:
    """Records, new ones without a number, and their versions; a key or a version that somebody else has taken breaks the whole."""
    now = timezone.now()
    fresh = [each for each in rows if not each.pk]
    for row, number in zip(fresh, bulk.numbers(Record, len(fresh)), strict=True):
        row.pk = number
    made, mark = {each.pk for each in fresh}, brought.pk if brought else None
    versions, cells = [], []
    for row in rows:
        row.changed, data = now, json.dumps(row.data)
        versions.append((row.pk, row.version, data, row.state, by.pk, now, how, mark, ""))
        cells.append((row.pk, row.register, row.key, data, row.name, row.place, row.carrier, row.enterprise, row.state, row.version, now))  # fmt: skip
    bulk.insert(Record, _RECORD, (each for each in cells if each[0] in made))
    if len(fresh) < len(rows):
        bulk.change(Record, ("id", *_RECORD[3:]), ((each[0], *each[3:]) for each in cells if each[0] not in made))
    bulk.insert(RecordVersion, _VERSION, versions)
