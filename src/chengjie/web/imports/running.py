"""Large imports in the background (后台导入): each in a process of its own, which tells how far it is and can be stopped.

How far it is stands in files of the data folder and not in the database, because on SQLite nobody else writes while an import does.
Whatever ends the process, the database takes back what was not whole; the import stands as before, and whoever brought it is told.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

import chengjie.report.refusal
from chengjie.errors import Refusal
from chengjie.values import Text
from chengjie.web import notices, registers, scope
from chengjie.web.imports import settling
from chengjie.web.imports.judging import Told
from chengjie.web.records.registers import RegisterImport
from chengjie.web.search import rows as sought

LARGE_FILE = 1_000_000
"""Bytes of a file from which it is read in the background."""
LARGE = 5_000
"""Rows from which an import is written or undone in the background."""
BEFORE = {"reading": "refused", "writing": "waiting", "undoing": "accepted"}
"""Where an import stands that is under way, and where it stands when that ends before it is whole."""
BEAT, LOST = 0.5, 20.0
"""Seconds from one sign of life to the next, and after how many without one the process is taken for dead."""
_TURN = threading.Semaphore(1)


@dataclass(frozen=True, slots=True)
class Progress:
    """What is being done, and how many rows of how many."""

    step: str = "queued"
    done: int = 0
    of: int = 0


def keep(row: RegisterImport, content: bytes) -> None:
    """A large file beside its row, until it is read."""
    row.brought_file.parent.mkdir(parents=True, exist_ok=True)
    row.brought_file.write_bytes(content)


def begin(row: RegisterImport, deed: str) -> None:
    """Read, write or undo it in the background. Refuses `register-import-settled` where it does not stand so that it can."""
    row.sample.pop("stopped", None)
    before = row.state if deed == "reading" else BEFORE[deed]
    if not RegisterImport.objects.filter(pk=row.pk, state=before).update(state=deed, sample=row.sample):
        raise Refusal.of("register-import-settled")
    row.state = deed
    stop_file(row).unlink(missing_ok=True)
    _say(row, Progress())
    threading.Thread(target=_watched, args=(str(row.pk), deed), daemon=True).start()


def _watched(identity: str, deed: str) -> None:
    """Wait for the turn, start the process, and say how it ended where it could not."""
    row = RegisterImport.objects.get(pk=identity)
    try:
        if _in_turn(row):
            try:
                _process(row)
            finally:
                _TURN.release()
        end(row, deed)
    finally:
        connection.close()


def _in_turn(row: RegisterImport) -> bool:
    """Whether the turn came before the import was stopped."""
    while not _TURN.acquire(timeout=BEAT):
        if stop_file(row).exists():
            return False
        _say(row, Progress())
    return True


def _process(row: RegisterImport) -> None:
    known = {"DJANGO_SETTINGS_MODULE": "chengjie.web.settings", "CHENGJIE_HOME": str(settings.HOME), "CHENGJIE_ZONE": settings.ZONE}  # fmt: skip
    command = [sys.executable, "-m", "chengjie.web.importing", str(row.pk)]
    with subprocess.Popen(command, env=os.environ | known, stdin=subprocess.DEVNULL) as process:  # noqa: S603  # our own program
        while process.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=BEAT)


def work(row: RegisterImport) -> None:
    """What was begun, as far as the rights of its person go today; the process of its own does this."""
    wanted, by, deed = registers.register(row.register), row.by, row.state
    who = scope.actors(by)
    with _alive(row) as told:
        try:
            if deed == "reading":
                settling.read(row, wanted, row.brought_file.read_bytes(), who=who, told=told)
            elif deed == "writing":
                settling.accept(row, wanted, by=by, who=who, told=told)
            elif deed == "undoing":
                settling.undo(row, wanted, by=by, who=who, told=told)
        except Refusal as refusal:
            end(row, deed, refusal)
        else:
            sought.settle()


class Alive:
    """A sign of life every half second, and the end of the process where somebody wants it stopped."""

    def __init__(self, row: RegisterImport) -> None:
        self.row, self.progress, self.over = row, Progress(row.state), threading.Event()

    def __call__(self, step: str, done: int, of: int) -> None:
        self.progress = Progress(step, done, of)

    def beat(self) -> None:
        """Until it is over."""
        while not self.over.wait(BEAT):
            if stop_file(self.row).exists():
                os._exit(3)  # the database takes back what is not whole
            _say(self.row, self.progress)


@contextmanager
def _alive(row: RegisterImport) -> Iterator[Told]:
    alive = Alive(row)
    thread = threading.Thread(target=alive.beat, daemon=True)
    thread.start()
    try:
        yield alive
    finally:
        alive.over.set()
        thread.join()


def end(row: RegisterImport, deed: str, refusal: Refusal | None = None) -> None:
    """What is still under way is no longer: it stands as before, with the reason beside it; nothing of it is written.

    Only the deed that was meant is ended: another may have begun since.
    """
    row.refresh_from_db()
    if row.state == deed:
        refusal = refusal or Refusal.of("register-import-cancelled" if stop_file(row).exists() else "register-import-interrupted")  # fmt: skip
        sample = row.sample | {"stopped": chengjie.report.refusal.as_json(refusal)["refused"]}
        if RegisterImport.objects.filter(pk=row.pk, state=row.state).update(state=BEFORE[row.state], sample=sample):
            _tell(row, refusal)
        row.refresh_from_db()
    if row.state not in BEFORE:
        for path in (_progress_file(row), stop_file(row), row.brought_file):
            path.unlink(missing_ok=True)


def _tell(row: RegisterImport, refusal: Refusal) -> None:
    if refusal.faults[0].code != "register-import-cancelled":
        said = chengjie.report.refusal.sentence(refusal.faults[0])
        notices.tell(row.by, "import-stopped", f"import:{row.pk}:{int(time.time())}", leads=settling.leads(row), parts={"title": Text(row.name, row.name), "why": said})  # fmt: skip


def look(row: RegisterImport) -> Progress | None:
    """How far it is; None where nothing is under way. Whose process died is said to be interrupted."""
    if row.state not in BEFORE:
        return None
    if time.time() - _seen(row) > LOST:
        end(row, row.state)
        return None
    try:
        return Progress(**json.loads(_progress_file(row).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Progress()


def _seen(row: RegisterImport) -> float:
    """When it last gave a sign of life; a stop that nobody heeds counts from when it was asked."""
    try:
        return _progress_file(row).stat().st_mtime
    except OSError:
        return 0.0


def stop(row: RegisterImport) -> None:
    """Stop what is under way. Refuses `register-import-settled` where nothing is."""
    if row.state not in BEFORE:
        raise Refusal.of("register-import-settled")
    stop_file(row).parent.mkdir(parents=True, exist_ok=True)
    stop_file(row).touch()


def tidy() -> int:
    """Look at everything that is said to be under way; how much of it was interrupted."""
    found = RegisterImport.objects.filter(state__in=BEFORE)
    return sum(look(each) is None for each in found)


def _say(row: RegisterImport, progress: Progress) -> None:
    path, said = _progress_file(row), asdict(progress)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    beside.write_text(json.dumps(said), encoding="utf-8")
    beside.replace(path)


def _progress_file(row: RegisterImport) -> Path:
    return Path(settings.HOME) / "runs" / f"{row.pk}.json"


def stop_file(row: RegisterImport) -> Path:
    """What is there while it is to stop."""
    return Path(settings.HOME) / "runs" / f"{row.pk}.stop"


def reasons(row: RegisterImport) -> list[dict[str, Any]]:
    """Why it did not go through the last time, where it did not: as refusals are said."""
    found: list[dict[str, Any]] = row.sample.get("stopped", [])
    return found
