"""The worked cases of every kind of match, in a planner's words (cases/*.yaml): given, when, then."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from chengjie.matching import kinds
from chengjie.matching.board import Board, board
from chengjie.package import Package

FOLDER = Path(__file__).parent / "cases"
CASES: list[dict[str, Any]] = [
    case for path in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(path.read_text("utf-8"))
]


def written(rows: list[dict[str, Any]] | None) -> list[dict[str, str]] | None:
    """Rows as cells of a form are: everything is text, a truth is 是 or 否."""
    said = {True: "是", False: "否"}
    return None if rows is None else [{key: said.get(value, str(value)) if isinstance(value, bool) else str(value) for key, value in row.items()} for row in rows]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[f"{case['kind']}: {case['title']}" for case in CASES])
def test_a_worked_case(case: dict[str, Any], zone: Package) -> None:
    given = case["given"]
    found = board(case["kind"], zone, demand=written(given.get("demand")), supply=written(given.get("supply")))
    names = [each.title.zh for each in found.pairs.demand]
    for what, wanted in case["then"].items():
        assert SAYS[what](found, names, wanted) == wanted, what


def _first(found: Board, names: list[str], wanted: dict[str, str]) -> dict[str, str]:
    return {name: found.ranking(names.index(name)).ranking[0].offer.title.zh for name in wanted}


def _ruled_out(found: Board, names: list[str], wanted: dict[str, list[str]]) -> dict[str, list[str]]:
    """The conditions that rule something out for a demand."""
    return {
        name: sorted({verdict.condition for each in found.ranking(names.index(name)).ranking for verdict in each.verdicts if verdict.answer == "no"})
        for name in wanted
    }  # fmt: skip


def _missing(found: Board, names: list[str], wanted: dict[str, list[str]]) -> dict[str, list[str]]:
    return {
        name: [each.name for each in found.ranking(names.index(name)).missing if each.name in names_]
        for name, names_ in wanted.items()
    }


def _pairs(found: Board, names: list[str]) -> list[list[str]]:
    assigned = found.assignment()
    assert assigned is not None
    return [[names[each.demand], found.pairs.supply[each.supply].title.zh] for each in assigned.pairs]


def _left(found: Board, side: str) -> list[str]:
    assigned = found.assignment()
    assert assigned is not None
    if side == "demand":
        return [found.pairs.demand[i].title.zh for i in assigned.left_demand]
    return [found.pairs.supply[j].title.zh for j in assigned.left_supply]


def _amounts(found: Board) -> dict[str, float]:
    assigned = found.assignment()
    assert assigned is not None
    return {found.pairs.supply[each.supply].title.zh: each.amount for each in assigned.pairs}


def _assigned(found: Board) -> int:
    assigned = found.assignment()
    assert assigned is not None
    return len(assigned.pairs)


SAYS: dict[str, Any] = {
    "demands": lambda found, names, wanted: names,
    "first_of": _first,
    "ruled_out": _ruled_out,
    "missing": _missing,
    "good": lambda found, names, wanted: {name: found.ranking(names.index(name)).good for name in wanted},
    "pairs": lambda found, names, wanted: _pairs(found, names),
    "assigned": lambda found, names, wanted: _assigned(found),
    "left_demand": lambda found, names, wanted: _left(found, "demand"),
    "left_supply": lambda found, names, wanted: _left(found, "supply"),
    "amounts": lambda found, names, wanted: _amounts(found),
    "hand_over": lambda found, names, wanted: {names[each.lead]: each.advised for each in found.hand_overs()},
}


def test_every_kind_of_match_has_a_worked_case(zone: Package) -> None:
    assert {each.id for each in kinds(zone)} - {case["kind"] for case in CASES} == {"project-carrier"}
