"""`chengjie settle`: the example settles, posts, closes and comes out as JSON and as a sheet."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import chengjie.cli.main

FACTS = "period,item,amount,source\n2022,增值税,6000000,税务局（模拟）\n2023,企业所得税,9000000.55,税务局（模拟）\n2023,工业总产值,80000000,统计局（模拟）\n"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert chengjie.cli.main.run(["settle", *arguments]) == 0
    return capsys.readouterr().out


def test_the_example_is_settled_posted_and_closed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    agreement, facts, book = tmp_path / "a.yaml", tmp_path / "f.csv", tmp_path / "book.jsonl"
    agreement.write_text(run(capsys, "--example"), encoding="utf-8")
    facts.write_text(FACTS, encoding="utf-8")
    answer = json.loads(
        run(capsys, str(agreement), "--facts", str(facts), "--ledger", str(book), "--close", "2022", "--json")
    )
    assert answer["simulated"] is True
    assert answer["totals"]["revenue"] == {"origin": "1840000.09", "host": "4760000.13"}
    kinds = [json.loads(line)["kind"] for line in book.read_text(encoding="utf-8").splitlines()]
    assert kinds == ["posting", "posting", "posting", "closing"]
    assert "模拟" in run(capsys, str(agreement), "--facts", str(facts))
    run(capsys, str(agreement), "--facts", str(facts), "--out", str(tmp_path / "s.xlsx"))
    assert (tmp_path / "s.xlsx").stat().st_size > 0


def test_an_agreement_without_facts_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    agreement = tmp_path / "a.yaml"
    agreement.write_text(run(capsys, "--example"), encoding="utf-8")
    assert chengjie.cli.main.run(["settle", str(agreement)]) == 2
    assert "facts-not-given" in capsys.readouterr().err
