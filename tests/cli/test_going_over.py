"""`chengjie process migrate`: tried and taken, in words and as JSON, with a list of what cannot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.contrib.auth.models import User

import chengjie.web.serve
from chengjie.cli import going_over
from chengjie.cli.main import run
from chengjie.errors import Fault
from chengjie.web.versions import Over


@pytest.fixture(autouse=True)
def served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chengjie.web.serve, "point_at", lambda zone, folder: None)
    monkeypatch.setattr(chengjie.web.serve, "prepare", lambda: None)


@pytest.mark.django_db
def test_with_nothing_behind_it_says_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    User.objects.create_user("planner")
    assert run(["process", "migrate", "risk", "--by", "planner", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"entered": False, "able": 0, "stuck": []}
    out = tmp_path / "stuck.csv"
    assert run(["--lang", "en", "process", "migrate", "risk", "--by", "planner", "--enter", "--out", str(out)]) == 0
    assert capsys.readouterr().out == "gone over: 0; cannot: 0\n"
    assert out.read_text(encoding="utf-8-sig").startswith("case,from version,to version,why it cannot")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("process", "person", "code"), [("risk", "nobody", "people-unknown"), ("rissk", "planner", "process-unknown")]
)
def test_a_person_or_a_process_that_is_not_known_is_refused(
    capsys: pytest.CaptureFixture[str], process: str, person: str, code: str
) -> None:
    User.objects.create_user("planner")
    assert run(["process", "migrate", process, "--by", person, "--json"]) == 2
    assert code in capsys.readouterr().err


def test_the_list_gives_each_case_with_every_reason() -> None:
    fault = Fault("process-migration-undeclared", parameters={"from": 1, "to": 2})
    table = going_over.refused([Over("2026-0000001", "甲", 1, 2, (fault, fault))], "zh")
    assert table.rows[0][:3] == ("2026-0000001", 1, 2)
    assert str(table.rows[0][3]).count("；") == 1
