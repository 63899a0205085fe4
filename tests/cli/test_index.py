"""`chengjie index`: the list, the template, scores with ranges, and refusals as JSON."""

import csv
import json
from pathlib import Path

import pytest

import chengjie.cli.main


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, object]:
    assert chengjie.cli.main.run(["index", *words, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_without_a_definition_the_indices_are_listed_with_what_they_lack(capsys: pytest.CaptureFixture[str]) -> None:
    listed = answer(capsys)["indices"]
    assert isinstance(listed, list)
    assert any(each["missing"] for each in listed)


def test_an_index_of_the_zone_is_scored_with_ranges_and_an_audit(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, "county-receiving-base", "--runs", "50", "--audit")
    assert {"units", "steps", "scores", "ranks", "uncertainty", "sensitivity", "coherence", "removals"} <= set(found)


def test_a_template_is_filled_in_and_scored(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert chengjie.cli.main.run(["index", "industry-team-card", "--template"]) == 0
    head = next(csv.reader([capsys.readouterr().out]))
    path = tmp_path / "a.csv"
    rows = [head, ["甲", *["80"] * (len(head) - 2), "1"], ["乙", *["70"] * (len(head) - 2), "0"]]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert answer(capsys, "industry-team-card", "--data", str(path))["scores"] == [81.0, 70.0]
    out = tmp_path / "b.xlsx"
    assert (
        chengjie.cli.main.run(["index", "industry-team-card", "--data", str(path), "--steps", "--out", str(out)]) == 0
    )
    assert out.stat().st_size > 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["b-ready"], "index-data-wanted"),
        (["no-such-index"], "index-definition-unknown"),
    ],
)
def test_what_cannot_be_scored_is_refused(capsys: pytest.CaptureFixture[str], words: list[str], code: str) -> None:
    assert chengjie.cli.main.run(["index", *words, "--json"]) == 2
    assert code in capsys.readouterr().err
