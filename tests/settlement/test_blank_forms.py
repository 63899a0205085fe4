"""Forms of agreements: everything is asked, nothing is filled in."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
import yaml

import chengjie.system
from chengjie.errors import Refusal
from chengjie.settlement import blank_forms, read_agreement, read_facts, settle

ZONE = chengjie.system.open_zone("xiangnan-xiangxi")
FORMS = blank_forms.forms(ZONE)
FACTS = "period,item,amount,source\n2024-Q1,licence,1000000.01,合同\n"


def filled(name: str, **changes: object) -> dict[str, object]:
    """A form with every blank filled for a test."""
    data = yaml.safe_load(blank_forms.blank(FORMS[name]))
    data["agreed"] = "2023-12-01"
    phase = data["phases"][0]
    phase |= {"from": "2024-01-01", "until": "2024-12-31"}
    for line in phase["lines"]:
        line["items"] = dict.fromkeys(line["items"], "1")
        names = list(line["shares"])
        line["shares"] = {
            each: "0.3" if place == 0 else "0.7" if place == 1 else "0" for place, each in enumerate(names)
        }
        line["source"] = "协议第三条"
    return {**data, **changes}


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_blank_form_names_every_blank(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_agreement(_mapping(yaml.safe_load(blank_forms.blank(FORMS[name]))))
    places = {str(fault.parameters["place"]) for fault in refused.value.faults}
    assert {fault.code for fault in refused.value.faults} == {"agreement-blank"}
    assert {"agreed", "phases.0.from", "phases.0.until"} <= places
    for number, line in enumerate(FORMS[name].lines):
        assert {f"phases.0.lines.{number}.shares.{party.id}" for party in FORMS[name].parties} <= places
        assert {f"phases.0.lines.{number}.items.{item}" for item in line.items} <= places


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_filled_form_is_an_agreement(name: str) -> None:
    agreement = read_agreement(_mapping(filled(name)))
    assert agreement.agreed_first == FORMS[name].agreed_first


def test_income_before_the_agreement_is_not_shared_by_it() -> None:
    facts = read_facts(FACTS.encode())
    statement = settle(read_agreement(_mapping(filled("ip-revenue"))), facts)
    assert {party: f"{amount:f}" for party, amount in statement.totals().items()} == {
        "institution": "300000.00",
        "researchers": "700000.01",
    }
    with pytest.raises(Refusal, match="facts-before-agreed"):
        settle(read_agreement(_mapping(filled("ip-revenue", agreed="2024-02-01"))), facts)
    later = read_agreement(_mapping(filled("enclave", agreed="2025-02-01")))
    assert settle(later, read_facts(b"period,item,amount,source\n2024-Q1,vat,100,s\n")).lines


def test_an_agreement_that_comes_first_needs_its_day() -> None:
    data = filled("ip-revenue")
    del data["agreed"]
    with pytest.raises(Refusal, match="agreement-day-missing"):
        read_agreement(_mapping(data))


def _mapping(data: Mapping[str, object]) -> Mapping[str, object]:
    return data
