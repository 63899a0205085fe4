"""How long a document takes in each form, and how long a thousand take side by side.

    python -m benchmarks.reading [--documents 1000] [--processes N] [FILE…]

Without files the texts of ../shared/plans are read as they are; other forms stand for themselves when given.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
from pathlib import Path

from chengjie.plan.read import read, read_many

PLANS = Path(__file__).parents[2] / "shared/plans"
ROUNDS = 3


def seconds(path: Path, rounds: int = ROUNDS) -> tuple[float, int, int]:
    """The best of some rounds, with the characters and claims of the document."""
    best, characters, claims = float("inf"), 0, 0
    for _ in range(rounds):
        began = time.perf_counter()
        reading = read(path)
        best = min(best, time.perf_counter() - began)
        characters = sum(len(paragraph.text) for paragraph in reading.document.paragraphs)
        claims = len(reading.claims)
    return best, characters, claims


def together(paths: list[Path], count: int, processes: int | None) -> float:
    """Seconds for as many documents in parallel, with a bar of progress."""
    began = time.perf_counter()
    many = list(itertools.islice(itertools.cycle(paths), count))
    for _ in read_many(many, processes=processes, done=lambda number: _bar(number, count)):
        pass
    return time.perf_counter() - began


def _bar(done: int, count: int) -> None:
    if sys.stderr.isatty() or done == count:
        full = 30 * done // count
        sys.stderr.write(f"\r[{'█' * full}{'·' * (30 - full)}] {done:,} / {count:,}" + ("\n" if done == count else ""))


def main(arguments: list[str] | None = None) -> int:
    """Print a line a document, then the many."""
    parser = argparse.ArgumentParser(description=Path(__file__).stem)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--processes", type=int)
    given = parser.parse_args(arguments)
    paths = given.files or [path for path in (PLANS / "s1.txt", PLANS / "s2.txt") if path.is_file()]
    if not paths:
        sys.stderr.write("the plans are not beside this checkout; name files to read\n")
        return 1
    for path in paths:
        took, characters, claims = seconds(path)
        print(
            f"{path.name}: {took:.3f} s, {characters:,} characters, {claims:,} claims, {took / max(characters, 1) * 30_000:.3f} s for 30,000"
        )
    if given.documents:
        took = together(paths, given.documents, given.processes)
        print(f"{given.documents:,} documents: {took:.1f} s, {took / given.documents:.3f} s each")
    return 0


if __name__ == "__main__":
    sys.exit(main())
