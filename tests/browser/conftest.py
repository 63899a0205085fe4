"""The site as `chengjie serve` serves it, and a headless Chromium to look at it with."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, StorageState, sync_playwright

READY_WITHIN = 90  # seconds
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Site(NamedTuple):
    """Where the site is, and the one-time link of its first administrator."""

    address: str
    link: str


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("site")
    log = home / "log.txt"
    address = f"http://127.0.0.1:{_free_port()}"
    command = [sys.executable, "-m", "chengjie.cli", "serve", "--port", address.rpartition(":")[2], "--data", str(home)]
    with log.open("wb") as said:
        server = subprocess.Popen(command, stdout=said, stderr=said)  # our own command
    try:
        _wait(server, address, log)
        link = re.search(r"/welcome/\S+", log.read_text(encoding="utf-8"))
        assert link is not None
        yield Site(address, link[0])
    finally:
        server.terminate()
        server.wait(20)


def _wait(server: subprocess.Popen[bytes], address: str, log: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        assert server.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(f"{address}/health/", timeout=5) as answer:  # noqa: S310  # our own address
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"the site did not start:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = (
        os.environ.get("CHROMIUM")
        or shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    if path is None:
        pytest.fail("no Chromium: install Debian's chromium package, or name the program in CHROMIUM")
    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


class Look(NamedTuple):
    """How a visitor looks at the site."""

    language: str = "zh"
    width: int = 1280
    theme: str = "light"
    scripts: bool = True


@pytest.fixture(scope="session")
def planner(browser: Browser, site: Site) -> StorageState:
    """The first administrator, signed in by the one-time link: the cookies that a later visit brings."""
    with visitor(browser, site, Look()) as context:
        page = context.new_page()
        page.goto(site.address + site.link)
        page.locator("input[name=name], input[name=username]").first.fill("planner")
        for field in page.locator("input[type=password]").all():
            field.fill("correct-horse-battery-9")
        page.locator("main button").first.click()
        return context.storage_state()


def visitor(browser: Browser, site: Site, look: Look, state: StorageState | None = None) -> BrowserContext:
    """A visitor of the site with a language, a width and a theme; with the cookies of whoever is signed in."""
    context = browser.new_context(
        viewport={"width": look.width, "height": 900}, java_script_enabled=look.scripts, storage_state=state
    )
    context.add_cookies(
        [
            {"name": "language", "value": look.language, "url": site.address},
            {"name": "theme", "value": look.theme, "url": site.address},
        ]
    )
    return context
