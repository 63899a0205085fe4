"""Bad input by name, as a user brings it to a command: each is refused with its own code, or dealt with as it is written down."""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

import chengjie.cli.main

INDEX = """
id: mine
title: {zh: 我的指数, en: my index}
weights_total: 100
groups: [{code: whole}]
indicators:
  - {code: a, parent: whole, weight: 60}
  - {code: b, parent: whole, weight: 40}
"""
GEOMETRIC = INDEX + "aggregate: {method: geometric}\nnormalise: {method: as-is}\n"
SHEET = "unit,a,b\n甲,1,5\n乙,2,4\n丙,3,9\n"
AGREEMENT = (importlib.resources.files("chengjie.cli") / "example-agreement.yaml").read_text(encoding="utf-8")
FACTS = "period,item,amount,source\n2022,增值税,6000000,税务局（模拟）\n"
SECOND = AGREEMENT.split("phases:\n")[1].split("one_off:")[0].replace("first-years", "second").replace("2022-01-01", "2024-01-01")  # fmt: skip
CLAIMS = "claim,claimant,day,area_name,year,area,kept\nc1,壬县,2025-03-01,南山,2024,20000,是\n"
PROMISES = "promise,event,day,by,to,what,amount,due,source\nP1,promised,2024-01-10,某县政府,甲公司,租金补贴,1000,2024-06-30,纪要\n"  # fmt: skip
PROBLEM = """
carriers: [{id: 甲园, capacities: {用地: 100}}, {id: 乙园, capacities: {用地: 50}}]
projects: [{id: 一厂, demands: {用地: 60}, options: {甲园: 5, 乙园: 4}}]
"""


def named(names: tuple[str, ...], cases: list[tuple[str, ...]]) -> pytest.MarkDecorator:
    """The cases under the names of their items alone."""
    return pytest.mark.parametrize(names, cases, ids=[each[0] for each in cases])


