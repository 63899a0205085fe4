"""Agreements that cannot be settled are refused, every fault at once."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from chengjie.errors import Refusal
from chengjie.settlement import read_agreement

Change = Callable[[dict[str, Any]], None]


def line(terms: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = terms["phases"][0]["lines"][0]
    return found


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda terms: line(terms)["shares"].update(origin="0.41"), "agreement-shares-sum"),
        (lambda terms: line(terms)["shares"].update(origin="0.3", stranger="0.1"), "agreement-party-unknown"),
        (lambda terms: line(terms).pop("below"), "agreement-below-missing"),
        (
            lambda terms: line(terms)["caps"].append({"party": "host", "most": "5", "then": "origin"}),
            "agreement-cap-circular",
        ),
        (lambda terms: terms["phases"][0].update({"until": "2021-01-01"}), "agreement-phase-backwards"),
        (lambda terms: terms["phases"][1].update({"from": "2023-06-01"}), "agreement-phases-overlap"),
        (lambda terms: terms["phases"][1].update(amends="nothing"), "agreement-amends-unknown"),
        (lambda terms: terms["phases"][1].update(id="early"), "agreement-id-twice"),
        (lambda terms: line(terms)["shares"].update(origin="1.4"), "agreement-malformed"),
        (lambda terms: terms["one_off"][0].update(amount="nan"), "agreement-malformed"),
        (lambda terms: terms.update(currency="USD"), "agreement-malformed"),
        (lambda terms: terms.update(colour="red"), "agreement-malformed"),
    ],
)
def test_a_faulty_agreement_is_refused(terms: dict[str, Any], change: Change, code: str) -> None:
    faulty = copy.deepcopy(terms)
    change(faulty)
    with pytest.raises(Refusal) as refused:
        read_agreement(faulty)
    assert code in {fault.code for fault in refused.value.faults}


def test_all_faults_are_said_at_once(terms: dict[str, Any]) -> None:
    line(terms)["shares"].update(origin="0.41")
    terms["one_off"][0].update({"from": "stranger"})
    terms["phases"][1].update({"from": "2023-06-01"})
    with pytest.raises(Refusal) as refused:
        read_agreement(terms)
    assert {fault.code for fault in refused.value.faults} == {
        "agreement-shares-sum", "agreement-party-unknown", "agreement-phases-overlap",
    }  # fmt: skip


def test_the_version_changes_with_the_terms_and_only_with_them(terms: dict[str, Any]) -> None:
    one = read_agreement(terms).version
    assert read_agreement(copy.deepcopy(terms)).version == one
    line(terms)["above"] = "101"
    assert read_agreement(terms).version != one


@pytest.mark.parametrize(
    ("share", "zh", "en"),
    [("1.4", "不能大于 1", "it cannot be above 1"), ("六成", "不是数", "it is no number"), ("-0.1", "不能小于 0", "it cannot be below 0")],
)  # fmt: skip
def test_what_does_not_fit_is_said_in_both_languages(terms: dict[str, Any], share: str, zh: str, en: str) -> None:
    line(terms)["shares"].update(origin=share)
    with pytest.raises(Refusal) as refused:
        read_agreement(terms)
    (fault,) = refused.value.faults
    assert fault.parameters["detail"] == f"{zh} · {en}"
