"""The tutorial does what it says, in both languages."""

import json
import re
from pathlib import Path

import pytest

from chengjie.cli.main import run

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_plan_of_the_tutorial_gives_what_is_promised(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = re.findall(r"```text\n(.*?)```", (DOCS / f"tutorial.{language}.md").read_text(encoding="utf-8"), re.DOTALL)[
        0
    ]
    plan = tmp_path / "plan.txt"
    plan.write_text(text, encoding="utf-8")
    assert run(["read", str(plan), "--json"]) == 0
    targets = [claim for claim in json.loads(capsys.readouterr().out)["claims"] if claim["kind"] == "target"]
    assert [claim["role"] for claim in targets] == ["baseline"] * 3 + ["target"] * 3
    assert run(["lint", str(plan), "--json"]) == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [finding["code"] for finding in findings] == ["ratio-unlike-parts", "target-without-baseline"]


def test_the_figure_of_the_tutorial_unfolds(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["why", "progress:demonstration-zone:gdp:2020", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["parts"]
