"""The command line as scripts and people meet it: JSON on standard output, refusals on standard error, two languages."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from chengjie.cli.main import run

PLAN = "一、发展目标\n\n到2030年，地区生产总值达到1200亿元，引进30家以上的龙头企业。\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_read_prints_one_object_with_the_agreed_keys(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(plan), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {"title", "issue_number", "issuer", "issued", "sections"} <= set(answer["document"])
    target = next(claim for claim in answer["claims"] if claim["kind"] == "target")
    assert {"indicator", "place", "period", "comparator", "value", "unit", "role", "force", "citation"} <= set(target)
    assert {"section", "paragraph", "start", "end", "text"} <= set(target["citation"])
    assert (target["indicator"], target["value"], target["unit"], target["period"]) == (
        "地区生产总值",
        1200,
        "亿元",
        "2030",
    )


def test_many_files_are_read_with_progress_kept_off_the_answer(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(PLAN, encoding="utf-8")
    assert run(["read", str(plan), str(other), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["readings"]) == 2


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
def test_a_list_is_written_as_a_file(plan: Path, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"out.{ending}"
    assert run(["read", str(plan), "--kind", "target", "--out", str(out)]) == 0
    assert out.stat().st_size > 50


def test_lint_shows_its_arithmetic(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "bad.txt"
    path.write_text("2020年，三次产业结构为15.3:30.8:54.5。\n", encoding="utf-8")
    assert run(["lint", str(path), "--json"]) == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert any("100.6" in finding["arithmetic"] for finding in findings)
    assert {"code", "severity", "message", "figures", "arithmetic", "citations"} <= set(findings[0])


def test_lint_takes_the_facts_of_a_zone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.txt"
    text = "云溪区产业发展规划\n\n规划范围包括邵阳市、怀化市，共26个县市区。\n"
    path.write_text(text, encoding="utf-8")
    assert run(["lint", str(path), "--zone", "hunan", "--json"]) == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert ["邵阳市 12 + 怀化市 12 = 24 ≠ 26" in each["arithmetic"] for each in findings] == [True]
    assert run(["lint", str(path), "--zone", "no-such-zone", "--json"]) == 2
    assert '"zone-unknown"' in capsys.readouterr().err


def test_match_ranks_and_says_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = tmp_path / "project.yaml"
    project.write_text("name: 甲\nindustry: 服装\nland: 80 亩\n", encoding="utf-8")
    assert run(["match", str(project), "--json"]) == 0
    first = json.loads(capsys.readouterr().out)["ranking"][0]
    assert {"carrier", "score", "rank", "verdict", "contributions", "verdicts", "missing"} <= set(first)
    assert first["missing"]


def test_the_example_project_is_a_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["match", "--example"]) == 0
    project = tmp_path / "example.yaml"
    project.write_text(capsys.readouterr().out, encoding="utf-8")
    assert run(["match", str(project), "--top", "3"]) == 0


def test_why_unfolds_a_claim_of_the_zone(capsys: pytest.CaptureFixture[str]) -> None:
    import chengjie.system

    claim = chengjie.system.open_zone("xiangnan-xiangxi").rows("claims/targets")[0]["id"]
    assert run(["why", f"claim:{claim}", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ground"] == "plan"


def test_the_packaged_zone_has_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["zone", "check", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["faults"] == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["read", "nowhere.txt"], "plan-unreadable"),
        (["zone", "check", "nowhere"], "zone-unknown"),
        (["why", "claim:nix"], "figure-unknown"),
        (["match", "nowhere.yaml"], "file-unreadable"),
        (["read"], "usage-wrong"),
        (["nothing"], "usage-wrong"),
        (["serve", "--port", "0"], "usage-wrong"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_refusal_has_code_two_and_says_so_in_the_language_and_as_json(
    arguments: list[str], code: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--lang", language, *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert code in said.err
    assert ("拒绝" if language == "zh" else "Refused") in said.err
    assert run([*arguments, "--json"]) == 2
    refused = json.loads(capsys.readouterr().err)["refused"]
    assert refused[0]["code"] == code
    assert {"zh", "en"} == set(refused[0]["message"]) == set(refused[0]["remedy"])


def test_an_unknown_ending_is_refused(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(plan), "--out", str(tmp_path / "x.doc")]) == 2
    assert "output-format-unknown" in capsys.readouterr().err


@pytest.mark.parametrize(
    "path",
    [[], ["read"], ["lint"], ["zone"], ["zone", "check"], ["zone", "build"], ["match"], ["index"], ["why"], ["serve"]],
)
def test_help_is_in_the_language_asked_for(path: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "zh", *path, "--help"]) == 0
    chinese = capsys.readouterr().out
    assert run(["--lang", "en", *path, "--help"]) == 0
    english = capsys.readouterr().out
    assert "用法：" in chinese
    assert "选项" in chinese
    assert english.startswith("Usage:")
    assert not any("\u4e00" <= mark <= "\u9fff" for mark in english)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read"], "缺少 FILE"),
        (["zone", "build"], "缺少 --document"),
        (["nothing"], "没有 nothing 这个命令"),
        (["read", "a.txt", "--jsom"], "没有 --jsom 这个选项"),
        (["serve", "--port", "many"], "--port 的值不对：many"),
    ],
)
def test_misuse_is_said_in_chinese(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--lang", "zh", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_a_command_does_not_wait_for_the_libraries_of_the_others() -> None:
    script = "import sys; from chengjie.cli.main import run; run(['read', '--help']); sys.exit('duckdb' in sys.modules or 'sqlglot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=False).returncode == 0
