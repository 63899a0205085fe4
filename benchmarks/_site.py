"""The real site in processes of its own, as `chengjie serve` runs it, with simulated people who sign in over HTTP."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

PASSWORD = "long enough for a simulated person"  # noqa: S105  # of people who do not exist, on a server that is thrown away
STARTS, IDLE = 60, 10
"""Seconds: for a server to answer first; after which a connection that lies idle is made anew, as a browser does."""
_NURSERY = """
import os, signal, sys
from pathlib import Path
from chengjie.web import serve
serve.point_at("xiangnan-xiangxi", Path(sys.argv[1]))
serve.prepare()
serve.warm()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in sys.stdin:
    child = os.fork()
    if not child:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        serve.run("127.0.0.1", int(sys.argv[2]), int(sys.argv[3]))
        os._exit(0)
    print(child, flush=True)
"""
"""What `chengjie serve` does once it has checked the zone, again and again: a server that is killed every second starts from what is loaded."""


def settle_in(folder: Path, *, ready: bool = True) -> None:
    """Point this process at the records in a folder, or at DATABASE_URL, and make them ready; else only load Django."""
    os.environ["CHENGJIE_HOME"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "chengjie.web.settings"
    from chengjie.web import serve

    if ready:
        serve.prepare()
        return
    serve.keep_secret(folder)
    import django

    django.setup()


def people(count: int, *, role: str = "county-officer", place: str = "431127", prefix: str = "模拟") -> list[str]:
    """Simulated people with one right each; their names."""
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import User

    from chengjie.web.records.people import Right

    hashed = make_password(PASSWORD)
    users = User.objects.bulk_create([User(username=f"{prefix}{number}", password=hashed) for number in range(count)])
    Right.objects.bulk_create(
        [Right(user=each, role=role, place=place, since=date(2020, 1, 1), given_by=each) for each in users]
    )
    return [each.username for each in users]


@dataclass
class Site:
    """A server that was started, and may be killed."""

    folder: Path
    port: int
    workers: int
    nursery: subprocess.Popen[str] | None = None
    child: int = 0

    def start(self) -> None:
        """Start it and wait until it answers."""
        if self.nursery is None:
            command = [sys.executable, "-c", _NURSERY, str(self.folder), str(self.port), str(self.workers)]
            self.nursery = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )  # our own
        if self.nursery.stdin is None or self.nursery.stdout is None:
            raise SystemExit("the server cannot be told to start")
        self.nursery.stdin.write("start\n")
        self.nursery.stdin.flush()
        self.child = int(self.nursery.stdout.readline())
        until = time.monotonic() + STARTS
        while time.monotonic() < until:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if Client(self.port).get("/health/").status == 200:
                    return
            time.sleep(0.02)
        raise SystemExit("the server does not answer")

    def kill(self) -> None:
        """Kill every process of it at once, as a power cut would."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.child, signal.SIGKILL)

    def stop(self) -> None:
        """End it for good."""
        self.kill()
        if self.nursery is not None and self.nursery.stdin is not None:
            self.nursery.stdin.close()
            self.nursery.wait(30)


@contextlib.contextmanager
def site(folder: Path, *, workers: int) -> Iterator[Site]:
    """A server on a free port, ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    made = Site(folder, port, workers)
    made.start()
    try:
        yield made
    finally:
        made.stop()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    leads: str
    body: str

    @property
    def code(self) -> str:
        """The code of a refusal."""
        found = re.search(r"<code>([a-z-]+)</code>", self.body)
        return found[1] if found else ""


@dataclass
class Client:
    """A browser without a screen: one connection that is kept, and cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    connection: http.client.HTTPConnection | None = None
    used: float = 0.0

    def get(self, path: str) -> Answer:
        """A page."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, given: Mapping[str, str], *, file: tuple[str, str, bytes] | None = None) -> Answer:
        """A form, with a file (field, name, content) where there is one."""
        given = {**given, "csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
        if file is None:
            return self._ask(
                "POST", path, urlencode(given).encode(), {"Content-Type": "application/x-www-form-urlencoded"}
            )
        edge = uuid.uuid4().hex
        parts = [
            f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
            for name, value in given.items()
        ]
        parts.append(
            f'--{edge}\r\nContent-Disposition: form-data; name="{file[0]}"; filename="{file[1]}"\r\nContent-Type: text/csv\r\n\r\n'.encode()
            + file[2]
            + b"\r\n"
        )
        return self._ask(
            "POST",
            path,
            b"".join(parts) + f"--{edge}--\r\n".encode(),
            {"Content-Type": f"multipart/form-data; boundary={edge}"},
        )

    def sign_in(self, name: str) -> None:
        """Sign in as one of the simulated people."""
        self.get("/sign-in/")
        answer = self.post("/sign-in/", {"username": name, "password": PASSWORD})
        if answer.status != 302:
            raise RuntimeError(f"{name} is not let in: {answer.status}")

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        if self.connection is not None and time.monotonic() - self.used > IDLE:
            self.connection.close()
            self.connection = None
        self.used = time.monotonic()
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            self.connection.request(method, path, body, {**headers, "Cookie": cookie})
            found = self.connection.getresponse()
            content = found.read()
        except (OSError, http.client.HTTPException):
            self.connection.close()
            self.connection = None
            raise
        for each in found.headers.get_all("Set-Cookie") or ():
            name, _, value = each.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(found.status, found.headers.get("Location", ""), content.decode("utf-8", "replace"))
