"""`chengjie access`: distances, planned lines, parameters, refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chengjie.cli.main import run


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert run(["access", *arguments, "--json"]) == 0
    answer: dict[str, object] = json.loads(capsys.readouterr().out)
    return answer


def test_a_scenario_gives_before_and_after(capsys: pytest.CaptureFixture[str]) -> None:
    answer = said(capsys, "guilin", "--mode", "rail", "--line", "shao-yong", "--set", "rail-cost=0.2")
    rows = {row["place"]: row for row in answer["access"]}  # type: ignore[attr-defined]  # a list of rows
    assert rows["430502"]["saved"] == 19.3
    assert rows["430502"]["cost"] == pytest.approx(0.2 * rows["430502"]["km"], abs=0.01)
    assert rows["430502"]["hours"] is None


def test_destinations_and_lines_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert {"id": "nearest:port", "zh": "最近海港（沿海）", "en": "nearest sea port (the coast)"} in said(capsys)[
        "destinations"
    ]  # type: ignore[operator]
    lines = said(capsys, "--lines")["lines"]
    assert [each["km"] for each in lines if each["id"] == "hunan-link"] == [None]  # type: ignore[attr-defined]  # a list


def test_an_own_line_and_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("lines:\n- {name: 甲, mode: rail, stops: [{at: 永州, km: 1}, {at: 蓝山}]}\n", encoding="utf-8")
    assert run(["access", "changsha", "--mode", "rail", "--scenario", str(own)]) == 2
    own.write_text("lines:\n- {name: 甲, mode: rail, stops: [{at: 冷水滩}, {at: 蓝山}]}\n", encoding="utf-8")
    out = tmp_path / "out.csv"
    assert run(["access", "changsha", "--mode", "rail", "--scenario", str(own), "--out", str(out)]) == 0
    assert "蓝山县" in out.read_text(encoding="utf-8-sig")


def test_what_is_unknown_is_refused_with_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["access", "yantian", "--json"]) == 2
    assert "yantian-port" in capsys.readouterr().err
    assert run(["access", "guilin", "--set", "rail-cost=free"]) == 2


def test_a_capacity_says_who_gets_through(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    freight = tmp_path / "freight.csv"
    freight.write_text("place,tonnes\n双清区,30\n新邵县,20\n", encoding="utf-8")
    usual = ("guilin", "--mode", "rail", "--line", "shao-yong", "--freight", str(freight))
    answer = said(capsys, *usual, "--capacity", "35")
    assert [(row["place"], row["taken"]) for row in answer["corridor"]] == [("430502", 30), ("430522", 5)]  # type: ignore[attr-defined]  # rows
    assert answer["left"] == 15
    assert said(capsys, *usual)["left"] is None
    freight.write_text("place,tonnes\n火星,30\n新邵县,much\n", encoding="utf-8")
    assert run(["access", *usual, "--capacity", "35", "--json"]) == 2
    assert capsys.readouterr().err.count("freight-malformed") == 2
