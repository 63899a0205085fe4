"""Two hundred people at work on the site at once: nothing of what they were told is done may be lost, doubled or half done.

    sh scripts/postgres.sh .venv/bin/python -m benchmarks.crowd [--clients 200] [--seconds 120] [--workers 2]

The server is the one that `chengjie serve` runs; each client signs in over HTTP and works by chance: opens cases, writes on shared
ones, decides what others decide at the same moment, draws on one account of land, brings tables, settles, corrects records, reads.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from benchmarks import _holds
from benchmarks._deeds import Book, Person, furnish
from benchmarks._site import Client, people, settle_in, site

HOT, DOOR = 12, 16
"""Cases that everybody works on; how many sign in at once, since each password costs the server on purpose."""


def main(arguments: list[str] | None = None) -> int:
    """Figures, then what does not hold; the exit code says whether anything does not."""
    parser = argparse.ArgumentParser(description=Path(__file__).stem)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CHENGJIE_LIMITS"] = "off"  # all come from one address
        settle_in(Path(folder))
        names = people(given.clients)
        hot, plots = furnish(names, HOT)
        book = Book()
        with site(Path(folder), workers=given.workers) as server:
            began = time.perf_counter()
            crew = [
                Person(name, Client(server.port), book, hot, plots, random.Random(f"{given.seed} {name}"))
                for name in names
            ]  # no secret
            signed = at_work(crew, given.seconds)
            took = time.perf_counter() - began - signed
        print(
            f"{given.clients} clients, {given.workers} processes, signed in within {signed:.0f} s, at work for {took:.0f} s"
        )
        print(
            "acknowledged: "
            + ", ".join(f"{kind} {count:,}" for kind, count in sorted(Counter(each[0] for each in book.told).items()))
        )
        print("refused: " + ", ".join(f"{kind} {count:,}" for kind, count in book.refused.most_common(12)))
        wrong = _holds.broken(book)
        print(
            "\n".join(wrong[:50])
            or "everything acknowledged is there exactly once, nothing is half there, the chain holds, the account is kept"
        )
    return 1 if wrong else 0


def at_work(crew: list[Person], seconds: float) -> float:
    """Everybody signs in, then all begin at once; how long the signing in took."""
    ready, until, door = threading.Barrier(len(crew) + 1), [0.0], threading.Semaphore(DOOR)

    def day(person: Person) -> None:
        try:
            with door:
                person.client.sign_in(person.name)
        finally:
            ready.wait()
        while time.monotonic() < until[0]:
            try:
                person.once()
            except OSError as error:
                person.book.failed.append(f"{person.name}: {error}")

    began = time.monotonic()
    until[0] = began + 3600
    threads = [threading.Thread(target=day, args=(each,)) for each in crew]
    for each in threads:
        each.start()
    ready.wait()
    signed = time.monotonic() - began
    until[0] = time.monotonic() + seconds
    for each in threads:
        each.join()
    return signed


if __name__ == "__main__":
    sys.exit(main())
