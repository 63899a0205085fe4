"""`chengjie demo fill|clear`: says what was done, refuses to fill twice, and clears away what it filled in."""

from __future__ import annotations

import pytest

import chengjie.web.serve
from chengjie.cli.main import run


@pytest.mark.django_db
def test_simulated_projects_are_filled_in_refused_twice_and_cleared_away(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(chengjie.web.serve, "point_at", lambda zone, folder: None)
    monkeypatch.setattr(chengjie.web.serve, "prepare", lambda: None)
    assert run(["--lang", "zh", "demo", "fill", "--projects", "3"]) == 0
    told = capsys.readouterr().out
    assert "已填入 3 个模拟项目" in told
    assert "人员与授权" in told
    assert run(["--lang", "en", "demo", "fill", "--projects", "3"]) == 2
    assert "demo-there-already" in capsys.readouterr().err
    assert run(["--lang", "en", "demo", "clear"]) == 0
    assert capsys.readouterr().out == "3 simulated projects were cleared away.\n"
