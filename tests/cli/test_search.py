"""`chengjie search rebuild` says how many rows the search looks into."""

from __future__ import annotations

import pytest

import chengjie.web.serve
from chengjie.cli.main import run


@pytest.mark.django_db
def test_rows_are_made_anew(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(chengjie.web.serve, "point_at", lambda zone, folder: None)
    monkeypatch.setattr(chengjie.web.serve, "prepare", lambda: None)
    assert run(["--lang", "en", "search", "rebuild"]) == 0
    assert capsys.readouterr().out == "The search looks into 0 rows.\n"
