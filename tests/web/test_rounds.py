"""Dispatch closes its loop: a round on a form, reminders on record, follow-ups with place, figure and day; projects and what hinders them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone
from tests.web.conftest import signed_in

from chengjie.process import Act, data_of
from chengjie.web import cases, demo, scope
from chengjie.web.models import Case, Line, Notice, Right


@pytest.fixture
def dispatcher(administrator: User) -> User:
    user = User.objects.create_user("dispatcher", password="long enough for dispatch")
    Right.objects.create(user=user, role="dispatcher", place="430000", since=date(2020, 1, 1), given_by=administrator)
    return user


def opened(client: Client, **given: object) -> Case:
    client.post("/dispatch/rounds/new/", {"round": "三季度", "report_by": "2026-10-10", **given})
    return Case.objects.get(definition="dispatch-round")


def test_a_round_is_opened_for_a_prefecture_and_single_counties(dispatcher: User) -> None:
    client = signed_in(dispatcher)
    assert "全部县市区" in client.get("/dispatch/rounds/new/").content.decode()
    state = cases.state_of(opened(client, all=["431100"], place=["431002"]))
    asked = state.data["asked"]
    assert isinstance(asked, tuple)
    assert {"431127", "431128", "431002"} <= set(asked)
    assert "431100" not in asked
    assert state.place == "430000"


def test_a_round_without_a_place_is_refused_by_name(dispatcher: User) -> None:
    answer = signed_in(dispatcher).post("/dispatch/rounds/new/", {"round": "三季度", "report_by": "2026-10-10"})
    assert (answer.status_code, "调度对象" in answer.content.decode()) == (400, True)


def test_a_county_cannot_open_a_round(offices: dict[str, User]) -> None:
    given = {"round": "三季度", "report_by": "2026-10-10", "place": ["431127"]}
    assert signed_in(offices["lan"]).post("/dispatch/rounds/new/", given).status_code == 400
    assert not Case.objects.exists()


def test_silent_places_are_reminded_once_a_day_and_it_stands_in_the_record(
    dispatcher: User, offices: dict[str, User]
) -> None:
    client = signed_in(dispatcher)
    case = opened(client, place=["431127", "431128"])
    what = Act("decide", step="report", outcome="report", seat="431127", data=data_of({"signed": 10}))
    cases.go_on(case, scope.actors(offices["lan"]), what)
    first = client.post(f"/dispatch/rounds/{case.number}/remind/")
    assert first["Location"].endswith("?told=2")  # the officer of 新田县 and 永州 above; 蓝山县 has answered
    assert set(Notice.objects.filter(kind="reminded").values_list("user__username", flat=True)) == {
        "xintian",
        "yongzhou",
    }
    assert [row.entry().act.note for row in case.entries.filter(kind="note")] == ["催办：新田县"]
    client.post(f"/dispatch/rounds/{case.number}/remind/")
    assert Notice.objects.filter(kind="reminded").count() == 2
    assert "已提醒" in client.get(first["Location"]).content.decode()


def test_where_all_have_answered_there_is_nobody_to_remind(dispatcher: User, offices: dict[str, User]) -> None:
    client = signed_in(dispatcher)
    case = opened(client, place=["431127"])
    what = Act("decide", step="report", outcome="report", seat="431127", data=data_of({"signed": 10}))
    cases.go_on(case, scope.actors(offices["lan"]), what)
    answer = client.post(f"/dispatch/rounds/{case.number}/remind/")
    assert (answer.status_code, "dispatch-all-answered" in answer.content.decode()) == (400, True)


def test_one_press_follows_a_silent_place_up_and_the_round_shows_it(dispatcher: User, offices: dict[str, User]) -> None:
    client = signed_in(dispatcher)
    case = opened(client, place=["431127", "431128"])
    due = (timezone.localdate() + timedelta(days=9)).isoformat()
    client.post("/dispatch/follow-ups/", {"round": case.number, "place": "431128", "answer_by": due})
    made = Case.objects.get(definition="follow-up")
    state = cases.state_of(made)
    assert (made.place, made.due, state.data["figure"], state.data["from_case"]) == ("431128", date.fromisoformat(due), "未报", case.number)  # fmt: skip
    assert made.number in client.get(f"/dispatch/rounds/{case.number}/").content.decode()
    assert "waits" in Notice.objects.filter(user=offices["xintian"], case=made).values_list("kind", flat=True)
    assert signed_in(offices["lan"]).get(f"/cases/{made.number}/").status_code == 404


def test_one_press_follows_a_figure_of_the_league_table_up(dispatcher: User) -> None:
    demo.fill(seed=3, projects=40)
    client = signed_in(dispatcher)
    place = Line.objects.exclude(signed=None).select_related("case")[0].case.place
    assert f'form="follow" name="place" value="{place}"' in client.get("/dispatch/?rate=started").content.decode()
    client.post(
        "/dispatch/follow-ups/", {"rate": "started", "kind": "simulated", "place": place, "answer_by": "2026-12-31"}
    )
    made = Case.objects.get(definition="follow-up")
    assert made.simulated  # it rests on simulated figures and goes with them
    assert str(cases.state_of(made).data["figure"]).startswith("开工率 ")
    demo.clear()
    assert not Case.objects.exists()


def test_what_is_missing_is_said_in_words(dispatcher: User) -> None:
    demo.fill(seed=3, projects=60)
    line = Line.objects.exclude(signed=None).filter(paid=None).select_related("case")[0]
    client = signed_in(dispatcher)
    for address in ("/dispatch/?rate=funds-paid", f"/dispatch/figures/funds-paid/{line.case.place}/"):
        page = client.get(address).content.decode()
        assert "paid_amount" not in page
        assert "到位资金" in page


def test_a_place_beyond_the_reach_is_not_followed_up(dispatcher: User, offices: dict[str, User]) -> None:
    demo.fill(seed=3, projects=40)
    place = (
        Line.objects.exclude(signed=None).exclude(case__place__startswith="4311").select_related("case")[0].case.place
    )
    given = {"rate": "started", "kind": "simulated", "place": place, "answer_by": "2026-12-31"}
    assert signed_in(offices["yongzhou"]).post("/dispatch/follow-ups/", given).status_code == 404
    assert not Case.objects.filter(definition="follow-up").exists()


def test_a_project_and_the_direct_channel_lead_to_each_other(offices: dict[str, User]) -> None:
    act = Act("open", place="431127", data=data_of({"name": "LED 封装项目"}), channel="online")
    project = cases.open_case(scope.actors(offices["lan"]), "project-life", act, by=offices["lan"])
    client = signed_in(offices["lan"])
    page = client.get(f"/cases/{project.number}/").content.decode()
    form = client.get(f"/cases/new/major-project-channel/?place=431127&f-project={project.number}").content.decode()
    assert f"f-project={project.number}" in page
    assert f'value="{project.number}"' in form
    given = {"place": "431127", "f-project": project.number, "f-difficulty": "用地指标不足"}
    client.post("/cases/new/major-project-channel/", given)
    channel = Case.objects.get(definition="major-project-channel")
    assert channel.number in client.get(f"/cases/{project.number}/").content.decode()
    assert project.number in client.get(f"/cases/{channel.number}/").content.decode()


def test_a_related_case_beyond_the_reach_is_not_shown(offices: dict[str, User]) -> None:
    act = Act("open", place="431127", data=data_of({"name": "LED 封装项目"}), channel="online")
    project = cases.open_case(scope.actors(offices["lan"]), "project-life", act, by=offices["lan"])
    asked = Act("open", place="431128", data=data_of({"topic": "邻县的问题", "project": project.number}))
    cases.open_case(scope.actors(offices["xintian"]), "problem", asked, by=offices["xintian"])
    assert "邻县的问题" not in signed_in(offices["lan"]).get(f"/cases/{project.number}/").content.decode()
    assert "邻县的问题" in signed_in(offices["yongzhou"]).get(f"/cases/{project.number}/").content.decode()


def test_the_form_of_a_county_asks_for_all_that_the_circular_needs_and_calls_places_by_name(dispatcher: User, offices: dict[str, User]) -> None:  # fmt: skip
    case = opened(signed_in(dispatcher), place=["431127", "431128"])
    page = signed_in(offices["xintian"]).get(f"/cases/{case.number}/").content.decode()
    for name in ("signed", "registered", "started", "producing", "contracted", "paid", "difficulty"):
        assert f'name="f-{name}"' in page, name
    assert "蓝山县、新田县" in page
    assert "<small>新田县</small>" in page
    given = {
        "count": "1",
        "kind": "decide",
        "step": "report",
        "outcome": "report",
        "seat": "431128",
        "f-signed": "10",
        "f-registered": "8",
    }
    signed_in(offices["xintian"]).post(f"/cases/{case.number}/act/", given)
    row = next(
        row
        for row in signed_in(dispatcher).get(f"/dispatch/rounds/{case.number}/").context["table"].rows
        if row[1] == "新田县"
    )
    assert (str(row[2]), row[3]) == ("80.00", None)  # what was left out is unknown and not nought
