"""The server killed at random moments during imports, decisions and settlements: the record verifies after every kill, and at the
end everything acknowledged is there.

    .venv/bin/python -m benchmarks.killing [--kills 200] [--workers 2]        (SQLite; under scripts/postgres.sh: PostgreSQL)
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from benchmarks import _holds
from benchmarks._deeds import Book, Person, furnish
from benchmarks._site import Client, people, settle_in, site

CLIENTS, HOT = 8, 6


def main(arguments: list[str] | None = None) -> int:
    """Figures, then what does not hold; the exit code says whether anything does not."""
    parser = argparse.ArgumentParser(description=Path(__file__).stem)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    dice, wrong = random.Random(given.seed), list[str]()  # no secret
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CHENGJIE_LIMITS"] = "off"
        settle_in(Path(folder))
        names = people(CLIENTS)
        hot, plots = furnish(names, HOT)
        book, stop = Book(), threading.Event()
        with site(Path(folder), workers=given.workers) as server:
            crew = [
                Person(name, Client(server.port), book, hot, plots, random.Random(f"{given.seed} {name}"))
                for name in names
            ]
            for each in crew:
                each.client.sign_in(each.name)
            threads = [threading.Thread(target=work, args=(each, stop)) for each in crew]
            for thread in threads:
                thread.start()
            killed = 0
            while killed < given.kills and not wrong:
                time.sleep(dice.uniform(0.05, 1.5))
                server.kill()
                wrong += verified(Path(folder), by_command=killed % 50 == 0)
                server.start()
                killed += 1
            stop.set()
            for thread in threads:
                thread.join()
        print(f"{killed} kills, {given.workers} processes, {len(book.open)} requests cut off")
        print(
            "acknowledged: "
            + ", ".join(f"{kind} {count:,}" for kind, count in sorted(Counter(each[0] for each in book.told).items()))
        )
        wrong += _holds.broken(book)
        print(
            "\n".join(wrong[:50])
            or "the record verified after every kill; everything acknowledged is there once, nothing is half there"
        )
    return 1 if wrong else 0


def work(person: Person, stop: threading.Event) -> None:
    """Work until told to stop; while the server is away, wait for it."""
    while not stop.is_set():
        try:
            person.once()
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)


def verified(folder: Path, *, by_command: bool) -> list[str]:
    """Whether the record that a kill left behind can be proved; `chengjie audit verify` itself at times, which takes longer to start."""
    if not by_command:
        return list(_holds.chain())
    command = [sys.executable, "-m", "chengjie.cli", "audit", "verify", "--data", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # our own command
    return [] if done.returncode == 0 else [f"audit verify: {done.stderr[-500:]}"]


if __name__ == "__main__":
    sys.exit(main())
