"""Starting the site: the zone checked first, records made ready, one administrator let in by a one-time link."""

from __future__ import annotations

import os
import secrets
import socket
import sys
from pathlib import Path

import chengjie.system
from chengjie.errors import Refusal


def serve(host: str, port: int, zone: str, data_folder: Path | None, *, workers: int | None = None) -> None:
    """Serve a zone by so many processes. Refuses to start with every fault of its data."""
    faults = chengjie.system.check_zone(zone)
    if faults:
        raise Refusal(faults)
    claim_door(host, port)
    point_at(zone, data_folder)
    if host not in {"127.0.0.1", "localhost", "::1"}:
        os.environ.setdefault("CHENGJIE_HOSTS", f"127.0.0.1,localhost,{host}")
    prepare()
    from chengjie.web import entry, ticking

    link = entry.first_link()
    address = f"http://{host}:{port}"
    say(f"承接 Chengjie · {address}")
    if link:
        say(
            f"首次启动：管理员请在两天内打开此链接设置密码（只能用一次）\nFirst start: the administrator sets a password here within two days (works once)\n  {address}{link}"
        )
    warm()
    ticking.start()
    run(host, port, workers or (1 if sqlite() else max(2, os.cpu_count() or 2)))


def claim_door(host: str, port: int) -> None:
    """See that nobody else serves there: two sites on one port would share its visitors. Refuses `port-taken`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
            door.listen()
        except OSError as error:
            raise Refusal.of("port-taken", port=port, host=host, other=port + 1) from error


def keep_secret(home: Path) -> None:
    """Make the signing key once, readable by its owner only."""
    home.mkdir(parents=True, exist_ok=True)
    path = home / "secret-key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(50), encoding="utf-8")


def point_at(zone: str, data_folder: Path | None) -> None:
    """Say which zone and which folder of records is meant; before Django is loaded."""
    os.environ["CHENGJIE_ZONE"] = zone
    os.environ["CHENGJIE_HOME"] = str((data_folder or Path("var")).resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chengjie.web.settings")


def prepare() -> None:
    """Make the records ready."""
    keep_secret(Path(os.environ["CHENGJIE_HOME"]))
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.HOME.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    from chengjie.web import registers
    from chengjie.web.search import rows

    rows.catch_up(tuple(registers.known().values()))


def say(words: str) -> None:
    """A line for the person at the terminal."""
    sys.stderr.write(words + "\n")
    sys.stderr.flush()


def sqlite() -> bool:
    """Whether the records lie in a file, which one writer at a time may change."""
    return not os.environ.get("DATABASE_URL")


def warm() -> None:
    """Load what every page needs before processes part, so that each begins with it and none with a connection of another."""
    from django.db import connections
    from django.urls import get_resolver

    import chengjie.web.wsgi  # noqa: F401  # the application itself
    from chengjie.web import cases, zone

    zone.package()
    cases.library()
    get_resolver().url_patterns  # noqa: B018  # worked out once
    connections.close_all()


def run(host: str, port: int, workers: int) -> None:
    """Serve until told to end, by so many processes."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    Server(
        "chengjie.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        blocking_threads_idle_timeout=600,  # a thread keeps its connection to the database
        respawn_failed_workers=True,
        log_level=LogLevels.warning,
    ).serve()
