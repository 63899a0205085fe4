"""Data sheets that people bring for an index: each person's own folder, by digest; nobody else can name them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

import chengjie.index
from chengjie.errors import Refusal
from chengjie.index import IndexDefinition, Sheet

MOST_BYTES = 8 * 1024 * 1024
MOST_SHEETS = 30
_SAFE = re.compile(r"[^\w.\-（）() ]")
Person = AbstractBaseUser | AnonymousUser


@dataclass(frozen=True, slots=True)
class Kept:
    """A sheet that somebody brought: its key in addresses, the name it had, and when."""

    key: str
    name: str
    brought: datetime
    path: Path


def _folder(person: Person, definition: str) -> Path:
    return Path(settings.HOME) / "indices" / str(person.pk) / definition


def kept(person: Person, definition: str) -> tuple[Kept, ...]:
    """A person's own sheets for an index, the latest first."""
    if not person.is_authenticated or not _folder(person, definition).is_dir():
        return ()
    found = [
        Kept(
            path.name.split("~")[0], path.name.split("~", 1)[1], datetime.fromtimestamp(path.stat().st_mtime, UTC), path
        )
        for path in _folder(person, definition).iterdir()
        if "~" in path.name
    ]
    return tuple(sorted(found, key=lambda each: each.brought, reverse=True))


def keep(person: Person, definition: IndexDefinition, data: bytes, name: str) -> str:
    """Keep a sheet that can be read; its key. Refuses what reading refuses, `index-sheets-too-many` and files that are too large."""
    chengjie.index.sheet_of(data[: MOST_BYTES + 1], file=name)
    if len(data) > MOST_BYTES:
        raise Refusal.of("index-data-unreadable", file=name, detail=f"> {MOST_BYTES // 1024 // 1024} MB")
    key = hashlib.sha256(data).hexdigest()[:16]
    known = kept(person, definition.id)
    if len(known) >= MOST_SHEETS and key not in {each.key for each in known}:
        raise Refusal.of("index-sheets-too-many", most=MOST_SHEETS)
    folder = _folder(person, definition.id)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{key}~*"):
        old.unlink()
    (folder / f"{key}~{_SAFE.sub('_', name)[-80:]}").write_bytes(data)
    return key


def _one(person: Person, definition: str, key: str) -> Kept:
    found = next((each for each in kept(person, definition) if each.key == key), None)
    if found is None:
        raise Refusal.of("index-sheet-unknown", key=key)
    return found


def opened(person: Person, definition: IndexDefinition, key: str) -> Sheet:
    """A person's own sheet. Refuses `index-sheet-unknown`, also for what belongs to somebody else."""
    found = _one(person, definition.id, key)
    return chengjie.index.matched(chengjie.index.sheet_of(found.path.read_bytes(), file=found.name), definition)


def drop(person: Person, definition: str, key: str) -> None:
    """Take a sheet away. Refuses `index-sheet-unknown`."""
    _one(person, definition, key).path.unlink()
