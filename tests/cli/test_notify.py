"""`chengjie notify`: clocks are walked and letters sent, in words and as JSON."""

from __future__ import annotations

import json

import pytest

import chengjie.web.serve
from chengjie.cli.main import run


@pytest.mark.django_db
def test_clocks_and_letters_say_what_they_did(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chengjie.web.serve, "point_at", lambda zone, folder: None)
    monkeypatch.setattr(chengjie.web.serve, "prepare", lambda: None)
    assert run(["notify", "clocks", "--day", "2026-01-05", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"entered": 0, "told": 0}
    assert run(["--lang", "en", "notify", "send"]) == 0
    assert capsys.readouterr().out == "0 sent, 0 to be tried again, 0 given up.\n"
