"""Reading an upload: in a process of its own with a time limit, so that no file can harm the server."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from chengjie.web.models import Upload


def start(upload: Upload) -> None:
    """Begin to read in the background."""
    threading.Thread(target=_run, args=(str(upload.pk),), daemon=True).start()


def _run(identity: str) -> None:
    try:
        read(Upload.objects.get(pk=identity))
    finally:
        connection.close()


def read(upload: Upload) -> None:
    """Read and check; keep the answer beside the file, or the refusal; nothing half-written stays."""
    upload.state = "reading"
    upload.save(update_fields=["state"])
    code, out, err = _ask("read", upload)
    if code == 0:
        document = json.loads(out)["document"]
        upload.reading.write_text(out, encoding="utf-8")
        upload.title, upload.digest = document["title"][:300], document["digest"]
        checked, findings, _ = _ask("lint", upload)
        if checked == 0:
            upload.findings.write_text(findings, encoding="utf-8")
        upload.state = "read"
    else:
        upload.state = "refused"
        upload.refusal = refused(code, err)
        upload.file.unlink(missing_ok=True)
    upload.finished = timezone.now()
    upload.save()


def _ask(command: str, upload: Upload) -> tuple[int, str, str]:
    """One command over the upload, named as the user named it; killed when its time is up."""
    named = upload.file.with_name(f"{upload.pk}.dir")
    named.mkdir(exist_ok=True)
    link = named / upload.name
    try:
        link.symlink_to(upload.file)
        done = subprocess.run(  # noqa: S603  # our own program, arguments as a list
            [sys.executable, "-m", "chengjie.cli", command, str(link), "--json"],
            capture_output=True, text=True, encoding="utf-8", timeout=settings.READING_SECONDS, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout, done.stderr
    except subprocess.TimeoutExpired:
        return -1, "", ""
    finally:
        link.unlink(missing_ok=True)
        named.rmdir()


def refused(code: int, err: str) -> list[dict[str, object]]:
    """What a command of ours refused, from its last words; its time was up where the code is -1."""
    if code == -1:
        words = {"zh": "读取超过时限，已停止。", "en": "Reading took too long and was stopped."}
        remedy = {"zh": "拆成几个文件再试。", "en": "Split the file and try again."}
        return [{"code": "plan-too-slow", "where": "", "message": words, "remedy": remedy}]
    try:
        found: list[dict[str, object]] = json.loads(err.strip().splitlines()[-1])["refused"]
    except (ValueError, KeyError, IndexError):
        words = {"zh": "文件读不出来。", "en": "The file cannot be read."}
        remedy = {
            "zh": "用办公软件打开并另存一次，再试。",
            "en": "Open it in an office program, save it again, and retry.",
        }
        return [{"code": "plan-unreadable", "where": "", "message": words, "remedy": remedy}]
    return found


def rescue(upload: Upload) -> None:
    """An upload whose process died with the server is read again."""
    if upload.state in {"waiting", "reading"} and timezone.now() - upload.created > timedelta(
        seconds=3 * settings.READING_SECONDS
    ):
        upload.created = timezone.now()
        upload.save(update_fields=["created"])
        start(upload)
