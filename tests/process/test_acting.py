"""Every act is checked by one function: what it refuses, and what it leaves behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from tests.process.samples import (
    COLLEAGUE,
    FIRM,
    LAW,
    OFFICER,
    OWNER,
    PLACE,
    REVIEWER,
    REVIEWER_2,
    STRANGER,
    SUPERVISOR,
    Play,
    at,
    base,
    defined,
)  # fmt: skip

from chengjie.errors import Refusal
from chengjie.process import SYSTEM, Act, Actor, Grant, act, answers, data_of, doubts, possible, refusals, visible
from chengjie.rule import Budget


def test_a_case_goes_its_way_and_says_at_each_point_where_it_is() -> None:
    play = Play(big=False)
    assert list(play.state.open) == ["accept"]
    assert list(play.accepted().open) == ["decide"]
    state = play.did(
        COLLEAGUE, "decide", step="decide", outcome="grant", data=data_of({"land": 40})
    )  # fmt: skip
    assert state.ended == "granted"
    assert state.holds("permit")
    assert [each.name for each in state.milestones] == ["accepted", "granted"]
    assert play.entries[-1].draws == (("land", "reserve", "40"),)


def test_branches_go_side_by_side_and_meet() -> None:
    play = Play(big=True, name="不问")
    assert list(play.accepted().open) == ["left", "right"]
    play.did(REVIEWER, "decide", step="left", outcome="agree")
    assert list(play.did(REVIEWER, "decide", step="right", outcome="agree").open) == ["right"]
    assert list(play.did(REVIEWER_2, "decide", step="right", outcome="agree").open) == ["decide"]


def test_a_branch_that_may_be_needed_is_taken() -> None:
    play = Play(big=True, name="问", asked=[PLACE, "431128"])
    assert list(play.accepted().open) == ["left", "right", "places"]
    play.did(OFFICER, "decide", step="places", outcome="answer", seat=PLACE, data=data_of({"land": 3}))
    state = play.did(STRANGER, "decide", step="places", outcome="answer", seat="431128", data=data_of({"land": 5}))
    assert "places" not in state.open
    answered = next(each for each in state.visits if each.step == "places").votes
    assert [(each.seat, dict(each.data)["land"]) for each in answered] == [(PLACE, Decimal(3)), ("431128", Decimal(5))]
    assert "land" not in state.data


def test_a_gate_that_cannot_say_has_its_own_path() -> None:
    play = Play()
    assert list(play.accepted().open) == ["ask"]
    assert answers(play.state, play.definition, law=LAW, day=at(6).date())["is-big"].missing == ("big",)
    assert list(play.did(OFFICER, "decide", step="ask", outcome="told", data=data_of({"big": False})).open) == [
        "decide"
    ]


def test_two_clerks_decide_and_the_second_is_told_by_whom() -> None:
    play = Play(big=False)
    play.accepted()
    state = play.state
    first = act(
        state, play.definition, COLLEAGUE, Act("decide", step="decide", outcome="refuse", note="一"), at(7), law=LAW
    )
    assert first.number == state.count + 1
    play.did(COLLEAGUE, "decide", step="decide", outcome="again", on=at(7))
    fault = next(
        iter(
            refusals(
                play.state,
                play.definition,
                OFFICER,
                Act("decide", step="decide", outcome="refuse", note="二"),
                at(7),
                law=LAW,
            )
        )
    )
    assert (fault.code, fault.parameters["person"]) == ("process-decided-already", COLLEAGUE.person)


def test_somebody_else_s_case_says_nothing_about_itself() -> None:
    play = Play(big=False)
    assert not visible(play.state, play.definition, STRANGER, law=LAW)
    faults = list(refusals(play.state, play.definition, STRANGER, Act("decide", step="nonsense"), at(6), law=LAW))
    assert [each.code for each in faults] == ["process-out-of-scope"]
    for who in (OFFICER, OWNER, SUPERVISOR, Actor("市", (Grant("prefecture-officer", "431100"),))):
        assert visible(play.state, play.definition, who, law=LAW)
    assert not visible(play.state, play.definition, Actor("别的企业", (Grant("enterprise", enterprise="X"),)), law=LAW)


@pytest.mark.parametrize(
    "grant", [Grant("enterprise"), Grant("county-officer"), Grant("park-manager", PLACE), Grant("nobody", PLACE)]
)
def test_a_grant_that_is_not_bound_covers_nothing(grant: Grant) -> None:
    assert not visible(Play().state, defined(), Actor("谁", (grant,)), law=LAW)


def test_a_delegate_and_a_substitute_act_and_the_record_says_for_whom() -> None:
    play = Play(big=True, name="不问")
    play.accepted()
    helper = Actor("帮手", (Grant("county-officer", PLACE),))
    assert play.codes(helper, "decide", step="left", outcome="agree") == {"process-not-entitled"}
    play.did(OFFICER, "delegate", step="left", to="帮手")
    play.did(helper, "decide", step="left", outcome="agree")
    stand_in = Actor("替岗", (), stands_in_for=REVIEWER)
    play.did(stand_in, "decide", step="right", outcome="agree")
    assert play.entries[-1].by.instead_of == REVIEWER.person
    assert play.codes(REVIEWER, "decide", step="right", outcome="agree") == {"process-decided-already"}


def test_when_the_clock_has_run_out_the_step_becomes_the_supervisor_s_as_well() -> None:
    play = Play(big=False)
    play.accepted()
    refuse: dict[str, Any] = {"step": "decide", "outcome": "refuse", "note": "超期"}
    assert play.codes(SUPERVISOR, "decide", on=at(20), **refuse) == {"process-not-entitled"}
    assert play.did(SUPERVISOR, "decide", on=at(28, month=6), **refuse).ended == "refused"


def test_a_reversed_decision_takes_back_what_it_gave() -> None:
    play = Play(big=False)
    state = play.granted()
    number = state.count
    assert state.held == (("land", number),)
    state = play.did(SUPERVISOR, "reverse", number=number, note="承诺不实")
    assert (list(state.open), state.ended, state.held) == (["decide"], "", ())
    assert not state.holds("permit")
    assert state.reached("granted") is None
    assert play.entries[-1].draws == (("land", "release", "0"),)
    assert play.codes(SUPERVISOR, "reverse", number=number, note="再次") == {"process-nothing-to-reverse"}


def test_reversing_inside_a_branch_leaves_the_other_branches_alone() -> None:
    play = Play(big=True, name="不问")
    play.accepted()
    play.did(REVIEWER, "decide", step="left", outcome="agree")
    number = play.state.count
    play.did(REVIEWER, "decide", step="right", outcome="agree")
    state = play.did(SUPERVISOR, "reverse", number=number, note="错")
    assert {each.step: len(each.votes) for each in state.tokens} == {"right": 1, "left": 0}
    play.did(REVIEWER_2, "decide", step="right", outcome="agree")
    assert list(play.did(REVIEWER_2, "decide", step="left", outcome="agree").open) == ["decide"]


def test_reversing_after_the_branches_have_met_goes_back_into_the_one_branch() -> None:
    play = Play(big=True, name="不问")
    play.accepted()
    play.did(REVIEWER, "decide", step="left", outcome="agree")
    number = play.state.count
    play.did(REVIEWER, "decide", step="right", outcome="agree")
    play.did(REVIEWER_2, "decide", step="right", outcome="agree")
    assert list(play.did(SUPERVISOR, "reverse", number=number, note="错").open) == ["left"]
    assert list(play.did(REVIEWER_2, "decide", step="left", outcome="agree").open) == ["decide"]


def test_a_case_handed_over_is_the_other_place_s_and_stays_in_sight_of_the_first() -> None:
    play = Play(big=False)
    play.accepted()
    state = play.did(OFFICER, "handover", to="431128")
    assert state.place == "431128"
    assert visible(state, play.definition, OFFICER, law=LAW)
    assert play.codes(OFFICER, "decide", step="decide", outcome="again") == {
        "process-not-entitled",
        "process-same-person",
    }
    assert play.did(STRANGER, "decide", step="decide", outcome="again").open


def test_withdrawing_ends_it_and_reopening_takes_it_up_again() -> None:
    play = Play(big=False)
    play.granted()
    assert play.codes(OWNER, "withdraw") == {"process-ended"}
    assert play.codes(SUPERVISOR, "reopen", to="accept", note="再办") == {"process-reopens-elsewhere"}
    assert list(play.did(SUPERVISOR, "reopen", to="decide", note="再办").open) == ["decide"]
    assert play.codes(SUPERVISOR, "reopen", to="decide", note="再办") == {"process-not-ended"}
    state = play.did(OWNER, "withdraw")
    assert (state.ended, state.held) == ("withdrawn", ())


def test_a_correction_keeps_what_was_said_before() -> None:
    play = Play(land=70)
    state = play.did(OFFICER, "correct", number=1, data=data_of({"land": 7}), note="多写一个零")
    assert state.data["land"] == Decimal(7)
    assert dict(play.entries[0].act.data)["land"] == Decimal(70)


def test_what_may_be_done_next_is_listed_with_what_is_in_the_way() -> None:
    play = Play(big=False)
    found = {
        (what.kind, what.outcome): [each.code for each in faults]
        for what, faults in possible(play.state, play.definition, OFFICER, at(6), law=LAW)
    }
    assert found["decide", "accept"] == ["process-document-missing", "process-document-missing"]
    assert found["decide", "refuse"] == ["process-note-missing"]
    assert ("submit", "") in found
    assert ("reverse", "") not in found
    assert possible(play.state, play.definition, STRANGER, at(6), law=LAW) == ()


REFUSED: list[tuple[set[str], Actor, str, dict[str, Any]]] = [
    ({"process-step-unknown"}, OFFICER, "decide", {"step": "acept", "outcome": "accept"}),
    ({"process-outcome-unknown"}, OFFICER, "decide", {"step": "accept", "outcome": "yes"}),
    ({"process-wrong-step"}, OFFICER, "decide", {"step": "decide", "outcome": "again"}),
    ({"process-not-entitled", "process-document-missing"}, REVIEWER, "decide", {"step": "accept", "outcome": "accept"}),
    ({"process-note-missing"}, OFFICER, "decide", {"step": "accept", "outcome": "refuse"}),
    ({"process-field-unknown", "process-document-missing"}, OFFICER, "decide", {"step": "accept", "outcome": "accept", "data": data_of({"lnd": 1})}),
    ({"process-field-kind"}, OFFICER, "supply", {"data": data_of({"land": "很多"})}),
    ({"process-field-kind"}, OFFICER, "supply", {"data": data_of({"day": "2024-13-01"})}),
    ({"process-field-kind"}, OFFICER, "supply", {"data": data_of({"land": float("nan")})}),
    ({"process-field-kind"}, OFFICER, "supply", {"data": data_of({"asked": [PLACE, PLACE]})}),
    ({"process-field-missing"}, OFFICER, "supply", {}),
    ({"process-document-unknown"}, OWNER, "submit", {"document": "frm", "digest": "d"}),
    ({"process-document-empty"}, OWNER, "submit", {"document": "form"}),
    ({"process-reuse-not-allowed"}, OWNER, "submit", {"document": "form", "reused_from": "OTHER"}),
    ({"process-certificate-unknown"}, OWNER, "submit", {"document": "deed", "reused_from": "NOBODY-KNOWS"}),
    ({"process-promise-not-allowed"}, OWNER, "promise", {"document": "form"}),
    ({"process-clock-unknown"}, OFFICER, "suspend", {"clock": "al", "note": "等"}),
    ({"process-note-missing"}, OFFICER, "suspend", {"clock": "all"}),
    ({"process-not-suspended"}, OFFICER, "resume", {"clock": "all"}),
    ({"process-clock-unknown"}, OFFICER, "extend", {"clock": "al", "days": 5, "note": "难"}),
    ({"process-extension-unknown"}, OFFICER, "extend", {"clock": "curing", "days": 5, "note": "难"}),
    ({"process-extension-range"}, OFFICER, "extend", {"clock": "all", "days": 11, "note": "难"}),
    ({"process-wrong-step"}, OFFICER, "delegate", {"step": "left", "to": "丙"}),
    ({"process-person-missing"}, OFFICER, "delegate", {"step": "accept"}),
    ({"process-place-unknown"}, OFFICER, "handover", {"to": "999999"}),
    ({"process-person-missing"}, OFFICER, "handover", {}),
    ({"process-entry-unknown"}, OFFICER, "correct", {"number": 9, "data": data_of({"land": 1}), "note": "改"}),
    ({"process-nothing-to-reverse"}, SUPERVISOR, "reverse", {"number": 1, "note": "错"}),
    ({"process-not-entitled"}, OWNER, "reverse", {"number": 1, "note": "错"}) ,
    ({"process-open-already"}, OFFICER, "open", {}),
    ({"process-lapse-not-due"}, SYSTEM, "lapse", {"step": "accept", "outcome": "accept"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("codes", "who", "kind", "parts"), REFUSED, ids=[f"{at}-{min(row[0])}" for at, row in enumerate(REFUSED)]
)
def test_an_act_is_refused(codes: set[str], who: Actor, kind: str, parts: dict[str, Any]) -> None:
    assert Play(big=False).codes(who, kind, **parts) >= codes


def test_what_depends_on_the_course_of_a_case_is_refused() -> None:
    play = Play(big=True, name="问", asked=[PLACE])
    play.accepted()
    assert play.codes(OFFICER, "decide", step="places", outcome="answer", seat="430000") == {"process-seat-unknown"}
    play.did(REVIEWER, "decide", step="right", outcome="agree")
    assert play.codes(REVIEWER, "decide", step="right", outcome="agree") == {"process-decided-already"}
    play.did(REVIEWER_2, "decide", step="right", outcome="agree")
    play.did(REVIEWER, "decide", step="left", outcome="agree")
    play.did(OFFICER, "decide", step="places", outcome="answer", seat=PLACE)
    assert play.codes(OFFICER, "decide", step="decide", outcome="again") == {"process-same-person"}
    play.did(OFFICER, "suspend", clock="all", note="等材料")
    assert play.codes(OFFICER, "suspend", clock="all", note="再等") == {"process-suspended-already"}
    play.did(OFFICER, "resume", clock="all")
    play.did(OFFICER, "extend", clock="all", days=10, note="复杂")
    assert play.codes(OFFICER, "extend", clock="all", days=1, note="还要") == {"process-extended-already"}
    assert play.codes(COLLEAGUE, "decide", on=at(5), step="decide", outcome="again") == {"process-clock-backwards"}


def test_a_budget_that_is_spent_or_unknown_stops_the_decision() -> None:
    grant: dict[str, Any] = {"step": "decide", "outcome": "grant", "data": data_of({"land": 101})}
    play = Play(big=False)
    play.accepted()
    assert play.codes(COLLEAGUE, "decide", **grant) == {"budget-overrun"}
    play.law = replace(LAW, budgets={})
    assert play.codes(COLLEAGUE, "decide", **grant) == {"process-budget-unknown"}
    play.law = replace(LAW, budgets={"land": Budget("land", "亩", Decimal(200))})
    assert play.did(COLLEAGUE, "decide", **grant).ended == "granted"


def test_evidence_is_asked_for_where_the_outcome_says_so() -> None:
    data = base()
    data["steps"][0]["outcomes"]["refuse"]["evidence"] = True
    play = Play(defined(data))
    assert play.codes(OFFICER, "decide", step="accept", outcome="refuse", note="一") == {"process-evidence-missing"}
    assert (
        play.did(OFFICER, "decide", step="accept", outcome="refuse", note="一", evidence=("照片",)).ended == "refused"
    )


def test_a_changed_definition_needs_another_version_but_other_words_do_not_count() -> None:
    play = Play(big=False)
    words = base()
    words["title"] = {"zh": "另名", "en": "other words"}
    play.definition = defined(words)
    play.did(OWNER, "submit", document="form", digest="d")
    changed = base()
    changed["steps"][0]["outcomes"]["accept"]["needs"] = []
    play.definition = defined(changed)
    assert play.codes(OWNER, "submit", document="form", digest="d") == {"process-definition-differs"}


def test_an_act_that_nobody_may_do_and_a_time_without_a_zone_are_refused() -> None:
    data = base()
    data["people"]["supervisors"] = []
    play = Play(defined(data))
    assert play.codes(OFFICER, "reverse", number=1, note="错") >= {"process-act-not-allowed"}
    assert play.codes(OFFICER, "note", note="记", on=datetime(2024, 5, 6)) == {"process-time-without-zone"}  # noqa: DTZ001


def test_opening_is_checked_like_everything_else() -> None:
    here: dict[str, Any] = {"place": PLACE, "enterprise": FIRM}
    for who, what, code in (
        (OWNER, Act("note"), "process-not-open"),
        (STRANGER, Act("open", **here), "process-out-of-scope"),
        (OFFICER, Act("open", **here), "process-not-entitled"),
        (OWNER, Act("open", **here, data=data_of({"x": 1})), "process-field-unknown"),
        (OWNER, Act("open", place="999999", enterprise=FIRM), "process-place-unknown"),
        (OWNER, Act("open", **here, note="\ud800"), "process-text-unreadable"),
    ):
        with pytest.raises(Refusal) as refused:
            act(None, defined(), who, what, at(6), law=LAW, case="甲")
        assert [each.code for each in refused.value.faults] == [code]


def test_a_field_that_an_office_sets_is_not_taken_from_the_applicant() -> None:
    data = base()
    data["fields"][1]["by"] = ["county-officer"]
    play = Play(defined(data))
    assert play.codes(OWNER, "supply", data=data_of({"big": True})) == {"process-field-not-theirs"}
    assert play.did(OFFICER, "supply", data=data_of({"big": True})).data["big"] is True


def test_a_clock_that_has_run_out_is_not_extended() -> None:
    play = Play()
    assert "process-extension-late" in play.codes(OFFICER, "extend", clock="all", days=5, note="难", on=at(3, month=7))


def test_a_gate_passed_on_data_that_were_corrected_is_shown() -> None:
    play = Play(big=False)
    play.accepted()
    assert doubts(play.state, play.definition, law=LAW, day=at(7).date()) == ()
    play.did(OFFICER, "correct", number=1, data=data_of({"big": True}), note="看错")
    assert doubts(play.state, play.definition, law=LAW, day=at(7).date()) == (("is-big", "no", "yes"),)
    assert list(play.state.open) == ["decide"]


def test_an_act_that_the_definition_cannot_follow_leaves_nothing_behind() -> None:
    data = base()
    data["gates"][0]["if_unknown"] = None
    play = Play(defined(data))
    play.did(OWNER, "submit", document="form", digest="d")
    play.did(OWNER, "promise", document="proof")
    assert play.codes(OFFICER, "decide", step="accept", outcome="accept") == {"process-entry-illegal"}
