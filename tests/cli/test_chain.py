"""`chengjie chain`, `ties`, `flows`, `relatedness`: what they answer, in both languages, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.network.test_flows import SMALL

from chengjie.cli.main import run


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run([*arguments, "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_chains_are_listed_and_one_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(said(capsys, "chain")["chains"]) == 23
    links = {row["id"]: row for row in said(capsys, "chain", "锂电池")["links"]}
    assert (links["cells"]["state"], links["cells"]["advice"]) == ("missing", "引")
    english = {row["id"]: row for row in said(capsys, "--lang", "en", "chain", "xx-lithium")["links"]}
    assert english["cells"]["advice"] == "bring in"


def test_targets_with_a_register_say_which_rows_were_set_aside(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "firms.csv"
    path.write_text("name,industry,place\n甲,3841,长沙县\n乙,3841,某地\n", encoding="utf-8")
    assert run(["chain", "xx-lithium", "--targets", "--firms", str(path), "--json"]) == 0
    out, err = capsys.readouterr()
    rows = {row["link"]: row for row in json.loads(out)["targets"]}
    assert rows["电芯与电池"]["firms"] == "甲"
    assert "place 某地" in err


def test_ties_of_a_place_on_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    rows = said(capsys, "ties", "--place", "新晃", "--kind", "freight-service", "--on", "2022-01-01")["ties"]
    assert {row["id"] for row in rows} == {"s1-china-europe", "s2-china-europe", "s2-asean-train"}
    assert {row["held"] for row in rows} == {"yes"}


def test_flows_are_balanced_first(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "flows.csv"
    path.write_text(SMALL, encoding="utf-8")
    answer = said(capsys, "flows", str(path))
    assert [row["code"] for row in answer["sectors"]] == ["01", "02"]
    assert said(capsys, "flows", str(path), "--sector", "01")["deliveries"][0]["amount"] == 200
    path.write_text(SMALL.replace("650,350,1000", "650,350,999"), encoding="utf-8")
    assert run(["flows", str(path), "--json"]) == 2
    faults = json.loads(capsys.readouterr().err)["refused"]
    assert {fault["code"] for fault in faults} == {"flows-unbalanced"}
    assert "GO" in faults[0]["where"]


def test_relatedness_of_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = tmp_path / "jobs.csv"
    path.write_text("place,industry,value\na,x,3\na,y,1\nb,x,1\nb,y,3\n", encoding="utf-8")
    answer = said(capsys, "relatedness", str(path))
    assert {(row["place"], row["industry"]): row["rca"] for row in answer["pairs"]}["a", "x"] == 1.5
    assert set(answer["eci"]) == {"a", "b"}


def test_what_is_unknown_is_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(["chain", "xx-litium"]) == 2
    assert "xx-lithium" in capsys.readouterr().err
    assert run(["chain", "xx-lithium", "--firms", str(tmp_path / "none.csv")]) == 2
    assert run(["ties", "--place", "火星"]) == 2
