"""Backing up and putting back: every row and every file in one archive with a list of digests, whichever database is used."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models.sql import InsertQuery

import chengjie
from chengjie.errors import Refusal
from chengjie.web import earlier

FORM = 1
MANIFEST = "manifest.json"
LEFT_OUT = frozenset({"contenttypes.contenttype", "auth.permission", "sessions.session", "web.sought"})
"""What every installation makes anew. Sessions are not put back: everybody signs in again."""
CHUNK = 1024 * 1024
BATCH = 1000
"""Rows put back at a time."""


def tables() -> list[type[models.Model]]:
    """Every kind of row, those that others point at first."""
    found = [(config, None) for config in apps.get_app_configs()]
    ordered = serializers.sort_dependencies(found, allow_cycles=True)
    return [each for each in ordered if name_of(each) not in LEFT_OUT]


def name_of(table: type[models.Model]) -> str:
    """What a kind of row is called in an archive."""
    return table._meta.label_lower  # noqa: SLF001  # Django's documented name of a model


def rows_of(table: type[models.Model]) -> models.Manager[Any]:
    """All rows of a kind, hidden ones too."""
    return table._base_manager  # noqa: SLF001  # Django's documented way to every row


def waiting() -> int:
    """How many steps the records are behind this version."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def backup(target: Path) -> dict[str, Any]:
    """Write everything into an archive (.tar.gz); the list of what it holds. One moment of the database, in one transaction.

    The archive is written beside and moved into place, so that a half one is never taken for whole.
    """
    if steps := waiting():
        raise Refusal.of("backup-not-upgraded", steps=steps)
    beside = target.with_name(f".{target.name}.new")
    held: dict[str, dict[str, Any]] = {}
    with _one_moment(), tarfile.open(beside, "w:gz", compresslevel=6) as archive:
        for table in tables():
            with tempfile.TemporaryFile() as rows:
                for each in _rows(table):
                    rows.write(each)
                held[f"rows/{name_of(table)}.jsonl"] = _put(archive, f"rows/{name_of(table)}.jsonl", rows)
        for path in _files():
            name = f"files/{path.relative_to(settings.MEDIA_ROOT).as_posix()}"
            with path.open("rb") as content:
                held[name] = _put(archive, name, content)
        manifest = {
            "form": FORM,
            "version": chengjie.__version__,
            "step": earlier.latest(),
            "zone": settings.ZONE,
            "made": datetime.now(UTC).isoformat(),
            "held": held,
        }
        _put(archive, MANIFEST, io.BytesIO(json.dumps(manifest, ensure_ascii=False, indent=1).encode()))
    beside.replace(target)
    return manifest


@contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction that sees one moment of the database and keeps nobody from writing; inside another one its moment is that one's."""
    if connection.in_atomic_block:
        yield
        return
    usual = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]  # Django's SQLite has it
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = usual  # type: ignore[attr-defined]  # as it was


def _rows(table: type[models.Model]) -> Iterator[bytes]:
    for row in rows_of(table).order_by("pk").iterator(chunk_size=2000):
        yield serializers.serialize("jsonl", [row], use_natural_foreign_keys=False).encode()


def _files() -> list[Path]:
    root = Path(settings.MEDIA_ROOT)
    return sorted(path for path in root.rglob("*") if path.is_file()) if root.exists() else []


def _put(archive: tarfile.TarFile, name: str, content: IO[bytes]) -> dict[str, Any]:
    info = tarfile.TarInfo(name)
    info.size, info.mode = content.seek(0, io.SEEK_END), 0o600
    content.seek(0)
    digest = _digest(content)
    content.seek(0)
    archive.addfile(info, content)
    return {"bytes": info.size, "sha256": digest}


