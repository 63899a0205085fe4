"""The way out: public addresses over TLS, and within only what the setting names; a name that turns elsewhere is not followed."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from pytest_django import Settings

from chengjie.errors import Refusal
from chengjie.web import outward


def code(address: str) -> str:
    with pytest.raises(Refusal) as refused:
        outward.way(address)
    return refused.value.faults[0].code


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/", "https://localhost/x", "https://10.1.2.3/", "https://192.168.0.1:8443/", "https://169.254.169.254/latest/", "https://[::1]/",
        "https://[::ffff:10.0.0.1]/", "https://[fd00::1]/", "https://0.0.0.0/", "https://2130706433/", "https://127.1/", "https://100.64.0.1/", "http://93.184.215.14/",
    ],
)  # fmt: skip
def test_addresses_within_and_those_without_tls_are_not_reached(address: str, settings: Settings) -> None:
    settings.REACH = []
    assert code(address) == "address-within"


@pytest.mark.parametrize("address", ["ftp://example.org/", "https://", "https://u:p@example.org/", "https://example.org:99999/", "file:///etc/passwd", "x"])  # fmt: skip
def test_what_is_no_address_is_refused(address: str) -> None:
    assert code(address) == "address-wrong"


def test_every_number_of_a_name_must_be_allowed(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    def found(*_: object, **__: object) -> list[object]:
        return [(2, 1, 6, "", (each, 443)) for each in ("93.184.215.14", "10.0.0.5")]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    settings.REACH = []
    assert code("https://turning.example/") == "address-within"
    settings.REACH = ["10.0.0.0/24"]
    assert outward.way("https://turning.example/a%20b/接?b=c 承").path == "/a%20b/%E6%8E%A5?b=c%20%E6%89%BF"
    settings.REACH = ["turning.example"]
    assert outward.way("http://turning.example/").number == "93.184.215.14"


def test_a_name_that_nobody_knows_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert code("https://nobody.example/") == "address-unresolved"


@contextmanager
def listening(status: int = 200) -> Iterator[tuple[str, list[tuple[dict[str, str], bytes]]]]:
    """A small server within: its address, and what it was sent."""
    heard: list[tuple[dict[str, str], bytes]] = []

    class Hearing(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # as the library calls it
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append(({key.lower(): value for key, value in self.headers.items()}, body))
            self.send_response(status)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Hearing)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hear", heard
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_what_is_sent_arrives_and_nobody_is_followed_elsewhere(settings: Settings) -> None:
    settings.REACH = ["127.0.0.1"]
    with listening(302) as (address, heard):
        assert outward.send("POST", address, b"{}", {"X-A": "b"}).status == 302
    assert (heard[0][0]["x-a"], heard[0][1], len(heard)) == ("b", b"{}", 1)
    with pytest.raises(Refusal, match="address-silent"):
        outward.send("POST", address, b"{}")
