"""The form of an agreement and its text say the same."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from chengjie.errors import Refusal
from chengjie.settlement import drafting, read_agreement

FILLED = {
    "id": "enclave", "title.zh": "共建园区", "agreed": "2021年12月1日", "simulated": "yes", "parties.0.id": "origin", "parties.0.title.zh": "甲县", "parties.1.id": "host",
    "parties.1.title.zh": "乙县", "parties.1.title.en": "host", "phases.0.from": "2022/1/1", "phases.0.until": "2023-12-31", "phases.0.lines.0.title.zh": "税收",
    "phases.0.lines.0.items.0.name": "增值税", "phases.0.lines.0.items.0.part": "50%", "phases.0.lines.0.items.1.name": "", "phases.0.lines.0.shares.origin": "40%",
    "phases.0.lines.0.shares.host": "0.6", "phases.0.lines.0.above": "1,000,000", "phases.0.lines.0.below": "host", "phases.0.lines.0.source": "第三条",
    "phases.0.lines.0.caps.0.party": "origin", "phases.0.lines.0.caps.0.most": "20,000,000", "phases.0.lines.0.caps.0.over": "phase", "phases.0.lines.0.caps.0.then": "host",
    "phases.0.lines.0.caps.1.over": "phase", "one_off.0.title.zh": "补偿", "one_off.0.day": "20220301", "one_off.0.from": "origin", "one_off.0.to": "host", "one_off.0.amount": "300.55",
    "one_off.0.source": "第七条",
}  # fmt: skip


def test_what_an_officer_fills_in_is_an_agreement() -> None:
    agreement = read_agreement(drafting.agreement_in(drafting.nested(FILLED)))
    line = agreement.phases[0].lines[0]
    assert (str(agreement.agreed), agreement.simulated, agreement.parties[0].title.en) == ("2021-12-01", True, "甲县")
    assert {party: str(share) for party, share in line.shares.items()} == {"origin": "0.4", "host": "0.6"}
    assert {name: str(part) for name, part in line.items.items()} == {"增值税": "0.5"}
    assert (str(line.above), len(line.caps)) == ("1000000", 1)
    assert str(agreement.one_off[0].amount) == "300.55"


def test_the_text_read_back_into_the_form_gives_the_same_agreement(terms: dict[str, Any]) -> None:
    text = drafting.text_of(read_agreement(terms).model_dump(mode="json", by_alias=True, exclude_defaults=True))
    again = drafting.agreement_in(drafting.fields_of(yaml.safe_load(text)))
    assert read_agreement(yaml.safe_load(drafting.text_of(again))).version == read_agreement(terms).version


def test_what_is_left_open_is_named_and_not_guessed() -> None:
    fields = drafting.nested({**FILLED, "phases.0.lines.0.source": "", "phases.0.until": "", "one_off.0.to": ""})
    with pytest.raises(Refusal) as refused:
        read_agreement(drafting.agreement_in(fields))
    assert {fault.code for fault in refused.value.faults} == {"agreement-blank"}
    assert {fault.parameters["place"] for fault in refused.value.faults} == {"phases.0.lines.0.source", "phases.0.until", "one_off.0.to"}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "written", "code"),
    [
        ("phases.0.lines.0.shares.host", "61%", "agreement-shares-sum"), ("phases.0.lines.0.shares.host", "六成", "agreement-malformed"),
        ("phases.0.until", "2021-01-01", "agreement-phase-backwards"), ("one_off.0.amount", "三百", "agreement-malformed"), ("phases.0.lines.0.below", "", "agreement-below-missing"),
    ],
)  # fmt: skip
def test_the_form_is_checked_as_the_text_is(field: str, written: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_agreement(drafting.agreement_in(drafting.nested({**FILLED, field: written})))
    assert code in {fault.code for fault in refused.value.faults}


def test_an_item_named_twice_is_refused_and_not_swallowed() -> None:
    twice = {**FILLED, "phases.0.lines.0.items.1.name": "增值税", "phases.0.lines.0.items.1.part": "10%"}
    with pytest.raises(Refusal, match="agreement-id-twice"):
        drafting.agreement_in(drafting.nested(twice))


def test_rows_are_added_and_taken_away_at_their_place() -> None:
    fields = drafting.nested(FILLED)
    longer = drafting.grown(drafting.grown(fields, "phases.0.lines"), "parties")
    assert (len(longer["phases"][0]["lines"]), len(longer["parties"])) == (2, 3)
    assert drafting.shrunk(longer, "parties.2")["parties"] == fields["parties"]
    assert drafting.shrunk(longer, "phases.0.lines.1")["phases"] == fields["phases"]
    for nowhere in ("colour.3", "phases.9.lines", "parties.x"):
        assert drafting.shrunk(fields, nowhere) == fields
    assert drafting.nested({"a": "1", "a.b": "2", "a.b.c": "3"}) == {"a": "1"}
