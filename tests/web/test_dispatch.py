"""Dispatch: who may come in, rates that stay unknown where something is missing, rounds, and a circular that calls silence silence."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import User
from tests.web.conftest import signed_in

from chengjie.process import Act, data_of
from chengjie.web import cases, demo, scope
from chengjie.web.models import Case, Line, Right


@pytest.fixture
def dispatcher(administrator: User) -> User:
    user = User.objects.create_user("dispatcher", password="long enough for dispatch")
    Right.objects.create(user=user, role="dispatcher", place="430000", since=date(2020, 1, 1), given_by=administrator)
    return user


def round_of(user: User) -> Case:
    data = data_of({"round": "二季度", "asked": ("431127", "431128"), "report_by": "2024-07-05"})
    return cases.open_case(scope.actors(user), "dispatch-round", Act("open", place="430000", data=data), by=user)


@pytest.mark.parametrize(("name", "status"), [("lan", 200), ("yongzhou", 200), ("province", 200), ("clerk", 403), ("firm", 403)])  # fmt: skip
def test_dispatch_is_for_those_who_dispatch(offices: dict[str, User], name: str, status: int) -> None:
    for address in ("/dispatch/", "/dispatch/rounds/none/", "/dispatch/figures/started/431127/"):
        expected = status if status == 403 or address == "/dispatch/" else 404
        assert signed_in(offices[name]).get(address).status_code == expected, address


def test_rates_are_of_simulated_projects_or_of_real_ones(dispatcher: User) -> None:
    demo.fill(seed=3, projects=40)
    client = signed_in(dispatcher)
    page = client.get("/dispatch/")
    assert "模拟数据，不是事实" in page.content.decode()
    assert {rate.id: value for rate, value, _, _ in page.context["whole"]}["fulfilment"] is not None
    real = client.get("/dispatch/?kind=real")
    assert all(value is None for _, value, _, _ in real.context["whole"])
    assert real.context["rows"] == []


def test_one_project_without_its_funds_leaves_the_rate_of_its_place_unknown(dispatcher: User) -> None:
    demo.fill(seed=3, projects=60)
    page = signed_in(dispatcher).get("/dispatch/?rate=funds-paid")
    lacking = set(Line.objects.exclude(signed=None).filter(paid=None).values_list("case__place", flat=True))
    assert lacking
    for row, _ in page.context["rows"]:
        assert (row[2] is None) is (row[1] in lacking)
        assert (row[0] is None) is (row[2] is None)
        assert ("缺少" in row[4]) is (row[1] in lacking)


def test_a_rate_of_a_place_unfolds_to_its_projects(dispatcher: User) -> None:
    demo.fill(seed=3, projects=40)
    line = Line.objects.exclude(signed=None).select_related("case")[0]
    page = signed_in(dispatcher).get(f"/dispatch/figures/started/{line.case.place}/")
    assert line.case.number in page.content.decode()
    assert len(page.context["parts"]) == Line.objects.exclude(signed=None).filter(case__place=line.case.place).count()


def test_an_officer_sees_rates_of_the_own_place_only(offices: dict[str, User]) -> None:
    demo.fill(seed=3, projects=60)
    place = Line.objects.select_related("case").exclude(signed=None)[0].case.place
    offices["lan"].rights.update(place=place)
    page = signed_in(offices["lan"]).get("/dispatch/")
    assert {row[1] for row, _ in page.context["rows"]} == {place}
    other = Line.objects.select_related("case").exclude(case__place=place)[0].case.place
    assert signed_in(offices["lan"]).get(f"/dispatch/figures/started/{other}/").status_code == 404


def test_a_round_tells_who_has_answered_and_silence_is_no_nought(dispatcher: User, offices: dict[str, User]) -> None:
    case = round_of(dispatcher)
    what = Act("decide", step="report", outcome="report", seat="431127", data=data_of({"signed": 10, "registered": 8}))
    cases.go_on(case, scope.actors(offices["lan"]), what)
    client = signed_in(dispatcher)
    assert [(answered, asked, late) for _, answered, asked, late in client.get("/dispatch/").context["rounds"]] == [(1, 2, True)]  # fmt: skip
    page = client.get(f"/dispatch/rounds/{case.number}/")
    table = {row[1]: row for row in page.context["table"].rows}
    assert table["新田县"][2] is None
    assert table["新田县"][-1] == "未报"
    assert str(table["蓝山县"][2]) == "80.00"
    assert client.get(f"/dispatch/rounds/{case.number}/?format=docx").status_code == 200


def test_what_is_linked_to_a_round_is_followed(dispatcher: User, offices: dict[str, User]) -> None:
    case = round_of(dispatcher)
    asked = Act("open", place="431127", data=data_of({"topic": "用电不足"}))
    problem = cases.open_case(scope.actors(offices["lan"]), "problem", asked, by=offices["lan"])
    cases.go_on(case, scope.actors(dispatcher), Act("link", to=problem.number))
    client = signed_in(dispatcher)
    assert "用电不足" in client.get(f"/dispatch/rounds/{case.number}/").content.decode()
    assert "用电不足" in client.get("/dispatch/").content.decode()


@pytest.mark.parametrize("ending", ["csv", "xlsx", "docx"])
def test_a_league_table_can_be_saved(dispatcher: User, ending: str) -> None:
    demo.fill(seed=3, projects=8)
    assert signed_in(dispatcher).get(f"/dispatch/?format={ending}").status_code == 200
