"""`chengjie place`: the shapes that scripts rely on, the example, the refusals."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import chengjie.cli.main

pytestmark = pytest.mark.usefixtures("compiled")


def run(*arguments: str) -> str:
    """The command in a process of its own, as people run it."""
    done = subprocess.run(
        [sys.executable, "-m", "chengjie.cli", "place", *arguments], capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_example_is_placed_and_comes_out_as_json_and_as_a_table(tmp_path: Path) -> None:
    problem = tmp_path / "p.yaml"
    problem.write_text(run("--example"), encoding="utf-8")
    answer = json.loads(run(str(problem), "--seconds", "60", "--json"))
    assert {"status", "value", "bound", "gap", "seconds", "assignment", "conflicts"} <= set(answer)
    assert (answer["status"], answer["value"], answer["gap"]) == ("optimal", 298.0, 0.0)
    assert answer["assignment"] == [0, 1, 1, 0]
    assert answer["options"][2] == "乙园"
    assert "最优" in run(str(problem), "--seconds", "60")


def test_the_public_form_answers_by_number_of_agent(tmp_path: Path) -> None:
    problem = tmp_path / "small"
    problem.write_text("2 3\n1 2 3\n4 5 6\n1 1 1\n2 2 2\n2 4\n")
    answer = json.loads(run(str(problem), "--format", "orlib", "--seconds", "60", "--json"))
    assert (answer["status"], answer["value"]) == ("optimal", 9.0)
    assert sorted(answer["assignment"]) == [0, 0, 1]


def test_what_is_impossible_is_told_with_what_collides(tmp_path: Path) -> None:
    problem = tmp_path / "tight"
    problem.write_text("1 2\n1 1\n3 3\n5\n")
    answer = json.loads(run(str(problem), "--format", "orlib", "--seconds", "60", "--json"))
    assert (answer["status"], answer["value"], answer["assignment"]) == ("infeasible", None, [])
    assert answer["conflicts"][0]["projects"] == ["000000", "000001"]


@pytest.mark.parametrize(
    ("option", "code"), [(("--seconds", "nan"), "placement-seconds"), (("--seconds", "0"), "placement-seconds"), (("--rounds", "-1"), "placement-rounds")]
)  # fmt: skip
def test_a_budget_that_cannot_be_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], option: tuple[str, str], code: str
) -> None:
    assert chengjie.cli.main.run(["place", str(tmp_path / "p.yaml"), *option, "--json"]) == 2
    assert code in capsys.readouterr().err
