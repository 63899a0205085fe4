"""The tutorial does what it says, in both languages: its files are saved, its workbook is completed, its commands run in order."""

import json
import re
from pathlib import Path

import openpyxl
import pytest

from chengjie.cli.main import run

DOCS = Path(__file__).parents[2] / "docs"
CODES = {"白石县": "990101", "清河县": "990102"}


def text(language: str) -> str:
    return (DOCS / f"tutorial.{language}.md").read_text(encoding="utf-8")


def blocks(language: str, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", text(language), re.DOTALL)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_plan_of_the_tutorial_gives_what_is_promised(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text(blocks(language, "text")[0], encoding="utf-8")
    assert run(["read", str(plan), "--json"]) == 0
    targets = [claim for claim in json.loads(capsys.readouterr().out)["claims"] if claim["kind"] == "target"]
    assert [claim["role"] for claim in targets] == ["baseline"] * 3 + ["target"] * 3
    assert run(["lint", str(plan), "--json"]) == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [finding["code"] for finding in findings] == ["ratio-unlike-parts", "target-without-baseline"]


def complete(path: Path) -> None:
    """Fill in the workbook as the table of the tutorial says."""
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets[:-1]:
        heads = [str(cell.value).removesuffix(" *").split()[-1] for cell in sheet[1]]
        for line in sheet.iter_rows(min_row=2):
            row = dict(zip(heads, line, strict=True))
            state = next((row[name] for name in ("state", "状态") if name in row and row[name].value), None)
            if state is None or (sheet.title == "indicator_labels" and not row["indicator"].value):
                continue
            state.value = {"建议": "采用", "proposed": "taken"}[str(state.value)]
            named = {"places": "name", "region_members": "note"}.get(sheet.title)
            if named:
                row["code"].value = CODES[str(row[named].value)]
            if sheet.title == "carriers":
                row["kind"].value = row["kind"].value or "工业集中区"
            if sheet.title == "carrier_places":
                row["place"].value = CODES["白石县"] if line[0].row == 2 else CODES["清河县"]
    book.save(path)


def commands(language: str) -> list[str]:
    return [line[2:] for block in blocks(language, "console") for line in block.splitlines()]


def test_both_languages_have_the_same_commands() -> None:
    assert [command.replace(" --lang en", "") for command in commands("en")] == commands("zh")


def test_every_command_of_the_tutorial_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.txt").write_text(blocks("zh", "text")[0], encoding="utf-8")
    Path("facts.csv").write_text(blocks("zh", "csv")[0], encoding="utf-8")
    assert len(commands("zh")) > 12
    for command in commands("zh"):
        line, _, file = command.partition(" > ")
        words = [word.strip('"') for word in line.split()[1:]]
        if "serve" in words:
            continue  # tests/web and tests/browser serve
        if "import" in words and "--accept" not in words:
            complete(Path("baishi.xlsx"))
        assert run(words) == 0, command
        said = capsys.readouterr().out
        assert said
        if file:
            Path(file).write_text(said, encoding="utf-8")
    assert run(["match", "project.yaml", "--zone", "baishi", "--json"]) == 0
    ranking = json.loads(capsys.readouterr().out)["ranking"]
    assert [each["verdict"] for each in ranking] == ["unknown", "unknown"]
    assert Path("book.jsonl").read_text(encoding="utf-8").count("\n") >= 2


def test_the_figure_of_the_tutorial_unfolds(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["why", "progress:demonstration-zone:gdp:2020", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["parts"]
