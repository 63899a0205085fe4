"""Screening in the background: in a process of its own with a bound of memory and time; its steps are kept as it tells them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from datetime import timedelta
from typing import IO, Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from chengjie.web.jobs import refused
from chengjie.web.records.screening import ScreeningRun

_STEP = re.compile(r"(\d+)/(\d+)\s*$")
MEMORY = "512MB"


def start(run: ScreeningRun) -> None:
    """Begin in the background."""
    threading.Thread(target=_run, args=(str(run.pk),), daemon=True).start()


def _run(identity: str) -> None:
    try:
        screen(ScreeningRun.objects.get(pk=identity))
    finally:
        connection.close()


def screen(run: ScreeningRun) -> None:
    """Screen and keep the answer, or the refusal; a register that is refused is not kept."""
    run.state = "reading"
    run.save(update_fields=["state"])
    asked = [
        "--top",
        str(run.top),
        "--rejects",
        str(run.rejects),
        "--memory",
        MEMORY,
        *(["--gaps"] if run.gaps else []),
    ]
    code, out, err = _told(run, asked)
    run.refresh_from_db()
    if code == 0:
        run.result.write_text(out, encoding="utf-8")
        run.state = "read"
    else:
        run.state, run.refusal = "refused", refused(code, err)
        for path in run.folder.iterdir():
            path.unlink()
    run.finished = timezone.now()
    run.save()


def why(run: ScreeningRun, firm: str, asker: str) -> tuple[dict[str, Any] | None, list[dict[str, object]]]:
    """The reasons of one firm before one asker, or why there are none."""
    with _started(run, ["--why", firm, asker]) as done:
        try:
            out, err = done.communicate(timeout=settings.READING_SECONDS)
        except subprocess.TimeoutExpired:
            done.kill()
            return None, refused(-1, "")
    return (json.loads(out), []) if done.returncode == 0 else (None, refused(done.returncode, err))


def _started(run: ScreeningRun, asked: list[str]) -> subprocess.Popen[str]:
    command = [
        sys.executable,
        "-m",
        "chengjie.cli",
        "screen",
        "--enterprises",
        str(run.file),
        "--zone",
        settings.ZONE,
        *asked,
        "--json",
    ]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")  # noqa: S603  # our own program, arguments as a list


def _told(run: ScreeningRun, asked: list[str]) -> tuple[int, str, str]:
    """The program's exit code, answer and last words; killed when its time is up."""
    last: list[str] = []
    with _started(run, asked) as process:
        late = threading.Timer(settings.SCREENING_SECONDS, process.kill)
        late.start()
        listener = threading.Thread(target=_listen, args=(str(run.pk), process.stderr, last), daemon=True)
        listener.start()
        out = process.stdout.read() if process.stdout else ""
        code = process.wait()
        listener.join(timeout=5)
        over = not late.is_alive()
        late.cancel()
    return (-1 if over else code), out, "\n".join(last)


def _listen(identity: str, stream: IO[str] | None, last: list[str]) -> None:
    try:
        for line in stream or ():
            last.append(line.rstrip())
            if step := _STEP.search(line):
                ScreeningRun.objects.filter(pk=identity).update(done=int(step[1]), pieces=int(step[2]))
    finally:
        connection.close()


def rescue(run: ScreeningRun) -> None:
    """A screening whose process died with the server is done again."""
    if run.state in {"waiting", "reading"} and timezone.now() - run.created > timedelta(
        seconds=2 * settings.SCREENING_SECONDS
    ):
        run.created = timezone.now()
        run.save(update_fields=["created"])
        start(run)
