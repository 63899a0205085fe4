"""`chengjie admit` and `chengjie rules`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import chengjie.cli.main


def test_a_case_is_admitted_or_not_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("is_chemical: true\nshoreline_km: 0.4\n", encoding="utf-8")
    assert chengjie.cli.main.run(["admit", str(case), "--on", "2026-01-01", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["verdict"] == "no"
    (rule,) = [each for each in answer["rules"] if each["rule"] == "chemical-one-km"]
    assert rule["changes"][0] == {
        "name": "shoreline_km", "title": {"zh": "到长江干支流岸线的距离", "en": "distance to the banks of the Yangtze or a tributary"},
        "now": 0.4, "wanted": 1.0, "unit": "公里", "way": "at least", "bound": 1.0, "by": 0.6,
        "said": {"zh": "到长江干支流岸线的距离：0.4 → 不低于 1 公里", "en": "distance to the banks of the Yangtze or a tributary: 0.4 → at least 1 公里"},
    }  # fmt: skip
    assert chengjie.cli.main.run(["admit", str(case), "--out", str(tmp_path / "a.xlsx")]) == 0
    assert chengjie.cli.main.run(["admit", str(case)]) == 0
    assert "否" in capsys.readouterr().out
    assert chengjie.cli.main.run(["admit", "--example"]) == 0
    assert "energy:" in capsys.readouterr().out


def test_the_library_names_parameters_that_nobody_filled(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert chengjie.cli.main.run(["rules", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert "least_investment_intensity" in answer["unfilled"]
    assert {each["rule"] for each in answer["rules"]} >= {"energy-review", "workshop-plant"}
    assert chengjie.cli.main.run(["rules", "--out", str(tmp_path / "rules.csv")]) == 0


def test_the_worked_cases_of_the_books_are_checked_from_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert chengjie.cli.main.run(["rules", "--check", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["failed"] == 0
    assert answer["passed"] == len(answer["cases"]) > 200
