"""`chengjie entitle`, `chengjie promises`, `chengjie settle --form`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import chengjie.cli.main

CLAIMS = "claim,claimant,day,proofs,area_name,year,area,kept\nc1,壬县,2025-03-01,,南山,2024,20000,是\n"
TERMS = "rate: {value: 15, source: 协议第二条}\npenalty_share: {value: 30, source: 协议第四条}\n"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert chengjie.cli.main.run(arguments) == 0
    return capsys.readouterr().out


def test_claims_are_decided_posted_and_not_paid_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims, terms, book = tmp_path / "c.csv", tmp_path / "t.yaml", tmp_path / "book.jsonl"
    claims.write_text(CLAIMS, encoding="utf-8")
    terms.write_text(TERMS, encoding="utf-8")
    command = ("entitle", "eco-compensation", "--claims", str(claims), "--terms", str(terms), "--ledger", str(book))
    first = json.loads(run(capsys, *command, "--json"))
    assert [(each["status"], each["amount"]) for each in first["awards"]] == [("due", "300000.00")]
    again = json.loads(run(capsys, *command, "--json"))
    assert [each["status"] for each in again["awards"]] == ["paid"]
    assert len(book.read_text(encoding="utf-8").splitlines()) == 1
    assert "300000.00" in run(capsys, *command)


def test_without_terms_the_missing_ones_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims = tmp_path / "c.csv"
    claims.write_text(CLAIMS, encoding="utf-8")
    answer = json.loads(run(capsys, "entitle", "eco-compensation", "--claims", str(claims), "--json"))
    assert [each["name"] for each in answer["awards"][0]["missing"]] == ["rate"]


def test_schemes_are_listed_with_what_they_wait_for(capsys: pytest.CaptureFixture[str]) -> None:
    listed = {each["id"]: each for each in json.loads(run(capsys, "entitle", "--json"))["schemes"]}
    assert [each["name"] for each in listed["eco-compensation"]["missing"]] == ["rate", "penalty_share"]
    assert "eco-compensation" in run(capsys, "entitle")
    assert "area_name" in run(capsys, "entitle", "eco-compensation", "--template")


def test_a_blank_agreement_comes_out_as_yaml(capsys: pytest.CaptureFixture[str]) -> None:
    assert "id: my-enclave" in run(capsys, "settle", "--form", "enclave")
    assert chengjie.cli.main.run(["settle", "--form", "nothing"]) == 2
    assert "form-unknown" in capsys.readouterr().err


def test_promises_stand_as_of_a_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "p.csv"
    file.write_text(
        "promise,event,day,by,to,what,amount,due,source\nP1,promised,2024-01-10,某县政府,甲公司,租金补贴,1000,2024-06-30,纪要\n",
        encoding="utf-8",
    )
    answer = json.loads(run(capsys, "promises", str(file), "--on", "2024-07-10", "--json"))
    assert answer["promises"][0]["state"] == "overdue"
    assert answer["units"][0]["owed"] == "1000.00"
    assert "逾期" in run(capsys, "promises", str(file), "--on", "2024-07-10")
    by_unit = tmp_path / "u.csv"
    run(capsys, "promises", str(file), "--on", "2024-07-10", "--by-unit", "--out", str(by_unit))
    assert "某县政府" in by_unit.read_text(encoding="utf-8-sig")
