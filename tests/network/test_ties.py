"""Ties: who is bound to whom on a day; what is only intended or undated is unknown, and every fault is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import chengjie.network
import chengjie.package
from chengjie.network.ties import KINDS
from chengjie.package import Package
from chengjie.system import checking

HEAD = "id,place,kind,partner_zh,partner_en,partner_place,topic_zh,topic_en,status,from,until,stated,document,section,claim,source,note\n"


def test_both_plans_name_their_partner_regions(zone: Package) -> None:
    partners = {bond.partner.zh for bond in chengjie.network.ties(zone) if bond.kind == "partner-region"}
    named = {"粤港澳大湾区", "长三角城市群", "京津冀城市群", "成渝城市群", "长株潭城市群", "洞庭湖生态经济区"}
    assert named <= partners
    assert {bond.document for bond in chengjie.network.ties(zone)} == {"S1", "S2"}


def test_a_tie_stands_in_the_section_that_it_names(zone: Package) -> None:
    claims = {row["id"]: row for row in zone.rows("claims/things")}
    for bond in chengjie.network.ties(zone):
        if bond.claim:
            assert claims[bond.claim]["document"] == bond.document, bond.id
        assert bond.kind in KINDS


def test_a_county_has_its_own_ties_those_of_its_prefecture_and_of_its_region(zone: Package) -> None:
    found = {bond.id for bond, _ in chengjie.network.tied(zone, place="431227")}
    assert {"s2-dalong-xinhuang", "s1-china-europe", "s1-gba", "s2-gba"} <= found
    assert "s1-wuding-chenzhou" not in found
    assert {bond.kind for bond, _ in chengjie.network.tied(zone, kind="freight-service")} == {"freight-service"}


def test_what_a_plan_calls_in_force_holds_from_the_day_of_the_plan(zone: Package) -> None:
    train = next(bond for bond in chengjie.network.ties(zone) if bond.id == "s1-china-europe")
    assert [train.holds(date(2019, 1, 1)), train.holds(date(2020, 2, 24)), train.holds(date(2026, 1, 1))] == [
        "unknown",
        "yes",
        "yes",
    ]
    hope = next(bond for bond in chengjie.network.ties(zone) if bond.id == "s1-gba")
    assert hope.holds(date(2026, 1, 1)) == "unknown"
    assert train not in {bond for bond, _ in chengjie.network.tied(zone, on=date(2019, 1, 1), held=["yes"])}


Own = Callable[[str], Package]


@pytest.fixture
def own(tmp_path: Path) -> Own:
    def make(rows: str) -> Package:
        folder = tmp_path / "own"
        folder.mkdir()
        (folder / "zone.yaml").write_text("id: own\ntitle: {zh: 自带, en: Own}\nextends: hunan\n", encoding="utf-8")
        (folder / "ties.csv").write_text(HEAD + rows, encoding="utf-8")
        return chengjie.package.open_package(folder)

    return make


ROW = "{id},{place},{kind},{partner},X,{code},{topic},t,in force,{start},{end},2021-08-06,,,,chengjie,\n"


def row(**given: str) -> str:
    usual = {
        "id": "a",
        "place": "431100",
        "kind": "alliance",
        "partner": "某地",
        "code": "",
        "topic": "某事",
        "start": "",
        "end": "",
    }
    return ROW.format_map(usual | given)


def test_all_faults_of_ties_are_named_by_the_check_of_the_zone(own: Own) -> None:
    package = own(
        row(id="a", start="2022", end="2021") + row(id="b", place="999999") + row(id="c", code="431100", topic="甲")
        + row(id="d", topic="乙") + row(id="e", topic="乙") + row(id="f", topic="丙", start="soon")
        + row(id="g", topic="丁", kind="friendship") + row(id="h", topic="戊", code="999999")
    )  # fmt: skip
    found = {(fault.code, fault.where.row) for fault in checking.faults(package)}
    assert found == {
        ("dates-reversed", 2), ("place-unknown", 3), ("tie-to-itself", 4), ("tie-twice", 6), ("tie-date-malformed", 7),
        ("cell-not-listed", 8), ("reference-unknown", 9),
    }  # fmt: skip


def test_the_same_tie_may_come_again_later(own: Own) -> None:
    package = own(row(id="a", start="2019", end="2020-06") + row(id="b", start="2021-01-01"))
    assert list(chengjie.network.check(package)) == []
    first, second = chengjie.network.ties(package)
    days = [date(2018, 12, 31), date(2020, 6, 30), date(2020, 7, 1), date(2021, 1, 1)]
    assert [first.holds(day) for day in days] == ["no", "yes", "no", "no"]
    assert [second.holds(day) for day in days] == ["no", "no", "no", "yes"]
