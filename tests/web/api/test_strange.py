"""No strange request makes the server fail, whoever sends it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from benchmarks.api_fuzz import operations, planted, try_out
from django.contrib.auth.models import User
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from pytest_django import Settings
from tests.web.api.test_cases import opened
from tests.web.programs import Program, program
from tests.web.test_registers import FIRM, PLOT

import chengjie.settlement
from chengjie.web import auditing, jobs, limits, screenings, solving, zone

EXAMPLES = 6


def seeded(programs: dict[str, Program]) -> dict[str, list[Any]]:
    """Something of every kind, so that the names in a path are sometimes those of what is there."""
    lan = programs["lan"]
    plot = lan.post("/registers/plots/records", {"cells": PLOT})["id"]
    lan.post("/registers/enterprises/records", {"cells": FIRM})
    account = {"resource": "land", "place": "431127", "total": "100", "start": "2026-01-01", "end": "2026-12-31", "source": "文件"}  # fmt: skip
    desk = lan.post("/settlement/desks", {"form": "agreement", "definition": _form()})
    return {
        "name": ["plots", "enterprises", "started", "lan", "nobody"], "kind": ["targets", "entries"],
        "number": [opened(programs), plot, lan.post("/budgets", account)["id"]],
        "identity": [lan.post("/placement", {})["id"], desk["id"]], "what": ["accept", "drop", "undo"],
    }  # fmt: skip


def _form() -> str:
    return next(iter(chengjie.settlement.forms(zone.package())))


@contextmanager
def one_connection() -> Iterator[None]:
    """A request through the whole server lets go of the connection; the transaction of a test has to outlive it."""
    signals = (request_started, request_finished)
    for each in signals:
        each.disconnect(close_old_connections)
    yield
    for each in signals:
        each.connect(close_old_connections)


def test_no_strange_request_makes_the_server_fail(
    programs: dict[str, Program], administrator: User, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    for room, begins in ((solving, "begin"), (jobs, "start"), (screenings, "start"), (auditing, "start")):
        monkeypatch.setattr(room, begins, lambda row: None)
    settings.LIMITS = {each.id: 0 for each in limits.LIMITS}
    known, hidden = seeded(programs), planted(programs["xintian"].key)
    known = {name: [*rows, *hidden.get(name, ())] for name, rows in known.items()}
    keys = {name: each.key for name, each in programs.items()} | {"admin": program(administrator).key, "public": ""}
    seen: Counter[int] = Counter()
    with one_connection():
        failed = [
            wrong
            for each in operations()
            for wrong in try_out(
                each, keys, known, seen, examples=EXAMPLES, blind=("lan", "colleague", "clerk", "firm", "public")
            )
        ]
    assert failed == []
    assert {200, 400, 401, 404, 422} <= set(seen), "the requests get past the door"


def test_what_one_must_not_read_is_noticed(programs: dict[str, Program], settings: Settings) -> None:
    settings.LIMITS = {each.id: 0 for each in limits.LIMITS}
    known = planted(programs["xintian"].key)
    keys = {"xintian": programs["xintian"].key}
    with one_connection():
        listing = next(each for each in operations() if each.path == "/api/cases" and each.method == "get")
        found = try_out(listing, keys, known, Counter(), examples=30, blind=("xintian",))
    assert any(each.startswith("seen from elsewhere by xintian") for each in found)
