"""Rule books that are not sound are refused whole: cycles, overlaps, missing citations, names that mean two things."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import chengjie.expression
import chengjie.package
import chengjie.rule
import chengjie.system
from chengjie.errors import Refusal
from chengjie.package.rows import Definition, Origin
from chengjie.rule.book import Book
from chengjie.rule.library import Books, joined

SAID = {"zh": "说", "en": "said"}


def rule(holds: str, **more: Any) -> dict[str, Any]:
    return {"id": "a1", "subject": "s1", "title": SAID, "level": "law", "effect": "refuse", "holds": holds, "source": "chengjie", "evidence": "F",
            "remedy": SAID, **more}  # fmt: skip


def fact(name: str, says: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": "number", "title": SAID, "says": says, "source": "chengjie", "evidence": "A", **more}


KNOWN = chengjie.rule.books(chengjie.system.open_zone("xiangnan-xiangxi"))
BESIDE = tuple(each for each in KNOWN.books if each.id in {"project-basics", "industrial-land"})
SOURCES = {"chengjie", "gbt4754", "industrial-land-2008"}


def opened(**parts: Any) -> Books:
    own = {"id": "own", "title": SAID, "source": "chengjie", "rules": [rule("office_land_share < 1")], **parts}
    definition = Definition("rules", "own", own, Origin("own", "rules/own.yaml"))
    return joined((*BESIDE, *chengjie.package.checked([definition], Book)), SOURCES)


FAULTY: list[tuple[dict[str, Any], str]] = [
    ({"rules": [rule("office_land_share <= 'x'")]}, "expression-kinds-differ"),
    ({"rules": [rule("office_land_share + 1")]}, "rule-not-a-condition"),
    ({"rules": [rule("colour = 1")]}, "expression-name-unknown"),
    ({"rules": [rule("SUM(land) > 1")]}, "expression-aggregate-misplaced"),
    ({"rules": [rule("land > 1", source="nowhere")]}, "rule-source-unknown"),
    ({"rules": [{key: value for key, value in rule("land > 1").items() if key != "source"}]}, "definition-invalid"),
    ({"rules": [rule("land > 1", level="king")]}, "definition-invalid"),
    ({"rules": [rule("land > 1")] * 2}, "rule-versions-overlap"),
    ({"rules": [rule("land > 1", until="2025-06-30"), rule("land > 2", **{"from": "2025-06-30"})]}, "rule-versions-overlap"),
    ({"rules": [rule("land > 1", **{"from": "2025-01-01", "until": "2024-01-01"})]}, "rule-period-backwards"),
    ({"facts": [fact("f1", "f2 + 1"), fact("f2", "f1 + 1")]}, "rule-facts-cycle"),
    ({"facts": [fact("f1", "f1 + 1")]}, "rule-facts-cycle"),
    ({"facts": [fact("f1", "land", until="2024-12-31"), fact("f1", "jobs", **{"from": "2024-12-31"})]}, "rule-versions-overlap"),
    ({"facts": [fact("f1", "land > 1")]}, "rule-fact-differs"),
    ({"facts": [fact("f1", "land", unit="人")]}, "rule-fact-differs"),
    ({"facts": [fact("f1", "lnd")]}, "expression-name-unknown"),
    ({"facts": [fact("f1", "land", source="nowhere")]}, "rule-source-unknown"),
    ({"facts": [fact("land", "1")]}, "rule-input-differs"),
    ({"inputs": [{"name": "land", "kind": "text", "title": SAID, "supplier": SAID}]}, "rule-input-differs"),
    ({"parameters": [{"name": "land", "title": SAID}]}, "rule-input-differs"),
    ({"parameters": [{"name": "most", "title": SAID, "value": 3.0}]}, "rule-parameter-without-source"),
    ({"contradictions": [{"title": SAID, "when": "land + 1"}]}, "rule-not-a-condition"),
    ({"cases": [{"rule": "elsewhere", "title": SAID, "day": "2026-01-01", "given": {}, "then": "yes"}]}, "rule-case-without-rule"),
]  # fmt: skip


@pytest.mark.parametrize(("parts", "code"), FAULTY, ids=[f"{code}-{index}" for index, (_, code) in enumerate(FAULTY)])
def test_a_faulty_book_is_refused(parts: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        opened(**parts)
    assert code in {fault.code for fault in refused.value.faults}


def test_every_fault_of_a_book_is_named_at_once() -> None:
    with pytest.raises(Refusal) as refused:
        opened(rules=[rule("colour = 1", source="nowhere"), rule("lnd > 1 OR mony < 2", id="a2")])
    codes = [fault.code for fault in refused.value.faults]
    assert sorted(codes) == ["expression-name-unknown"] * 3 + ["rule-source-unknown"]
    assert {fault.where.file for fault in refused.value.faults} == {"rules/own.yaml"}


def test_facts_rest_on_facts_of_their_day() -> None:
    known = opened(
        facts=[fact("half", "land / 2", unit="亩", until="2024-12-31"), fact("half", "land / 3", unit="亩", **{"from": "2025-01-01"}),
               fact("quarter", "half / 2", unit="亩")],
        rules=[rule("quarter >= 10")],
    )  # fmt: skip
    days = (date(2024, 12, 31), date(2025, 1, 1))
    answers = [
        chengjie.expression.evaluate(
            next(each for each in known.on(day) if each.book == "own").holds, {"land": 50.0}
        ).value
        for day in days
    ]
    assert answers == [True, False]


def test_a_rule_is_found_with_its_versions_or_refused() -> None:
    book, versions = KNOWN.rule("energy-review")
    assert (book.id, [each.source for each in versions]) == (
        "energy-review", ["energy-review-2016", "energy-review-2023", "energy-review-2025"],
    )  # fmt: skip
    with pytest.raises(Refusal) as refused:
        KNOWN.rule("no-such")
    assert refused.value.faults[0].code == "rule-unknown"
