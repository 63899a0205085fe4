"""Many cases at once: tried on each first, taken whole in those that can, one mark in every diary."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from tests.web.conftest import signed_in
from tests.web.test_cases import opened

from chengjie.web import cases
from chengjie.web.records.cases import Case

pytestmark = pytest.mark.django_db
TALK = {"act": "lead/talk"}


def ready(offices: dict[str, User], count: int, *, without: int = 0) -> list[Case]:
    """Leads with the strategy that talks ask for, and some without."""
    lan, found = signed_in(offices["lan"]), [opened(offices["lan"]) for _ in range(count + without)]
    for each in found[:count]:
        assert lan.post(f"/cases/{each.number}/act/", {"kind": "supply", "f-strategy": "轻落户"}).status_code == 302
        each.refresh_from_db()
    return found


def sent(rows: list[Case]) -> dict[str, object]:
    return {"case": [each.number for each in rows], **{f"seen-{each.number}": str(each.count) for each in rows}}


def test_nothing_is_written_by_trying_and_each_says_whether_it_can(offices: dict[str, User]) -> None:
    rows = ready(offices, 2, without=1)
    said = signed_in(offices["lan"]).get("/cases/together/", {"case": [each.number for each in rows], **TALK}).content.decode()  # fmt: skip
    assert (said.count('verdict yes">可以'), said.count('verdict no">不能')) == (2, 1)
    assert "要先填写资料" in said
    assert [cases.state_of(each).count for each in Case.objects.order_by("pk")] == [each.count for each in rows]


def test_those_that_can_are_decided_and_carry_one_mark(offices: dict[str, User]) -> None:
    rows = ready(offices, 2, without=1)
    said = signed_in(offices["lan"]).post("/cases/together/", {**sent(rows), **TALK, "note": "集中办理"}).content.decode()  # fmt: skip
    assert (said.count('verdict yes">已办'), said.count('verdict no">没有办')) == (2, 1)
    notes = [list(each.entries.all())[-1].entry().act.note for each in Case.objects.order_by("pk")]
    assert notes[0] == notes[1]
    assert notes[0].startswith("批量办理 B")
    assert notes[0].endswith("（2 件）：集中办理")
    assert "批量办理" not in notes[2]


def test_a_case_that_has_moved_on_is_left_alone_and_the_others_go_on(offices: dict[str, User]) -> None:
    rows = ready(offices, 2)
    form = sent(rows)
    assert signed_in(offices["colleague"]).post(f"/cases/{rows[0].number}/act/", {"kind": "note", "note": "看过"}).status_code == 302  # fmt: skip
    said = signed_in(offices["lan"]).post("/cases/together/", {**form, **TALK}).content.decode()
    assert (said.count('verdict yes">已办'), said.count('verdict no">没有办')) == (1, 1)


def test_cases_beyond_the_reach_are_not_there(offices: dict[str, User]) -> None:
    rows = ready(offices, 1)
    xintian = signed_in(offices["xintian"])
    said = xintian.get("/cases/together/", {"case": [rows[0].number], **TALK}).content.decode()
    assert rows[0].title not in said
    xintian.post("/cases/together/", {**sent(rows), **TALK})
    assert Case.objects.get().count == rows[0].count


def test_too_many_are_refused(offices: dict[str, User]) -> None:
    said = signed_in(offices["lan"]).get("/cases/together/", {"case": [f"2026-{at}" for at in range(91)]})
    assert (said.status_code, "case-together-many" in said.content.decode()) == (400, True)


def test_the_list_leads_there(offices: dict[str, User]) -> None:
    row = opened(offices["lan"])
    said = signed_in(offices["lan"]).get("/cases/").content.decode()
    assert 'formaction="/cases/together/"' in said or 'action="/cases/together/"' in said
    assert f'name="case" value="{row.number}"' in said
