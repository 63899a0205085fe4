"""The one way out of the site (外联): HTTPS to public addresses, and to those within that the setting names; nothing else is reached."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.conf import settings

from chengjie.errors import Refusal

SECONDS = 10.0
MOST_ANSWER = 1024 * 1024
_PLAIN = "%/:@!$&'()*+,;=?-._~"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes


@dataclass(frozen=True, slots=True)
class Way:
    """An address that may be reached: where it is said to be, and the number that is really called."""

    scheme: str
    host: str
    port: int
    path: str
    number: str


def way(address: str) -> Way:
    """How an address is reached. Refuses `address-wrong`, `address-unresolved`, `address-within`: each number that a name stands for must
    be public, unless CHENGJIE_REACH names the host or its network; without TLS only what it names is reached."""
    parts = urlsplit(address)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        port = 0
    host = (parts.hostname or "").rstrip(".")
    if parts.scheme not in {"https", "http"} or not host or not port or parts.username or parts.password:
        raise Refusal.of("address-wrong", address=address[:100])
    numbers = _numbers(host, port)
    named = host in settings.REACH
    for number in numbers:
        within = named or any("/" in each and ipaddress.ip_address(number) in ipaddress.ip_network(each) for each in settings.REACH)  # fmt: skip
        if not within and (parts.scheme == "http" or not ipaddress.ip_address(number).is_global):
            raise Refusal.of("address-within", address=host)
    path = quote(parts.path or "/", safe=_PLAIN) + (f"?{quote(parts.query, safe=_PLAIN)}" if parts.query else "")
    return Way(parts.scheme, host, port, path, numbers[0])


def _numbers(host: str, port: int) -> list[str]:
    try:
        found = [str(each[4][0]).partition("%")[0] for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as error:
        raise Refusal.of("address-unresolved", address=host[:100]) from error
    plain = [str(mapped) if (mapped := getattr(ipaddress.ip_address(each), "ipv4_mapped", None)) else each for each in found]  # fmt: skip
    return list(dict.fromkeys(plain))


class _Pinned(http.client.HTTPSConnection):
    """A connection to the number that was looked at, under the name that was asked for: a name cannot turn elsewhere in between."""

    def __init__(self, there: Way) -> None:
        super().__init__(there.host, there.port, timeout=SECONDS, context=ssl.create_default_context())
        self.there = there

    def connect(self) -> None:
        plain = socket.create_connection((self.there.number, self.there.port), SECONDS)
        self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.there.host)


class _Plain(http.client.HTTPConnection):
    """The same without TLS."""

    def __init__(self, there: Way) -> None:
        super().__init__(there.host, there.port, timeout=SECONDS)
        self.there = there

    def connect(self) -> None:
        self.sock = socket.create_connection((self.there.number, self.there.port), SECONDS)


def send(method: str, address: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Answer:
    """Send one request and hear the answer; nobody is followed elsewhere. Refuses as `way` does, and `address-silent`."""
    there = way(address)
    line = _Pinned(there) if there.scheme == "https" else _Plain(there)
    try:
        line.request(method, there.path, body, dict(headers or {}))
        answer = line.getresponse()
        return Answer(answer.status, answer.read(MOST_ANSWER))
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise Refusal.of("address-silent", address=there.host, detail=type(error).__name__) from error
    finally:
        line.close()
