"""Cases go over to another version: what can, what cannot and why, and that nothing is lost on the way."""

from __future__ import annotations

from typing import Any

import pytest
from tests.process.samples import COLLEAGUE, LAW, OFFICER, REVIEWER, SUPERVISOR, Play, at, base, defined

from chengjie.errors import Refusal
from chengjie.process import Definition, advance, data_of, migrate, replay
from chengjie.process.migrating import report


def second(**changes: Any) -> Definition:
    """Version 2: the step “decide” is called “conclude”."""
    data = base()
    text = str(data).replace("'decide'", "'conclude'")
    data = eval(text)  # noqa: S307  # our own dictionary, printed a line above
    data["steps"][-1]["who"]["not_by"] = ["accept"]
    data |= {"id": "sample", "version": 2, "migrations": [{"from": 1, "steps": {"decide": "conclude"}}], **changes}
    return Definition.model_validate(data)


def both(definition: Definition) -> dict[tuple[str, int], Definition]:
    return {("sample", 1): defined(), ("sample", 2): definition}


def test_a_running_case_goes_over_and_on() -> None:
    play, there = Play(big=False), second()
    play.accepted()
    (moved,) = migrate([play.state], there, SUPERVISOR, at(7), law=LAW)
    assert moved.entry is not None
    state = advance(play.state, moved.entry, both(there))
    assert (list(state.open), state.version) == (["conclude"], 2)
    assert state.open["conclude"].since == play.state.open["decide"].since
    assert replay([*play.entries, moved.entry], both(there)) == state
    play.definition, play.entries, play._state = there, [*play.entries, moved.entry], state
    play.now = at(8)
    assert play.codes(OFFICER, "decide", step="conclude", outcome="again") == {"process-same-person"}
    assert play.did(COLLEAGUE, "decide", step="conclude", outcome="again").open


def test_a_case_among_its_branches_goes_over_with_them() -> None:
    play, there = Play(big=True, name="不问"), second()
    play.accepted()
    play.did(REVIEWER, "decide", step="left", outcome="agree")
    (moved,) = migrate([play.state], there, SUPERVISOR, at(7), law=LAW)
    assert moved.entry is not None
    assert advance(play.state, moved.entry, both(there)).forks == play.state.forks


@pytest.mark.parametrize(
    ("there", "code"),
    [
        (second(migrations=[{"from": 1}]), "process-migration-step"),
        (second(migrations=[]), "process-migration-undeclared"),
        (defined(), "process-migration-none"),
        (second(people={"handlers": ["county-officer"], "applicants": ["enterprise"]}), "process-act-not-allowed"),
    ],
)
def test_what_cannot_go_over_says_why(there: Definition, code: str) -> None:
    play = Play(big=False)
    play.accepted()
    (moved,) = migrate([play.state], there, SUPERVISOR, at(7), law=LAW)
    assert moved.entry is None
    assert code in {each.code for each in moved.faults}
    assert report([moved]).rows[0][1] is False


def test_a_case_among_branches_that_are_no_longer_there_stays() -> None:
    data = second().model_dump(mode="json", by_alias=True)
    data["forks"][0]["branches"] = data["forks"][0]["branches"][:2]
    play = Play(big=True, name="不问")
    play.accepted()
    (moved,) = migrate([play.state], Definition.model_validate(data), SUPERVISOR, at(7), law=LAW)
    assert [each.code for each in moved.faults] == ["process-migration-branch"]


def test_a_field_of_another_kind_stays_behind() -> None:
    data = second().model_dump(mode="json", by_alias=True)
    data["fields"][0]["kind"] = "text"
    play = Play(big=False, land=3)
    play.accepted()
    (moved,) = migrate([play.state], Definition.model_validate(data), SUPERVISOR, at(7), law=LAW)
    assert [each.code for each in moved.faults] == ["process-field-kind"]


def test_a_thousand_cases_are_tried_at_once_and_nothing_is_stored() -> None:
    play = Play(big=False)
    play.accepted()
    moved = migrate([play.state] * 1000, second(), SUPERVISOR, at(7), law=LAW)
    assert sum(each.entry is not None for each in moved) == 1000
    assert play.state.version == 1


def test_a_record_without_its_version_is_refused() -> None:
    with pytest.raises(Refusal, match="process-definition-unknown"):
        replay(Play().entries, {})


def test_a_record_that_does_not_fit_its_definition_is_refused() -> None:
    play = Play(big=False)
    play.accepted()
    with pytest.raises(Refusal, match="process-entry-illegal"):
        replay([play.entries[0], *play.entries[2:]], {("sample", 1): defined()})
    with pytest.raises(Refusal, match="process-no-entries"):
        replay(play.entries, {("sample", 1): defined()}, until=at(1).date())


def test_a_decision_of_a_step_that_is_no_longer_there_is_not_reversed() -> None:
    data = second().model_dump(mode="json", by_alias=True)
    text = str(data).replace("'ask'", "'question'")
    there = Definition.model_validate(eval(text))  # noqa: S307  # our own dictionary, printed a line above
    play = Play()
    play.accepted()
    play.did(OFFICER, "decide", step="ask", outcome="told", data=data_of({"big": False}))
    number = play.state.count
    (moved,) = migrate([play.state], there, SUPERVISOR, at(7), law=LAW)
    assert moved.entry is not None
    play._state, play.definition, play.now = advance(play.state, moved.entry, both(there)), there, at(8)
    assert play.codes(SUPERVISOR, "reverse", number=number, note="错") == {"process-nothing-to-reverse"}
