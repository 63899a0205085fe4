"""Registers on the site: who sees what, records that are corrected and never erased, search, and personal data."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from tests.web.conftest import signed_in

from chengjie.web import registers, scope
from chengjie.web.records.people import Looked, Right
from chengjie.web.records.registers import Record, RecordVersion

PLOT = {"number": "L-01", "name": "蓝山一号地", "place": "蓝山县", "area": "12.5", "state": "offered", "floor_price": "18", "source": "园区填报"}  # fmt: skip
FIRM = {"credit_code": "91350100M000100Y43", "name": "某某电子有限公司", "place": "431127", "contact": "王小明", "phone": "13807461234", "source": "园区填报"}  # fmt: skip


@pytest.fixture
def lan(offices: dict[str, User]) -> Client:
    return signed_in(offices["lan"])


def made(client: Client, name: str, cells: dict[str, str]) -> Record:
    answer = client.post(f"/registers/{name}/new/", cells)
    assert answer.status_code == 302, answer.content.decode()
    return Record.objects.get(register=name, pk=int(answer["Location"].split("/")[-2]))


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_an_officer_records_a_plot_and_everybody_sees_what_is_public(lan: Client) -> None:
    row = made(lan, "plots", PLOT)
    assert (row.place, row.data["area"], row.version) == ("431127", "12.5", 1)
    shown = page(Client(), f"/registers/plots/records/{row.pk}/")
    assert "蓝山一号地" in shown
    assert "18" not in re.sub(r"<[^>]+>", "", shown)
    assert "不公开" in shown
    assert "历史" not in shown
    assert "历史" in page(lan, f"/registers/plots/records/{row.pk}/")
    assert "蓝山一号地" in page(Client(), "/registers/plots/")


def test_what_is_hers_is_nothing_to_another_county(lan: Client, offices: dict[str, User]) -> None:
    row = made(lan, "enterprises", FIRM)
    for name, sees in {"colleague": True, "yongzhou": True, "province": True, "xintian": False}.items():
        client = signed_in(offices[name])
        assert ("某某电子" in page(client, "/registers/enterprises/")) == sees
        assert ("某某电子" in page(client, "/registers/enterprises/?q=mmdz")) == sees
        assert (client.get(f"/registers/enterprises/records/{row.pk}/").status_code == 200) == sees
        assert ("某某电子" in client.get("/registers/enterprises/?format=csv").content.decode()) == sees
    stranger = Client()
    assert stranger.get("/registers/enterprises/")["Location"].startswith("/sign-in/")
    assert stranger.get(f"/registers/enterprises/records/{row.pk}/").status_code == 404
    assert "enterprises" not in page(stranger, "/registers/")
    assert signed_in(User.objects.create_user("nobody")).get("/registers/enterprises/").status_code == 404


def test_another_county_corrects_and_adds_nothing_here(lan: Client, offices: dict[str, User]) -> None:
    row = made(lan, "plots", PLOT)
    xintian = signed_in(offices["xintian"])
    assert xintian.get(f"/registers/plots/records/{row.pk}/correct/").status_code == 404
    assert "register-row-beyond" in xintian.post("/registers/plots/new/", {**PLOT, "number": "X"}).content.decode()
    assert "register-row-beyond" in xintian.post(f"/registers/plots/records/{row.pk}/withdraw/", {"version": "1"}).content.decode()  # fmt: skip
    assert signed_in(offices["clerk"]).get("/registers/plots/new/").status_code == 404
    assert Record.objects.count() == RecordVersion.objects.count() == 1


def test_personal_data_is_masked_by_role_and_its_reading_is_noted(lan: Client, offices: dict[str, User]) -> None:
    row = made(lan, "enterprises", FIRM)
    path = f"/registers/enterprises/records/{row.pk}/"
    masked = page(signed_in(offices["clerk"]), path)
    assert "13********4" in masked
    assert "王小明" not in masked
    assert "王小明" not in page(signed_in(offices["clerk"]), "/registers/enterprises/?format=csv")
    assert Looked.objects.count() == 0
    assert "王小明" in page(lan, path)
    assert [(each.by.username, each.what, each.subject) for each in Looked.objects.all()] == [("lan", "register:enterprises", row.key)]  # fmt: skip
    assert "13807461234" in lan.get("/registers/enterprises/?format=csv").content.decode()
    assert Looked.objects.filter(subject="export: 1").count() == 1
    assert "没有符合" in page(lan, "/registers/enterprises/?q=13807461234")


def test_a_correction_is_a_further_version_and_the_earlier_one_stays(lan: Client) -> None:
    row = made(lan, "plots", PLOT)
    path = f"/registers/plots/records/{row.pk}/"
    assert lan.post(path + "correct/", {**PLOT, "area": "13", "version": "1", "why": "测量"}).status_code == 302
    assert [(each.number, each.data["area"], each.why) for each in row.versions.all()] == [(2, "13", "测量"), (1, "12.5", "")]  # fmt: skip
    assert "<s>12.5</s> → 13" in page(lan, path)
    lan.post(path + "correct/", {**PLOT, "area": "13", "version": "2"})
    assert row.versions.count() == 2


def test_of_two_who_correct_at_once_one_wins_and_the_other_is_told(lan: Client, offices: dict[str, User]) -> None:
    row = made(lan, "plots", PLOT)
    path = f"/registers/plots/records/{row.pk}/correct/"
    lan.post(path, {**PLOT, "area": "13", "version": "1"})
    late = signed_in(offices["colleague"]).post(path, {**PLOT, "area": "14", "version": "1"})
    assert "register-overtaken" in late.content.decode()
    row.refresh_from_db()
    assert row.data["area"] == "13"


def test_who_does_not_see_a_field_corrects_the_others_and_leaves_it(lan: Client, offices: dict[str, User], administrator: User) -> None:  # fmt: skip
    row = made(lan, "enterprises", FIRM)
    planner = signed_in(offices["province"])
    path = f"/registers/enterprises/records/{row.pk}/correct/"
    assert 'name="phone"' not in page(planner, path)
    planner.post(path, {**FIRM, "name": "某某电子股份有限公司", "phone": "1", "version": "1"})
    row.refresh_from_db()
    assert (row.name, row.data["phone"]) == ("某某电子股份有限公司", "13807461234")


def test_a_withdrawn_record_is_off_the_list_and_still_there_for_those_within_reach(lan: Client) -> None:
    row = made(lan, "plots", PLOT)
    path = f"/registers/plots/records/{row.pk}/"
    lan.post(path + "withdraw/", {"version": "1", "why": "重复"})
    assert "蓝山一号地" not in page(Client(), "/registers/plots/")
    assert "蓝山一号地" not in page(Client(), "/registers/plots/?state=withdrawn")
    assert Client().get(path).status_code == 404
    assert "蓝山一号地" in page(lan, "/registers/plots/?state=withdrawn")
    lan.post(path + "withdraw/", {"version": "2"})
    assert "蓝山一号地" in page(Client(), "/registers/plots/")
    assert row.versions.count() == 3


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"area": "很大"}, "sheet-cell-not-a-number"),
        ({"name": ""}, "sheet-cell-missing"),
        ({"place": "新田县"}, "register-row-beyond"),
        ({"user": "91350100M000100Y44"}, "sheet-cell-credit-code"),
        ({"since": "2026-02-01", "until": "2026-01-01"}, "register-dates-reversed"),
        ({}, "register-key-taken"),
    ],
)
def test_a_form_that_is_refused_keeps_what_was_typed_and_writes_nothing(lan: Client, changes: dict[str, str], code: str) -> None:  # fmt: skip
    made(lan, "plots", PLOT)
    answer = lan.post("/registers/plots/new/", {**PLOT, "number": "L-02" if changes else "L-01", **changes})
    shown = answer.content.decode()
    assert answer.status_code == 400
    assert code in shown or 'aria-invalid="true"' in shown
    assert 'value="园区填报"' in shown
    assert Record.objects.count() == 1


def test_the_key_stays(lan: Client) -> None:
    row = made(lan, "plots", PLOT)
    path = f"/registers/plots/records/{row.pk}/correct/"
    assert 'name="number"' not in page(lan, path)
    lan.post(path, {**PLOT, "number": "L-99", "area": "1", "version": "1"})
    row.refresh_from_db()
    assert (row.key, row.data["number"], row.data["area"]) == ("L-01", "L-01", "1")


def test_a_record_is_found_by_chinese_initials_code_place_and_choice(lan: Client) -> None:
    made(lan, "plots", PLOT)
    made(lan, "plots", {**PLOT, "number": "L-02", "name": "湘江源二号地", "state": "taken"})
    for query, found in {"q=一号": "L-01", "q=LSYH": "L-01", "q=xjyeh": "L-02", "q=l-02": "L-02", "state=withdrawn": "", "place=431127&q=二号": "L-02", "place=431128": ""}.items():  # fmt: skip
        shown = page(lan, f"/registers/plots/?{query}")
        assert [key for key in ("L-01", "L-02") if f">{key}<" in shown] == [found] * bool(found)


def test_pages_go_on_from_the_last_record(lan: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chengjie.web.pages.registers.PER_PAGE", 2)
    for number in range(5):
        made(lan, "plots", {**PLOT, "number": f"L-{number}"})
    path, seen = "/registers/plots/", []
    while path:
        shown = page(lan, path)
        seen += re.findall(r">(L-\d)<", shown)
        more = re.search(r'href="(\?after=\d+)"', shown)
        path = "/registers/plots/" + more[1] if more else ""
    assert seen == ["L-4", "L-3", "L-2", "L-1", "L-0"]


def test_a_park_manager_keeps_what_lies_in_the_park(lan: Client, administrator: User) -> None:
    from datetime import date

    from chengjie.web import zone

    inside, outside = [each.id for each in zone.carriers() if each.counties][:2]
    manager = User.objects.create_user("park")
    Right.objects.create(user=manager, role="park-manager", carrier=inside, since=date(2020, 1, 1), given_by=administrator)  # fmt: skip
    client = signed_in(manager)
    county = zone.carriers().by_id[inside].counties[0]
    assert made(client, "plots", {**PLOT, "place": county, "carrier": inside}).carrier == inside
    refused = client.post("/registers/plots/new/", {**PLOT, "number": "L-3", "place": county, "carrier": outside})
    assert "register-row-beyond" in refused.content.decode()


def test_a_register_that_is_not_there_is_not_found(lan: Client) -> None:
    assert lan.get("/registers/no-such/").status_code == 404
    assert lan.get("/registers/plots/records/99999/").status_code == 404


def test_the_page_of_a_firm_names_every_list_and_year_that_it_stood_in(offices: dict[str, User]) -> None:
    who = scope.actors(offices["lan"])
    code = FIRM["credit_code"]
    firm = registers.add(registers.register("enterprises"), FIRM, who, by=offices["lan"])
    for list_, year in (("world", "2023"), ("china", "2023"), ("china", "2024")):
        registers.add(registers.register("top-500"), {"list": list_, "year": year, "credit_code": code, "name": FIRM["name"], "place": "431127", "source": "公布的名单"}, who, by=offices["lan"])  # fmt: skip
    said = page(signed_in(offices["lan"]), f"/registers/enterprises/records/{firm.pk}/")
    assert all(words in said for words in ("世界500强 · 2023", "中国500强 · 2023", "中国500强 · 2024"))
