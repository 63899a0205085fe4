"""Reading a project: units, and every fault at once."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from chengjie.errors import Refusal
from chengjie.matching import read_project


def codes(source: dict[str, Any]) -> list[str]:
    with pytest.raises(Refusal) as refused:
        read_project(source)
    return [fault.code for fault in refused.value.faults]


def test_amounts_are_kept_in_one_unit() -> None:
    project = read_project({"name": "甲", "industry": "服装", "investment": "5000万元", "land": "2公顷", "jobs": 300})
    assert project.investment
    assert project.investment.value == Decimal("0.5")
    assert project.land
    assert (project.land.value, project.land.unit) == (Decimal(30), "亩")
    assert project.jobs
    assert project.jobs.unit == "人"


def test_all_faults_are_told_at_once() -> None:
    found = codes({"industry": "", "land": "-5亩", "investment": "3亩", "jobs": "很多", "lnad": "3亩", "power": 10**12})
    assert sorted(found) == [
        "project-amount-absurd",
        "project-amount-not-positive",
        "project-amount-unreadable",
        "project-key-unknown",
        "project-missing",
        "project-missing",
        "unit-mismatch",
    ]


def test_an_unknown_key_is_answered_with_the_nearest() -> None:
    with pytest.raises(Refusal) as refused:
        read_project({"name": "甲", "industry": "服装", "investmnt": "1亿元"})
    assert refused.value.faults[0].parameters["nearest"] == "investment"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"land": "3 斛"}, "unit-unknown"),
        ({"land": 0}, "project-amount-not-positive"),
        ({"land": float("nan")}, "project-amount-unreadable"),
        ({"land": "1e99"}, "project-amount-absurd"),
        ({"industry": "服" * 3000}, "project-text-too-long"),
        ({"wishes": "永州"}, "project-wishes-unreadable"),
        ({"wishes": {"near": "海"}}, "project-key-unknown"),
        ({"wishes": {"most_km_to_port": "远"}}, "project-amount-unreadable"),
        ({"wishes": {"most_km_to_port": -3}}, "project-amount-not-positive"),
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, Any], code: str) -> None:
    assert codes({"name": "甲", "industry": "服装", **given}) == [code]


def test_a_file_is_read_and_its_name_stands_in_the_fault(tmp_path: Path) -> None:
    path = tmp_path / "甲.yaml"
    path.write_text("name: 甲\nindustry: 服装\nland: 0\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        read_project(path)
    assert refused.value.faults[0].where.file == "甲.yaml"


def test_a_key_that_stands_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "甲.yaml"
    path.write_text("name: 甲\nindustry: 服装\nland: 3\nland: 5\n", encoding="utf-8")
    with pytest.raises(Refusal):
        read_project(path)


@pytest.mark.parametrize("text", ["", "- 1\n- 2\n", "name: [", "\x00", "&a [*a]"])
def test_a_file_that_is_no_project_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "甲.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Refusal):
        read_project(path)
