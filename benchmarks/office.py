"""A hundred thousand simulated projects and a million entries: how long pages take at a hundred requests a second, beside what a bare
page of Django and the bare SQL take; and whether any of it grows with the number of projects.

    sh scripts/postgres.sh .venv/bin/python -m benchmarks.office [--projects 1000 10000 100000] [--rate 100] [--seconds 30] [--workers 2]

Pages are walked at each size, the load is put on the last. Requests are sent at their times whether or not earlier ones were answered,
and a time counts from when a request was due. The server, PostgreSQL and the load share the machine.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import quote

from benchmarks import _office_rows
from benchmarks._load import Asked, driven, request
from benchmarks._site import Client, people, settle_in, site

BARE = "/health/"
"""A view that looks at nothing, through the same server and the same middleware."""
PAGES = (
    ("list", "/cases/"), ("list on", "/cases/?after={pk}"), ("filter", "/cases/?process=project-life&state=ended"), ("search", "/cases/?q={words}"),
    ("ledger", "/ledger/?kind=simulated&stage=signing"), ("case", "/cases/{number}/"), ("my work", "/work/"),
)  # fmt: skip
WHOLE = (
    ("pivot", "/ledger/?kind=simulated&view=pivot"), ("map", "/ledger/?kind=simulated&view=map"),
    ("funnel", "/ledger/?kind=simulated&view=stages"), ("dispatch", "/dispatch/?kind=simulated"),
)  # fmt: skip
"""Sums over all projects: in proportion to their number."""
CONNECTIONS, TIMES, SEED, WARMING = 24, 15, 7, 5
CREW = (
    (6, "county-officer", "431127", "县"),
    (2, "prefecture-officer", "431100", "州"),
    (2, "province-planner", "430000", "省"),
)
Known = Sequence[tuple[int, str, str]]


def main(arguments: list[str] | None = None) -> int:
    """Tables of times and ratios."""
    parser = argparse.ArgumentParser(description=Path(__file__).stem)
    parser.add_argument("--projects", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    for name, usual in (("rate", 100), ("seconds", 30), ("workers", 2)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CHENGJIE_LIMITS"] = "off"
        settle_in(Path(folder))
        names = [
            name for count, role, place, prefix in CREW for name in people(count, role=role, place=place, prefix=prefix)
        ]
        for at, projects in enumerate(given.projects, start=1):
            furnish(projects)
            known = _known()
            with site(Path(folder), workers=given.workers) as server:
                crew = [Client(server.port) for _ in names]
                for client, name in zip(crew, names, strict=True):
                    client.sign_in(name)
                if at == len(given.projects):
                    loaded(crew, known, given.rate, given.seconds)
                for who, client in (("county", crew[0]), ("province", crew[-1])):
                    beside(f"{projects:,} projects, {who}", client, known)
    return 0


def furnish(projects: int) -> None:
    """So many projects on record instead of those that are there."""
    began = time.perf_counter()
    _office_rows.clear()
    count, entries = _office_rows.fill(SEED, projects)
    print(f"\n{count:,} projects and {entries:,} entries made in {time.perf_counter() - began:.0f} s", flush=True)


def _known() -> Known:
    """Cases of the county: number of the row, number of the case, words of the title."""
    from chengjie.web.records.cases import Case

    found = Case.objects.filter(place="431127").order_by("pk").values_list("pk", "number", "title")[::7]
    return [(pk, number, title[6:8] if number[-1] in "02468" else title[-6:]) for pk, number, title in found]


def _path(path: str, known: Known, dice: random.Random) -> str:
    pk, number, words = dice.choice(known)
    return path.format(pk=pk, number=number, words=quote(words))


def loaded(crew: list[Client], known: Known, rate: int, seconds: int) -> None:
    """Requests at their times; times by kind of page. A tenth of them ask for the bare page; a first part only warms the server."""
    dice, kinds = random.Random(3), [*PAGES, ("bare", BARE)]  # no secret
    wanted = []
    for at in range(rate * (seconds + WARMING)):
        kind, path = dice.choice(kinds)
        wanted.append(
            Asked(
                at / rate,
                kind if at >= rate * WARMING else "",
                request(_path(path, known, dice), dice.choice(crew).cookies),
            )
        )
    began = time.perf_counter()
    answers = driven(crew[0].port, wanted, CONNECTIONS)
    took, failed = time.perf_counter() - began, sum(each.status != 200 for each in answers)
    print(
        f"{rate} requests/s asked for over {seconds} s after {WARMING} s of warming, {len(wanted) / took:.0f}/s answered, {failed} failed (ms)"
    )
    times: dict[str, list[float]] = defaultdict(list)
    for each in answers:
        if each.kind:
            times[each.kind].append(each.took)
    times["all pages"] = [each.took for each in answers if each.kind not in {"", "bare"}]
    for kind, found in times.items():
        cuts = quantiles(found, n=100)
        print(f"{kind:10} {len(found):6,}  p50 {cuts[49]:7.1f}  p95 {cuts[94]:7.1f}  p99 {cuts[98]:7.1f}", flush=True)


def beside(title: str, signed_in: Client, known: Known) -> None:
    """In this process, one at a time: the page, its queries alone, and the bare page."""
    from django.conf import settings
    from django.test import Client as Inside

    settings.ALLOWED_HOSTS = ["*"]
    client = Inside()
    client.cookies["sessionid"] = signed_in.cookies["sessionid"]
    client.get(BARE)
    print(f"\n{title:26} page ms  SQL ms page/SQL queries   bare page {_took(lambda: client.get(BARE)):.1f} ms")
    for kind, path in [*PAGES, *WHOLE]:
        _measured(kind, _path(path, known, random.Random(5)), client)  # no secret


def _measured(kind: str, path: str, client: Any) -> None:  # noqa: ANN401  # Django's client of tests
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(path)
    with CaptureQueriesContext(connection) as asked:
        client.get(path)
    count = len(asked)
    statements = [each["sql"] for each in asked.captured_queries if each["sql"].lstrip().startswith("SELECT")]

    def raw() -> None:
        with connection.cursor() as cursor:
            for each in statements:
                cursor.execute(each)
                cursor.fetchall()

    page, sql = _took(lambda: client.get(path)), _took(raw)
    print(f"  {kind:24} {page:7.1f} {sql:7.1f} {page / sql:8.1f} {count:7}", flush=True)


def _took(work: Callable[[], object]) -> float:
    found = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * 1000)
    return median(found)


if __name__ == "__main__":
    sys.exit(main())
