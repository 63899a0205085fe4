"""A solver's process as its caller sees it: started with a parcel, heard in a thread, stopped in time, asked how it died."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import tempfile
import threading
from typing import BinaryIO, cast

from chengjie.placement import child
from chengjie.placement.cache import command, surroundings
from chengjie.placement.found import Found
from chengjie.values import Text

Message = tuple[str, Found, dict[str, object]] | tuple[str, None, None]
NAMES = {"search": Text("搜索", "search"), "proof": Text("证明", "proof")}
LAST_WORDS = 300  # characters of what it said last
PARTING = 2.0  # seconds for a process that has closed its output to be gone


class Worker:
    """One process. Its findings go into `messages`; (role, None, None) says that no more will come."""

    def __init__(self, role: str, parcel: bytes, messages: queue.Queue[Message]) -> None:
        self.role = role
        self._said = tempfile.TemporaryFile()  # noqa: SIM115  # it lives as long as the process
        self._process = subprocess.Popen(  # noqa: S603  # our own program, arguments as a list
            command(role), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._said, env=surroundings(os.environ),
        )  # fmt: skip
        threading.Thread(target=self._listen, args=(parcel, messages), daemon=True).start()

    def _listen(self, parcel: bytes, messages: queue.Queue[Message]) -> None:
        self._send(parcel)
        with contextlib.suppress(ValueError, OSError):
            while (told := child.read(cast("BinaryIO", self._process.stdout))) is not None:
                messages.put((self.role, *told))
        messages.put((self.role, None, None))

    def send(self, parcel: bytes) -> None:
        """Send without waiting: a solver that is busy reads later, and the clock goes on."""
        threading.Thread(target=self._send, args=(parcel,), daemon=True).start()

    def _send(self, parcel: bytes) -> None:
        into = cast("BinaryIO", self._process.stdin)
        with contextlib.suppress(OSError, ValueError):
            into.write(f"{len(parcel)}\n".encode() + parcel)
            into.flush()

    def crash(self) -> Text | None:
        """How it died, in words; None where it came to its end or is still at work."""
        try:
            code = self._process.wait(PARTING)
        except subprocess.TimeoutExpired:
            return None
        if code == 0:
            return None
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").strip().splitlines()
        how = lines[-1][:LAST_WORDS] if lines and code > 0 else f"signal {-code}" if code < 0 else f"code {code}"
        name = NAMES[self.role]
        return Text(f"“{name.zh}”的进程中途失败：{how}", f"The process of the {name.en} failed: {how}")

    def stop(self) -> None:
        """End it and let go of its pipes."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout, self._said):
            with contextlib.suppress(OSError):
                cast("BinaryIO", pipe).close()
