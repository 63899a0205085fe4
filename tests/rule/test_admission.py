"""Rules against cases: the versions of a day, unknowns by name, what would have to change, and which law decides."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import chengjie.rule
import chengjie.system
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


@pytest.fixture(scope="module")
def worked() -> list[chengjie.rule.Worked]:
    return list(chengjie.rule.work(ZONE))


def test_every_worked_case_of_the_books_comes_out_as_written(worked: list[chengjie.rule.Worked]) -> None:
    assert [(each.case.rule, each.case.title.zh, each.found) for each in worked if not each.passed] == []
    assert {rule.id for book in KNOWN.books for rule in book.rules} == {each.case.rule for each in worked}


def test_a_rule_is_shown_to_pass_to_fail_and_not_to_know(worked: list[chengjie.rule.Worked]) -> None:
    """Only a rule that waits for a parameter that nobody filled has no case that passes."""
    shown: dict[str, set[str]] = {}
    for each in worked:
        shown.setdefault(each.case.rule, set()).add(each.case.then)
    waiting = set(KNOWN.parameters)
    for ready in KNOWN.on(DAY):
        answers = shown[ready.rule.id]
        assert answers == {"yes", "no", "unknown"} or (waiting & set(ready.holds.names) and "unknown" in answers)


def test_nothing_is_known_of_an_empty_case_and_so_nothing_passes() -> None:
    admission = admit({}, ZONE, day=DAY)
    assert admission.answer == "unknown"
    assert {each.answer for each in admission.verdicts} == {"unknown"}
    assert {"energy", "catalogue_class", "is_chemical"} <= {each.name for each in admission.missing}


def test_a_parameter_that_somebody_filled_decides() -> None:
    case = {"investment_intensity": 3000.0}
    low, high = ({"least_investment_intensity": each} for each in (2000.0, 4000.0))
    assert verdict(admit(case, ZONE, day=DAY, parameters=low), "investment-intensity").answer == "yes"
    assert verdict(admit(case, ZONE, day=DAY, parameters=high), "investment-intensity").answer == "no"


def test_a_fact_is_unfolded_to_the_inputs_under_it() -> None:
    found = verdict(admit({"industry_code": "2911", "shoreline_km": 0.5}, ZONE, day=DAY), "chemical-one-km")
    assert [each.name for each in found.missing] == ["is_chemical"]
    sure = admit({"industry_code": "2614", "shoreline_km": 0.5}, ZONE, day=DAY)
    assert ("chemical", True) in {(each.fact.name, each.trail.value) for each in sure.derived}
    part = verdict(sure, "chemical-one-km").trail.parts[0].parts[0]
    assert (part.words, part.value) == ("chemical", True)


def test_a_parameter_that_nobody_filled_is_asked_for_by_name() -> None:
    (lacking,) = verdict(admit({"investment_intensity": 9000.0}, ZONE, day=DAY), "investment-intensity").missing
    assert (lacking.name, lacking.is_parameter) == ("least_investment_intensity", True)


def test_a_refusal_says_which_single_change_would_do() -> None:
    found = verdict(admit({"is_chemical": True, "shoreline_km": 0.4}, ZONE, day=DAY), "chemical-one-km")
    assert [(each.name, each.wanted) for each in found.changes] == [("shoreline_km", 1.0), ("is_chemical", False)]
    office = verdict(admit({"office_land_share": 9.0}, ZONE, day=DAY), "office-land")
    assert [(each.now, each.wanted, each.way, each.by) for each in office.changes] == [(9.0, 7.0, "at most", -2.0)]
    energy = verdict(
        admit({"energy": 1500.0, "coal": 0.0, "energy_review_passed": False}, ZONE, day=DAY), "energy-review"
    )
    assert [(each.name, each.way, each.bound) for each in energy.changes] == [
        ("energy_review_passed", "to", None), ("energy", "below", 1000.0),
    ]  # fmt: skip
    land = verdict(admit({"is_standard_land": True, "fixed_investment": 900.0, "land": 10.0}, ZONE, day=DAY,
                         parameters={"standard_least_investment": 100.0}), "standard-investment")  # fmt: skip
    assert [(each.name, each.way, each.bound) for each in land.changes] == [
        ("fixed_investment", "at least", 1000.0), ("land", "at most", 9.0),
    ]  # fmt: skip
    favoured = verdict(admit({"catalogue_class": "允许"}, ZONE, day=DAY), "encouraged")
    assert [each.wanted for each in favoured.changes] == ["鼓励"]


@settings(max_examples=40, deadline=None)
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


def test_the_books_are_read_once() -> None:
    began = time.perf_counter()
    assert chengjie.rule.books(ZONE) is chengjie.rule.books(ZONE)
    assert time.perf_counter() >= began