def check(source: Path) -> dict[str, Any]:
    """Hold an archive against its own list. Refuses `backup-…` where it is no backup, is cut short, or was changed."""
    try:
        with tarfile.open(source, "r:gz") as archive:
            found = {member.name: _digest(archive.extractfile(member)) for member in archive if member.isfile()}
            inside = archive.extractfile(MANIFEST)
            manifest: dict[str, Any] = json.loads(inside.read()) if inside else {}
    except (OSError, tarfile.TarError, EOFError, KeyError, ValueError) as error:
        raise Refusal.of("backup-unreadable", file=source.name, detail=type(error).__name__) from error
    if manifest.get("form") != FORM:
        raise Refusal.of("backup-form", file=source.name, form=str(manifest.get("form")))
    wrong = [name for name, each in manifest["held"].items() if found.get(name) != each["sha256"]]
    strange = sorted(set(found) - set(manifest["held"]) - {MANIFEST})
    if wrong or strange:
        raise Refusal.of("backup-changed", file=source.name, part="、".join([*wrong, *strange][:5]))
    return manifest


def _digest(stream: IO[bytes] | None) -> str:
    digest = hashlib.sha256()
    while stream is not None and (chunk := stream.read(CHUNK)):
        digest.update(chunk)
    return digest.hexdigest()


def restore(source: Path) -> dict[str, Any]:
    """Put a checked archive into an empty installation, all of it or nothing. Refuses `backup-not-empty` where there is something.

    An archive of an earlier version goes into the tables of its time, and is upgraded from there.
    """
    manifest = check(source)
    call_command("migrate", verbosity=0, interactive=False)
    standing = [name_of(table) for table in tables() if rows_of(table).exists()]
    if standing or _files():
        raise Refusal.of("backup-not-empty", tables="、".join(standing[:5]) or "files")
    with tarfile.open(source, "r:gz") as archive:
        step = earlier.step_of(archive, manifest, LEFT_OUT)
        then = tables() if step == earlier.latest() else earlier.bring_to(step)
        try:
            _put_back(archive, manifest, [each for each in then if name_of(each) not in LEFT_OUT])
        finally:
            call_command("migrate", verbosity=0, interactive=False)
    return manifest


def _put_back(archive: tarfile.TarFile, manifest: dict[str, Any], then: list[type[models.Model]]) -> None:
    with transaction.atomic(), connection.constraint_checks_disabled():
        for table in then:
            name = f"rows/{name_of(table)}.jsonl"
            inside = archive.extractfile(name) if name in manifest["held"] else None
            rows = (earlier.row_of(table, line) for line in inside or () if line.strip())
            while part := list(islice(rows, BATCH)):
                _insert(table, part)
        connection.check_constraints()
        with connection.cursor() as cursor:  # numbers go on where they were
            for statement in connection.ops.sequence_reset_sql(no_style(), then):
                cursor.execute(statement)
        for name in manifest["held"]:
            if name.startswith("files/"):
                _unpack(archive, name, Path(settings.MEDIA_ROOT))


def _insert(table: type[models.Model], rows: list[Any]) -> None:
    """Rows as they are, many at a time: no time of making is set anew, nothing is told to anybody."""
    fields = list(table._meta.local_concrete_fields)  # noqa: SLF001  # Django's documented columns of a model
    size = max(1, connection.ops.bulk_batch_size(fields, rows))
    for start in range(0, len(rows), size):
        query = InsertQuery(table)
        query.insert_values(fields, [each.object for each in rows[start : start + size]], raw=True)
        query.get_compiler(connection=connection).execute_sql()
    for each in rows:
        for name, values in each.m2m_data.items():
            if values:
                getattr(each.object, name).set(values)


def _unpack(archive: tarfile.TarFile, name: str, root: Path) -> None:
    target = (root / name.removeprefix("files/")).resolve()
    if not target.is_relative_to(root.resolve()):
        raise Refusal.of("backup-changed", file=name, part=name)
    target.parent.mkdir(parents=True, exist_ok=True)
    inside = archive.extractfile(name)
    target.write_bytes(inside.read() if inside else b"")


def fingerprint() -> str:
    """One digest over every row and file that a backup holds: equal before and after means nothing was lost or changed."""
    digest = hashlib.sha256()
    for table in tables():
        digest.update(name_of(table).encode())
        for row in _rows(table):
            digest.update(row)
    for path in _files():
        digest.update(
            path.relative_to(settings.MEDIA_ROOT).as_posix().encode() + hashlib.sha256(path.read_bytes()).digest()
        )
    return digest.hexdigest()
