"""No strange request makes the server fail, whoever sends it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from benchmarks.api_fuzz import operations, try_out
from django.contrib.auth.models import User
from pytest_django import Settings
from tests.web.api.test_cases import opened
from tests.web.programs import Program, program
from tests.web.test_registers import FIRM, PLOT

import chengjie.settlement
from chengjie.web import limits, solving, zone

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


def test_no_strange_request_makes_the_server_fail(
    programs: dict[str, Program], administrator: User, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(solving, "begin", lambda run: None)
    settings.LIMITS = {each.id: 0 for each in limits.LIMITS}
    known = seeded(programs)
    keys = {name: each.key for name, each in programs.items()} | {"admin": program(administrator).key, "public": ""}
    seen: Counter[int] = Counter()
    assert [wrong for each in operations() for wrong in try_out(each, keys, known, seen, examples=EXAMPLES)] == []
    assert {200, 400, 401, 404, 422} <= set(seen), "the requests get past the door"
