"""Boards: both ways of evaluating agree, sides are asked for, hand-overs and rules are held against the firm."""

from datetime import date

import pytest

import chengjie.expression
from chengjie.errors import Refusal
from chengjie.matching import kinds, match, read_project
from chengjie.matching.board import board
from chengjie.matching.pairs import FAILS, NOT_ASKED, OPEN, number
from chengjie.package import Package

POSTS = [
    {"name": "数控", "vacancies": "2", "skills": "数控、PLC", "years": "3", "pay": "9000", "education": "大专", "place": "蓝山县"},
    {"name": "焊工", "vacancies": "1", "skills": "焊接"},
]  # fmt: skip
PEOPLE = [
    {"name": "张", "skills": "数控", "years": "5", "pay": "8000", "education": "本科", "place": "蓝山县"},
    {"name": "李", "skills": "焊接、数控"},
    {"name": "王", "skills": "焊接", "pay": "7000", "education": "初中及以下", "place": "道县"},
]


def test_all_pairs_at_once_give_what_each_pair_gives_alone(zone: Package) -> None:
    found = board("post-talent", zone, demand=POSTS, supply=PEOPLE)
    for i in range(2):
        for j in range(3):
            values = found.pairs.case(i, j).values
            for k, criterion in enumerate(found.wanted.criteria):
                alone = number(chengjie.expression.evaluate(found.wanted.parsed(criterion.value), values).value)
                assert found.pairs.criteria[i, j, k] == pytest.approx(alone, nan_ok=True)
            for c, condition in enumerate(found.wanted.conditions):
                asked = condition.when is None or chengjie.expression.evaluate(found.wanted.parsed(condition.when), values).value is True  # fmt: skip
                said = chengjie.expression.evaluate(found.wanted.parsed(condition.holds), values).value
                wanted = NOT_ASKED if not asked else OPEN if said is None else int(bool(said))
                assert found.pairs.conditions[i, j, c] == wanted


def test_an_unknown_condition_never_passes_and_is_asked_of_who_knows(zone: Package) -> None:
    found = board("post-talent", zone, demand=POSTS, supply=PEOPLE).ranking(0)
    li = next(each for each in found.ranking if each.offer.title.zh == "李")
    assert li.verdict == "unknown"
    asked = {each.name: each.supplier.zh for each in li.missing if each.supplier}
    assert asked["supply_education"] == asked["supply_pay"] == "本人"


def test_whom_a_condition_rules_out_is_never_assigned(zone: Package) -> None:
    found = board("post-talent", zone, demand=POSTS, supply=PEOPLE)
    assigned = found.assignment()
    assert assigned is not None
    for each in assigned.pairs:
        assert FAILS not in found.pairs.conditions[each.demand, each.supply]


@pytest.mark.parametrize(("how", "count"), [("stable", 2), ("best-total", 3)])
def test_both_ways_of_assigning_answer(zone: Package, how: str, count: int) -> None:
    found = board("post-talent", zone, demand=POSTS, supply=PEOPLE).assignment(how)
    assert found is not None
    assert found.by == how
    assert len(found.pairs) == count


@pytest.mark.parametrize(
    ("kind", "given", "faults"),
    [
        ("post-talent", {"demand": POSTS}, ["board-side-missing"]),
        ("lead-carrier", {"supply": PEOPLE, "demand": [{"name": "甲"}]}, ["sheet-column-missing", "board-side-given"]),
        ("post-talent", {"demand": [{"name": "a"}], "supply": [{"name": "b", "pay": "-1"}]}, None),
        ("project-carrier", {}, ["board-side-missing"]),
    ],
)  # fmt: skip
def test_sides_that_are_missing_or_too_many_are_told(zone: Package, kind: str, given: dict[str, list[dict[str, str]]], faults: list[str] | None) -> None:  # fmt: skip
    with pytest.raises(Refusal) as refused:
        board(kind, zone, **given)  # type: ignore[arg-type]  # rows by side
    found = [fault.code for fault in refused.value.faults]
    if faults is None:
        assert {fault.where.file for fault in refused.value.faults} == {"demand", "supply"}
    elif kind == "lead-carrier":
        assert "board-side-given" in found
    else:
        assert found == faults


def test_a_cluster_in_which_only_some_say_their_land_is_refused_at_the_cell(zone: Package) -> None:
    rows = [
        {"cluster": "甲", "name": "一", "industry": "制鞋", "land": "80"},
        {"cluster": "甲", "name": "二", "industry": "鞋材"},
    ]
    with pytest.raises(Refusal) as refused:
        board("cluster-carrier", zone, demand=rows)
    assert [(fault.code, fault.where.row, fault.where.column) for fault in refused.value.faults] == [("group-amount-missing", 3, "用地")]  # fmt: skip


def test_too_many_pairs_are_refused(zone: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chengjie.matching.tables.MOST_PAIRS", 5)
    with pytest.raises(Refusal) as refused:
        board("post-talent", zone, demand=POSTS, supply=PEOPLE)
    assert refused.value.faults[0].code == "board-too-large"


def test_the_rule_books_of_a_definition_are_held_against_the_project(zone: Package) -> None:
    project = read_project({"name": "甲", "industry": "制鞋", "energy": "4000吨标准煤", "power": "800万千瓦时"})
    found = match(project, zone, day=date(2026, 1, 1)).admission
    assert found is not None
    assert found.given == {"energy": 4000, "electricity": 800}
    assert {each.book for each in found.verdicts} >= {"energy-review"}
    assert all(each.rule.source for each in found.verdicts)


def test_a_board_as_json_has_rankings_assignment_and_robustness(zone: Package) -> None:
    answer = board("post-talent", zone, demand=POSTS, supply=PEOPLE).as_json(top=2, robust=True)
    assert [len(each["ranking"]) for each in answer["demands"]] == [2, 2]
    assert answer["demands"][0]["robustness"]["draws"] == 1000
    assert {"by", "total", "pairs", "ties", "unassigned_demand", "unassigned_supply"} <= set(answer["assignment"])
    handed = board(
        "lead-carrier", zone, demand=[{"name": "甲", "industry": "制鞋", "holder": "道县工业集中区"}]
    ).as_json()
    assert handed["hand_overs"][0]["lead"] == "甲"


def test_the_example_of_every_kind_has_several_rows_and_somebody_fits(zone: Package) -> None:
    for kind in (each for each in kinds(zone) if each.id != "project-carrier"):
        rows = {name: side.example for name, side in (("demand", kind.demand), ("supply", kind.supply)) if side.columns}
        assert all(len(each) >= 2 for each in rows.values()), kind.id
        found = board(kind.id, zone, demand=rows.get("demand"), supply=rows.get("supply"))
        assert any(found.ranking(i).good for i in range(len(found.pairs.demand))), kind.id
        assigned = found.assignment()
        assert assigned is None or assigned.pairs, kind.id
