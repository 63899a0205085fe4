"""`chengjie process` and `chengjie audit`: check, show, replay, verify, anchor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.process.samples import ZONE

import chengjie.cli.main
from chengjie.process import auditing, library, worked


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("record") / "record.jsonl"
    case = next(each for each in worked.worked(ZONE) if each.process == "curable-acceptance")
    auditing.write(worked.run(case, library.processes(ZONE)).entries, path)
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert chengjie.cli.main.run([str(each) for each in arguments]) == 0
    return capsys.readouterr().out


def test_every_worked_case_is_played(capsys: pytest.CaptureFixture[str]) -> None:
    answer = json.loads(run(capsys, "process", "check", "--json"))
    assert all(each["passed"] for each in answer["cases"])


def test_processes_are_listed_and_one_is_shown(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    listed = json.loads(run(capsys, "process", "show", "--json"))["processes"]
    assert "curable-acceptance" in {each["process"] for each in listed}
    assert "licensing" in run(capsys, "--lang", "en", "process", "show", "curable-acceptance")
    assert json.loads(run(capsys, "process", "show", "curable-acceptance", "--json"))["start"] == "may-cure"
    run(capsys, "process", "show", "curable-acceptance", "--out", tmp_path / "steps.xlsx")
    assert chengjie.cli.main.run(["process", "show", "curable-accept"]) == 2
    assert "curable-acceptance" in capsys.readouterr().err


def test_a_case_is_replayed_up_to_a_day(record: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (case,) = json.loads(run(capsys, "process", "replay", record, "--until", "2024-04-26", "--json"))["cases"]
    assert (case["stands"], case["due"], case["missing"]) == (
        "审查",
        "2024-05-27",
        "limit:promised-service、limit:cure",
    )
    assert json.loads(run(capsys, "process", "replay", record, "--until", "2024-04-01", "--json"))["cases"] == []
    assert "办结" in run(capsys, "process", "replay", record, "--until", "2024-06-01")


def test_a_record_is_proved_anchored_and_a_changed_one_refused(
    record: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    anchor = tmp_path / "anchor.json"
    digest = run(capsys, "audit", "anchor", record, "--out", anchor).split()[-1]
    assert (
        json.loads(run(capsys, "audit", "anchor", record, "--after", anchor, "--algorithm", "sha256", "--json"))[
            "before"
        ]
        == digest
    )
    assert "全部可信" in run(capsys, "audit", "verify", record, "--anchor", anchor, "--digest", digest)
    assert json.loads(run(capsys, "audit", "verify", record, "--json"))["holds"] is True
    assert "would not be missed" in run(capsys, "--lang", "en", "audit", "verify", record)
    lines = record.read_text(encoding="utf-8").splitlines()
    changed = tmp_path / "changed.jsonl"
    changed.write_text(
        "\n".join([lines[0], lines[1].replace("2024-04-25", "2024-04-24"), *lines[2:]]), encoding="utf-8"
    )
    assert chengjie.cli.main.run(["audit", "verify", str(changed)]) == 2
    assert "第 2 条" in capsys.readouterr().err
    changed.write_text("\n".join(lines[:-1]), encoding="utf-8")
    assert chengjie.cli.main.run(["audit", "verify", str(changed), "--anchor", str(anchor)]) == 2
    assert "gone" in capsys.readouterr().err
    assert chengjie.cli.main.run(["process", "replay", str(tmp_path / "changed.jsonl"), "--case", "无"]) == 0


def test_a_worked_case_that_fails_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(worked, "run_all", lambda _: (worked.Ran("样例", "甲", (), "不同"),))
    assert chengjie.cli.main.run(["process", "check"]) == 2
    assert "process-sample-failed" in capsys.readouterr().err
