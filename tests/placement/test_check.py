"""The check finds every kind of breach, and knows nothing of the solvers."""

from __future__ import annotations

import ast
import dataclasses
import inspect
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.placement.conftest import two_parks

from chengjie.placement import Carrier, Floor, Limit, Option, Problem, Project, check, value

HOLDS: dict[str, str | None] = {"p": "b", "q": "a", "r": "a"}


def kinds(problem: Problem, assignment: Mapping[str, str | None]) -> list[str]:
    return [breach.kind for breach in check(problem, assignment)]


def test_an_answer_that_holds_has_no_breach_and_its_value() -> None:
    assert kinds(two_parks(), HOLDS) == []
    assert value(two_parks(), HOLDS) == 16.0


@pytest.mark.parametrize(
    ("assignment", "kind"),
    [
        ({"p": "a", "q": "a", "r": None}, "capacity"),
        ({"p": "a", "q": "b", "r": "b"}, "not-eligible"),
        ({"p": "a", "q": "b", "r": None, "z": "a"}, "unknown-project"),
    ],
)
def test_a_wrong_choice_is_found(assignment: dict[str, str | None], kind: str) -> None:
    assert kind in kinds(two_parks(), assignment)


def test_what_must_be_placed_and_what_stays_is_held() -> None:
    p, q, r = two_parks().projects
    must = two_parks(projects=(dataclasses.replace(p, unplaced_price=None), dataclasses.replace(q, fixed="b"), r))
    assert kinds(must, {"p": None, "q": "a", "r": None}) == ["must-be-placed", "fixed"]


def test_groups_limits_floors_and_reserves_are_held() -> None:
    assert kinds(two_parks(together=(frozenset("pr"),)), HOLDS) == ["together"]
    assert kinds(two_parks(apart=(frozenset("qr"),)), HOLDS) == ["apart"]
    assert kinds(two_parks(limits=(Limit("textile", ("A", "B"), "land", 0.5),)), HOLDS) == ["limit"]
    assert kinds(two_parks(floors=(Floor(("B",), 2.0),)), HOLDS) == ["floor"]
    assert kinds(two_parks(floors=(Floor(("X",), 17.0, "value"),)), HOLDS) == ["floor"]
    kept = (Carrier("a", {"land": 10.0}, reserved={"land": 2.0}), Carrier("b", {"land": 6.0}))
    assert kinds(two_parks(carriers=kept), HOLDS) == ["reserve"]


def test_an_enclave_takes_from_both_sides() -> None:
    away = Option(4.0, {"land": 5.0}, "a", {"b": {"power": 3.0}})
    problem = Problem((Project("p", {"enclave": away}),), (Carrier("a", {"land": 9.0}), Carrier("b", {"power": 2.0})))
    found = check(problem, {"p": "enclave"})
    assert [(each.names, each.used, each.allowed) for each in found] == [(("b", "power"), 3.0, 2.0)]


def test_the_check_imports_no_solver() -> None:
    source = Path(inspect.getfile(check))
    tree = ast.parse(source.read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name for name in modules if name and name.startswith("chengjie")} == {"chengjie.placement.problem"}
