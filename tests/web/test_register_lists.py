"""Lists of registers: narrowed by each field in the way of its type, in the order and with the columns asked for; many records changed at once."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from tests.web.conftest import signed_in
from tests.web.test_registers import FIRM, PLOT, made, page

from chengjie.web import register_filters, registers
from chengjie.web.pages import edits
from chengjie.web.pages import registers as pages
from chengjie.web.records.registers import Record, RecordVersion, RegisterImport


@pytest.fixture
def lan(offices: dict[str, User]) -> Client:
    return signed_in(offices["lan"])


@pytest.fixture
def plots(lan: Client) -> list[Record]:
    given = (("L-01", "甲地", "9.5", "offered", "yes", "2024-05-01"), ("L-02", "乙地", "12.5", "offered", "no", ""), ("L-03", "丙地", "100", "", "", "2026-01-01"))  # fmt: skip
    return [made(lan, "plots", {**PLOT, "number": number, "name": name, "area": area, "state": state or "offered", "gas": gas, "until": until}) for number, name, area, state, gas, until in given]  # fmt: skip


def found(**given: str) -> str:
    wanted = registers.register("plots")
    rows = registers.searched(wanted, Record.objects.filter(register="plots"), given)
    rows, _ = register_filters.ordered(wanted, rows, given.get("sort", ""))
    return "".join(each.name[0] for each in rows)


def test_every_type_of_field_narrows_in_its_own_way(plots: list[Record]) -> None:
    assert found() == "丙乙甲"
    assert found(area_least="10") == "丙乙"
    assert found(area_least="9.5", area_most="12.5") == "乙甲"
    assert found(gas="yes") == "甲"
    assert found(gas="-") == "丙"
    assert found(name="乙") == "乙"
    assert found(place="431100") == "丙乙甲"
    assert found(place="431128") == ""
    assert found(area_least="多少", gas="maybe") == "丙乙甲"


def test_a_list_is_put_in_the_order_of_a_field_as_what_it_is(plots: list[Record]) -> None:
    assert found(sort="area") == "甲乙丙"
    assert found(sort="-area") == "丙乙甲"
    assert found(sort="number") == "甲乙丙"
    assert found(sort="no_such_field") == "丙乙甲"


def test_what_is_hidden_from_some_neither_narrows_nor_orders(lan: Client) -> None:
    made(lan, "plots", PLOT)
    hidden = {"floor_price_least": "1000", "floor_price": "999"}
    assert found(**hidden) == "蓝"
    assert "floor_price" not in {each.name for each in register_filters.fields(registers.register("plots"))}
    assert "contact" not in register_filters.names(registers.register("enterprises"))


def test_columns_are_chosen_and_pages_go_on_in_the_order_of_a_field(lan: Client, plots: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(pages, "PER_PAGE", 2)
    shown = page(lan, "/registers/plots/?sort=area&col=gas")
    assert "甲地" in shown
    assert "丙地" not in shown
    assert "after=2" in shown
    assert "丙地" in page(lan, "/registers/plots/?sort=area&col=gas&after=2")
    assert shown.partition("<thead>")[2].partition("</thead>")[0].count("<th") == 3


def changed(client: Client, rows: list[Record], field: str, value: str, **more: str) -> RegisterImport:
    answer = client.post("/registers/plots/edit/", {"row": [each.pk for each in rows], "field": field, "value": value, **more})  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()
    return RegisterImport.objects.latest("brought")


def test_many_records_are_changed_after_a_preview_and_undone_whole(lan: Client, plots: list[Record]) -> None:
    row = changed(lan, plots[:2], "gas", "no")
    assert (row.changed, row.unchanged, row.refused, row.how) == (1, 1, 0, "edit")
    preview = page(lan, f"/registers/plots/imports/{row.pk}/")
    assert "甲地" in preview
    assert Record.objects.get(pk=plots[0].pk).data["gas"] is True
    lan.post(f"/registers/plots/imports/{row.pk}/accept/")
    assert Record.objects.get(pk=plots[0].pk).data["gas"] is False
    assert RecordVersion.objects.filter(record=plots[0]).latest("number").how == "edit"
    assert "批量修改" in page(lan, f"/registers/plots/records/{plots[0].pk}/")
    lan.post(f"/registers/plots/imports/{row.pk}/undo/")
    assert Record.objects.get(pk=plots[0].pk).data["gas"] is True
    assert [each.number for each in RecordVersion.objects.filter(record=plots[0])] == [3, 2, 1]


def test_all_that_a_filter_finds_is_changed_within_bounds(lan: Client, plots: list[Record], monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    row = changed(lan, [], "road", "yes", all="1", filter="area_least=10")
    assert row.changed == 2
    monkeypatch.setattr(edits, "MOST", 1)
    answer = lan.post("/registers/plots/edit/", {"all": "1", "filter": "", "field": "road", "value": "yes"})
    assert "register-edit-many" in answer.content.decode()


def test_nothing_beyond_the_reach_nothing_of_the_key_and_nothing_wrong_is_changed(lan: Client, offices: dict[str, User], plots: list[Record]) -> None:  # fmt: skip
    xintian = signed_in(offices["xintian"])
    answer = xintian.post("/registers/plots/edit/", {"row": [plots[0].pk], "field": "gas", "value": "no"})
    assert "register-edit-nothing" in answer.content.decode()
    assert "L-01" not in page(xintian, f"/registers/plots/edit/?row={plots[0].pk}")
    assert 'value="number"' not in page(lan, f"/registers/plots/edit/?row={plots[0].pk}")
    assert "sheet-cell-not-a-number" in lan.post("/registers/plots/edit/", {"row": [plots[0].pk], "field": "area", "value": "很大"}).content.decode()  # fmt: skip
    assert "sheet-cell-missing" in lan.post("/registers/plots/edit/", {"row": [plots[0].pk], "field": "source", "value": ""}).content.decode()  # fmt: skip
    assert signed_in(offices["clerk"]).get("/registers/plots/edit/").status_code == 404
    assert RegisterImport.objects.count() == 0


def test_moving_records_to_a_place_beyond_the_reach_is_refused_row_by_row(lan: Client, plots: list[Record]) -> None:
    row = changed(lan, plots, "place", "431128")
    assert row.refused == 3
    assert "register-import-faults" in lan.post(f"/registers/plots/imports/{row.pk}/accept/").content.decode()
    assert {each.place for each in Record.objects.all()} == {"431127"}


def test_a_simple_form_tells_how_many_are_chosen(lan: Client) -> None:
    made(lan, "enterprises", FIRM)
    assert "没有选记录" in page(lan, "/registers/enterprises/edit/")
    assert "<strong>1</strong>" in page(lan, "/registers/enterprises/edit/?all=1&filter=q%3Dmmdz&field=rung")
