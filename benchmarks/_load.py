"""Requests at their times, over a few connections that are kept, whether or not earlier ones were answered; one thread and no library, so
that the load takes as little of the machine as it can from the server beside it."""

from __future__ import annotations

import selectors
import socket
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: when it is due (seconds from the beginning), which kind of page, and its bytes."""

    due: float
    kind: str
    sent: bytes


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of a request, and how long after it was due (milliseconds)."""

    kind: str
    status: int
    took: float


@dataclass
class _Line:
    """A connection, and the request that is under way on it."""

    socket: socket.socket
    asked: Asked | None = None
    heard: bytearray = field(default_factory=bytearray)

    def whole(self) -> int | None:
        """The status of the answer once all of it is there."""
        edge = self.heard.find(b"\r\n\r\n")
        if edge < 0:
            return None
        head = bytes(self.heard[:edge]).lower()
        at = head.find(b"content-length:")
        length = int(head[at + 15 :].split(b"\r\n", 1)[0]) if at >= 0 else 0
        return int(self.heard[9:12]) if len(self.heard) >= edge + 4 + length else None


def request(path: str, cookies: dict[str, str]) -> bytes:
    """The bytes of a request for a page."""
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n".encode()


def driven(port: int, wanted: Iterable[Asked], connections: int) -> list[Answered]:
    """Send every request when it is due, or as soon after as a connection is free; what came of each."""
    ahead, answers = deque(sorted(wanted, key=lambda each: each.due)), list[Answered]()
    free = [_Line(socket.create_connection(("127.0.0.1", port))) for _ in range(connections)]
    ready = selectors.DefaultSelector()
    for line in free:
        line.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        ready.register(line.socket, selectors.EVENT_READ, line)
    began, busy = time.perf_counter(), 0
    while ahead or busy:
        while ahead and free and began + ahead[0].due <= time.perf_counter():
            line = free.pop()
            line.asked = ahead.popleft()
            line.socket.sendall(line.asked.sent)
            busy += 1
        wait = max(0.0, began + ahead[0].due - time.perf_counter()) if ahead and free else None
        for key, _ in ready.select(wait):
            line = key.data
            line.heard += line.socket.recv(CHUNK)
            status = line.whole()
            if status is not None and line.asked is not None:
                answers.append(Answered(line.asked.kind, status, (time.perf_counter() - began - line.asked.due) * 1000))
                line.asked, busy = None, busy - 1
                line.heard.clear()
                free.append(line)
    for line in free:
        line.socket.close()
    return answers
