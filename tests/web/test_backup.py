"""The drill: back up, destroy, put back, equal by hash; a changed archive is refused and nothing is put back."""

from __future__ import annotations

import gzip
import re
import tarfile
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from tests.web.conftest import signed_in
from tests.web.test_cases import opened

from chengjie.errors import Refusal
from chengjie.process.auditing import verify
from chengjie.web import backup
from chengjie.web.records.cases import Case, CaseFile
from chengjie.web.records.indices import IndexSheet


def filled(offices: dict[str, User]) -> Case:
    case = opened(offices["lan"])
    file = SimpleUploadedFile("合同.pdf", b"%PDF-1.4 contract")
    assert signed_in(offices["lan"]).post(f"/cases/{case.number}/act/", {"count": "1", "kind": "submit", "document": "contract", "file": file}).status_code == 302  # fmt: skip
    sheet = SimpleUploadedFile("各县.csv", b"unit,population\n431127,30\n431128,40\n")
    bring = signed_in(offices["lan"]).post("/indices/county-receiving-base/sheets/", {"sheet": sheet})
    assert bring.status_code == 302
    return case


@pytest.mark.django_db(transaction=True)
def test_what_was_backed_up_destroyed_and_put_back_is_equal(
    offices: dict[str, User], home: Path, tmp_path: Path
) -> None:
    case = filled(offices)
    before, archive = backup.fingerprint(), tmp_path / "kept.tar.gz"
    manifest = backup.backup(archive)
    assert manifest["held"]["rows/web.case.jsonl"]["bytes"] > 0
    call_command("flush", verbosity=0, interactive=False)
    for path in backup._files():
        path.unlink()
    assert backup.fingerprint() != before
    backup.restore(archive)
    assert backup.fingerprint() == before
    again = Case.objects.get(number=case.number)
    assert verify([row.entry() for row in again.entries.all()]).holds
    assert CaseFile.objects.get().path.read_bytes() == b"%PDF-1.4 contract"
    assert bytes(IndexSheet.objects.get().content).startswith(b"unit,population")
    assert opened(User.objects.get(username="lan")).pk > again.pk


@pytest.mark.django_db
def test_nothing_lies_beside_the_rows_and_the_files_that_a_backup_holds(offices: dict[str, User], home: Path) -> None:
    filled(offices)
    assert {path.relative_to(home).parts[0] for path in home.rglob("*") if path.is_file()} <= {
        "uploads",
        "log",
        "runs",
    }  # how far an import is passes with it; the log of security is kept elsewhere
    sources = Path(backup.__file__).parent.rglob("*.py")
    beside = {path.name for path in sources if re.search(r"settings\.HOME", path.read_text(encoding="utf-8"))}
    assert beside == {
        "serve.py",
        "safety.py",
        "0018_indices.py",
        "running.py",
    }  # the folder itself is made; what lay there once is brought in


@pytest.mark.django_db(transaction=True)
def test_a_backup_is_not_put_over_what_is_there(offices: dict[str, User], tmp_path: Path) -> None:
    archive = tmp_path / "kept.tar.gz"
    backup.backup(archive)
    with pytest.raises(Refusal, match="backup-not-empty"):
        backup.restore(archive)


@pytest.mark.django_db
def test_a_changed_a_cut_and_a_foreign_archive_are_refused(offices: dict[str, User], tmp_path: Path) -> None:
    archive, changed, cut, foreign = (tmp_path / name for name in ("a.tar.gz", "b.tar.gz", "c.tar.gz", "d.tar.gz"))
    backup.backup(archive)
    plain = gzip.decompress(archive.read_bytes())
    changed.write_bytes(gzip.compress(plain.replace(b"yongzhou", b"yongzhoU")))
    cut.write_bytes(archive.read_bytes()[:-200])
    with tarfile.open(foreign, "w:gz") as other:
        other.addfile(tarfile.TarInfo("nothing"))
    for path, code in ((changed, "backup-changed"), (cut, "backup-unreadable"), (foreign, "backup-unreadable")):
        with pytest.raises(Refusal, match=code):
            backup.check(path)
    assert backup.check(archive)["form"] == backup.FORM


@pytest.mark.django_db
def test_an_archive_of_another_form_is_refused(
    offices: dict[str, User], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = tmp_path / "a.tar.gz"
    monkeypatch.setattr(backup, "FORM", 99)
    backup.backup(archive)
    monkeypatch.undo()
    with pytest.raises(Refusal, match="backup-form"):
        backup.check(archive)
