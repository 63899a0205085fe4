"""Where compiled loops are kept: in the user's own cache, so that an installation may be read-only and without a network."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path

NAME = "NUMBA_CACHE_DIR"
LOOPS = ("kernels.py", "stowing.py", "weaving.py")
LONG = 180.0  # seconds after which a compilation that left no mark is begun again


def folder(environment: Mapping[str, str]) -> Path:
    """The first folder that can be written to: as the user says, in the user's cache, else in the temporary folder."""
    home = environment.get("XDG_CACHE_HOME") or str(Path(environment.get("HOME") or "~").expanduser() / ".cache")
    said = [Path(environment[NAME])] if environment.get(NAME) else []
    wanted = [*said, Path(home) / "chengjie" / "compiled"]
    last = Path(tempfile.gettempdir()) / f"chengjie-compiled-{os.getuid() if hasattr(os, 'getuid') else 'user'}"
    return next((each for each in wanted if _can_be_written(each)), last)


def _can_be_written(wanted: Path) -> bool:
    try:
        wanted.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(wanted, os.W_OK)


def surroundings(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment of a solver's process: one thread, and the folder of compiled loops."""
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**environment, **single, NAME: str(folder(environment))}


def command(role: str) -> list[str]:
    """How a process of a role is started."""
    return [sys.executable, "-c", f"import chengjie.placement.child as child; child.main({role!r})"]


def ready(environment: Mapping[str, str]) -> Path:
    """The mark that the loops of this very version are compiled."""
    here = Path(__file__).parent
    sources = b"".join((here / name).read_bytes() for name in LOOPS)
    stamp = hashlib.sha256(sources + f"{here} {sys.version}".encode()).hexdigest()[:16]
    return folder(environment) / f"ready-{stamp}"


def warm_up(*, wait: bool = False) -> None:
    """Compile the loops, if they are not, in a process that outlives this one, so that the next solve finds them ready."""
    mark = ready(os.environ)
    begun = mark.with_suffix(".begun")
    if mark.exists():
        return
    try:
        mark.parent.mkdir(parents=True, exist_ok=True)
        if begun.exists() and time.time() - begun.stat().st_mtime < LONG and not wait:
            return
        begun.touch()
    except OSError:
        return
    process = subprocess.Popen(  # noqa: S603  # our own program, arguments as a list
        command("warm"),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=surroundings(os.environ), start_new_session=True,
    )  # fmt: skip
    waiter = threading.Thread(target=process.wait, daemon=True)
    waiter.start()
    if wait:
        waiter.join()
