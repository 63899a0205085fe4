"""Many cases at once: tried on each first, taken whole in those that can, one mark in every diary."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from tests.web.conftest import signed_in
from tests.web.test_cases import opened

from chengjie.web import cases
from chengjie.web.records.cases import Case

pytestmark = pytest.mark.django_db
TALK = {"act": "project-life/lead/talk"}
TAKE = {**TALK, "stage": "take"}
TRY = {**TALK, "stage": "try"}
STOP = {"act": "project-life/lead/stop"}


def ready(offices: dict[str, User], count: int, *, without: int = 0) -> list[Case]:
    """Leads with the strategy that talks ask for, and some without."""
    lan, found = signed_in(offices["lan"]), [opened(offices["lan"]) for _ in range(count + without)]
    for each in found[:count]:
        assert lan.post(f"/cases/{each.number}/act/", {"kind": "supply", "f-strategy": "轻落户"}).status_code == 302
        each.refresh_from_db()
    return found


def sent(rows: list[Case]) -> dict[str, object]:
    return {"case": [each.number for each in rows], **{f"seen-{each.number}": str(each.count) for each in rows}}


def tried(offices: dict[str, User], form: dict[str, object]) -> str:
    return signed_in(offices["lan"]).post("/cases/together/", form).content.decode()


def test_nothing_is_written_by_trying_and_each_says_whether_it_can(offices: dict[str, User]) -> None:
    rows = ready(offices, 2, without=1)
    said = tried(offices, {**sent(rows), **TRY})
    assert (said.count('verdict yes">可以'), said.count('verdict no">不能')) == (2, 1)
    assert "落户分类" in said
    assert [cases.state_of(each).count for each in Case.objects.order_by("pk")] == [each.count for each in rows]


def test_what_the_step_asks_for_is_shown_and_filled_in_once_for_those_that_lack_it(offices: dict[str, User]) -> None:
    rows = ready(offices, 1, without=2)
    form = signed_in(offices["lan"]).get("/cases/together/", {"case": [each.number for each in rows], **TALK}).content.decode()  # fmt: skip
    assert 'name="f-strategy"' in form
    said = tried(offices, {**sent(rows), **TRY, "f-strategy": "重落户"})
    assert said.count('verdict yes">可以') == 3
    assert '<input type="hidden" name="f-strategy" value="重落户">' in said
    assert tried(offices, {**sent(rows), **TAKE, "f-strategy": "重落户"}).count('verdict yes">已办') == 3
    states = [cases.state_of(each) for each in Case.objects.order_by("pk")]
    assert [each.data["strategy"] for each in states] == ["轻落户", "重落户", "重落户"], "what was known stays"
    assert [set(each.open) for each in states] == [{"in-talks"}] * 3


def test_a_reason_that_the_step_wants_is_wanted_of_many_too(offices: dict[str, User]) -> None:
    rows = ready(offices, 2)
    assert tried(offices, {**sent(rows), **STOP, "stage": "try"}).count('verdict no">不能') == 2
    assert tried(offices, {**sent(rows), **STOP, "stage": "take"}).count('verdict no">没有办') == 2
    assert tried(offices, {**sent(rows), **STOP, "stage": "take", "note": "企业放弃"}).count('verdict yes">已办') == 2


def test_those_that_can_are_decided_and_carry_one_mark(offices: dict[str, User]) -> None:
    rows = ready(offices, 2, without=1)
    said = tried(offices, {**sent(rows), **TAKE, "note": "集中办理"})
    assert (said.count('verdict yes">已办'), said.count('verdict no">没有办')) == (2, 1)
    notes = [list(each.entries.all())[-1].entry().act.note for each in Case.objects.order_by("pk")]
    assert notes[0] == notes[1]
    assert notes[0].startswith("批量办理 B")
    assert notes[0].endswith("件）：集中办理")
    assert "批量办理" not in notes[2]


def test_a_case_that_has_moved_on_is_left_alone_and_the_others_go_on(offices: dict[str, User]) -> None:
    rows = ready(offices, 2)
    form = sent(rows)
    assert signed_in(offices["colleague"]).post(f"/cases/{rows[0].number}/act/", {"kind": "note", "note": "看过"}).status_code == 302  # fmt: skip
    said = tried(offices, {**form, **TAKE})
    assert (said.count('verdict yes">已办'), said.count('verdict no">没有办')) == (1, 1)


def test_a_case_that_was_not_among_those_tried_is_left_alone(offices: dict[str, User]) -> None:
    rows = ready(offices, 2)
    said = tried(
        offices, {**TAKE, "case": [each.number for each in rows], f"seen-{rows[0].number}": str(rows[0].count)}
    )
    assert (said.count('verdict yes">已办'), said.count("试办时没有列入")) == (1, 1)


def test_cases_beyond_the_reach_are_not_there(offices: dict[str, User]) -> None:
    rows = ready(offices, 1)
    xintian = signed_in(offices["xintian"])
    said = xintian.post("/cases/together/", {**sent(rows), **TRY}).content.decode()
    assert rows[0].title not in said
    xintian.post("/cases/together/", {**sent(rows), **TAKE})
    assert Case.objects.get().count == rows[0].count


def test_too_many_are_refused(offices: dict[str, User]) -> None:
    said = signed_in(offices["lan"]).get("/cases/together/", {"case": [f"2026-{at}" for at in range(91)]})
    assert (said.status_code, "case-together-many" in said.content.decode()) == (400, True)


@pytest.mark.parametrize("address", ["/cases/", "/work/", "/ledger/"])
def test_lists_lead_there(offices: dict[str, User], address: str) -> None:
    row = opened(offices["lan"])
    said = signed_in(offices["lan"]).get(address).content.decode()
    assert 'action="/cases/together/"' in said
    assert f'name="case" value="{row.number}"' in said
