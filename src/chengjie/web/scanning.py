"""Files that are brought are shown to a scanner within (病毒扫描) where one is named; no answer from it is a refusal, never a pass.

`CHENGJIE_SCANNER` names a clamd: `tcp://127.0.0.1:3310` or `unix:///run/clamav/clamd.ctl`. Each file of each request goes there
before anything is read of it, whichever page or operation it is for.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse

from chengjie.errors import Fault, Refusal, Where
from chengjie.web import safety

CHUNK = 64 * 1024
SECONDS = 60.0
MOST_SAID = 4096
_CLEAN, _FOUND = "OK", " FOUND"


def watch(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a request with files goes on once the scanner has called each of them clean."""

    def through(request: HttpRequest) -> HttpResponse:
        return answer(request)

    def looked(request: HttpRequest, view: object, given: object, named: object) -> HttpResponse | None:
        if settings.SCANNER is None or not (request.content_type or "").startswith("multipart/form-data"):
            return None
        try:
            look((file for files in dict(request.FILES.lists()).values() for file in files), settings.SCANNER)
        except Refusal as refusal:
            safety.note("file-refused", request, why=refusal.faults[0].code, what=str(refusal.faults[0].parameters.get("name", "")))  # fmt: skip
            from chengjie.web.door import refuse

            return refuse(request, refusal)
        return None

    through.process_view = looked  # type: ignore[attr-defined]  # Django looks for it by name
    return through


def look(files: Iterator[UploadedFile[bytes]], place: tuple[str, str]) -> None:
    """Show files to the scanner, each read from its beginning and put back there.

    Refuses `file-infected` with every file in which something was found, and `scanner-silent` where the scanner cannot be reached,
    breaks off, or cannot say.
    """
    faults = []
    for file in files:
        said = _asked(file, place)
        if said.endswith(_FOUND):
            name = said.removesuffix(_FOUND).rpartition(": ")[2]
            faults.append(Fault("file-infected", Where(file=(file.name or "")[:200]), {"name": name[:100]}))
        elif said.rpartition(": ")[2] != _CLEAN:
            raise Refusal.of("scanner-silent", detail=said[:100])
    if faults:
        raise Refusal(faults)


def _asked(file: UploadedFile[bytes], place: tuple[str, str]) -> str:
    """What the scanner says of a file, in the words of clamd's INSTREAM."""
    file.seek(0)
    try:
        with _line(place) as line:
            line.sendall(b"zINSTREAM\0")
            for chunk in file.chunks(CHUNK):
                line.sendall(len(chunk).to_bytes(4, "big") + chunk)
            line.sendall(bytes(4))
            return _heard(line)
    except OSError as error:
        raise Refusal.of("scanner-silent", detail=type(error).__name__) from error
    finally:
        file.seek(0)


def _line(place: tuple[str, str]) -> socket.socket:
    kind, where = place
    if kind == "tcp":
        host, _, port = where.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), SECONDS)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(SECONDS)
    try:
        line.connect(where)
    except OSError:
        line.close()
        raise
    return line


def _heard(line: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < MOST_SAID and (more := line.recv(MOST_SAID)):
        said += more
    return said.rstrip(b"\0\n").decode("utf-8", "replace")
