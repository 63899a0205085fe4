"""Archives of earlier versions: the rows go into the tables of their time and come out as an upgrade leaves them."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User

from chengjie.errors import Refusal
from chengjie.web import backup, earlier
from chengjie.web.records.ledger import Line
from chengjie.web.records.registers import Record

OLD = "0018_indices"
WHEN = "2026-01-02T03:04:05Z"
ROWS: dict[str, list[dict[str, Any]]] = {
    "auth.user": [{"pk": 7, "fields": {"username": "旧用户", "password": "!", "date_joined": WHEN, "is_active": True, "groups": [], "user_permissions": []}}],
    "web.record": [{"pk": 3, "fields": {"register": "plots", "key": "A-1", "name": "一号地", "place": "431127", "carrier": "", "enterprise": "", "find": "yhd", "data": {"number": "A-1", "name": "一号地"}, "state": "current", "version": 1, "changed": WHEN}}],
    "web.case": [{"pk": 5, "fields": {"number": "2026-1", "definition": "project-life", "version": 1, "title": "旧案", "place": "431127", "carrier": "", "enterprise": "", "origin": "", "opener": 7, "due": None, "late": False, "opened": WHEN, "last": WHEN, "ended": "", "count": 0, "head": "", "simulated": True}}],
}  # fmt: skip


def archive(path: Path, tables: dict[str, list[dict[str, Any]]], **manifest: str) -> Path:
    """An archive as a version of that time wrote it."""
    held = {}
    with tarfile.open(path, "w:gz") as file:

        def put(name: str, content: bytes) -> None:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            file.addfile(info, io.BytesIO(content))

        for table, rows in tables.items():
            content = "".join(json.dumps({"model": table, **row}, ensure_ascii=False) + "\n" for row in rows).encode()
            held[f"rows/{table}.jsonl"] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            put(f"rows/{table}.jsonl", content)
        put(backup.MANIFEST, json.dumps({"form": backup.FORM, "version": "0.1.0", "held": held, **manifest}).encode())
    return path


def then(step: str) -> dict[str, list[dict[str, Any]]]:
    names = [name for app, name in earlier.state(step).models if app == "web"]
    return {"auth.user": [], **{f"web.{name}": [] for name in names if f"web.{name}" not in backup.LEFT_OUT}}


@pytest.mark.django_db(transaction=True)
def test_an_archive_of_an_earlier_version_is_put_back_and_upgraded(tmp_path: Path) -> None:
    backup.restore(archive(tmp_path / "old.tar.gz", then(OLD) | ROWS))
    assert backup.waiting() == 0
    assert [each.username for each in User.objects.all()] == ["旧用户"]
    record = Record.objects.get()
    assert (record.pk, record.key, record.data) == (3, "A-1", {"number": "A-1", "name": "一号地"})
    assert Record.objects.create(register="plots", key="A-2", changed=record.changed).pk > 3
    assert Line.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("step", ["0006_cases", OLD, "0026_views"])
def test_the_step_of_an_archive_is_known_by_its_tables_and_columns(step: str, tmp_path: Path) -> None:
    path = archive(tmp_path / "old.tar.gz", then(step) | ({} if step != OLD else ROWS))
    with tarfile.open(path) as file:
        found = earlier.step_of(file, backup.check(path), backup.LEFT_OUT)
    assert set(then(found)) == set(then(step))
    assert found <= OLD if step == OLD else found >= step


@pytest.mark.django_db
def test_an_archive_of_a_later_version_is_refused(tmp_path: Path) -> None:
    for given in (archive(tmp_path / "a.tar.gz", then(OLD), step="9999_later"), archive(tmp_path / "b.tar.gz", {"web.unheard": []})):  # fmt: skip
        with pytest.raises(Refusal, match="backup-newer"):
            backup.restore(given)
    assert backup.waiting() == 0
