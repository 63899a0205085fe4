"""One search box: everything that answers, to everybody what is theirs."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.management import call_command
from django.test import Client
from tests.web.conftest import signed_in
from tests.web.test_registers import FIRM, PLOT, made, page

from chengjie.process import Act, Subject, data_of
from chengjie.web import cases, demo, registers, scope
from chengjie.web.records.cases import Case
from chengjie.web.records.people import Right
from chengjie.web.records.registers import Record
from chengjie.web.records.search import Sought
from chengjie.web.search import box, rows

PEOPLE = {"lan": True, "colleague": True, "yongzhou": True, "province": True, "xintian": False, "firm": False}


@pytest.fixture
def lan(offices: dict[str, User]) -> Client:
    return signed_in(offices["lan"])


def project(user: User, name: str = "蓝山县毛织总部基地") -> Case:
    what = Act("open", place="431127", channel="window", data=data_of({"name": name, "industry": "毛织", "is_enclave": False, "kind": "单个"}))  # fmt: skip
    return cases.open_case(scope.actors(user), "project-life", what, by=user)


def kinds(user: User | None, typed: str) -> dict[str, list[str]]:
    who = scope.actors(user) if user else ()
    found = box.find(who, typed, user=user or AnonymousUser())
    return {each.kind: [hit.title.zh for hit in each.hits] for each in found.groups}


@pytest.mark.parametrize("typed", ["毛织总部", "mzzb", "maozhi", "蓝山 基地", "基地 lsx"])
def test_a_project_is_found_by_those_within_reach_alone(offices: dict[str, User], typed: str) -> None:
    project(offices["lan"])
    for name, sees in PEOPLE.items():
        assert ("case:project-life" in kinds(offices[name], typed)) == sees, name
    assert "case:project-life" not in kinds(None, typed)


def test_a_case_is_found_by_its_number(offices: dict[str, User]) -> None:
    case = project(offices["lan"])
    assert kinds(offices["lan"], case.number)["case:project-life"] == [case.title]
    assert "case:project-life" not in kinds(offices["xintian"], case.number)


@pytest.mark.parametrize("typed", ["某某电子", "mmdz", "dianzi", "91350100M000100Y43", "100Y43"])
def test_a_closed_register_is_searched_within_reach(lan: Client, offices: dict[str, User], typed: str) -> None:
    made(lan, "enterprises", FIRM)
    for name, sees in PEOPLE.items():
        assert ("enterprises" in kinds(offices[name], typed)) == sees, name
    assert "enterprises" not in kinds(None, typed)


def test_personal_data_is_not_looked_into(lan: Client, offices: dict[str, User]) -> None:
    made(lan, "enterprises", FIRM)
    for typed in ("王小明", "13807461234", "wxm"):
        assert "enterprises" not in kinds(offices["lan"], typed)


def test_an_open_register_is_searched_by_everybody_until_the_record_is_withdrawn(lan: Client, offices: dict[str, User]) -> None:  # fmt: skip
    row = made(lan, "plots", PLOT)
    assert kinds(None, "一号地")["plots"] == ["蓝山一号地"]
    lan.post(f"/registers/plots/records/{row.pk}/withdraw/", {"version": "1"})
    assert "plots" not in kinds(None, "一号地")
    assert "plots" not in kinds(offices["xintian"], "一号地")
    assert kinds(offices["lan"], "一号地")["plots"] == ["蓝山一号地"]


def test_a_corrected_record_is_found_by_what_it_is_called_since(lan: Client, offices: dict[str, User]) -> None:
    row = made(lan, "plots", PLOT)
    lan.post(f"/registers/plots/records/{row.pk}/correct/", {**PLOT, "name": "毛织二号地", "version": "1"})
    assert "plots" in kinds(None, "毛织二号")
    assert "plots" not in kinds(None, "蓝山一号")


def test_what_sounds_alike_is_offered_when_nothing_is_written_so(lan: Client, offices: dict[str, User]) -> None:
    made(lan, "plots", PLOT)
    found = box.find((), "兰山一号", user=AnonymousUser())
    assert (found.near, [each.kind for each in found.groups]) == (True, ["plots"])


def test_what_the_zone_knows_is_found_by_everybody(db: None) -> None:
    assert "蓝山县" in kinds(None, "lanshan")["places"]
    assert "蓝山县" in kinds(None, "431127")["places"]
    assert kinds(None, "台账")["pages"] == ["台账"]
    assert any("蓝山" in each for each in kinds(None, "蓝山")["carriers"])
    assert {"rules", "claims", "terms"} <= {kind for typed in ("准入", "产业", "区域", "负面", "限制") for kind in kinds(None, typed)}  # fmt: skip


def test_people_are_found_by_those_who_administer_them(offices: dict[str, User]) -> None:
    assert "clerk" in kinds(offices["lan"], "clerk")["people"]
    assert "people" not in kinds(offices["xintian"], "clerk")
    assert "people" not in kinds(offices["firm"], "clerk")


def test_the_page_groups_and_links_and_says_when_nothing_is_found(lan: Client) -> None:
    made(lan, "enterprises", FIRM)
    shown = page(lan, "/search/?q=mmdz")
    assert "某某电子有限公司" in shown
    assert "/registers/enterprises/records/" in shown
    assert "没有找到" in page(lan, "/search/?q=绝无此事绝无此物")
    assert "某某电子有限公司" in page(lan, "/search/?q=mmdz&kind=enterprises")
    assert "某某电子有限公司" not in page(lan, "/search/?q=mmdz&kind=plots")
    assert lan.get("/search/", {"q": "'\" OR 1=1 * NEAR ( :* |"}).status_code == 200


def test_rows_made_anew_are_the_rows_that_were_written(lan: Client, offices: dict[str, User]) -> None:
    made(lan, "enterprises", FIRM)
    made(lan, "plots", PLOT)
    project(offices["lan"])
    before = list(Sought.objects.order_by("pk").values_list("pk", "grams"))
    assert rows.rebuild(tuple(registers.known().values())) == 3
    assert list(Sought.objects.order_by("pk").values_list("pk", "grams")) == before
    assert "plots" in kinds(None, "一号地")
    Sought.objects.all().delete()
    rows.catch_up(tuple(registers.known().values()))
    assert Sought.objects.count() == 3


@pytest.mark.usefixtures("db")
def test_simulated_projects_are_found_marked_and_leave_nothing_behind() -> None:
    demo.fill(seed=7, projects=3)
    admin = User.objects.create_superuser("root")
    assert Sought.objects.count() == 3
    Right.objects.create(user=admin, role="province-planner", place="430000", since=date(2020, 1, 1), given_by=admin)
    found = box.find(scope.actors(admin), "模拟", user=admin)
    assert all(hit.simulated for each in found.groups if each.kind == "case:project-life" for hit in each.hits)
    demo.clear()
    assert Sought.objects.count() == 0


def test_many_that_answer_leave_room_for_the_few_of_another_kind(lan: Client, offices: dict[str, User], monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    made(lan, "plots", {**PLOT, "name": "电子一号"})
    for at in range(4):
        made(lan, "standard-plants", {"number": f"P{at}", "name": f"电子{at}号厂房", "place": "蓝山县", "floors": "1", "area": "10", "state": "free", "source": "园区"})  # fmt: skip
    monkeypatch.setattr(box, "WINDOW", 3)
    assert {"plots", "standard-plants"} <= set(kinds(None, "电子"))


def test_marks_of_places_reach_all_places_above() -> None:
    assert list(rows.marks(Subject("431127", "X-1", ""))) == [
        "p431127",
        "p431100",
        "p430000",
        "p100000",
        rows.mark("c", "X-1"),
    ]


def test_the_index_is_complete_after_every_migration(db: None) -> None:
    call_command("migrate", "--check", verbosity=0)
    assert Record.objects.count() == Sought.objects.count() == 0
