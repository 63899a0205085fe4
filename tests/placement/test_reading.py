"""Problems from files: our own form with periods, and the public form of generalised assignment."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from chengjie.errors import Refusal
from chengjie.placement import read_orlib, read_problem

FORM: dict[str, Any] = {
    "carriers": [{"id": "a", "capacities": {"land": {"2026": 5, "2027": 9}, "water": "不限"}}],
    "projects": [{"id": "p", "options": {"a": 3}, "demands": {"land": 4, "water": 1}}],
}


def test_a_plain_amount_holds_in_every_period() -> None:
    problem = read_problem(FORM)
    assert problem.projects[0].demands == {"land@2026": 4.0, "land@2027": 4.0, "water": 1.0}
    assert problem.carriers[0].capacities == {"land@2026": 5.0, "land@2027": 9.0, "water": math.inf}


def test_a_limit_on_a_resource_with_periods_holds_in_each() -> None:
    problem = read_problem(FORM | {"limits": [{"industry": "i", "within": "a", "resource": "land", "share": 0.5}]})
    assert [limit.resource for limit in problem.limits] == ["land@2026", "land@2027"]


@pytest.mark.parametrize("name", ["p.yaml", "p.json"])
def test_a_file_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(
        '{"carriers": [{"id": "a", "capacities": {"land": 5}}], "projects": [{"id": "p", "options": {"a": {"value": 3}}}]}'
    )
    assert read_problem(path).projects[0].options["a"].value == 3.0


def test_every_fault_of_a_form_is_refused_at_once() -> None:
    with pytest.raises(Refusal) as refused:
        read_problem({"carriers": [{"id": "a"}], "projects": [{"id": "p", "options": {}, "colour": "red"}]})
    assert {str(fault.parameters["name"]) for fault in refused.value.faults} == {
        "carriers.0.capacities",
        "projects.0.colour",
    }
    assert {fault.code for fault in refused.value.faults} == {"placement-form"}


def test_the_public_form_is_least_cost_with_every_job_placed(tmp_path: Path) -> None:
    path = tmp_path / "small"
    path.write_text("2 3\n1 2 3\n4 5 6\n1 1 1\n2 2 2\n2 4\n")
    problem = read_orlib(path)
    assert problem.sense == "min"
    assert [project.options["000001"].value for project in problem.projects] == [4.0, 5.0, 6.0]
    assert problem.projects[0].needs("000001") == {"capacity": 2.0}
    assert all(project.unplaced_price is None for project in problem.projects)


@pytest.mark.parametrize("text", ["", "2 3\n1 2", "nan 3\n1", "a b", "0 0"])
def test_what_is_not_of_the_public_form_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "wrong"
    path.write_text(text)
    with pytest.raises(Refusal, match="placement-orlib"):
        read_orlib(path)
