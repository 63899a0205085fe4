"""Data sheets that people bring for an index: each person's own, by digest; nobody else can name them."""

from __future__ import annotations

import hashlib
import re

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User

import chengjie.index
from chengjie.errors import Refusal
from chengjie.index import IndexDefinition, Sheet
from chengjie.web.records.indices import IndexSheet

MOST_BYTES = 8 * 1024 * 1024
MOST_SHEETS = 30
_SAFE = re.compile(r"[^\w.\-（）() ]")
Person = AbstractBaseUser | AnonymousUser


def kept(person: Person, definition: str) -> tuple[IndexSheet, ...]:
    """A person's own sheets for an index, the latest first."""
    if not isinstance(person, User):
        return ()
    return tuple(IndexSheet.objects.filter(owner=person, index=definition).defer("content"))


def keep(person: User, definition: IndexDefinition, data: bytes, name: str) -> str:
    """Keep a sheet that can be read; its key. Refuses what reading refuses, `index-sheets-too-many` and files that are too large."""
    chengjie.index.sheet_of(data[: MOST_BYTES + 1], file=name)
    if len(data) > MOST_BYTES:
        raise Refusal.of("index-data-unreadable", file=name, detail=f"> {MOST_BYTES // 1024 // 1024} MB")
    key = hashlib.sha256(data).hexdigest()[:16]
    known = {each.key for each in kept(person, definition.id)}
    if len(known) >= MOST_SHEETS and key not in known:
        raise Refusal.of("index-sheets-too-many", most=MOST_SHEETS)
    called = _SAFE.sub("_", name)[-80:]
    IndexSheet.objects.update_or_create(
        owner=person, index=definition.id, key=key, defaults={"name": called, "content": data}
    )
    return key


def _one(person: Person, definition: str, key: str) -> IndexSheet:
    found = (
        IndexSheet.objects.filter(owner=person, index=definition, key=key).first() if isinstance(person, User) else None
    )
    if found is None:
        raise Refusal.of("index-sheet-unknown", key=key)
    return found


def opened(person: Person, definition: IndexDefinition, key: str) -> Sheet:
    """A person's own sheet. Refuses `index-sheet-unknown`, also for what belongs to somebody else."""
    found = _one(person, definition.id, key)
    return chengjie.index.matched(chengjie.index.sheet_of(bytes(found.content), file=found.name), definition)


def drop(person: Person, definition: str, key: str) -> None:
    """Take a sheet away. Refuses `index-sheet-unknown`."""
    _one(person, definition, key).delete()
