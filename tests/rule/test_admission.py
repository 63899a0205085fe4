"""Rules against cases: the versions of a day, unknowns by name, what would have to change, and which law decides."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import chengjie.rule
import chengjie.system
from chengjie.errors import Refusal
from chengjie.rule import Admission, RuleVerdict, admit, read_case

ZONE = chengjie.system.open_zone("xiangnan-xiangxi")
KNOWN = chengjie.rule.books(ZONE)
CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
DAY = date(2026, 1, 1)


def verdict(admission: Admission, rule: str) -> RuleVerdict:
    return next(each for each in admission.verdicts if each.rule.id == rule)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']}-{case['day']}-{case['then']}")
def test_a_worked_case_comes_out_as_written(case: dict[str, Any]) -> None:
    found = verdict(admit(read_case(case["given"], KNOWN), ZONE, day=case["day"]), case["rule"])
    assert found.answer == case["then"]
    assert bool(found.missing) == (case["then"] == "unknown")


def test_every_rule_has_a_worked_case() -> None:
    rules = {rule.id for book in KNOWN.books for rule in book.rules}
    exempt = {each for each in rules if each.startswith("eia-")} - {"eia-site-lawful"} | {
        "plot-ratio"
    }  # alike one by one
    assert rules - exempt == {case["rule"] for case in CASES}


def test_nothing_is_known_of_an_empty_case_and_so_nothing_passes() -> None:
    admission = admit({}, ZONE, day=DAY)
    assert admission.answer == "unknown"
    assert {each.answer for each in admission.verdicts} == {"unknown"}
    assert {"energy", "catalogue_class", "is_chemical"} <= {each.name for each in admission.missing}


def test_a_parameter_that_nobody_filled_is_asked_for_by_name() -> None:
    (lacking,) = verdict(admit({"investment_intensity": 9000.0}, ZONE, day=DAY), "investment-intensity").missing
    assert (lacking.name, lacking.is_parameter) == ("least_investment_intensity", True)


def test_a_refusal_says_which_single_change_would_do() -> None:
    found = verdict(admit({"is_chemical": True, "shoreline_km": 0.4}, ZONE, day=DAY), "chemical-one-km")
    assert [(each.name, each.wanted) for each in found.changes] == [("is_chemical", False), ("shoreline_km", 1.0)]
    office = verdict(admit({"office_land_share": 9.0}, ZONE, day=DAY), "office-land")
    assert [(each.now, each.wanted) for each in office.changes] == [(9.0, 7.0)]
    favoured = verdict(admit({"catalogue_class": "允许"}, ZONE, day=DAY), "encouraged")
    assert [each.wanted for each in favoured.changes] == ["鼓励"]


@given(st.floats(7.001, 1e6), st.floats(0.0, 0.999))
def test_a_change_that_is_named_is_enough(office: float, shoreline: float) -> None:
    given_ = {"office_land_share": office, "is_chemical": True, "shoreline_km": shoreline}
    for each in admit(given_, ZONE, day=DAY).verdicts:
        for change in each.changes:
            again = verdict(admit({**given_, change.name: change.wanted}, ZONE, day=DAY), each.rule.id)
            assert again.answer == "yes"


def test_of_two_rules_on_one_subject_the_higher_law_decides() -> None:
    local = _book("local", [_rule("local-office", "land-office", level="park", holds="office_land_share <= 20")])
    admission = _with(local, {"office_land_share": 15.0})
    assert verdict(admission, "local-office").stands_behind == "office-land"
    assert not verdict(admission, "local-office").decides
    assert verdict(admission, "office-land").answer == "no"


def test_of_two_rules_of_one_level_the_later_decides() -> None:
    later = _book(
        "later",
        [
            _rule(
                "later-office",
                "land-office",
                level="department",
                holds="office_land_share <= 20",
                **{"from": "2025-01-01"},
            )
        ],
    )
    admission = _with(later, {"office_land_share": 15.0})
    assert verdict(admission, "office-land").stands_behind == "later-office"


def _rule(name: str, subject: str, *, level: str, holds: str, **more: Any) -> dict[str, Any]:
    said = {"zh": "规则", "en": "rule"}
    return {
        "id": name, "subject": subject, "title": said, "level": level, "effect": "refuse", "holds": holds,
        "source": "chengjie", "evidence": "F", "remedy": said, **more,
    }  # fmt: skip


def _book(name: str, rules: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    asked = {"name": "office_land_share", "kind": "number", "unit": "%"}
    own = [each.model_dump() for book in KNOWN.books for each in book.inputs if each.name == asked["name"]]
    return {
        "id": name,
        "title": {"zh": "书", "en": "book"},
        "source": "chengjie",
        "inputs": own,
        "rules": rules,
        **more,
    }


def _zone(folder: Path, book: dict[str, Any]) -> Any:
    (folder / "rules").mkdir(parents=True)
    (folder / "zone.yaml").write_text("id: mine\ntitle: {zh: 我的, en: mine}\nextends: hunan\n", encoding="utf-8")
    (folder / "rules/own.yaml").write_text(yaml.safe_dump(book, allow_unicode=True), encoding="utf-8")
    return chengjie.system.open_zone(folder)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path) -> None:
    global FOLDER  # noqa: PLW0603  # a folder a test
    FOLDER = tmp_path / "mine"


FOLDER = Path()


def _with(book: dict[str, Any], values: dict[str, Any]) -> Admission:
    return admit(values, _zone(FOLDER, book), day=DAY)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"rules": [_rule("a1", "s1", level="law", holds="office_land_share <= 'x'")]}, "expression-kinds-differ"),
        ({"rules": [_rule("a1", "s1", level="law", holds="office_land_share + 1")]}, "rule-not-a-condition"),
        ({"rules": [_rule("a1", "s1", level="law", holds="colour = 1")]}, "expression-name-unknown"),
        ({"rules": [{**_rule("a1", "s1", level="law", holds="office_land_share < 1"), "source": "nowhere"}]}, "rule-source-unknown"),
        ({"rules": [_rule("a1", "s1", level="law", holds="office_land_share < 1")] * 2}, "rule-versions-overlap"),
        ({"rules": [_rule("a1", "s1", level="law", holds="office_land_share < 1", **{"from": "2025-01-01", "until": "2024-01-01"})]}, "rule-period-backwards"),
        ({"parameters": [{"name": "most", "title": {"zh": "上限", "en": "most"}, "value": 3.0}]}, "rule-parameter-without-source"),
        ({"rules": [_rule("a1", "s1", level="king", holds="office_land_share < 1")]}, "definition-invalid"),
    ],
)  # fmt: skip
def test_a_faulty_book_is_refused(change: dict[str, Any], code: str) -> None:
    fine = [_rule("a1", "s1", level="law", holds="office_land_share < 1")]
    with pytest.raises(Refusal) as refused:
        _with({**_book("own", fine), **change}, {})
    assert code in {fault.code for fault in refused.value.faults}


def test_a_case_is_refused_with_every_fault() -> None:
    with pytest.raises(Refusal) as refused:
        read_case({"enrgy": 3, "energy": -1, "is_new": "maybe", "coal": True, "electricity": float("nan")}, KNOWN)
    assert sorted(fault.code for fault in refused.value.faults) == [
        "case-input-kind", "case-input-kind", "case-input-range", "case-input-range", "case-input-unknown",
    ]  # fmt: skip


def test_an_empty_input_is_unknown_and_the_example_can_be_read() -> None:
    assert read_case({"energy": None, "catalogue_class": ""}, KNOWN) == {}
    assert read_case(yaml.safe_load(chengjie.rule.example(KNOWN)), KNOWN) == {}


def test_the_books_are_read_once() -> None:
    began = time.perf_counter()
    assert chengjie.rule.books(ZONE) is chengjie.rule.books(ZONE)
    assert time.perf_counter() >= began
