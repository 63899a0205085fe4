"""Cases replayed, migrated and proved, beside the time that the bare hashes of the same bytes take, in one run.

    python -m benchmarks.process [--cases 100000] [--migrate 10000] [--entries 1000000]

The cases are simulated: the worked case of acceptance with papers to follow, under other numbers. The floor is what no proof can
do without: the hash of each entry's bytes by OpenSSL.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import chengjie.package
from chengjie.process import CHINA, Actor, Entry, Grant, auditing, library, migrate, replay, sealing, worked
from chengjie.process.definition import Definition


def sample(known: library.Library, zone: chengjie.package.Package) -> tuple[Entry, ...]:
    """The entries of one worked case."""
    case = next(each for each in worked.worked(zone) if each.process == "curable-acceptance")
    return worked.run(case, known).entries


def renamed(entries: tuple[Entry, ...], name: str) -> Iterator[Entry]:
    """The same case under another name, sealed anew."""
    before = sealing.FIRST
    for entry in entries:
        made = replace(entry, case=name, before=before).sealed()
        before = made.hash
        yield made


def said(what: str, count: int, took: float, floor: float) -> None:
    """A line of the result."""
    print(
        f"{what:28} {count:>9,}  {took:8.2f} s  {count / took:>11,.0f}/s  {took / floor:6.2f} × the hash floor ({floor:.2f} s)"
    )


def hashed(lines: list[bytes]) -> float:
    """How long the bare hashes take."""
    began = time.perf_counter()
    for line in lines:
        sealing.digest(line)
    return time.perf_counter() - began


def second(first: Definition) -> Definition:
    """The next version of a definition, with nothing but its number changed."""
    data = first.model_dump(mode="json", by_alias=True)
    return Definition.model_validate({**data, "version": first.version + 1, "migrations": [{"from": first.version}]})


def main(arguments: list[str] | None = None) -> int:
    """Print the times and ratios; fail where a proof does not hold."""
    parser = argparse.ArgumentParser(description=Path(__file__).stem)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--migrate", type=int, default=10_000)
    parser.add_argument("--entries", type=int, default=1_000_000)
    given = parser.parse_args(arguments)
    zone = chengjie.package.open_package("xiangnan-xiangxi")
    known = library.processes(zone)
    entries = sample(known, zone)
    bodies = [each.written().encode() for each in entries]
    floor = hashed(bodies * (20_000 // len(bodies))) / (20_000 // len(bodies) * len(bodies))

    began = time.perf_counter()
    for _ in range(given.cases):
        state = replay(entries, known.definitions)
    took = time.perf_counter() - began
    said("replay, cases", given.cases, took, floor * len(entries) * given.cases)
    print(
        f"{'':28} {len(entries)} entries a case: {given.cases * len(entries) / took:,.0f} entries/s, ended {state.ended}"
    )

    open_state = replay(entries[:6], known.definitions)
    there = second(known.get("curable-acceptance"))
    who = Actor("bench", (Grant("supervisor", "430000"),))
    began = time.perf_counter()
    moved = migrate([open_state] * given.migrate, there, who, datetime(2025, 1, 2, tzinfo=CHINA), law=known.law)
    took = time.perf_counter() - began
    said("migrate, cases", given.migrate, took, floor * given.migrate)

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.jsonl"
        cases = given.entries // len(entries)
        auditing.write((each for number in range(cases) for each in renamed(entries, f"C{number}")), path)
        with path.open("rb") as lines:
            bare = hashed([line[83:-2] for line in lines])
        began = time.perf_counter()
        with path.open("rb") as lines:
            proof = auditing.verify_lines(lines)
        took = time.perf_counter() - began
    said("verify, entries", proof.entries, took, bare)
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
    return 0 if proof.holds and all(each.entry for each in moved) else 1


if __name__ == "__main__":
    sys.exit(main())
