"""`chengjie screen`: JSON for scripts, a sheet for offices, progress beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import chengjie.cli.main

ROWS = "id,name,industry,employees\n模拟1,模拟甲,1819,1200\n模拟2,模拟乙,3982,30\n模拟3,模拟丙,3982,-1\n"


def test_a_register_is_screened_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "firms.csv"
    path.write_text(ROWS, encoding="utf-8")
    assert chengjie.cli.main.run(["screen", "--enterprises", str(path), "--top", "2", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["rows"], answer["screened"]) == (3, 2)
    assert answer["set_aside"][0]["code"] == "row-out-of-bounds"
    assert any(each["top"] for each in answer["carriers"])
    assert chengjie.cli.main.run(["screen", "--enterprises", str(path), "--out", str(tmp_path / "a.xlsx")]) == 0
    assert (tmp_path / "a.xlsx").stat().st_size > 0
    assert "row-out-of-bounds" in capsys.readouterr().err


def test_an_amount_of_memory_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "firms.csv"
    path.write_text(ROWS, encoding="utf-8")
    assert chengjie.cli.main.run(["screen", "--enterprises", str(path), "--memory", "lots"]) == 2
    assert "screen-memory" in capsys.readouterr().err


def test_one_firm_is_explained_and_rejects_are_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, work, rejects = tmp_path / "firms.csv", tmp_path / "work", tmp_path / "rejects.csv"
    path.write_text(ROWS, encoding="utf-8")
    asked = ["screen", "--enterprises", str(path), "--resume", str(work), "--rejects", str(rejects), "--json"]
    assert chengjie.cli.main.run(asked) == 0
    first = json.loads(capsys.readouterr().out)
    assert "row-out-of-bounds" in rejects.read_text(encoding="utf-8-sig")
    assert chengjie.cli.main.run(asked) == 0
    again = capsys.readouterr()
    assert json.loads(again.out) == first
    assert "not read again" in again.err or "不再重读" in again.err
    one = next(each for each in first["carriers"] if each["top"])
    why = ["screen", "--enterprises", str(path), "--why", one["top"][0]["id"], one["carrier"]]
    assert chengjie.cli.main.run([*why, "--json"]) == 0
    reasons = json.loads(capsys.readouterr().out)
    assert (reasons["rank"], reasons["score"]) == (1, one["top"][0]["score"])
    assert chengjie.cli.main.run(why) == 0
    assert one["top"][0]["name"] in capsys.readouterr().out


def test_gaps_of_chains_get_lists_beside_the_carriers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "firms.csv"
    rows = [f"模拟{code},模拟企业{code},{code},50" for code in ("3849", "3841", "3985", "2710", "1951", "3034", "3240")]
    path.write_text("\n".join(["id,name,industry,employees", *rows]), encoding="utf-8")
    plain = ["screen", "--enterprises", str(path), "--top", "2", "--json"]
    assert chengjie.cli.main.run(plain) == 0
    without = json.loads(capsys.readouterr().out)
    assert chengjie.cli.main.run([*plain, "--gaps"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (without["gaps"], answer["carriers"]) == ([], without["carriers"])
    gap = next(each for each in answer["gaps"] if each["top"])
    why = ["screen", "--enterprises", str(path), "--why", gap["top"][0]["id"], gap["gap"], "--json"]
    assert chengjie.cli.main.run(why) == 0
    assert json.loads(capsys.readouterr().out)["rank"] == 1
