"""`chengjie hooks deliver`: what is due goes out, told in words and as JSON."""

from __future__ import annotations

import json

import pytest

import chengjie.web.serve
from chengjie.cli.main import run


@pytest.mark.django_db
def test_what_is_due_goes_out(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(chengjie.web.serve, "point_at", lambda zone, folder: None)
    monkeypatch.setattr(chengjie.web.serve, "prepare", lambda: None)
    assert run(["hooks", "deliver", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"done": 0, "waiting": 0, "dead": 0}
    assert run(["--lang", "en", "hooks", "deliver"]) == 0
    assert capsys.readouterr().out == "0 delivered, 0 to be tried again, 0 given up.\n"
