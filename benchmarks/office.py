"""A hundred thousand simulated projects and a million entries: how long pages take at a hundred requests a second, beside what a bare
page of Django and the bare SQL take.

    sh scripts/postgres.sh .venv/bin/python -m benchmarks.office [--projects 100000] [--rate 100] [--seconds 30] [--workers 2]

Requests are sent at their times whether or not earlier ones were answered, and a time counts from when a request was due.
"""

from __future__ import annotations

import argparse
import os
import queue
import random
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import quote

from benchmarks import _office_rows
from benchmarks._site import Client, people, settle_in, site

PAGES = (
    ("list", "/cases/"), ("list on", "/cases/?after={pk}"), ("filter", "/cases/?process=project-life&state=ended"), ("search", "/cases/?q={words}"),
    ("ledger", "/ledger/?kind=simulated&stage=signing"), ("case", "/cases/{number}/"), ("my work", "/work/"),
)  # fmt: skip
WHOLE = (
    "/ledger/?kind=simulated&view=pivot",
    "/ledger/?kind=simulated&view=map",
    "/ledger/?kind=simulated&view=stages",
    "/dispatch/?kind=simulated",
)
CONNECTIONS = 24


def main(arguments: list[str] | None = None) -> int:
    """Tables of times and ratios."""
    parser = argparse.ArgumentParser(description=Path(__file__).stem)
    for name, usual in (("projects", 100_000), ("rate", 100), ("seconds", 30), ("workers", 2)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CHENGJIE_LIMITS"] = "off"
        settle_in(Path(folder))
        began = time.perf_counter()
        projects, entries = _office_rows.fill(7, given.projects)
        print(f"{projects:,} projects and {entries:,} entries made in {time.perf_counter() - began:.0f} s")
        names = (
            people(6)
            + people(2, role="prefecture-officer", place="431100", prefix="州")
            + people(2, role="province-planner", place="430000", prefix="省")
        )
        known = _known()
        with site(Path(folder), workers=given.workers) as server:
            crew = [Client(server.port) for _ in names]
            for client, name in zip(crew, names, strict=True):
                client.sign_in(name)
            for client in crew:
                for _, path in PAGES:
                    client.get(_path(path, known, random.Random(1)))  # no secret
            loaded(crew, known, given.rate, given.seconds)
        beside(names[-1], known)
    return 0


def _known() -> list[tuple[int, str, str]]:
    """Cases of the county: number of the row, number of the case, words of the title."""
    from chengjie.web.records.cases import Case

    found = Case.objects.filter(place="431127").order_by("pk").values_list("pk", "number", "title")[::7]
    return [(pk, number, title[6:8] if number[-1] in "02468" else title[-6:]) for pk, number, title in found]


def _path(path: str, known: list[tuple[int, str, str]], dice: random.Random) -> str:
    pk, number, words = dice.choice(known)
    return path.format(pk=pk, number=number, words=quote(words))


def loaded(crew: list[Client], known: list[tuple[int, str, str]], rate: int, seconds: int) -> None:
    """Requests at their times; times by kind of page."""
    due: queue.Queue[tuple[float, str, str] | None] = queue.Queue()
    times: dict[str, list[float]] = defaultdict(list)
    failed: list[str] = []

    def go(at: int) -> None:
        client = Client(crew[0].port, dict(crew[at % len(crew)].cookies))
        while (each := due.get()) is not None:
            when, kind, path = each
            answer = client.get(path)
            times[kind].append((time.perf_counter() - when) * 1000)
            if answer.status not in {200, 404}:
                failed.append(f"{path} {answer.status}")

    threads = [threading.Thread(target=go, args=(at,)) for at in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    dice, began = random.Random(3), time.perf_counter() + 0.2  # no secret
    for at in range(rate * seconds):
        kind, path = dice.choice(PAGES)
        time.sleep(max(0.0, began + at / rate - time.perf_counter()))
        due.put((began + at / rate, kind, _path(path, known, dice)))
    for _ in threads:
        due.put(None)
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    print(
        f"\n{rate} requests/s asked for over {seconds} s, {rate * seconds / took:.0f}/s answered, {len(failed)} failed (ms)"
    )
    for kind, each in [*times.items(), ("all", [one for found in times.values() for one in found])]:
        cuts = quantiles(each, n=100)
        print(f"{kind:10} {len(each):6,}  p50 {cuts[49]:7.1f}  p95 {cuts[94]:7.1f}  p99 {cuts[98]:7.1f}")


def beside(name: str, known: list[tuple[int, str, str]]) -> None:
    """In this process, one at a time: the page, its queries alone, and a bare page of Django of as many bytes."""
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.db import connection
    from django.http import HttpRequest, HttpResponse
    from django.test import Client as Inside
    from django.test import RequestFactory
    from django.test.utils import CaptureQueriesContext

    settings.ALLOWED_HOSTS = ["*"]
    client = Inside()
    client.force_login(User.objects.get(username=name))
    print(f"\n{'page':46} {'page ms':>8} {'SQL ms':>7} {'bare ms':>7} {'page/SQL':>8} queries")
    for path in [*(_path(each, known, random.Random(5)) for _, each in PAGES), *WHOLE]:  # no secret
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            content = client.get(path).content
        statements = [each["sql"] for each in asked.captured_queries if each["sql"].startswith("SELECT")]

        def bare(_: HttpRequest, content: bytes = content) -> HttpResponse:
            return HttpResponse(content)

        def raw(statements: list[str] = statements) -> None:
            with connection.cursor() as cursor:
                for each in statements:
                    cursor.execute(each)
                    cursor.fetchall()

        page, sql = _took(lambda path=path: client.get(path)), _took(raw)  # type: ignore[misc]  # bound here
        plain = _took(lambda: bare(RequestFactory().get("/")))
        print(f"{path[:46]:46} {page:8.1f} {sql:7.1f} {plain:7.2f} {page / sql:8.1f} {len(asked):7}")


def _took(work: Callable[[], object], times: int = 9) -> float:
    found = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * 1000)
    return median(found)


if __name__ == "__main__":
    sys.exit(main())