def refused(capsys: pytest.CaptureFixture[str], words: Sequence[str]) -> list[str]:
    """The codes by which a command refuses; it exits with 2 and says nothing else."""
    assert chengjie.cli.main.run([*words, "--json"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    return sorted({fault["code"] for fault in json.loads(shown.err)["refused"]})


def answered(capsys: pytest.CaptureFixture[str], words: Sequence[str]) -> dict[str, object]:
    assert chengjie.cli.main.run([*words, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def index(folder: Path, definition: str = INDEX, sheet: str = SHEET) -> list[str]:
    (folder / "i.yaml").write_text(definition, encoding="utf-8")
    (folder / "d.csv").write_text(sheet, encoding="utf-8")
    return ["index", str(folder / "i.yaml"), "--data", str(folder / "d.csv")]


def settle(folder: Path, agreement: str = AGREEMENT, facts: str = FACTS) -> list[str]:
    (folder / "a.yaml").write_text(agreement, encoding="utf-8")
    (folder / "f.csv").write_text(facts, encoding="utf-8")
    return ["settle", str(folder / "a.yaml"), "--facts", str(folder / "f.csv")]


def entitle(folder: Path, claims: str) -> list[str]:
    (folder / "c.csv").write_text(claims, encoding="utf-8")
    return ["entitle", "eco-compensation", "--claims", str(folder / "c.csv")]


def promises(folder: Path, entries: str) -> list[str]:
    (folder / "p.csv").write_text(entries, encoding="utf-8")
    return ["promises", str(folder / "p.csv")]


def place(folder: Path, problem: str) -> list[str]:
    (folder / "p.yaml").write_text(problem, encoding="utf-8")
    return ["place", str(folder / "p.yaml"), "--seconds", "5"]


def swapped(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


@named(
    ("item", "definition", "sheet", "code"),
    [
        ("infinity", INDEX, swapped(SHEET, "2,4", "inf,4"), "index-data-not-finite"),
        ("a word for a number", INDEX, swapped(SHEET, "2,4", "约二,4"), "index-data-not-number"),
        ("negative value", GEOMETRIC, swapped(SHEET, "2,4", "-2,4"), "index-not-positive"),
        ("negative weight", swapped(INDEX, "weight: 40", "weight: -40"), SHEET, "definition-invalid"),
        ("weight that is no number", swapped(INDEX, "weight: 40", "weight: .nan"), SHEET, "definition-invalid"),
        ("duplicate unit", INDEX, swapped(SHEET, "乙", "甲"), "index-data-duplicate-unit"),
        ("duplicate indicator", swapped(INDEX, "code: b", "code: a"), SHEET, "index-tree-duplicate"),
        ("duplicate column", INDEX, swapped(SHEET, "unit,a,b", "unit,a,a"), "index-data-duplicate-column"),
        ("weights that do not sum", swapped(INDEX, "weight: 40", "weight: 30"), SHEET, "index-weights-sum"),
        ("constant indicator", INDEX, "unit,a,b\n甲,1,5\n乙,1,4\n", "index-indicator-constant"),
        ("all-missing column", INDEX, "unit,a,b\n甲,,5\n乙,,4\n丙,,9\n", "index-indicator-empty"),
        ("one unit only", INDEX, "unit,a,b\n甲,1,5\n", "index-data-one-unit"),
        ("no unit", INDEX, "unit,a,b\n", "index-data-one-unit"),
        ("missing column", INDEX, "unit,a\n甲,1\n乙,2\n", "index-data-column-missing"),
    ],
)
def test_an_index_refuses(capsys: pytest.CaptureFixture[str], tmp_path: Path, item: str, definition: str, sheet: str, code: str) -> None:  # fmt: skip
    assert item
    assert code in refused(capsys, index(tmp_path, definition, sheet))


@pytest.mark.parametrize("cell", ["", "NaN", "NA"])
def test_a_figure_that_is_no_number_is_unknown_and_leaves_its_unit_unranked(capsys: pytest.CaptureFixture[str], tmp_path: Path, cell: str) -> None:  # fmt: skip
    found = answered(capsys, index(tmp_path, INDEX, swapped(SHEET, "2,4", f"{cell},4")))
    assert found["ranks"] == [2, None, 1]


@named(
    ("item", "agreement", "facts", "code"),
    [
        ("shares of 101 %", swapped(AGREEMENT, "host: 0.6", "host: 0.61"), FACTS, "agreement-shares-sum"),
        ("a negative share", swapped(AGREEMENT, "{origin: 0.4, host: 0.6}", "{origin: -0.4, host: 1.4}"), FACTS, "agreement-malformed"),
        ("a share that is no number", swapped(AGREEMENT, "host: 0.6", "host: .nan"), FACTS, "agreement-malformed"),
        ("overlapping phases", swapped(AGREEMENT, "one_off:", f"{SECOND}one_off:"), FACTS, "agreement-phases-overlap"),
        ("a phase that ends before it begins", swapped(AGREEMENT, "2026-12-31", "2021-12-31"), FACTS, "agreement-phase-backwards"),
        ("a party twice", swapped(AGREEMENT, "{id: host,", "{id: origin,"), FACTS, "agreement-id-twice"),
        ("a one-off payment twice", AGREEMENT + AGREEMENT.split("one_off:\n")[1], FACTS, "agreement-id-twice"),
        ("another currency in the agreement", swapped(AGREEMENT, "simulated: true", "currency: USD"), FACTS, "agreement-malformed"),
        ("currencies mixed in the facts", AGREEMENT, "period,item,amount,source,currency\n2022,增值税,1,局,CNY\n2023,增值税,1,局,USD\n", "facts-currency"),
        ("an amount that is no number", AGREEMENT, swapped(FACTS, "6000000", "NaN"), "facts-amount"),
        ("an infinite amount", AGREEMENT, swapped(FACTS, "6000000", "Infinity"), "facts-amount"),
        ("a comma in the wrong place", AGREEMENT, swapped(FACTS, "6000000", '"60,5"'), "facts-amount"),
        ("a negative amount", AGREEMENT, swapped(FACTS, "6000000", "-6000000"), "facts-refund"),
        ("a row twice", AGREEMENT, FACTS + FACTS.splitlines()[1] + "\n", "facts-row-twice"),
        ("no amount", AGREEMENT, swapped(FACTS, "6000000", ""), "facts-cell-missing"),
    ],
)  # fmt: skip
def test_a_settlement_refuses(capsys: pytest.CaptureFixture[str], tmp_path: Path, item: str, agreement: str, facts: str, code: str) -> None:  # fmt: skip
    assert item
    assert code in refused(capsys, settle(tmp_path, agreement, facts))


def test_a_clock_that_goes_backwards_is_refused_by_the_register_of_promises(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:  # fmt: skip
    early = PROMISES + "P1,delivered,2024-01-09,,,,1000,,凭证\n"
    assert refused(capsys, promises(tmp_path, early)) == ["promises-clock-backwards"]


@named(
    ("item", "claims", "code"),
    [
        ("a negative value", swapped(CLAIMS, "20000", "-20000"), "claims-negative"),
        ("a value that is no number", swapped(CLAIMS, "20000", "nan"), "claims-cell"),
        ("a claim twice", CLAIMS + CLAIMS.splitlines()[1] + "\n", "claims-id-twice"),
        ("a day that is none", swapped(CLAIMS, "2025-03-01", "2025-02-30"), "claims-day"),
    ],
)
def test_claims_are_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path, item: str, claims: str, code: str) -> None:  # fmt: skip
    assert item
    assert refused(capsys, entitle(tmp_path, claims)) == [code]


@named(
    ("item", "problem", "code"),
    [
        ("no project", swapped(PROBLEM, PROBLEM.splitlines()[2], "projects: []"), "placement-no-projects"),
        ("no carrier", swapped(PROBLEM, PROBLEM.splitlines()[1], "carriers: []"), "placement-no-carriers"),
        ("a capacity that nobody has stated", swapped(PROBLEM, "乙园, capacities: {用地: 50}", "乙园, capacities: {}"), "placement-no-capacity"),
        ("a negative demand", swapped(PROBLEM, "用地: 60", "用地: -60"), "placement-negative"),
        ("a demand that is no number", swapped(PROBLEM, "用地: 60", "用地: .nan"), "placement-not-a-number"),
        ("a carrier twice", swapped(PROBLEM, "id: 乙园", "id: 甲园"), "placement-id-twice"),
    ],
)  # fmt: skip
def test_a_placement_refuses(capsys: pytest.CaptureFixture[str], tmp_path: Path, item: str, problem: str, code: str) -> None:  # fmt: skip
    assert item
    assert code in refused(capsys, place(tmp_path, problem))


@pytest.mark.usefixtures("compiled")
def test_a_capacity_of_zero_takes_nothing_and_what_must_be_placed_is_then_impossible(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:  # fmt: skip
    empty = swapped(swapped(PROBLEM, "用地: 100", "用地: 0"), "用地: 50", "用地: 0")
    assert answered(capsys, place(tmp_path, empty))["assignment"] == [None]
    found = answered(capsys, place(tmp_path, swapped(empty, "id: 一厂,", "id: 一厂, unplaced_price: null,")))
    assert found["status"] == "infeasible"
    assert found["conflicts"]
