"""Walks of the clocks over open cases, and the same cases taken over to another version: seconds, and the most memory.

    sh scripts/postgres.sh .venv/bin/python -m benchmarks.clocks [--cases 100000] [--tried 10000] [--taken 2000]

The cases are simulated projects under way, ten entries each on average. Three walks: after an act in every case, again on the same day,
and after an upgrade, when everything beside each case is made good.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from benchmarks import _office_rows
from benchmarks._site import people, settle_in

NAME, SEED = "project-life", 7


def main(arguments: list[str] | None = None) -> int:
    """Print a line a walk."""
    parser = argparse.ArgumentParser(description=Path(__file__).stem)
    for name, usual in (("cases", 100_000), ("tried", 10_000), ("taken", 2_000)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        settle_in(Path(folder))
        from chengjie.web import turns

        supervisor = people(1, role="supervisor", place="430000", prefix="督")
        count, entries = _office_rows.fill(SEED, given.cases, only_open=True)
        print(f"{count:,} open cases, {entries:,} entries; {_memory()}", flush=True)
        walked("after an act in each", count)
        walked("again on the same day", 0)
        turns.look_again()
        walked("after an upgrade", count)
        went_over(supervisor, given.tried, given.taken)
    return 0


def _memory() -> str:
    return f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"


def walked(title: str, count: int) -> None:
    """A walk, told of at each tenth."""
    from django.db import reset_queries

    from chengjie.web import turns

    began, cpu = time.perf_counter(), time.process_time()

    def tell(looked: int) -> None:
        reset_queries()
        if looked % max(count // 10, 1) < turns.AT_ONCE:
            print(f"  {looked:>9,} in {time.perf_counter() - began:6.1f} s; {_memory()}", flush=True)

    made = turns.run_clocks(tell=tell)
    took = time.perf_counter() - began
    each = f", {took / count * 1000:.2f} ms a case" if count else ""
    print(
        f"{title}: {took:.1f} s (processor {time.process_time() - cpu:.1f} s){each}, {made} entries; {_memory()}",
        flush=True,
    )


def went_over(names: Sequence[str], tried: int, taken: int) -> None:
    """Many cases tried, and some taken over, to a second version that differs in its number alone."""
    from django.contrib.auth.models import User

    from chengjie.process.definition import Definition
    from chengjie.web import cases, scope, versions

    known = cases.library()
    data = known.get(NAME).model_dump(mode="json", by_alias=True)
    fresh = Definition.model_validate({**data, "version": 2, "migrations": [{"from": 1}]})
    both = replace(known, definitions=MappingProxyType({**known.definitions, (NAME, 2): fresh}))
    cases.library = lambda: both  # type: ignore[assignment]  # the zone with one version more
    who = scope.actors(User.objects.get(username=names[0]))
    for title, gone, count in (
        ("tried", versions.tried(who, NAME), tried), ("taken over", versions.taken(who, NAME), taken)
    ):  # fmt: skip
        began = time.perf_counter()
        found = [bool(each.against) for each in islice(gone, count)]
        took = time.perf_counter() - began
        print(
            f"{title}: {len(found):,} cases, {sum(found)} cannot, {took:.1f} s, {took / max(len(found), 1) * 1000:.2f} ms a case; {_memory()}"
        )


if __name__ == "__main__":
    sys.exit(main())
