"""Large imports in the background: progress, stopping, a process that dies; whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings
from tests.web.conftest import signed_in
from tests.web.test_imports import HEAD, ROWS, act, bring, counts, kept, sheet

from chengjie.errors import Refusal
from chengjie.web.imports import running
from chengjie.web.imports.running import Progress
from chengjie.web.records.notices import Notice
from chengjie.web.records.registers import Record, RegisterImport


@pytest.fixture
def lan(offices: dict[str, User]) -> Client:
    return signed_in(offices["lan"])


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything counts as large; what would be started in the background is only noted."""
    found: list[str] = []

    class Thread:
        def __init__(self, *, target: Callable[..., None], args: tuple[str, ...], daemon: bool) -> None:
            self.args = args

        def start(self) -> None:
            found.append(self.args[0])

    monkeypatch.setattr(running, "LARGE", 1)
    monkeypatch.setattr("chengjie.web.imports.running.threading.Thread", Thread)
    return found


def page(client: Client, row: RegisterImport, part: str = "") -> str:
    return client.get(f"/registers/plots/imports/{row.pk}/{part}").content.decode()


def worked(row: RegisterImport, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()  # the thread of the process itself is a real one
    deed = row.state
    running.work(row)
    running.end(row, deed)


def test_much_is_written_in_the_background_and_whole(lan: Client, begun: list[str], monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    row = bring(lan, sheet(ROWS))
    act(lan, row, "accept")
    assert (row.state, begun, Record.objects.count()) == ("writing", [str(row.pk)], 0)
    assert "排队中" in page(lan, row, "?part=progress")
    assert "停下" in page(lan, row)
    worked(row, monkeypatch)
    assert (row.state, set(kept())) == ("accepted", {"A-1", "A-2"})
    assert "data-done" in page(lan, row, "?part=progress")
    assert Notice.objects.filter(kind="import-finished").count() == 1
    assert list(row.file.parent.parent.glob("runs/*")) == []


def test_a_large_file_is_read_in_the_background(lan: Client, begun: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "LARGE_FILE", 1)
    row = bring(lan, sheet(ROWS))
    assert (row.state, counts(row)) == ("reading", (0, 0, 0, 0))
    worked(row, monkeypatch)
    assert (row.state, counts(row), row.brought_file.exists()) == ("waiting", (2, 0, 0, 0), False)
    assert "一号地" in page(lan, row)


def test_a_large_file_that_is_no_table_says_why(lan: Client, begun: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "LARGE_FILE", 1)
    row = bring(lan, sheet(ROWS, [*HEAD[:-1], "无此栏"]))
    worked(row, monkeypatch)
    assert row.state == "refused"
    said = page(lan, row)
    assert "无此栏" in said
    assert "接受，整份写入" not in said
    assert act(lan, row, "accept")
    assert row.state == "refused"


def test_much_is_undone_in_the_background(lan: Client, begun: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    row = bring(lan, sheet(ROWS))
    monkeypatch.setattr(running, "LARGE", 9)
    act(lan, row, "accept")
    monkeypatch.setattr(running, "LARGE", 1)
    act(lan, row, "undo")
    assert (row.state, set(kept())) == ("undoing", {"A-1", "A-2"})
    worked(row, monkeypatch)
    assert (row.state, kept()) == ("undone", {})


def test_stopping_leaves_it_as_it_stood_and_it_can_be_accepted_again(lan: Client, begun: list[str], monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    row = bring(lan, sheet(ROWS))
    act(lan, row, "accept")
    act(lan, row, "stop")
    running.end(row, "writing")
    assert (row.state, Record.objects.count()) == ("waiting", 0)
    assert "按您的要求停下了" in page(lan, row)
    assert not Notice.objects.filter(kind="import-stopped").exists()
    act(lan, row, "accept")
    assert "按您的要求停下了" not in page(lan, row)
    worked(row, monkeypatch)
    assert row.state == "accepted"


def test_whose_process_died_is_said_to_be_interrupted(lan: Client, begun: list[str], settings: Settings) -> None:
    row = bring(lan, sheet(ROWS))
    act(lan, row, "accept")
    assert running.tidy() == 0
    ago = time.time() - 60
    os.utime(Path(settings.HOME) / "runs" / f"{row.pk}.json", (ago, ago))
    assert running.tidy() == 1
    assert "中途断了" in page(lan, row)
    row.refresh_from_db()
    assert row.state == "waiting"
    assert Notice.objects.get(kind="import-stopped").leads == f"/registers/plots/imports/{row.pk}/"


def test_a_process_that_was_given_up_writes_nothing_late(lan: Client, begun: list[str], monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    row = bring(lan, sheet(ROWS))
    act(lan, row, "accept")
    late = RegisterImport.objects.get(pk=row.pk)
    running.end(row, "writing")
    worked(late, monkeypatch)
    assert (late.state, Record.objects.count()) == ("waiting", 0)


def test_what_is_no_longer_as_shown_is_shown_anew(lan: Client, begun: list[str], monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    row, other = bring(lan, sheet(ROWS)), bring(lan, sheet(ROWS[:1]))
    act(lan, row, "accept")
    monkeypatch.setattr(running, "LARGE", 9)
    act(lan, other, "accept")
    worked(row, monkeypatch)
    assert (row.state, counts(row)) == ("waiting", (1, 0, 1, 0))
    assert "预览之后登记有了变化" in page(lan, row)


def test_a_process_of_its_own_ends_where_it_is_stopped(lan: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    row = bring(lan, sheet(ROWS))
    running.stop_file(row).parent.mkdir()
    running.stop_file(row).touch()

    class Ended(Exception):  # noqa: N818  # the end of a process
        pass

    def ended(code: int) -> NoReturn:
        raise Ended(code)

    monkeypatch.setattr(os, "_exit", ended)
    with pytest.raises(Ended):
        running.Alive(row).beat()


def test_the_end_of_one_deed_is_not_the_end_of_the_next(lan: Client, begun: list[str]) -> None:
    row = bring(lan, sheet(ROWS))
    act(lan, row, "accept")
    running.end(row, "reading")
    assert (row.state, running.look(row)) == ("writing", Progress("queued", 0, 0))


def test_only_what_is_under_way_is_stopped_or_begun(lan: Client, begun: list[str]) -> None:
    row = bring(lan, sheet(ROWS))
    assert running.look(row) is None
    with pytest.raises(Refusal):
        running.stop(row)
    with pytest.raises(Refusal):
        running.begin(row, "undoing")
    act(lan, row, "accept")
    assert running.look(row) == Progress("queued", 0, 0)
    with pytest.raises(Refusal):
        running.begin(row, "writing")


def test_the_process_of_its_own_starts_and_says_which_import_is_not_there(tmp_path: Path) -> None:
    known = {"DJANGO_SETTINGS_MODULE": "chengjie.web.settings", "CHENGJIE_HOME": str(tmp_path), "CHENGJIE_ZONE": "xiangnan-xiangxi"}  # fmt: skip
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run([sys.executable, "-m", "chengjie.web.importing", "8d3d3a0e-0000-4000-8000-000000000000"], env=kept | known, capture_output=True, text=True, check=False)  # fmt: skip
    assert "web_registerimport" in done.stderr  # Django is set up; the records of this folder are not made
