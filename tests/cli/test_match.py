"""`chengjie match` beside its first form: other kinds, tables, methods, robustness."""

import json
from pathlib import Path

import pytest

from chengjie.cli.main import run

POSTS = "岗位,招聘人数,技能要求\n数控,1,数控、PLC\n"
PEOPLE = "姓名,技能,期望月薪\n张,数控,8000\n李,会计,\n"


@pytest.fixture
def tables(tmp_path: Path) -> list[str]:
    (tmp_path / "posts.csv").write_text(POSTS, encoding="utf-8")
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    return ["--kind", "post-talent", "--demand", str(tmp_path / "posts.csv"), "--supply", str(tmp_path / "people.csv")]


def test_demand_and_supply_are_ranked_and_assigned(tables: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["match", *tables, "--json", "--robust", "--assign", "best-total"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert [each["carrier"] for each in answer["demands"][0]["ranking"]] == ["张", "李"]
    assert answer["demands"][0]["robustness"]["seed"] == 1
    assert [(each["demand"], each["supply"]) for each in answer["assignment"]["pairs"]] == [("数控", "张")]


def test_a_board_is_written_as_a_sheet_and_drawn(
    tables: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["match", *tables, "--out", str(tmp_path / "board.csv")]) == 0
    assert (tmp_path / "board.csv").read_text(encoding="utf-8-sig").startswith("需求,配对,名次")
    assert run(["match", *tables]) == 0
    assert "张" in capsys.readouterr().out


def test_the_kinds_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["match", "--kinds"]) == 0
    assert "post-talent" in capsys.readouterr().out
    assert run(["match", "--kinds", "--json"]) == 0
    assert "lead-carrier" in json.loads(capsys.readouterr().out)["kinds"]


def test_another_method_keeps_the_shape_and_adds_its_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = tmp_path / "project.yaml"
    project.write_text("name: 甲\nindustry: 制鞋\n", encoding="utf-8")
    assert run(["match", str(project), "--json", "--method", "topsis", "--robust"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["method"] == "topsis"
    assert {"carrier", "score", "rank", "verdict", "contributions", "verdicts", "missing"} <= set(answer["ranking"][0])
    assert answer["robustness"]["relative"] is True
    assert answer["nearest"]["rank"] == 2
    assert answer["rules"]["rules"]


@pytest.mark.parametrize("arguments", [["--method", "dice"], ["--assign", "dice"]])
def test_a_choice_that_is_not_there_is_refused(
    tables: list[str], arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["match", *tables, *arguments, "--json"]) == 2
    assert json.loads(capsys.readouterr().err)["refused"][0]["code"] == "match-choice-unknown"
